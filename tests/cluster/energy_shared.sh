#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Two jobs on one node: they, the node's idle and system accounts and what is
# left over are the meters, to the microjoule; sacct and scost show the same.
. "$(dirname -- "$0")/lib.sh"
. "$(dirname -- "$0")/lib_energy.sh"
cluster_up --nodes 2

node=tx-h1
WRAP='timeout 12 sh -c "while :; do :; done"; sleep 1'
one=$(submit -w $node -c 8 --gres=gpu:h100:3)
WRAP='sleep 15'
two=$(submit -w $node -c 4 --gres=gpu:h100:2)
expect_running 'a job runs' "$one"
expect_running 'and another beside it' "$two"
power() { in_sb scontrol show node "$1" | grep -oE 'CurrentWatts=[0-9]+'; }
has_power() { [[ $(power $node) =~ =[1-9] ]]; }
wait_until 15 has_power
expect_like 'scontrol shows the power of the node' "$(power $node)" \
	'CurrentWatts=[1-9]*'
expect_ended 'the first ends' "$one" 60
expect_ended 'the second ends' "$two" 60
wait_until 30 job_line_is_there $node "$one"
wait_until 30 job_line_is_there $node "$two"

watts $node all 0
wait_until 90 journal_is_true $node
expect 'the journal counts all that the meters have drawn' \
	"$(counted $node)" "$(truth $node)"
expect 'jobs + idle + system + unattributed = meters' \
	"$(attributed $node)" "$(metered $node)"
expect 'which is what they counted' "$(metered $node)" \
	"$(sum_of $node "$COUNTED")"
expect_like 'freehold energy verify agrees' "$(verify $node)" \
	'*largest error: 0 uJ'
for job in "$one" "$two"; do
	expect "job $job's line is the sum of its shares" \
		"$(job_uj $node "$job")" "$(shares $node "$job")"
	expect "sacct has it in joules" "$(consumed "$job")" \
		"$(joules "$(job_uj $node "$job")")"
done
expect 'no job else has a share' "$(journal $node |
	jq -c "$SHARES | .[0]" | sort -un | paste -sd,)" "$one,$two"

# Its accelerators draw what the layout's meters say; they count in steps of
# 0.1 s, so 15 s cannot be known better than to some thousandths.
# accelerators_mw JOBID: what they drew on average, in thousandths of a W
accelerators_mw()
{
	job_line $node "$1" \
		'.energy_uj[2] / (.to_ms - .from_ms) | floor'
}
drawn_mw() { echo $((($1) * 1000)); }
near() { (($1 * 100 > $2 * 97 && $1 * 100 < $2 * 103)) && echo near; }
one_mw=$(accelerators_mw "$one") two_mw=$(accelerators_mw "$two")
figure simulated_accelerators_of_one "$one_mw" mW
figure simulated_accelerators_of_one_drawn "$(drawn_mw 221+285+349)" mW
figure simulated_accelerators_of_two "$two_mw" mW
figure simulated_accelerators_of_two_drawn "$(drawn_mw 412+476)" mW
expect 'three accelerators have their own energy' \
	"$(near "$one_mw" "$(drawn_mw 221+285+349)")" near
expect 'and two others theirs' \
	"$(near "$two_mw" "$(drawn_mw 412+476)")" near

in_sb freehold energy collect --to "$SB/c/collected" \
	--journal "$SB/c/energy" >/dev/null
expect_like 'scost shows energy and where it comes from' \
	"$(in_sb scost -n -P -j "$one" -o Energy,EnergySrc)" '[1-9]*|measured*'
expect_clean_log
