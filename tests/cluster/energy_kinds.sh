#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every kind of job has a figure, or its line says why not; none has 0.
. "$(dirname -- "$0")/lib.sh"
. "$(dirname -- "$0")/lib_energy.sh"
cluster_up --layout "$(dirname -- "$0")/conf/energy/kinds.layout"

declare -A JOB=()	# what it shows -> job id, as sacct has it
declare -A RAW=()	# job id -> the number in journals
declare -A ON=()	# job id -> nodes

# add WHAT NODES JOBID [NUMBER]
add() { JOB[$1]=$3 RAW[$3]=${4:-$3} ON[$3]=$2; }

# A quarter of a second or so, much less than the sampler's second.
WRAP=true
add 'a job shorter than a period' h1 "$(submit -w h1 --gres=gpu:h100:1)"
WRAP='sleep 6'
add 'a job over two nodes' 'h1 h2' \
	"$(submit -N 2 -w 'h[1-2]' --gres=gpu:h100:1)"
WRAP='srun -n 1 sleep 3; srun -n 1 --gres=gpu:h100:1 sleep 3'
add 'a job of steps' h2 "$(submit -w h2 --gres=gpu:h100:2)"
WRAP='sleep 5'
add 'a job without accelerators' h1 "$(submit -w h1 -c 2)"
add 'a job whose accelerators are modelled' m1 \
	"$(submit -w m1 --gres=gpu:maia100:2)"
add 'a job whose accelerators nobody knows watts of' t1 \
	"$(submit -w t1 --gres=gpu:tpu_v5p:2)"
WRAP='sleep 8'
add 'a suspended job' h2 "$(submit -w h2 -c 2)"
array=$(submit -w h1 --array=1-3 --gres=gpu:h100:1)

held=${JOB['a suspended job']}
wait_until 20 state_is "$held" RUNNING
in_sb scontrol suspend "$held"
in_sb salloc -w h2 -n 1 --gres=gpu:h100:1 sleep 3 >"$SB/salloc.out" 2>&1
add 'a job with no step' h2 \
	"$(grep -oE 'allocation [0-9]+' "$SB/salloc.out" | grep -oE '[0-9]+' |
	head -n 1)"
in_sb scontrol resume "$held"

for i in 1 2 3; do
	wait_until 60 acct_state_is "${array}_$i" COMPLETED
	add "task $i of an array" h1 "${array}_$i" \
		"$(acct_field "${array}_$i" JobIDRaw)"
done

lines_are_there()
{
	local node
	for node in ${ON[$1]}; do
		job_line_is_there "$node" "${RAW[$1]}" || return 1
	done
}
# job_parts JOBID: joules of its lines, the sum of what each node told Slurm
job_parts()
{
	local node sum=0
	for node in ${ON[$1]}; do
		sum=$((sum + $(joules "$(job_uj "$node" "${RAW[$1]}")")))
	done
	echo $sum
}

for what in "${!JOB[@]}"; do
	job=${JOB[$what]}
	expect_ended "$what ends" "$job" 60
	wait_until 30 lines_are_there "$job"
done
in_sb freehold energy collect --to "$SB/c/collected" \
	--journal "$SB/c/energy" >/dev/null
for what in "${!JOB[@]}"; do
	job=${JOB[$what]}
	expect_like "$what has a figure" "$(consumed "$job")" '[1-9]*'
	expect 'which is that of its lines' "$(consumed "$job")" \
		"$(job_parts "$job")"
	expect_like 'and scost says where it comes from' \
		"$(in_sb scost -n -P -X -j "$job" -o Energy,EnergySrc)" \
		'[1-9]*|measured*'
done
for node in h1 h2 m1 t1; do
	expect_like "the journal of $node adds up" "$(verify $node)" \
		'*largest error: 0 uJ'
	expect "all of $node is accounted for" "$(attributed $node)" \
		"$(metered $node)"
done

# The steps of a job overlap; none has more than the job.
steps=${JOB['a job of steps']}
expect 'no step has more than its job' "$(in_sb sacct -n -P -j "$steps" \
	-o ConsumedEnergyRaw | awk -v most="$(consumed "$steps")" \
	'$1 + 0 > most { more++ } END { print more + 0 }')" 0
expect 'a device without a meter is not measured' \
	"$(job_line m1 "${JOB['a job whose accelerators are modelled']}" \
	.source)" '"measured+nameplate"'
expect 'and without watts it is missing, not 0' "$(job_line t1 \
	"${JOB['a job whose accelerators nobody knows watts of']}" .source)" \
	'"measured+missing"'
expect_clean_log
