#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# `scontrol update` moves no job out of its class.
. "$(dirname -- "$0")/lib.sh"
cluster_up --freehold "$TOP/tests/cluster/conf/class"

hold=(--begin=now+3600)
release() { as "$1" scontrol update "jobid=$2" starttime=now; }

job=$(submit --user games --data-class=de-only "${hold[@]}")
as games scontrol update "jobid=$job" reqnodelist=tx-h1 >/dev/null 2>&1
release games "$job"
sleep 3
expect_not_like 'nodelist updated to a node outside' "$(job_zones "$job")" \
	'*tx-hall*'
job=$(submit --user games --data-class=de-only "${hold[@]}")
as games scontrol update "jobid=$job" partition=tx >/dev/null 2>&1
release games "$job"
sleep 3
expect_not_like 'partition updated to one outside' "$(job_zones "$job")" \
	'*tx-hall*'

job=$(submit --user games --data-class=de-only "${hold[@]}")
as games scontrol update "jobid=$job" \
	comment='freehold: --data-class=us-only --accel=a100:8'
release games "$job"
expect_running 'the owner can change the request by a comment' "$job"
expect_like 'to a class the account may use' "$(job_zones "$job")" \
	'@(tx-hall|ny-colo)'
expect_like 'and other accelerators' "$(job_field "$job" TRES)" \
	'*gres/gpu:a100=8*'

job=$(submit --user daemon --data-class=us-only "${hold[@]}")
expect_fails "not to a class of another account" '*' as daemon \
	scontrol update "jobid=$job" comment='freehold: --data-class=bio-only'
expect_fails "nor below the account's floor" '*' as daemon \
	scontrol update "jobid=$job" comment='freehold: --data-class= --zone=de'
expect_fails 'nor with a request that is wrong' '*' as daemon \
	scontrol update "jobid=$job" comment='freehold: --accel=h100'
release daemon "$job"
expect_running 'the refused updates left it as it was' "$job"
expect_like 'in its zones' "$(job_zones "$job")" '@(tx-hall|ny-colo)'
expect_fails 'a running job keeps its request' '*' as daemon \
	scontrol update "jobid=$job" comment='freehold: --accel=a100:1'

job=$(submit --user games --accel=h100:1 "${hold[@]}")
expect_fails 'gres=gpu beside --accel is refused' '*' as games \
	scontrol update "jobid=$job" gres=gpu:a100:8
one=$(submit --user games --data-class=de-only)
expect_running 'a job to be expanded runs' "$one"
expect_fails '--dependency=expand is refused' '*' as games \
	sbatch --data-class=de-only --dependency=expand:"$one" --wrap true
expect_clean_log
