#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold check fails where Slurm's settings would make the energy of jobs
# wrong or empty, and names the setting.
. "$(dirname -- "$0")/lib.sh"
cluster_up --nodes 1

conf=$SB/c/etc/slurm.conf
cp "$conf" "$SB/slurm.conf"
check() { in_sb freehold check; }
# with KEY=VALUE: slurmctld has this setting in place of its own
with()
{
	sed "s|^${1%%=*}=.*|$1|" "$SB/slurm.conf" >"$conf"
	sb ctl restart
}
# row SETTING: its line of the table
row() { check 2>/dev/null | grep "^$1 "; }

expect_like 'all is well in a sandbox' "$(check && echo well)" '*well'
with PrologFlags=Alloc
expect_fails 'without Contain it fails' '*Contain is missing*' check
expect_like 'by that line alone' "$(row PrologFlags)" '*FAILED*'
with JobAcctGatherType=jobacct_gather/none
expect_fails 'without jobacct_gather it fails' \
	'*JobAcctGatherType*FAILED*none*' check
with AcctGatherEnergyType=acct_gather_energy/freehold,acct_gather_energy/rapl
expect_fails 'with two energy plugins it fails' \
	'*AcctGatherEnergyType*FAILED*rapl*' check
with "$(grep ^PrologFlags= "$SB/slurm.conf")"
expect_like 'and well again as it was' "$(check && echo well)" '*well'
