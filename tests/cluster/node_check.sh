#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A node checks, value by value, that it is where slurmctld thinks it is; a
# task that fails the check ends with a message and the node stays in service.
. "$(dirname -- "$0")/lib.sh"
cluster_up
# Enforced where a zone is asked for, quiet where none is.
denied()	# WHAT
{
	local job
	job=$(in_sb sbatch --parsable -w de-h1 --zone=de -o "$SB/c/out.%j" \
		--wrap 'echo the task ran')
	wait_until 20 acct_state_is "$job" FAILED
	expect "$1: the job failed" "$(acct_field "$job" State)" FAILED
	expect_like "$1: with a message" "$(cat "$SB/c/out.$job")" '*freehold:*'
	expect_not_like "$1: its task did not run" "$(cat "$SB/c/out.$job")" \
		'*the task ran*'
	sleep 1
	expect "$1: slurmctld's audit has it" "$(grep -c \
		"\"kind\":\"denied\",\"job\":$job,.*\"nodes\":\"de-h1\",.*\"why\"" \
		"$SB/c/state/freehold/audit/$(hostname).jsonl")" 1
	expect_not_like "$1: the node is not drained" \
		"$(in_sb sinfo -h -n de-h1 -o %T)" '*drain*'
}
identity=$SB/c/etc/nodes/de-h1/node.json
cp "$identity" "$SB/keep.json"
job=$(submit -w de-h1 --zone=de)
expect_running 'a node that is right runs the job' "$job"
in_sb scancel "$job"
for key in zone jurisdiction tenancy operator site; do
	sed "s/\"$key\": *\"[^\"]*\"/\"$key\": \"elsewhere\"/" "$SB/keep.json" \
		>"$identity"
	denied "node.json with another $key"
done
echo '{' >"$identity"
denied 'node.json unreadable'
rm "$identity"
denied 'node.json missing'
job=$(in_sb sbatch --parsable -w de-h1 -o "$SB/c/out.%j" --wrap 'echo ran')
expect_ended 'a job without restrictions still runs there' "$job"
cp "$SB/keep.json" "$identity"

WRAP="touch $SB/c/started; sleep 300"
job=$(submit -w de-h1 --zone=de)
expect_running 'a job to lose its terms file runs' "$job"
wait_until 15 test -e "$SB/c/started"
find "$SB/c" -path '*terms*' -name "*.$job" -delete
expect_fails 'a step without the terms file is denied' '*freehold:*' \
	in_sb srun --overlap --jobid="$job" hostname
expect_clean_log
