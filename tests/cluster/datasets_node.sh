#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Classes that ask who else is on a node: alone, or jobs of the same datasets.
# Then what another process of the user there would show is out of reach.
. "$(dirname -- "$0")/lib.sh"
cluster_up --nodes 2
conf=$SB/node
mkdir "$conf"
cp "$SB"/c/etc/freehold/*.json "$conf/"
# genomes may be shared with jobs that have it too, scans with nobody.
sed -i -e '/"internal": {/,/accounts/s/"accounts"/"node": "same_grants", &/' \
	-e '/"confidential": {/,/accounts/s/"accounts"/"node": "alone", &/' \
	"$conf/policy.json"
in_sb freehold activate "$conf" >"$SB/activate.log" 2>&1 ||
	fail 'activation' "$(cat "$SB/activate.log")"
node=$(in_sb sinfo -h -N -p tx -o %N | head -n 1)

waits()	# WHAT JOB: for more than a pass of both schedulers
{
	sleep 4
	expect "$1" "$(job_state "$2")" PENDING
}
alone=$(submit --user games -w "$node" --dataset=scans)
expect_running 'a job that is to be alone runs' "$alone"
other=$(submit --user daemon -w "$node")
waits 'another job does not come to its node' "$other"
same=$(submit --user games -w "$node" --dataset=scans)
waits 'not even one of the same dataset' "$same"
in_sb scancel "$same"
in_sb scancel "$alone"
expect_running 'it is gone: the other job runs' "$other" 20
alone=$(submit --user games -w "$node" --dataset=scans)
waits 'it does not come to a node where another job is' "$alone"
expect_like 'its start is foreseen' \
	"$(in_sb squeue -h --start -j "$alone" -o %S)" '20*'
restart_ctld
in_sb scancel "$other"
expect_running 'it runs when that one is gone' "$alone" 30
restart_ctld
other=$(submit --user daemon -w "$node")
waits 'slurmctld started again knows about it' "$other"
cancel_all

one=$(submit --user games -w "$node" --dataset=genomes)
expect_running 'a job of a class for the same datasets runs' "$one"
two=$(submit --user daemon -w "$node" --dataset=genomes)
expect_running 'one of the same dataset runs there, too' "$two"
rw=$(submit --user games -w "$node" --dataset=genomes:rw)
none=$(submit --user games -w "$node")
waits 'one that may write it does not' "$rw"
waits 'one without it does not' "$none"
in_sb scancel "$one" "$two"
expect_running 'the first does when those are gone' "$rw" 20
waits 'and keeps the second away' "$none"
in_sb scancel "$rw"
expect_running 'until it is gone' "$none" 20
expect_clean_log
