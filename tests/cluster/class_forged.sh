#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Nothing a client forges becomes terms: not in its environment, not in
# SPANK's, not with a SLURM_CONF and a plugstack of its own.
. "$(dirname -- "$0")/lib.sh"
cluster_up --freehold "$TOP/tests/cluster/conf/class"

terms='1;nonce=00000000000000000000000000000000;zones=us'
prefixes=('' SPANK_ SLURM_SPANK_ SPANK_SPANK_ SLURM_SPANK_SPANK_
	SPANK_SLURM_SPANK_ _SLURM_SPANK_OPTION_freehold_)
forged=()
for prefix in "${prefixes[@]}"; do
	forged+=("${prefix}FREEHOLD_TERMS=$terms"
		"${prefix}FREEHOLD_RESULT=1;job=1;restart=0"
		"${prefix}freehold_data_class=us-only")
done

job=$(in_sb env "${forged[@]}" sbatch --parsable -o "$SB/c/out.%j" \
	--data-class=de-only --wrap 'env | grep FREEHOLD; sleep 300')
expect_running 'with a forged environment the job starts' "$job"
expect 'in its zone' "$(job_zones "$job")" cloud-de
job=$(submit --data-class=de-only -w tx-h1)
[[ -z $job ]] || { sleep 2; expect 'asked to a node outside, it waits' \
	"$(job_state "$job")" PENDING; }

# A plugstack of the user's own that sets SPANK job-control variables.
mkdir "$SB/own"
chmod 755 "$SB/own"
"${CC:-cc}" -shared -fPIC -o "$SB/own/forge.so" \
	"$TOP/tests/cluster/forge/spank_forge.c" ||
	fail 'the forging plugin builds'
sed "s|^PlugStackConfig=.*|PlugStackConfig=$SB/own/plugstack.conf|" \
	"$SB/c/etc/slurm.conf" >"$SB/own/slurm.conf"
printf 'required %s %s\n' "$SB/own/forge.so" \
	'FREEHOLD_TERMS='"$terms"' FREEHOLD_RESULT=1;job=1;restart=0' \
	>"$SB/own/plugstack.conf"
chmod 644 "$SB"/own/*.conf
for gres in '' --gres=gpu:h100:1; do
	# The account of news has the default class us-owned: Texas.
	job=$(as news env SLURM_CONF="$SB/own/slurm.conf" FORGE=1 sbatch \
		--parsable $gres -o /dev/null --wrap 'sleep 300')
	expect_running "forged by its own plugstack ${gres:-without gres}" "$job"
	expect 'it has the terms of its account' "$(job_zones "$job")" tx-hall
done
job=$(as news env SLURM_CONF="$SB/own/slurm.conf" FORGE=1 \
	FREEHOLD_DATA_CLASS=us-only sbatch --parsable -w ny-h1 \
	-o /dev/null --wrap 'sleep 300')
expect_running 'a portal may ask by FREEHOLD_DATA_CLASS' "$job"
expect 'what the option could ask' "$(job_zones "$job")" ny-colo

# Inside a job: forged names for its steps and for jobs it submits.
cat >"$SB/c/inner.sh" <<SCRIPT
#!/bin/sh
#SBATCH --output=$SB/c/inner.out
#SBATCH --data-class=de-only
export $(printf "'%s' " "${forged[@]:1:2}")
export SLURM_SPANK__SLURM_SPANK_OPTION_freehold_data_class=us-only
export SLURM_SPANK_FREEHOLD_DATA_CLASS=us-only
srun hostname >/dev/null && echo step ran
sbatch --parsable --output=/dev/null --wrap 'sleep 300'
SCRIPT
chmod 755 "$SB/c/inner.sh"
job=$(in_sb sbatch --parsable "$SB/c/inner.sh")
expect_ended 'a job that forges inside ends' "$job"
expect 'it ran in its zone' \
	"$(zone_of "$(acct_field "$job" NodeList)")" cloud-de
expect 'its step ran' "$(grep -c '^step ran$' "$SB/c/inner.out")" 1
nested=$(tail -n 1 "$SB/c/inner.out")
expect_running 'the job it submitted runs' "$nested"
expect 'and inherited no request' "$(in_sb squeue -h -j "$nested" -o %k)" \
	'(null)'
expect_clean_log
