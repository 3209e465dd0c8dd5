#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A data class holds over a requeue, a drained node, a restart of slurmctld
# and a change of its rules.
. "$(dirname -- "$0")/lib.sh"

# wait_saved JOBID: says yes once slurmctld's state on the disk has all that
# the job is now.  slurmctld saves at most every 5 s, and a start that it had
# not saved when it was killed is undone: it finds the job pending, ends it on
# its node and starts it again.  The file is replaced as a whole, so that a
# mark put on the job now proves what came before it.
wait_saved()
{
	local mark=saved-$1-$RANDOM

	in_sb scontrol update "jobid=$1" "comment=$mark" &&
		wait_until 20 grep -qaF -- "$mark" "$SB/c/state/job_state" &&
		echo yes
}

cluster_up --freehold "$TOP/tests/cluster/conf/class"

job=$(submit --requeue --data-class=de-only --accel=h100:8)
expect_running 'a job starts' "$job"
expect 'on the one node with eight h100 in its zone' "$(job_nodes "$job")" de-h1
in_sb scontrol update nodename=de-h1 state=drain reason=test
in_sb scontrol requeue "$job"
expect_state 'requeued with its node drained' "$job" PENDING
sleep 20
expect 'it waits, though other zones have free h100' \
	"$(job_state "$job")" PENDING
restart_ctld
sleep 3
expect 'also after slurmctld restarted' "$(job_state "$job")" PENDING
in_sb scontrol update nodename=de-h1 state=resume
expect_running 'the node is back: it runs' "$job" 20
expect 'there' "$(job_nodes "$job")" de-h1
expect 'its start is in the saved state' "$(wait_saved "$job")" yes
started=$(job_field "$job" StartTime)
sb ctl kill9
sb ctl start
wait_until 30 nodes_are_known
sleep 2	# what slurmctld does about a job that it does not expect there
expect_running 'slurmctld was killed: the job runs on' "$job"
expect 'and was not started again' "$(job_field "$job" StartTime)" "$started"

# A class is looked up at every decision: narrowed, it binds waiting jobs.
waiting=$(submit --data-class=us-only -w ny-h1 --accel=h100:8 --begin=now+3600)
mkdir "$SB/narrow"
cp "$SB"/c/etc/freehold/*.json "$SB/narrow/"
sed -i '/"us-only"/,/]/s/"US"/"US-TX"/' "$SB/narrow/policy.json"
in_sb freehold activate "$SB/narrow" >"$SB/activate.log" 2>&1 ||
	fail 'activation of the narrowed class' "$(cat "$SB/activate.log")"
sleep 3	# no longer being submitted, which would reject it for good
in_sb scontrol update "jobid=$waiting" starttime=now
sleep 5
expect 'narrowed while it waited, its node is out: it never runs' \
	"$(job_state "$waiting")" PENDING
expect_like 'and says why' "$(in_sb squeue -h -j "$waiting" -o %r)" '*freehold*'
in_sb freehold activate "$SB/c/etc/freehold" >"$SB/activate.log" 2>&1
expect_running 'with the wider class in force again it runs' "$waiting"
expect_clean_log
