#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A slurmctld that is killed again and again while jobs start: every start that
# slurmdbd knows is in the audit, once, and the log goes on unbroken. Running
# jobs whose log is gone are recorded as recovered. FREEHOLD_FULL=1 kills 30
# times.
. "$(dirname -- "$0")/lib.sh"
cluster_up --freehold "$TOP/tests/cluster/conf/class" --set MessageTimeout=10

kills=4
[[ -z ${FREEHOLD_FULL:-} ]] || kills=30
dir=$SB/c/state/freehold/audit
log=$dir/$(hostname).jsonl
WRAP='sleep 600'

jobs=()
for ((i = 0; i < kills; i++)); do
	jobs+=("$(submit --data-class=us-only)" "$(submit --data-class=de-only)")
	wait_until 20 state_is "${jobs[-1]}" RUNNING
	jobs+=("$(submit --data-class=us-only)")
	sleep "0.$((RANDOM % 5))"
	sb ctl kill9
	sb ctl start
	wait_until 30 nodes_are_known
done
started=0
for job in "${jobs[@]}"; do
	[[ -z $job ]] || wait_until 60 state_is "$job" RUNNING ||
		fail "job $job runs in the end"
	started=$((started + 1))
done
expect_like 'after the kills the log is sound' \
	"$(in_sb freehold audit verify)" "*: sound: *, 1 files, $((kills + 1)) starts*"
missing=0
for job in "${jobs[@]}"; do
	grep -q "\"kind\":\"\(placed\|recovered\)\",\"job\":$job," "$log" ||
		missing=$((missing + 1))
done
figure audit_starts_missing "$missing" jobs '<=' 0
expect "of $started jobs that run none is missing" "$missing" 0

# The log of running jobs is gone, ring included: they are recorded anew.
sb ctl stop
mkdir "$SB/away"
mv "$log" "$SB/away/"
sb ctl start
wait_until 30 nodes_are_known
sleep 1
running=$(in_sb squeue -h -t running -o %A | wc -l)
expect 'running jobs whose log is gone are recovered' \
	"$(grep -c '"kind":"recovered"' "$log")" "$running"
sb ctl restart
wait_until 30 nodes_are_known
sleep 1
expect 'once' "$(grep -c '"kind":"recovered"' "$log")" "$running"
expect_clean_log
