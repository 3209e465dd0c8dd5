#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold with a living cluster: check, when slurmctld answers and when it
# does not; energy top, which asks for accounts as any program does that is
# linked with libslurm alone.
. "$(dirname -- "$0")/lib.sh"
cluster_up --nodes 1

check() { in_sb freehold check "$@" 2>&1; }
# results: of all checks, for programs
results() { check --json | jq -r '[.[].result] | unique | join(",")'; }

expect 'all is well' "$(check | awk 'NR > 1 && $2 != "ok"')" ''
expect 'for programs too' "$(results)" ok
sb ctl stop >/dev/null 2>&1
expect 'no slurmctld' "$(results)" failed,ok,unknown
check >/dev/null
expect 'that is a failure' "$?" 1
expect 'of one check, which says what to do' "$(check --json | jq -r \
	'[.[] | select(.result == "failed" and .fix) | .check] | join(",")')" \
	slurmctld
sb ctl start >/dev/null 2>&1
wait_until 20 in_sb scontrol ping
check >/dev/null
expect 'all is well again' "$?" 0

job=$(submit -c 2 --gres=gpu:h100:1)
expect_running 'a job runs' "$job"
node=$(job_nodes "$job")
top() { in_sb freehold energy top --once --run "$SB/c/run/energy" "$@"; }
has_watts()
{
	top "$node" | awk -v job="$job" '$1 == job && $3 > 0 { ok = 1 }
		END { exit !ok }'
}
wait_until 20 has_watts
expect 'its account and devices' "$(top "$node" | awk -v job="$job" \
	'$1 == job { print $2, $4, $5 }')" "$(job_field "$job" Account) 2 1"
expect 'its watts are those of its account' "$(top "$node" |
	awk -v job="$job" '$1 == job { print ($3 > 0) }
		$1 == "ACCOUNT" { getline; print $1, $3 }' | xargs)" \
	"1 $(job_field "$job" Account) 1"
expect_like 'the hardware is simulated, and that is said' \
	"$(top "$node")" "node $node (simulated)  *"
expect 'the device is its' "$(top "$node" | awk -v job="$job" \
	'$1 == "METER" { on = 1 } on && $5 == job { print $1, $4 }')" 'gpu0 0'
expect_clean_log
