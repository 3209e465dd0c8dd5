#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Who sees which jobs and prices: PrivateData and coordinators as slurmdbd has
# them, the ledger by its file's group, unit prices for everybody.
. "$(dirname -- "$0")/lib.sh"
if [[ $EUID -ne 0 ]]; then
	echo 'SKIP: only root can be several users'
	exit 77
fi
cluster_up --no-cgroup
export FREEHOLD_LEDGER=$SB/ledger.sqlite

WRAP=true
expect_ended 'a job of physics' "$(submit --user daemon --accel=h100:1 -t 5)"
expect_ended 'a job of bio' "$(submit --user games --accel=a100:1 -t 5)"
users() { as "$1" scost "${@:2}" -n -P -o User | sort -u | paste -sd,; }
accounts()
{
	as "$1" scost report "${@:2}" --json 2>/dev/null |
		jq -r '[.rows[].account] | sort | join(",")'
}

# slurmdbd lists jobs a second or two after it knows their end by id.
listed() { [[ $(users root -a) == daemon,games ]]; }
wait_until 10 listed
expect 'without more, a user sees his own' "$(users daemon)" daemon
expect 'all are shown to those who ask, while nothing is private' \
	"$(users daemon -a)" daemon,games
echo 'PrivateData=jobs,usage' >>"$SB/c/etc/slurmdbd.conf"
sb dbd restart
private() { [[ $(users daemon -a) == daemon ]]; }
wait_until 20 private
expect 'PrivateData: a user sees no job of others' "$(users daemon -a)" daemon
expect 'not by their names' "$(users daemon -u games)" ''
expect 'nor in a report' "$(accounts daemon -a)" physics
in_sb sacctmgr -i -Q add coordinator account=bio name=daemon >/dev/null
coordinates() { [[ $(users daemon -a) == daemon,games ]]; }
wait_until 20 coordinates
expect 'a coordinator sees those of his account' "$(users daemon -a)" \
	daemon,games
expect 'in a report as well' "$(accounts daemon -a)" bio,physics
expect 'others still do not' "$(accounts games -a)" bio

in_sb scost sync -q
expect_fails 'the ledger is not for a user, coordinator or not' \
	'*you may not read the ledger*without --ledger*' \
	as daemon scost report --ledger
expect_fails 'nor may he write it' '*ledger*' as daemon scost sync
chgrp "$(id -g news)" "$FREEHOLD_LEDGER"
expect 'its group sees all bills' "$(accounts news -a --ledger)" bio,physics
expect 'and can prove them, but not change them' \
	"$(as news sqlite3 "$FREEHOLD_LEDGER" 'DELETE FROM line' 2>&1 |
		grep -c readonly)" 1
in_sb scost sync -q
expect 'a sync leaves group and mode' \
	"$(stat -c '%a %g' "$FREEHOLD_LEDGER")" "640 $(id -g news)"

expect 'users read the published prices' \
	"$(as games scost -n -P -o Currency | sort -u)" USD
expect 'which say nothing of what was paid' \
	"$(as games cat "$SB/c/published/bundle.json" | grep -cE \
		'"(capex|monthly|lease_per_kw_month|contracted_kw)"')" 0
expect 'and nothing of the bundles that slurmctld reads' \
	"$(as games find "$SB/c/state/freehold" -type f -readable 2>/dev/null |
		wc -l)" 0
expect_like 'which have the cards' \
	"$(find "$SB/c/state/freehold" -type f | wc -l)" '[1-9]*'
