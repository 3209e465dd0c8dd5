#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Alternatives: the first type while there is room, the next one with its own
# count when not, and the first again after a requeue.
. "$(dirname -- "$0")/lib.sh"
cluster_up

# Every h100 of the site but four on one node is taken.
filler=()
for node in tx-h1 tx-h2 tx-h3; do
	filler+=("$(submit -p tx -w $node --accel=h100:8)")
done
for job in "${filler[@]}"; do expect_running "filler $job runs" "$job"; done
filler+=("$(submit -p tx -w tx-h4 --accel=h100:4)")
expect_running 'half of the last node is taken' "${filler[3]}"

first=$(submit -p tx '--accel=h100:4|a100:8')
expect_running 'a job starts' "$first"
expect_like 'it takes h100, the first alternative' \
	"$(job_field "$first" TRES)" '*gres/gpu:h100=4*'

WRAP='env; sleep 300'
second=$(in_sb sbatch --parsable -p tx -o "$SB/c/out.%j" \
	'--accel=h100:4|a100:8' --wrap "$WRAP")
expect_running 'a second one starts, h100 being full' "$second"
expect_like 'its TRES are a100:8' "$(job_field "$second" TRES)" \
	'*gres/gpu:a100=8*'
expect_like 'its GRES indices are all 8 of a node' \
	"$(job_field "$second" GRES)" 'gpu:a100:8(IDX:0-7)'
wait_until 5 grep -q SLURM_ACCEL_TYPE "$SB/c/out.$second"
expect 'SLURM_ACCEL_TYPE' "$(grep ^SLURM_ACCEL_TYPE= "$SB/c/out.$second")" \
	SLURM_ACCEL_TYPE=a100
expect 'SLURM_ACCEL_COUNT' "$(grep ^SLURM_ACCEL_COUNT= "$SB/c/out.$second")" \
	SLURM_ACCEL_COUNT=8
expect 'SLURM_ACCEL_SITE' "$(grep ^SLURM_ACCEL_SITE= "$SB/c/out.$second")" \
	SLURM_ACCEL_SITE=tx
expect 'visible devices' \
	"$(grep ^CUDA_VISIBLE_DEVICES= "$SB/c/out.$second")" \
	CUDA_VISIBLE_DEVICES=0,1,2,3,4,5,6,7
wait_until 10 acct_state_is "$second" RUNNING
expect_like 'AllocTRES in sacct' "$(acct_field "$second" AllocTRES%200)" \
	'*gres/gpu:a100=8*'
expect 'scost' "$(in_sb scost -n -P -j "$second" -o Accel,AccelCount,Site)" \
	'a100|8|tx'

in_sb scancel "${filler[0]}"
wait_until 20 acct_state_is "${filler[0]}" CANCELLED
wait_until 20 quiet_nodes tx-h1
in_sb scontrol requeue "$second"
expect_state 'requeued, it waits' "$second" PENDING
expect_running 'and starts again' "$second" 60
expect_like 'on h100, which is free now' "$(job_field "$second" TRES)" \
	'*gres/gpu:h100=4*'
expect_like 'sacct -D keeps the first run' \
	"$(in_sb sacct -D -X -n -P -j "$second" -o State,AllocTRES%200)" \
	'REQUEUED*gres/gpu:a100=8*RUNNING*gres/gpu:h100=4*'
expect_clean_log
