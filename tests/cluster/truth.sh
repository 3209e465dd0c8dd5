#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The whole truth: jobs of all kinds, with nodes down, drained, reserved and
# under maintenance, and what the cluster cost, to the last micro-unit.
. "$(dirname -- "$0")/lib.sh"
cluster_up --no-cgroup --set AcctGatherEnergyType= \
	--freehold "$TOP/tests/cluster/conf/truth"

report() { in_sb scost report "$@"; }
# jq on a report with all that nobody had: whole KEYS FILTER
whole()
{
	local by=$1
	shift
	report --idle --by "$by" --json 2>/dev/null | jq -c "$@"
}
rows_of() { in_sb sacct -a -X -n -P -D -j "$1" -o State | paste -sd,; }

in_sb scontrol update nodename=tx-a1 state=drain reason=fan
in_sb scontrol update nodename=ny-a1 state=drain reason=disk
in_sb scontrol create reservation reservationname=keep starttime=now \
	duration=60 accounts=bio nodes=tx-h1 flags=ignore_jobs >/dev/null
in_sb scontrol create reservation reservationname=half starttime=now \
	duration=60 accounts=physics,finance nodes=ny-h2 >/dev/null
in_sb scontrol create reservation reservationname=work starttime=now \
	duration=60 users=root nodes=tx-x1 flags=maint,ignore_jobs >/dev/null
in_sb scontrol create reservation reservationname=parts starttime=now \
	duration=60 users=root nodes=ny-m1 >/dev/null
# scontrol of 22.05 makes none of single cores with a select plugin that it
# doesn't know by name: what slurmdbd would have of one.
resv_table=$(in_sb scontrol show config |
	awk '$1 == "ClusterName" { print $3 }')_resv_table
sql() { in_sb mysql --socket="$SB/c/run/mysql.sock" -N slurm_acct_db -e "$1"; }
has_parts()
{
	sql "select 1 from $resv_table where resv_name = 'parts'" | grep -q 1
}
wait_until 20 has_parts
sql "update $resv_table set tres = '1=4' where resv_name = 'parts'"

WRAP='sleep 2'
plain=$(submit -p tx --accel=h100:4 -t 10)
inside=$(submit --user games -A bio --reservation=keep --accel=h100:2 -t 10)
WRAP='sleep 300'
again=$(submit -p ny --requeue --accel=h100:8 -w ny-h1 -t 10)
low=$(submit -p low --accel=a100:8 -w ny-a2 -t 10)
resized=$(submit -N 2 -p tx --accel=acme1:2 -w 'tx-x2,tx-c1' -t 10)
[[ -n $resized ]] || resized=$(submit -N 2 -p tx -w 'tx-h3,tx-h4' \
	--accel=h100:2 -t 10)
expect_running 'a job that will be requeued runs' "$again"
expect_running 'one that will be preempted too' "$low"
expect_running 'and one on two nodes' "$resized"
sleep 2
in_sb scontrol requeue "$again"
in_sb scontrol update "jobid=$resized" nodelist=tx-h3 2>"$SB/resize.err"
high=$(submit -p ny --accel=a100:8 -w ny-a2 -t 10)
expect_running 'a job of a higher tier runs' "$high" 40
expect_ended 'a job ends' "$plain"
expect_ended 'the one in a reservation too' "$inside"
in_sb scontrol update nodename=ny-a1 state=resume
in_sb scontrol update nodename=tx-a2 state=down reason=board
expect_running 'the requeued job runs again' "$again" 150
sleep 1
in_sb scancel "$again" "$low" "$resized" "$high"
wait_until 20 quiet_nodes tx-h3,tx-h4,ny-h1,ny-a2
wait_until 20 acct_state_is "$again" CANCELLED
expect 'a requeued job has two rows' "$(rows_of "$again" | tr , '\n' | wc -l)" 2
expect_like 'a preempted one says so' "$(rows_of "$low")" '*PREEMPTED*'
expect_like 'a resized one too' "$(rows_of "$resized")" '*RESIZING*'

# All that is asked of one moment comes from one report.
json=$(report --idle --by zone,accel,use,day --json 2>/dev/null)
of() { jq -c "$@" <<<"$json"; }
# sums by a filter of rows: sum FILTER MEMBER
sum() { of "[.rows[] | select($1) | .$2 // 0] | add // 0"; }
jobs='.use == "jobs"'

expect "jobs cost what the listing says" "$(sum "$jobs" cost_micro)" \
	"$(in_sb scost -a -D --json | jq '[.[].cost_micro // 0] | add')"
