#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A data class holds whatever --nodelist and --exclude say.
. "$(dirname -- "$0")/lib.sh"
cluster_up --freehold "$TOP/tests/cluster/conf/class"

job=$(submit --data-class=de-only)
expect_running 'a job with a class starts' "$job"
expect 'in its zone' "$(job_zones "$job")" cloud-de

job=$(submit --data-class=de-only -w tx-h1)
if [[ -n $job ]]; then
	sleep 3
	expect 'asking for a node outside, it never runs' \
		"$(job_state "$job")" PENDING
else
	pass 'asking for a node outside, it is refused'
fi
job=$(submit --data-class=de-only -w de-h1,tx-h1 -N 2)
if [[ -n $job ]]; then
	sleep 3
	expect 'nor with one node in and one out' "$(job_state "$job")" PENDING
else
	pass 'one node in and one out is refused'
fi
job=$(submit --data-class=de-only -x de-h1,de-a1)
expect_running 'with two of its nodes excluded it starts' "$job"
expect 'on the third' "$(job_nodes "$job")" de-n1
job=$(submit --data-class=de-only -x 'de-[h1,a1,n1]')
sleep 2
[[ -z $job ]] || expect 'with all of them excluded it waits' \
	"$(job_state "$job")" PENDING
expect_fails 'a class that allows nothing takes no job' \
	'*freehold:*no zone is left*' \
	in_sb sbatch --data-class=nowhere --wrap true
expect_fails 'a class of another account is refused' '*physics may not use class bio-only*' \
	as daemon sbatch --data-class=bio-only --wrap true
job=$(submit --user games --data-class=bio-only)
expect_running 'the account that may use it can' "$job"
job=$(submit --user news)
expect_running "an account's default class binds" "$job"
expect 'a job that asks for nothing' "$(job_zones "$job")" tx-hall
expect_fails "an account's floor can't be undercut" '*no zone is left*' \
	as daemon sbatch --zone=de --wrap true
job=$(submit --user daemon)
expect_running "a job under a floor starts" "$job"
expect_like 'above its floor' "$(job_zones "$job")" '@(tx-hall|ny-colo)'
job=$(submit --data-class=watched -w tx-c1)
expect_running 'a class in observe mode denies nothing' "$job"
expect_clean_log
