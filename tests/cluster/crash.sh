#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# slurmctld is killed before it saved that it started a job. Slurm ends that
# run and starts the job again, on the same node without a prolog: it has its
# terms all the same.
. "$(dirname -- "$0")/lib.sh"
cluster_up --set MessageTimeout=10

job=$(submit --hold -w de-h1 --accel=h100:8 --zone=de)
sleep 7	# slurmctld saves at once after 5 s without: its record is saved
in_sb scontrol release "$job"
wait_until 15 state_is "$job" RUNNING
sb ctl kill9
sb ctl start
expect 'the start is lost' "$(job_state "$job")" PENDING
wait_until 30 nodes_are_known
wait_until 60 state_is "$job" RUNNING
sleep 3	# a task that is denied fails at once
expect 'the job runs again and goes on' "$(job_state "$job")" RUNNING
expect 'with its accelerators' "$(job_field "$job" TresPerNode)" \
	gres:gpu:h100:8
in_sb scancel "$job"
wait_until 15 eval '[[ -e $(find "$SB/c" -name "de-h1.$job.ended") ]]'
expect 'its terms are kept as ended' \
	"$(find "$SB/c" -path '*terms*' -name "de-h1.$job*" -printf '%f')" \
	"de-h1.$job.ended"
expect_clean_log