expect 'every row of slurmdbd is in it' "$(of .total.jobs)" \
	"$(in_sb sacct -a -X -n -D -P -o NodeList |
		grep -vc 'None assigned')"
expect 'jobs and what nobody had are the whole, exactly' \
	"$(of '[.rows[].cost_micro // 0] | add')" "$(of .total.cost_micro)"
expect 'no cost is unknown' "$(of '.total.left_out.cost // 0')" 0

# 40 h100 are paid for in tx-hall, 32 are in nodes: 0.884703 an hour each.
h100='.zone == "tx-hall" and .accel == "h100"'
expect 'capital is that of all that is paid for' \
	"$(sum "$h100" cost_capital_micro)" "$(of "[.rows[] | select($h100)] |
		group_by([.day, .use == \"not-known\"]) |
		.[] | [.[].accelerator_seconds] | add" |
		awk '{ sum += sprintf("%.0f", 884703 * $1 / 3600) }
			END { printf "%.0f\n", sum }')"
expect 'of it 8 of 40 are in no node' \
	"$(sum "$h100 and .use == \"not-in-slurm\"" accelerator_seconds)" \
	"$(sum "$h100 and ([.use] | inside([\"jobs\", \"idle\", \"down\",
		\"maintenance\", \"reserved\"]))" accelerator_seconds |
		awk '{ print $1 / 4 }')"
expect 'jobs bear idle time that was expected' "$(of "[.rows[] |
	select($h100 and .use == \"priced-in\") | .cost_micro < 0] |
	unique")" '[true]'
expect 'a set price bears none' "$(of "[.rows[] | select(.zone == \"ny-colo\"
	and .accel != null and .use == \"priced-in\" and
	(.cost_micro > 5 or .cost_micro < -5))]")" '[]'
expect 'a drained node was down' "$(sum '.zone == "tx-hall" and
	.accel == "a100" and .use == "down"' accelerator_seconds |
	awk '{ print ($1 >= 8) }')" 1
expect 'and one that was resumed for as long as slurmdbd says' \
	"$(sum '.zone == "ny-colo" and .accel == "a100" and .use == "down"' \
		accelerator_seconds)" \
	"$(in_sb sacctmgr -n -P show event nodes=ny-a1 \
		format=start,end | while IFS='|' read -r start end; do
		echo $(( ($(date -d "$end" +%s) - $(date -d "$start" +%s)) * 8 ))
	done | paste -sd+ | bc)"
expect 'maintenance is planned, not idle' "$(sum '.accel == "acme1" and
	.use == "maintenance"' accelerator_seconds | awk '{ print ($1 >= 8) }')" 1
expect_like 'a reservation of parts is told' "$(of .notes)" \
	'*reservation parts holds parts of nodes*'
expect_like 'and that idle energy is not known' "$(of .notes)" \
	'*energy that nodes drew*'

# Reserved time that is not used: 8 of tx-h1 less the job's, to account bio.
expect 'reserved time is its accounts'"'" \
	"$(whole account '[.rows[] | select(.use == "reserved") | .account]')" \
	'["bio","finance","physics"]'
expect 'who bear it by halves' "$(whole account '[.rows[] |
	select(.use == "reserved" and .account != "bio") |
	.cost_micro] | (.[0] - .[1]) | fabs < 5')" true
expect 'and it is charged' "$(whole account '[.rows[] |
	select(.use == "reserved") | .cost_micro == .charge_micro] | all')" true
expect 'jobs are charged as the listing says' \
	"$(sum "$jobs" charge_micro)" \
	"$(in_sb scost -a -D --json | jq '[.[].charge_micro // 0] | add')"
expect 'a plain report charges the same' \
	"$(report -a --json | jq .total.charge_micro)" \
	"$(sum "$jobs" charge_micro)"
expect 'rules of charging are told apart' "$(of "[.rows[] | select($jobs) |
	(.charge_micro - .cost_micro == .adjustment_micro)] | all")" true

