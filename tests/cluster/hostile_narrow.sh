#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A class is narrowed while its jobs wait for another job, a turn, a
# reservation or their hold, and while one runs that is requeued: none of
# them starts any more where the class no longer allows it, however it comes
# to its start.
. "$(dirname -- "$0")/lib.sh"
cluster_up --freehold "$TOP/tests/cluster/conf/class"

in_sb scontrol create reservation reservationname=ny starttime=now \
	duration=60 users=games nodes=ny-m1,ny-s1 >/dev/null
us=(--user games --data-class=us-only)
first=$(submit "${us[@]}" -p ny --requeue)
expect_running 'a job runs in New York' "$first"
after=$(submit "${us[@]}" -p ny --dependency=afterany:"$first")
WRAP='sleep 3'
array=$(submit "${us[@]}" -p ny --array=1-3%1)
WRAP='sleep 300'
wait_until 15 eval '[[ -n $(in_sb squeue -h -t R -j "$array" -o %i) ]]'
held=$(submit "${us[@]}" -p ny --hold)
reserved=$(submit "${us[@]}" --reservation=ny --begin=now+3600)
later=$(submit "${us[@]}" -w ny-h2 --begin=now+3600)
both=$(as games sbatch --parsable -o /dev/null --begin=now+3600 -p ny \
	--data-class=us-only : -p tx --data-class=us-only --wrap "$WRAP" \
	2>/dev/null)
both=${both%%;*}

mkdir "$SB/narrow"
cp "$SB"/c/etc/freehold/*.json "$SB/narrow/"
sed -i '/"us-only"/,/]/s/"US"/"US-TX"/' "$SB/narrow/policy.json"
in_sb freehold activate "$SB/narrow" >"$SB/activate.log" 2>&1 ||
	fail 'activation of the narrowed class' "$(cat "$SB/activate.log")"
started=$(in_sb squeue -h -r -t R -j "$array" -o %i | sort)
expect 'the job that runs is left' "$(job_state "$first")" RUNNING
# A submission that is a second old would be rejected for good.
sleep 2
in_sb scontrol release "$held"
for job in "$reserved" "$later" "$both"; do
	as games scontrol update "jobid=$job" starttime=now
done
in_sb scontrol requeue "$first"

reason() { in_sb squeue -h -r -j "$1" -t PD -o %r | sort -u; }
# shellcheck disable=SC2053
reason_is() { [[ $(reason "$1") == $2 ]]; }
stands() # WHAT JOB
{
	expect "$1: none of it runs" \
		"$(in_sb squeue -h -r -t R,CF -j "$2" -o %i)" ''
}
# Nothing wakes Slurm when a job is cancelled that waited: its own pass comes
# every 60 s.
waits() # WHAT JOB
{
	wait_until 70 reason_is "$2" '*freehold:*' || true
	expect_like "$1: held" "$(reason "$2")" '*freehold:*'
	stands "$1" "$2"
}
in_sb scancel -t R "$array"
waits 'released from its hold' "$held"
waits 'with a node named outside' "$later"
waits 'the next tasks of an array' "$array"
stands 'in a reservation outside' "$reserved"
stands 'one component in, one out' "$both"
# A requeued job rests for some seconds.
wait_until 40 eval '[[ $(reason "$first") != BeginTime ]]'
sleep 1
stands requeued "$first"
in_sb scancel "$first"
waits 'behind the job that it waited for' "$after"
restart_ctld
for job in "$held" "$reserved" "$later" "$array" "$after" "$both"; do
	stands "job $job after a restart" "$job"
done
expect_like 'the array had begun before' "$started" '*_1*'

in_sb freehold activate "$SB/c/etc/freehold" >"$SB/activate.log" 2>&1
for job in "$held" "$reserved" "$later" "$after" "$both"; do
	expect_running "with the wider class job $job runs" "$job" 30
done
expect_clean_log
