#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Outside slurmctld the plugins are silent: the commands print what they
# print with select/cons_tres, and open none of our files.
. "$(dirname -- "$0")/lib.sh"
cluster_up --nodes 8
commands=('sinfo' 'sinfo -N -l' 'sinfo -o %all' 'squeue' 'scontrol show nodes')
for i in "${!commands[@]}"; do
	# Times differ between two sandboxes, and watts, which a stock one
	# does not have; nothing else may.
	in_sb ${commands[i]} >"$SB/ours.$i" 2>&1
done
sb down
sb up --select stock --nodes 8 >"$SB/up.log" 2>&1 ||
	fail 'a stock sandbox starts' "$(tail -n 5 "$SB/up.log")"
without_times()
{
	sed -E 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T?[ 0-9:]*//g;
		s/[A-Z][a-z]{2} [A-Z][a-z]{2} [0-9 ]{2} [0-9:]{8} [0-9]{4}//;
		s/(CPULoad|FreeMem|Port|OS|CPU_LOAD|FREE_MEM)=[^ ]*//g;
		s/(Current|Ave)Watts=[^ ]*//g' |
		sed -E 's/[0-9]+\.[0-9]{2}//g; s/\b[0-9]{4,6}\b//g; s/ +/ /g'
}
for i in "${!commands[@]}"; do
	in_sb ${commands[i]} >"$SB/stock.$i" 2>&1
	# A node's partitions come in an order that varies between starts.
	diff <(without_times <"$SB/stock.$i" | sort) \
		<(without_times <"$SB/ours.$i" | sort) >"$SB/diff" 2>&1
	expect "${commands[i]} prints what it prints with stock Slurm" \
		"$(cat "$SB/diff")" ''
done
expect 'sinfo, byte for byte' "$(cmp "$SB/stock.0" "$SB/ours.0" && echo same)" \
	same
