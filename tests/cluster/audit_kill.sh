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

for ((i = 0; i < kills; i++)); do
	submit --data-class=us-only >/dev/null
	job=$(submit --data-class=de-only)
	wait_until 20 state_is "$job" RUNNING
	submit --data-class=us-only >/dev/null
	sleep "0.$((RANDOM % 5))"
	sb ctl kill9
	sb ctl start
	wait_until 30 nodes_are_known
done
sleep 5
expect_like 'after the kills the log is sound' "$(in_sb freehold audit verify)" \
	"*: sound: *, 1 files, $((kills + 1)) starts*"

# Each run of now, by job and start: squeue's times are the sandbox's.
running() { in_sb env TZ=UTC squeue -h -t running -o "$1"; }
missing=0 count=0
while read -r job start; do
	count=$((count + 1))
	grep "\"kind\":\"\(placed\|recovered\)\",\"job\":$job," "$log" |
		grep -q "\"started\":\"${start}Z\"" || missing=$((missing + 1))
done < <(running '%A %S')
figure audit_starts_missing "$missing" jobs '==' 0
expect "of $count jobs that run none is missing" "$missing" 0
expect 'some do run' "$((count >= kills))" 1

# The log of running jobs is gone, ring included: they are recorded anew.
sb ctl stop
mkdir "$SB/away"
mv "$log" "$SB/away/"
sb ctl start
wait_until 30 nodes_are_known
sleep 1
left=$(running %A | wc -l)
expect 'running jobs whose log is gone are recovered' \
	"$(grep -c '"kind":"recovered"' "$log")" "$left"
sb ctl restart
wait_until 30 nodes_are_known
sleep 1
expect 'once' "$(grep -c '"kind":"recovered"' "$log")" "$left"
expect_clean_log
