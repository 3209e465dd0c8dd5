#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Pending jobs when the policy or their request changes: a new floor binds a
# job without terms, updates reach every record of an array and end a
# deferral, and a hold of somebody else's outlives ours.
. "$(dirname -- "$0")/lib.sh"
cluster_up

# activate POLICY [ZONES-SED]: the sandbox's own configuration, so changed
activate()
{
	rm -rf "$SB/conf"
	mkdir "$SB/conf"
	cp "$SB"/c/etc/freehold/*.json "$SB/conf/"
	[[ -z $1 ]] || echo "$1" >"$SB/conf/policy.json"
	[[ -z ${2:-} ]] || sed -i "$2" "$SB/conf/zones.json"
	in_sb freehold activate "$SB/conf" >"$SB/activate.log" 2>&1 ||
		fail 'activation' "$(cat "$SB/activate.log")"
}
let_go() { as games scontrol update "jobid=$1" starttime=now; }
reason() { in_sb squeue -h -j "$1" -o %r; }
# shellcheck disable=SC2053
reason_is() { [[ $(reason "$1") == $2 ]]; }

floor='{"accounts": {"bio": {"floor": {"zone": "de"}}}}'
later=(--begin=now+3600)
free=$(submit --user games -p tx "${later[@]}")
held=$(submit --user games --zone=us "${later[@]}")
other=$(submit --user daemon -p tx "${later[@]}")
running=$(submit --user games -p tx)
expect_running 'a job without options runs outside the floor to come' \
	"$running"

activate "$floor"
in_sb scontrol requeue "$running"
for job in "$free" "$held"; do
	let_go "$job"
done
as daemon scontrol update "jobid=$other" starttime=now
for job in "$free" "$held"; do
	wait_until 15 reason_is "$job" 'freehold:*'
	expect_like 'a job outside its new floor is held' "$(reason "$job")" \
		'freehold: its terms allow none of the nodes*'
done
expect_running 'one of another account runs' "$other"
expect_state 'the requeued one does not run again' "$running" PENDING

in_sb scontrol hold "$held"
expect "an administrator's hold takes the place of ours" \
	"$(reason "$held")" JobHeldAdmin
activate ''
expect_running 'without the floor the other one runs' "$free"
sleep 2
expect "the administrator's hold stays" "$(reason "$held")" JobHeldAdmin
in_sb scontrol release "$held"
expect_running 'until it is released' "$held"

activate '' "s/\"cloud-de\": *{/&\"closed_until\": \"$(date -u \
	-d '+1 hour' +%FT%TZ)\",/"
job=$(submit --user games --zone=de)
wait_until 70 reason_is "$job" BeginTime
expect 'a job for a closed zone is deferred' "$(reason "$job")" BeginTime
as games scontrol update "jobid=$job" comment='freehold: --zone=us'
expect_running 'updated to an open one it starts' "$job"
named=$(submit --user games -w de-h1)
job=$(submit --user games -p cloud)
expect_running 'one without options that may go elsewhere does' "$job"
expect 'outside the closed zone' "$(job_zones "$job")" cloud-in
expect 'one without options that names a node there waits' \
	"$(job_state "$named")" PENDING

array=$(submit --user games --array=1-3 --zone=de "${later[@]}")
as games scontrol update "jobid=${array}_2" timelimit=5
as games scontrol update "jobid=$array" comment='freehold: --zone=us'
let_go "$array"
for task in 1 2 3; do
	expect_running "task $task has the array's new request" \
		"${array}_$task"
done
expect 'whose text is not their comment' \
	"$(in_sb squeue -h -r -j "$array" -o %k | sort -u)" '(null)'
expect_clean_log
