#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What scost makes of the energy that slurmdbd has of a job. No meter here: the
# figures, wrong ones too, are written into slurmdbd's data base, and the
# nodes' journal lines by hand.
. "$(dirname -- "$0")/lib.sh"
cluster_up --no-cgroup --set AcctGatherEnergyType=

# set_energy JOB JOULES: as slurmdbd stores it
set_energy()
{
	mariadb --no-defaults --socket="$SB/c/run/mysql.sock" slurm_acct_db -e "
		UPDATE ${CLUSTER}_job_table SET tres_alloc = CONCAT(
			REGEXP_REPLACE(tres_alloc, ',3=[0-9]+', ''), ',3=$2')
		WHERE id_job = $1"
}
# collect NODE JOB FROM_S TO_S SOURCE
collect()
{
	local month dir

	month=$(date -u -d "@$4" +%Y-%m)
	dir=$SB/collected/$month
	mkdir -p "$dir"
	printf '%s"from_ms":%d,"to_ms":%d,"node":"%s","job":%d,%s"source":"%s",%s\n' \
		'{"v":1,"n":1,"kind":"job",' "$(($3 * 1000))" "$(($4 * 1000))" \
		"$1" "$2" '"uid":0,"clean":true,"cores":1,"devices":0,' "$5" \
		'"gap_ms":0,"energy_uj":[1800000000,0,0,0]}' >>"$dir/$1.jsonl"
}
energy_of()
{
	in_sb env "FREEHOLD_ENERGY=$SB/collected" scost -P -n -j "$1" \
		-o Energy,EnergySrc,MeterEnergy,CO2e,CostEnergy
}
explained()
{
	in_sb env "FREEHOLD_ENERGY=$SB/collected" scost --explain -j "$1"
}

CLUSTER=$(in_sb scontrol show config | sed -n 's/^ClusterName *= //p')
conf=$SB/c/etc/freehold
jq '.cards[0].zones[] += {"carbon_g_per_kwh": 400, "pue": 1.25, "kwh": 0.1}' \
	"$conf/rates.json" >"$SB/rates" && cat "$SB/rates" >"$conf/rates.json"
echo '{"nodes": [{"nodes": "*", "sensors": ["fake"]}]}' >"$conf/energy.json"
in_sb freehold activate >"$SB/activate" 2>&1 || cat "$SB/activate"

WRAP='sleep 2'
job=$(submit -N 2 -p tx --accel=h100:1 -t 10)
expect_ended 'a job on two nodes' "$job"
mapfile -t node < <(in_sb scontrol show hostnames "$(acct_field "$job" NodeList)")
start_s=$(in_sb scost --json -j "$job" | jq '.[0].start_s')
end_s=$(in_sb scost --json -j "$job" | jq '.[0].end_s')
missing='-|missing|-|-|-'
expect 'without energy nothing is shown as 0' "$(energy_of "$job")" "$missing"
set_energy "$job" 18446744073709551614
expect "nor is Slurm's mark for none" "$(energy_of "$job")" "$missing"
set_energy "$job" 0
expect 'nor its 0' "$(energy_of "$job")" "$missing"

set_energy "$job" 3600
rest='0.0012|0.500|0.0001'
expect 'energy without a line is what energy.json declares' \
	"$(energy_of "$job")" "3.600kJ|declared|$rest"
expect_like 'by the sensors it names' "$(explained "$job")" \
	'*declared for its nodes: fake*'
collect "${node[0]}" "$job" "$((start_s - 900))" "$((start_s - 800))" modelled
expect "another run's line is not its own" \
	"$(energy_of "$job")" "3.600kJ|declared|$rest"
collect "${node[0]}" "$job" "$start_s" "$end_s" measured
expect 'a line of one node is half a proof' \
	"$(energy_of "$job")" "3.600kJ|measured+declared|$rest"
echo '{"v":1,"n":1,"kind":"job","job":'"$job" >>"$(find "$SB/collected" \
	-name "${node[0]}.jsonl")"
collect "${node[1]}" "$job" "$start_s" "$end_s" measured+modelled
expect 'lines of both are the source' "$(energy_of "$job" 2>"$SB/warning")" \
	"3.600kJ|measured+modelled|$rest"
expect_like 'a damaged line is told' "$(<"$SB/warning")" \
	'*damaged lines skipped: 1,*.jsonl: *'
expect 'keys of JSON have the units' "$(in_sb scost --json -j "$job" |
	jq -c '.[0] | [.energy_j, .meter_energy_j, .co2e_mg,
		.avg_power_milliwatts * (.elapsed_s) / 1000 | round]')" \
	'[3600,4500,500,3600]'

set_energy "$job" 1000000000000
expect 'what no hardware draws is not shown' \
	"$(energy_of "$job" 2>/dev/null)" "$missing"
expect_like 'nor kept secret' "$(explained "$job" 2>/dev/null)" \
	'*energy 1000GJ is not believed*'
expect_like 'and counted below the table' "$(in_sb scost -j "$job")" \
	'*energy of jobs: 1;*'
