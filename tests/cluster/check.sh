#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold check against a cluster that is as it should be, and one that is
# not; and freehold energy top, which asks slurmctld for accounts as any
# program does that is linked with libslurm alone.
. "$(dirname -- "$0")/lib.sh"
cluster_up --nodes 1

conf=$SB/c/etc/slurm.conf
check() { in_sb freehold check "$@" 2>&1; }
# row NAME: the result of one check
row() { check | awk -v name="$1" '$1 == name { print $2 }'; }

expect 'all is well' "$(check | awk 'NR > 1 && $2 != "ok"')" ''
check >/dev/null
expect 'and the exit status says so' "$?" 0
expect 'for programs too' \
	"$(check --json | jq -r '[.[].result] | unique | join(",")')" ok

# What slurmctld has in force counts, not what the file says.
# sed -i goes through a copy: the file may be a link.
set_conf()
{
	local text
	text=$(sed -E "$1" "$conf") && printf '%s\n' "$text" >"$conf"
}
set_conf 's/^PrologFlags=.*/PrologFlags=Alloc/
	s/^(JobAcctGatherType)=.*/\1=jobacct_gather\/none/'
expect 'a change of the file is not yet in force' "$(row PrologFlags)" ok
sb ctl restart >/dev/null 2>&1
wait_until 20 in_sb scontrol ping
expect 'Contain is off' "$(row PrologFlags)" FAILED
expect 'nothing gathers energy' "$(row JobAcctGatherType)" FAILED
expect_like 'each says what to do' "$(check)" \
	'*fix: PrologFlags=Alloc,Contain in slurm.conf*'
check >/dev/null
expect 'and the exit status says so' "$?" 1
expect 'for programs too' "$(check --json | jq -r \
	'[.[] | select(.result == "failed" and .fix) | .check] | join(",")')" \
	PrologFlags,JobAcctGatherType

sb ctl stop >/dev/null 2>&1
expect 'no slurmctld' "$(row slurmctld) $(row SelectType)" 'FAILED unknown'
set_conf 's/^PrologFlags=.*/PrologFlags=Alloc,Contain/
	s/^(JobAcctGatherType)=.*/\1=jobacct_gather\/cgroup/'
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
