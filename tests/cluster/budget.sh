#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Budgets of accounts: a job that does not fit is refused, waits or runs, as
# configured; bounds are committed at start and settled at the end, outlive a
# restart, and scost sync and scost budget are their two ends in accounting.
. "$(dirname -- "$0")/lib.sh"
cluster_up --no-cgroup
export FREEHOLD_LEDGER=$SB/ledger.sqlite

# budget OVER AMOUNT: of the account above physics
budget()
{
	local team="\"accounts\": [\"lab\"], \"amount\": $2, "
	team+="\"period\": \"month\", \"over\": \"$1\""
	rm -rf "$SB/conf"
	mkdir "$SB/conf"
	cp "$SB"/c/etc/freehold/*.json "$SB/conf/"
	sed -i "0,/^{/s//{ \"budgets\": { \"team\": { $team } },/" \
		"$SB/conf/policy.json"
	in_sb freehold activate "$SB/conf" >"$SB/activate.log" 2>&1 ||
		fail 'activation' "$(cat "$SB/activate.log")"
}
# of FIELD: of the budget, in micro-units or seconds; -1: not known
of() { in_sb scost budget --json | jq ".budgets[0].$1 // -1"; }
is() { (( $(of "$1") $2 )); }
in_time() { wait_until "${4:-20}" is "$2" "$3"
	is "$2" "$3" && pass "$1" || fail "$1" "$2 is $(of "$2")"; }
try() { as daemon sbatch -o /dev/null --wrap 'sleep 300' "$@"; }
node=(-t 60 --mem=1G --accel=a100:8)	# 11 to 14 USD
begin() { date -d "$(job_field "$1" StartTime)" +%s; }
waits_for_period() { (( $(begin "$1") == $(of until_s) )); }

in_sb sacctmgr -iQ add account lab >/dev/null
in_sb sacctmgr -iQ modify account physics set parent=lab >/dev/null

echo '# reject'
budget reject 20
first=$(submit --user daemon "${node[@]}")
expect_running 'a job within the budget runs' "$first"
in_time 'its bound is committed' committed_micro '> 11000000'
expect_fails 'one that does not fit beside it is refused' \
	'*budget team of 20.00 USD a month has ?.?? left, and the job can'$(:)\
' cost 1?.??, jobs before it counted; ask for less time*' try "${node[@]}"
expect_fails 'and one that nothing bounds' \
	'*budget team: a job without a time limit of at most 31 days*' \
	try -p tx -t UNLIMITED --mem=1G
other=$(submit --user games "${node[@]}")
expect_running 'another account is not asked' "$other"
half=$(submit --user daemon "${node[@]}" -t 30 --begin=now+1hour)
in_time 'half of it fits, and counts while it waits' pending_micro '> 5000000'
in_sb scontrol update "jobid=$half" timelimit=31
expect 'it may last a little longer' "$(job_field "$half" TimeLimit)" 00:31:00
in_sb scontrol update "jobid=$half" timelimit=60 >/dev/null 2>&1
expect 'but not as long as does not fit' \
	"$(job_field "$half" TimeLimit)" 00:31:00
committed=$(of committed_micro)
restart_ctld
in_time 'a restart finds what was committed' committed_micro "== $committed"
as daemon scancel "$first" "$half"
in_time 'the end settles it' committed_micro '== 0'
in_time 'by the time it ran' settled_micro '> 0'
is settled_micro '< 1000000' && pass 'and no more' ||
	fail 'and no more' "$(of settled_micro)"
restart_ctld
in_time 'which a restart keeps' settled_micro '> 0'

echo '# defer'
cancel_all
budget defer 20
first=$(submit --user daemon "${node[@]}")
expect_running 'the first runs' "$first"
in_time 'and is committed' committed_micro '> 11000000'
second=$(submit --user daemon "${node[@]}")
expect_like 'the second is accepted, with a word' "$(cat "$SB/submit.err")" \
	'*budget team of 20.00 USD a month has *; it may have to wait for money*'
wait_until 20 waits_for_period "$second"
expect 'it waits for the next period' "$(begin "$second")" "$(of until_s)"
expect_state 'without a hold' "$second" PENDING
other=$(submit --user games -t 60 --mem=1G --accel=a100:8)
expect_running 'and nobody behind it waits' "$other"
expect_fails 'what no period has is refused' '*more than there ever is*' \
	try -t 4:00:00 --mem=1G --accel=a100:8
as daemon scancel "$first"
expect_running 'what the first leaves lets it go' "$second" 30
third=$(submit --user daemon "${node[@]}")
wait_until 20 waits_for_period "$third"
budget defer 40
expect_running 'and so does a larger budget' "$third" 30

echo '# warn'
cancel_all
budget warn 1
first=$(submit --user daemon "${node[@]}")
expect_like 'the owner is told' "$(cat "$SB/submit.err")" \
	'*budget team of 1.00 USD a month has *; it runs nevertheless*'
expect_running 'and it runs' "$first"
cancel_all

echo '# spent'
spent() { sqlite3 "$FREEHOLD_LEDGER" "SELECT sum(charge_micro) FROM lines
	WHERE account = 'physics'"; }
in_sb scost sync >/dev/null
in_time 'what the ledger has of the account is spent' spent_micro \
	"== $(spent)"
expect_like 'a table for people' "$(in_sb scost budget | tail -n 1)" \
	'team *lab *month *warn *1.00 *'
expect_fails 'not for everybody' '*budgets.json*' as daemon scost budget
expect_clean_log
