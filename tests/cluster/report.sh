#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# scost report over jobs of real daemons: its sums are the listing's, in every
# form.
. "$(dirname -- "$0")/lib.sh"
# Without energy, so that there is something to leave out.
cluster_up --no-cgroup --set AcctGatherEnergyType=

report() { in_sb scost report -a "$@"; }

WRAP='sleep 2'
one=$(submit -p tx --accel=h100:1 -t 10)
two=$(submit -N 2 -p tx --accel=h100:1 -t 10)
three=$(submit -t 10 -n 1)
for job in "$one" "$two" "$three"; do
	expect_ended "job $job ends" "$job"
done

by=account,accel
json=$(report --by "$by" --json)
listed=$(in_sb scost -a -D --json)
# Sums of both, by accelerator; null where nothing is known.
sums='group_by(.accel) | map([(.[0].accel // "none"),
	(map(.cost_micro) | add), (map(.accel_s) | add)]) | sort'
reported='[.rows[] | {accel, cost_micro, accel_s: .accelerator_seconds}]'
expect 'costs by accelerator are those of the listing' \
	"$(jq -c "$reported | $sums" <<<"$json")" \
	"$(jq -c "[.[] | select(.start_s != null)] | $sums" <<<"$listed")"
expect 'three jobs ran' "$(jq .total.jobs <<<"$json")" 3
expect 'and their total is the sum of the rows' \
	"$(jq .total.cost_micro <<<"$json")" \
	"$(jq '[.rows[].cost_micro // 0] | add' <<<"$json")"
expect 'what has no energy is counted, not 0' \
	"$(jq -c '[.total.energy_joules, .total.left_out.energy.jobs]' \
		<<<"$json")" '[null,3]'
expect_like 'the table says so below' "$(report --by "$by")" \
	'*\* Left out, without energy: jobs 3 of 3,*'
expect_fails '--strict makes it an error' '*Left out, without energy*' \
	in_sb scost report -a --strict
expect_fails 'in the listing too' '*jobs without a cost: 0, without energy: 3*' \
	in_sb scost -a --strict

out=$SB/c/out
mkdir -p "$out"
report --by "$by" --csv="$out/r.csv" --focus="$out/f.csv" \
	--html="$out/r.html" --openmetrics="$out/r.prom" \
	--json="$out/r.json" 2>"$SB/left_out"
expect_like 'files are written and the rest is told' "$(<"$SB/left_out")" \
	'*Left out, without energy: jobs 3 of 3*'
expect 'JSON is the same in a file' "$(jq -c .rows "$out/r.json")" \
	"$(jq -c .rows <<<"$json")"
expect 'and has no member that the schema lacks' \
	"$(jq -c --slurpfile schema "$TOP/conf/schema/scost-report.schema.json" \
		'(.total | keys) - $schema[0]["$defs"].member.enum' \
		"$out/r.json")" '[]'
expect 'CSV has a row for each' "$(($(wc -l <"$out/r.csv") - 1))" \
	"$(jq '.rows | length' <<<"$json")"
expect 'nothing else is left behind' "$(find "$out" -type f | wc -l)" 5
expect 'the page has the total' "$(grep -c '</html>' "$out/r.html")" 1
expect 'OpenMetrics ends as it must' "$(tail -n 1 "$out/r.prom")" '# EOF'

# valid FILE SCHEMA: says what is wrong, nothing where all is well
valid()
{
	/usr/bin/python3 - "$1" "$TOP/conf/schema/$2" 2>&1 <<'PY'
import json, sys, jsonschema
text, schema = (json.load(open(name)) for name in sys.argv[1:3])
jsonschema.Draft202012Validator.check_schema(schema)
for error in jsonschema.Draft202012Validator(schema).iter_errors(text):
    print(error.json_path, error.message[:200])
PY
}
in_sb scost -a --json >"$out/jobs.json"
expect 'its schema has all of the report' \
	"$(valid "$out/r.json" scost-report.schema.json)" ''
expect 'and that of the listing all of it' \
	"$(valid "$out/jobs.json" scost-jobs.schema.json)" ''
jq '.rows[0].cost_micro = 1.5' "$out/r.json" >"$out/bad.json"
expect_like 'what is wrong is found' \
	"$(valid "$out/bad.json" scost-report.schema.json)" '*cost_micro*'
