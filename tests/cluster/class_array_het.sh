#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every task of an array and every component of a heterogeneous job keeps
# its own class.
. "$(dirname -- "$0")/lib.sh"
cluster_up --freehold "$TOP/tests/cluster/conf/class"

WRAP='sleep 20'
job=$(submit --data-class=de-only --array=1-12 --accel=h100:2)
wait_until 15 bash -c "[[ \$('$SANDBOX' --dir '$SB/c' exec squeue -h -r -t R \
	-j $job | wc -l) -ge 4 ]]"
zones=$(in_sb squeue -h -r -t R -j "$job" -o %N | while read -r node; do
	zone_of "$node"; done | sort -u)
expect 'every task of an array runs in its zone' "$zones" cloud-de
expect 'as many as its accelerators allow' \
	"$(in_sb squeue -h -r -t R -j "$job" | wc -l)" 4
in_sb scancel "$job"
wait_until 15 bash -c "[[ -z \$('$SANDBOX' --dir '$SB/c' exec squeue -h) ]]"

WRAP='sleep 300'
job=$(in_sb sbatch --parsable -o /dev/null --data-class=de-only --accel=h100:1 \
	: --data-class=us-only --accel=a100:1 : -N1 --wrap "$WRAP" \
	2>"$SB/submit.err")
expect_running 'a heterogeneous job starts' "$job"
expect 'component 0 in Germany' "$(job_zones "$job+0")" cloud-de
expect_like 'component 1 in the US' "$(job_zones "$job+1")" \
	'@(tx-hall|ny-colo)'
expect_like 'component 1 has its own accelerators' \
	"$(job_field "$job+1" TRES)" '*gres/gpu:a100=1*'
expect_not_like 'component 2 inherits none' \
	"$(job_field "$job+2" TRES)" '*gres/gpu*'
in_sb scancel "$job"

cat >"$SB/het.sh" <<'SCRIPT'
#!/bin/sh
#SBATCH --output=/dev/null
#SBATCH --data-class=de-only
#SBATCH hetjob
#SBATCH --data-class=us-only
sleep 300
SCRIPT
job=$(in_sb sbatch --parsable "$SB/het.sh")
expect_running 'the same in #SBATCH lines' "$job"
expect 'component 0 in Germany' "$(job_zones "$job+0")" cloud-de
expect_like 'component 1 in the US' "$(job_zones "$job+1")" \
	'@(tx-hall|ny-colo)'
expect_clean_log
