#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The same two jobs on the same simulated Cray node, once as our plugin counts
# them and once as Slurm's own pm_counters plugin does, which reads the same
# files. That one looks for them in /sys/cray only: this test runs in a mount
# namespace of its own, where they are.
if [[ ${FREEHOLD_TEST_NS:-} != 1 ]]; then
	if ! unshare -m true 2>/dev/null; then
		echo 'SKIP energy_stock: no mount namespace can be made here'
		exit 0
	fi
	exec env FREEHOLD_TEST_NS=1 unshare -m --propagation private "$0"
fi
. "$(dirname -- "$0")/lib.sh"
. "$(dirname -- "$0")/lib_energy.sh"

layout=$(dirname -- "$0")/conf/energy/cray.layout
node=cray1
stock() { "$SANDBOX" --dir "$SB/d" "$@"; }

# The node's counters appear in a copy of /sys, which takes its place. (The
# directory that it is made in is no mount any more when it is removed.)
put_into_sys()
{
	local sys entry

	sys=$(mktemp -d /var/tmp/freehold-sys.XXXXXX) || return
	mount -t tmpfs freehold "$sys" || return
	for entry in /sys/*; do
		mkdir "$sys/${entry##*/}" &&
			mount --rbind "$entry" "$sys/${entry##*/}" || return
	done
	mkdir "$sys/cray" && mount --bind "$1" "$sys/cray" &&
		mount --rbind "$sys" /sys && umount -l "$sys" && rmdir "$sys"
}

stock_down() { stock down >/dev/null 2>&1; cluster_down; }

# pair CLUSTER: two jobs that share the node for a while; prints their ids
pair()
{
	local cluster=$1 gpus
	for gpus in 2 1; do
		"$cluster" exec sbatch --parsable -o /dev/null -w $node -c 4 \
			--gres=gpu:a100:$gpus --wrap 'sleep 20' 2>/dev/null
	done
}
# job_joules CLUSTER JOBID
job_joules()
{
	"$1" exec sacct -X -n -P -j "$2" -o ConsumedEnergyRaw
}
has_ended()
{
	[[ $("$1" exec sacct -X -n -P -j "$2" -o State) == COMPLETED ]]
}

cluster_up --layout "$layout"
trap stock_down EXIT
put_into_sys "$HW/$node/sys/cray" || fail '/sys can be replaced'
stock up --layout "$layout" --select stock \
	--set AcctGatherEnergyType=acct_gather_energy/pm_counters \
	--set AcctGatherNodeFreq=5 >"$SB/stock.log" 2>&1 ||
	fail "a sandbox with Slurm's own plugin" "$(tail -n 5 "$SB/stock.log")"

before=$(truth $node)
mapfile -t theirs < <(pair stock)
mapfile -t ours < <(pair sb)
for i in 0 1; do
	wait_until 60 has_ended stock "${theirs[i]}"
	wait_until 60 has_ended sb "${ours[i]}"
done
drawn=$(joules $(($(truth $node) - before)))
one=$(job_joules stock "${theirs[0]}") two=$(job_joules stock "${theirs[1]}")
our_one=$(job_joules sb "${ours[0]}") our_two=$(job_joules sb "${ours[1]}")

# part FILTER: joules of the journal's lines that have our jobs
part()
{
	joules "$(sum_of $node "select(.kind == \"interval\" and
		(.jobs | length) > 0) | $1")"
}

# The node is watched from before the first job until after the last one.
figure simulated_node_drawn "$drawn" J
figure pm_counters_of_slurm_two_jobs $((one + two)) J
figure freehold_two_jobs $((our_one + our_two)) J
for account in .jobs[][2:] .idle_uj .system_uj .unattributed_uj .metered_uj; do
	name=${account%%[_[]*}
	figure "freehold_journal_${name#.}" "$(part "$account")" J
done
expect "Slurm's plugin counts the node more than once" \
	"$((one + two > drawn * 3 / 2))" 1
expect 'ours counts no more than it drew' \
	"$((our_one + our_two > 0 && our_one + our_two <= drawn))" 1
expect 'and more for two accelerators than for one' \
	"$((our_one > our_two))" 1
expect 'jobs + idle + system + unattributed = meters' "$(attributed $node)" \
	"$(metered $node)"
