#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A data class holds whatever the partition is.
. "$(dirname -- "$0")/lib.sh"
cluster_up --freehold "$TOP/tests/cluster/conf/class"

for part in tx ny; do
	job=$(submit --data-class=de-only -p $part)
	if [[ -n $job ]]; then
		sleep 2
		expect "partition $part has none of its zones: it never runs" \
			"$(job_state "$job")" PENDING
	else
		pass "partition $part has none of its zones: refused"
	fi
done
job=$(submit --data-class=de-only -p tx,ny,cloud)
expect_running 'several partitions: one of them has its zone' "$job"
expect 'and there it runs' "$(job_zones "$job")" cloud-de
job=$(submit --data-class=de-only -p cloud -N 3)
expect_running 'three nodes are in its zone' "$job"
expect 'all of them there' "$(job_zones "$job")" cloud-de
job=$(submit --data-class=de-only -p cloud -N 4)
sleep 2
[[ -z $job ]] || expect 'four are not: it never runs' \
	"$(job_state "$job")" PENDING
expect_clean_log
