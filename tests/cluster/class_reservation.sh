#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A data class holds inside a reservation.
. "$(dirname -- "$0")/lib.sh"
cluster_up --freehold "$TOP/tests/cluster/conf/class"

in_sb scontrol create reservation reservationname=out starttime=now \
	duration=60 users=root nodes=tx-h1,tx-h2 >/dev/null
in_sb scontrol create reservation reservationname=mixed starttime=now \
	duration=60 users=root nodes=tx-h3,de-h1 >/dev/null
job=$(submit --data-class=de-only --reservation=out)
if [[ -n $job ]]; then
	sleep 3
	expect 'a reservation outside its zones: it never runs' \
		"$(job_state "$job")" PENDING
else
	pass 'a reservation outside its zones: refused'
fi
job=$(submit --data-class=de-only --reservation=mixed)
expect_running 'a reservation with one node inside: it runs' "$job"
expect 'on that node' "$(job_nodes "$job")" de-h1
job=$(submit --reservation=out)
expect_running 'a job without a class uses the reservation' "$job"
expect_clean_log
