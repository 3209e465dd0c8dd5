#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# slurmd is killed again and again at random moments while jobs start, run and
# end on its node. Whatever its meters have drawn is in the journal once.
. "$(dirname -- "$0")/lib.sh"
. "$(dirname -- "$0")/lib_energy.sh"
cluster_up --nodes 2

node=tx-a1	# its packages' counters wrap at 12 kJ, below every 30 s
kills=15
[[ -z ${FREEHOLD_FULL:-} ]] || kills=100
seed=${FREEHOLD_SEED:-$(($(date +%s) % 32768))}
RANDOM=$seed
echo "  FREEHOLD_SEED=$seed gives the same moments again"
figure energy_kills $kills kills

# pause MILLISECONDS: at most so long
pause()
{
	local ms=$((RANDOM % $1))
	sleep "$((ms / 1000)).$(printf %03d $((ms % 1000)))"
}

wait_until 20 eval '[[ -n $(journal $node) ]]'
watts $node package-0 450
watts $node package-1 400
for ((i = 1; i <= kills; i++)); do
	WRAP="sleep $((RANDOM % 4))"
	submit -w $node --gres=gpu:a100:$((1 + i % 3)) >>"$SB/jobs"
	# Some W more or less, so that a meter's figure is one of a kind.
	watts $node gpu$((RANDOM % 8)) $((100 + RANDOM % 500))
	pause 2500
	sb slurmd $node kill9
	# Now and then long enough for jobs to end without it.
	pause $((i % 4 ? 1500 : 8000))
	sb slurmd $node start
done
no_job() { [[ -z $(in_sb squeue -h -t all -o %T |
	grep -E 'PENDING|RUNNING|COMPLETING') ]]; }
# A slurmd that dies between a job's extern step and its script leaves a job
# that Slurm takes for running, with nothing in it.
wait_until 30 no_job || in_sb scancel -u root
wait_until 60 no_job
expect 'all jobs have ended' "$(in_sb squeue -h -o %T | sort | uniq -c)" ''
sleep 2
watts $node all 0
wait_until 90 journal_is_true $node
expect "after $kills kills the journal has what the meters have drawn" \
	"$(counted $node)" "$(truth $node)"
expect 'jobs + idle + system + unattributed = meters' \
	"$(attributed $node)" "$(metered $node)"
expect_like 'freehold energy verify agrees' "$(verify $node)" \
	'*largest error: 0 uJ'
figure energy_kill_error_uj "$(($(counted $node) - $(truth $node)))" uJ == 0
figure energy_kill_wraps "$(sum_of $node \
	'select(.kind == "interval") | .counted[][2]')" wraps
gaps=$(sum_of $node 'select(.kind == "interval" and .gap) |
	.to_ms - .from_ms')
figure energy_kill_gaps "$gaps" ms

# Jobs whose end slurmd was there for have told Slurm what the journal has.
differ=
while read -r job; do
	for line in $(job_line $node "$job" '[.clean, (.energy_uj | add)] | @csv'); do
		[[ $line == true,* ]] || continue
		[[ $(consumed "$job") == "$(joules "${line#*,}")" ]] ||
			differ+=" $job"
	done
done <"$SB/jobs"
expect 'sacct agrees with every line that says so' "$differ" ''
figure energy_kill_job_lines "$(journal $node |
	jq -c 'select(.kind == "job")' | wc -l)" lines