rm "$out/jobs.json" "$out/bad.json"
families=$(/usr/bin/python3 - "$out/r.prom" 2>&1 <<'PY'
import sys
from prometheus_client.openmetrics import parser
for family in parser.text_string_to_metric_families(open(sys.argv[1]).read()):
    print(family.name)
PY
)
expect_like 'Prometheus reads the OpenMetrics' "$families" \
	'*freehold_cost_usd*'
dashboard=$TOP/conf/grafana/freehold-cost.json
asked=$(jq -r '.. | .expr? // .query? | strings' "$dashboard" |
	sed 's/\${currency}/usd/g' | grep -oE 'freehold_[a-z0-9_]+' | sort -u)
expect 'the dashboard asks for some' "$(($(wc -l <<<"$asked") > 10))" 1
expect 'and for none that are not there' \
	"$(comm -23 <(echo "$asked") <(sort -u <<<"$families"))" ''
expect 'its labels are those of its command' \
	"$(jq -r .description "$dashboard" | grep -oE 'by [a-z,]+')" "by $by"

# Columns by name; no value here has a comma in it.
focus_sum()
{
	awk -F, -v name="$1" 'NR == 1 {
			for (i = 1; i <= NF; i++) if ($i == name) at = i
		} NR > 1 { sum += $at } END { printf "%.6f\n", sum }' \
		"$out/f.csv"
}
expect 'FOCUS bills the same' "$(focus_sum BilledCost)" \
	"$(jq -r '.total.cost_micro' <<<"$json" |
		awk '{ printf "%.6f\n", $1 / 1000000 }')"
expect 'for the same time' "$(focus_sum x_AcceleratorSeconds)" \
	"$(jq -r '.total.accelerator_seconds' <<<"$json" |
		awk '{ printf "%.6f\n", $1 }')"

export FREEHOLD_LEDGER=$SB/c/ledger
if in_sb env "FREEHOLD_LEDGER=$FREEHOLD_LEDGER" scost sync >"$SB/sync" 2>&1; then
	# Its lines are sums of days, so there are fewer; all else is equal.
	without_lines='walk(if type == "object" then del(.lines) else . end)'
	expect "the ledger's figures are slurmdbd's" \
		"$(report --by "$by" --json "--ledger=$FREEHOLD_LEDGER" \
			2>/dev/null | jq -c "$without_lines")" \
		"$(jq -c "$without_lines" <<<"$json")"
	expect "and the ledger's FOCUS" \
		"$(report --focus "--ledger=$FREEHOLD_LEDGER" 2>/dev/null |
			sort)" "$(sort "$out/f.csv")"
else
	expect_like 'without SQLite there is no ledger' "$(<"$SB/sync")" \
		'*was built without it*'
fi
expect_fails 'a ledger is not asked for nodes' '*chosen by --nodelist*' \
	in_sb scost report -a "--ledger=$FREEHOLD_LEDGER" -N tx1
expect 'jobs are chosen by their quality of service' \
	"$(in_sb scost -a -n -P -q normal -o QOS | sort -u)" normal
expect 'and none by one that they do not have' \
	"$(in_sb scost -a -n -P -q other -o QOS)" ''
expect 'in a ledger too' "$(report "--ledger=$FREEHOLD_LEDGER" -q normal \
	--json 2>/dev/null | jq .total.jobs)" 3
expect 'by group' "$(in_sb scost -a -n -P -g 0 -o JobID | wc -l)" 3
expect 'by association' "$(in_sb scost -a -n -P -x 1 -o JobID | wc -l)" \
	"$(in_sb sacct -a -X -n -P -x 1 -o JobID | wc -l)"
expect 'by feature' "$(in_sb scost -a -n -P -C nosuch -o JobID)" ''
expect 'a month before there were jobs is empty' \
	"$(report --month 2001-01 --json | jq -c '[.rows, .total.jobs]')" \
	'[[],0]'
# The same rate; the job's own is rounded to its few seconds.
expect 'a quote is priced as the job was' \
	"$(in_sb scost quote --accel=h100:1 -t 10 --json | jq --argjson paid \
		"$(in_sb scost --json -j "$one" | jq '.[0] |
			.cost_accel_micro / .elapsed_s * 600')" \
		'any(.[]; (.cost_accelerators_micro // 0) / $paid |
			. > 0.99 and . < 1.01)')" true
expect_fails 'a key that is none is refused' '*did you mean "account"?*' \
	in_sb scost report --by acount
expect_fails 'a file that cannot be written too' '*/nowhere/x.csv*' \
	in_sb scost report --csv=/nowhere/x.csv