# A month before the cluster: sums in full, and where they went isn't known.
past=$(report --idle --month 2026-10 --by zone,use --json 2>/dev/null |
	jq -c '.rows[] | select(.zone == "tx-hall") |
		[.use, .cost_lease_micro, .cost_operations_micro]')
expect 'a month comes in full' "$past" '["not-known",9000000000,10000500000]'

# Spread, all is borne by accounts, and nothing is lost.
kept=$SB/c/out
mkdir -p "$kept"
report --spread-idle --by account --json="$kept/s.json" \
	--csv="$kept/s.csv" --focus="$kept/f.csv" --openmetrics="$kept/s.prom" \
	--html="$kept/s.html" 2>/dev/null
expect 'spread, every row is an account' \
	"$(jq -c '[.rows[].account]' "$kept/s.json")" \
	"$(jq -c '[.rows[].account | select(. != null)]' "$kept/s.json")"
expect 'which together are the whole' \
	"$(jq '[.rows[].cost_micro] | add' "$kept/s.json")" \
	"$(jq .total.cost_micro "$kept/s.json")"
csv_sum()
{
	awk -F, -v name="$2" 'NR == 1 {
			for (i = 1; i <= NF; i++) if ($i == name) at = i
		} NR > 1 { sum += $at } END { printf "%.0f\n", sum * 1000000 }' \
		"$1"
}
expect 'CSV too' "$(csv_sum "$kept/s.csv" Cost)" \
	"$(jq .total.cost_micro "$kept/s.json")"
expect 'and FOCUS' "$(csv_sum "$kept/f.csv" ListCost)" \
	"$(jq .total.cost_micro "$kept/s.json")"
expect 'the page shows utilisation' \
	"$(grep -c '<h2>Utilisation</h2>' "$kept/s.html")" 1
expect 'the table ends with what is not known' \
	"$(report --idle --by use | grep -c '^- energy that nodes drew')" 1
export FREEHOLD_LEDGER=$SB/c/ledger
if in_sb env "FREEHOLD_LEDGER=$FREEHOLD_LEDGER" scost sync >"$SB/sync" 2>&1; then
	expect "from a ledger jobs cost the same" \
		"$(report --idle --by use --json "--ledger=$FREEHOLD_LEDGER" \
			2>/dev/null | jq '.rows[] | select(.use == "jobs") |
			.cost_micro')" "$(sum "$jobs" cost_micro)"
fi
# Owned against cloud: the same hours, the card's sums, another card.
tco=$(in_sb scost tco --json)
own='.rows[] | select(.accel == "h100")'
expect 'tco has the hours that jobs had' \
	"$(jq "$own | .used_accelerator_seconds" <<<"$tco")" \
	"$(report -a --by zone,accel --json 2>/dev/null | jq '.rows[] |
		select(.zone == "tx-hall" and .accel == "h100") |
		.accelerator_seconds')"
expect 'the cheapest cloud is at its list price' \
	"$(jq -c "$own | [.cloud_zone, .cloud_pricing, .devices]" <<<"$tco")" \
	'["cloud-de","reserved",40]'
expect 'energy that is not recorded is that of the nameplate' \
	"$(jq -c "$own | [.energy_source, .next_hour_micro]" <<<"$tco")" \
	'["nameplate",68320]'
# owned = fixed + a price x hours: twice half the hours is once the fixed.
half=$(in_sb scost tco --utilisation 50 --json -S today -E tomorrow)
full=$(in_sb scost tco --utilisation 100 --json -S today -E tomorrow)
per_second="$own | (.owned_micro - .fixed_micro) / .used_accelerator_seconds"
expect 'an hour used costs the same, however many are' \
	"$(jq -n "[$(jq "$per_second" <<<"$half"), $(jq "$per_second" \
		<<<"$full")] | (.[0] - .[1]) | fabs < 0.001")" true
expect 'and fully used is what is paid for' \
	"$(jq "$own | .used_accelerator_seconds - .paid_accelerator_seconds" \
		<<<"$full")" 0
mkdir -p "$kept/if"
sed 's/"capex": 1550000/"capex": 3100000/' "$SB/c/etc/freehold/rates.json" \
	>"$kept/if/rates.json"
expect 'with another card it is another price' \
	"$(in_sb scost tco --rates "$kept/if/rates.json" --json |
		jq --argjson was "$(jq "$own | .break_even_ppm" <<<"$tco")" \
		"$own | .break_even_ppm > \$was")" true
expect_like 'the table says what the next hour is' "$(in_sb scost tco)" \
	'*NextHour is energy alone*'
expect 'CSV has a row for each type' "$(in_sb scost tco --csv | wc -l)" 4
expect_fails 'a percentage is one' '*--utilisation is a percentage*' \
	in_sb scost tco --utilisation 120
expect_fails 'a card with a mistake is none' '*/bad.json:*"capex"*' \
	in_sb bash -c "sed 's/\"capex\"/\"capx\"/' '$kept/if/rates.json' \
		>'$kept/if/bad.json'; scost tco --rates '$kept/if/bad.json'"
expect_fails 'of some jobs there is no idle time' \
	'*go with no choice of jobs*' in_sb scost report --idle -A bio
expect_fails 'who may not read what is paid is told' \
	'*what is paid is not in the published prices*' \
	as games scost report --idle
