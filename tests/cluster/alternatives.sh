#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# No better alternative is preempted for while another is idle; limits are
# judged per alternative; other gres, exclusive nodes and per-GPU options are
# carried into every one.
. "$(dirname -- "$0")/lib.sh"
cluster_up

low=$(submit -p low -w tx-h1 --accel=h100:8)
expect_running 'a low job holds the h100 node' "$low"
job=$(submit -p tx '--accel=h100:8|a100:8' -w tx-h1,tx-a1 -N 1)
[[ -n $job ]] && in_sb scancel "$job"
in_sb scontrol update nodename=tx-h[2-4],tx-a2 state=drain reason=test
high=$(submit -p tx '--accel=h100:8|a100:8')
expect_running 'a job of higher priority starts' "$high"
expect 'on idle a100, nobody is preempted' "$(job_nodes "$high")" tx-a1
expect 'the low job runs on' "$(job_state "$low")" RUNNING
second=$(submit -p tx '--accel=h100:8|a100:8')
expect_running 'a100 being full too, the next one preempts' "$second" 40
expect 'the h100 node' "$(job_nodes "$second")" tx-h1
in_sb scancel "$low" "$high" "$second"
in_sb scontrol update nodename=tx-h[2-4],tx-a2 state=resume

in_sb sacctmgr -i modify account physics set GrpTRES=gres/gpu:h100=0 >/dev/null
sleep 1
job=$(submit --user daemon -p tx '--accel=h100:4|a100:8')
expect_running 'h100 is over the limit of the account: it starts' "$job"
expect_like 'on a100' "$(job_field "$job" TRES)" '*gres/gpu:a100=8*'
in_sb sacctmgr -i modify account physics set GrpTRES=gres/gpu:h100=-1 \
	>/dev/null

job=$(submit --accel=h100:2 --cpus-per-gpu=3 -p tx)
expect_running '--cpus-per-gpu' "$job"
expect_like 'counts the accelerators' "$(job_field "$job" TRES)" \
	'cpu=6,*gres/gpu:h100=2*'
expect_fails '--mem-per-gpu is refused by sbatch itself' '*any GPU*' \
	in_sb sbatch --accel=h100:2 --mem-per-gpu=2G --wrap true
job=$(submit --accel=h100:2 --exclusive -w ny-h1)
expect_running '--exclusive' "$job"
expect_like 'takes the node' "$(job_field "$job" NumCPUs)" 64
for type in h100 a100 tpu_v5p trn2 inf2 maia100 mi300x acme1; do
	job=$(submit --accel=$type:1)
	expect_running "--accel=$type:1" "$job"
	expect_like "is gres/gpu:$type" "$(job_field "$job" TRES)" \
		"*gres/gpu:$type=1*"
done
in_sb sbatch --test-only '--accel=h100:8|a100:8' --wrap true \
	>"$SB/test.out" 2>&1
expect_like '--test-only names a start' "$(cat "$SB/test.out")" \
	'*to start at*'
job=$(submit -N 2 --accel=h100:8 -p tx --accel-policy=soonest)
expect_running '--accel-policy=soonest on two nodes' "$job"
cancel_all
expect 'all accelerators are given back' \
	"$(in_sb scontrol -d show nodes | grep -o 'GresUsed=.*' |
		grep -vE '^GresUsed=gpu(:[a-z0-9_]+)?:0(\(IDX:N/A\))? *$')" ''
expect_clean_log
