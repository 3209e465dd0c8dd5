#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The ledger against a real slurmdbd: what sync reads is what scost lists,
# twice the same, requeued runs each, and a closed month stays as it was.
. "$(dirname -- "$0")/lib.sh"
cluster_up --no-cgroup
export FREEHOLD_LEDGER=$SB/ledger.sqlite

# sql STATEMENT: in slurmdbd's own data base
sql() { in_sb mariadb --no-defaults -u root -N -B -e "$1" slurm_acct_db; }
table()
{
	sql "SELECT table_name FROM information_schema.tables WHERE
		table_name LIKE '%\\_job\\_table'"
}
# In the ledger, by its own command.
ledger_sql() { sqlite3 "$FREEHOLD_LEDGER" "$1"; }

WRAP=true
for _ in 1 2 3; do
	expect_ended 'a job' "$(submit --accel=h100:2 -t 5)"
done
WRAP='sleep 300'
again=$(submit --requeue -t 10 --gres=gpu:a100:1)
expect_running 'a job runs' "$again"
in_sb scontrol requeue "$again"
requeued() { (( $(in_sb sacct -X -D -n -P -j "$again" -o State |
	grep -c .) == 2 )); }
wait_until 20 requeued
in_sb scancel "$again"
cancelled() { [[ $(acct_field "$again" State) == CANCELLED* ]]; }
wait_until 20 cancelled

expect_like 'sync reads them' "$(in_sb scost sync)" '* runs read, * new*'
first=$(in_sb scost export --dump)
expect 'a line for each run of three jobs and of a requeued one' \
	"$(ledger_sql 'SELECT count(*) FROM lines')" \
	"$(in_sb sacct -a -X -D -n -P -S now-1hour -o NodeList |
		grep -cv 'None')"
expect 'their costs are those that scost lists' \
	"$(ledger_sql 'SELECT sum(total_micro) FROM lines')" \
	"$(in_sb scost -a -D -S now-1hour --json |
		jq '[.[].cost_micro | select(.)] | add')"
expect_like 'a second sync finds nothing new' "$(in_sb scost sync)" \
	'*, 0 new or changed, 0 corrections'
expect 'and changes nothing' "$(in_sb scost export --dump)" "$first"
expect 'its file is not for everybody' \
	"$(stat -c %a "$FREEHOLD_LEDGER")" 640

month=$(date +%Y-%m)
expect_fails 'a month that is not over is not closed' '*is not over*' \
	in_sb scost close "$month"
# All that ran, two months back.
sql "UPDATE $(table) SET time_start = time_start - 5270400,
	time_end = time_end - 5270400 WHERE time_start AND time_end"
before=$(date -d @$(($(date +%s) - 5270400)) +%Y-%m)
expect_like 'an edit is picked up' \
	"$(in_sb scost sync --since="$before-01")" '*, 4 new or changed*'
expect_like 'the month is closed' "$(in_sb scost close "$before")" \
	"*$before closed, head [0-9]* *"
expect_like 'and proven' "$(in_sb scost verify "$before")" '*proven*'
sql "UPDATE $(table) SET job_name = 'other' WHERE id_job = 1"
expect_like 'an edit after that is a correction' \
	"$(in_sb scost sync --since="$before-01")" '*, 2 corrections'
expect_like 'the month is still proven' "$(in_sb scost verify)" '*proven*'
expect 'the correction is booked this month' \
	"$(ledger_sql "SELECT posting, strftime('%Y-%m', day_s, 'unixepoch',
		'+1 day') FROM lines WHERE posting > 0 ORDER BY 1" |
		cut -d'|' -f1 | paste -sd,)" 1,2

# FOCUS of real jobs, their corrections among them, by the rules of the unit
# test (make check builds it).
in_sb scost report -a --ledger --start "$before-01" --focus="$SB/focus.csv" \
	2>/dev/null
expect_like 'FOCUS of a ledger keeps the rules' \
	"$("$TOP/build/tests/unit/test_scost_focus" "$SB/focus.csv" 2>&1)" \
	'*PASSED*1 test*'
expect 'a correction is one there, and so is what it takes back' \
	"$(grep -c ',Correction,' "$SB/focus.csv")" 2
expect 'which takes back just as much' "$(awk -F, 'NR == 1 {
		for (i = 1; i <= NF; i++) {
			if ($i == "BilledCost") cost = i
			if ($i == "ChargeClass") class = i
		} } $class == "Correction" { sum += $cost }
		END { printf "%.6f", sum }' "$SB/focus.csv")" 0.000000
one=$(ledger_sql 'SELECT job_id FROM lines WHERE posting = 0 LIMIT 1')
expect 'a ledger is asked for a job by its id' \
	"$(in_sb scost report -a --ledger --start "$before-01" -j "$one" --json \
		2>/dev/null | jq .total.jobs)" 1

head=$(in_sb scost export --period="$before" "$SB/bundle" | sed 's/.*head //')
expect_like 'a common ledger takes the month' \
	"$(in_sb scost import --ledger "$SB/common.sqlite" "$SB/bundle")" \
	"*imported, head $head"
expect_fails 'once' '*in the ledger already*' \
	in_sb scost import --ledger "$SB/common.sqlite" "$SB/bundle"
expect_like 'and proves it' \
	"$(in_sb scost verify --ledger "$SB/common.sqlite" --head "$head")" \
	'*proven*'
