#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# --accel-wait: a worse candidate opens only after its time, is planned for it
# before, and makes nobody behind the job wait.
. "$(dirname -- "$0")/lib.sh"
cluster_up

started_s() { date -d "$(job_field "$1" StartTime)" +%s; }
eligible_s() { date -d "$(job_field "$1" EligibleTime)" +%s; }

filler=$(submit -p tx -w tx-h1,tx-h2,tx-h3,tx-h4 -N 4 --accel=h100:8 -t 60)
expect_running 'all h100 of tx are taken' "$filler"
job=$(submit -p tx -t 5 '--accel=h100:4|a100:8' --accel-wait=15s)
sleep 3
expect 'h100 being full, the job waits' "$(job_state "$job")" PENDING
behind=$(submit -p tx -t 1 --accel=a100:8)
expect_running 'a job behind it takes idle a100 at once' "$behind" 10
planned=$(in_sb squeue -h --start -j "$job" -o %S)
expect "squeue --start shows the opening" \
	"$(($(date -d "$planned" +%s) - $(eligible_s "$job")))" 15
wait_until 40 state_is "$job" RUNNING
delay=$(($(started_s "$job") - $(eligible_s "$job")))
figure accel_wait_start $((delay - 15)) s "<=" 2
expect "it starts within 2 s of 15 s ($delay s)" \
	"$((delay >= 15 && delay <= 17))" 1
expect_like 'on a100, the other sites not being counted' \
	"$(job_field "$job" TRES)" '*gres/gpu:a100=8*'
in_sb scancel "$job" "$behind"
wait_until 20 acct_state_is "$behind" CANCELLED

job=$(submit -p tx -t 5 '--accel=h100:4|a100:8' --accel-wait=2h)
sleep 2
expect 'with two hours to wait it waits' "$(job_state "$job")" PENDING
in_sb scancel "$filler"
expect_running 'and starts when the better one has room' "$job"
expect_like 'on h100' "$(job_field "$job" TRES)" '*gres/gpu:h100=4*'
later=$(submit -p tx -t 5 --begin=now+8 '--accel=maia100:1|a100:8' \
	--accel-wait=2h)
expect_running 'what the partition lacks opens at once and is not waited for' \
	"$later" 25
cancel_all
expect_clean_log
