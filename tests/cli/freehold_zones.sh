#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold zones explain: slurmctld's judgement of every zone, in a table.
# shellcheck source=tests/cli/lib.sh
. "$(dirname -- "$0")/lib.sh"

edit zones.json 's/"closed_until": "[^"]*"/"closed_until": "2999-01-01"/'
run zones explain internal conf
expect 'a class: which zones it allows' \
	"$rc $(awk 'NR > 1 { printf "%s=%s ", $1, $3 }' <<<"$out")" \
	'0 tx-main=yes ny-lease=yes de-cloud=no dxb-vault=closed in-next=no '
run zones explain --account bio phi conf
expect 'and an account with a floor' \
	"$(awk '$3 == "yes" { print $1 }' <<<"$out")" tx-main
run zones explain --account physics phi conf
expect 'a class that is not open to the account allows nothing' \
	"$(awk '$3 == "yes" { print $1 }' <<<"$out")" ''
run zones explain intrnal conf
expect 'a class that does not exist' "$rc $out" \
	'1 freehold: policy.json has no data class intrnal; did you mean internal?'
run zones explain x conf
expect 'and is like none' "$rc $out" \
	'1 freehold: policy.json has no data class x; it has internal, phi, nowhere'

# Classes with dates: what a person needs to know is in the line.
day() { date -u -d "$1" +%F; }
cat >"$tmp/conf/policy.json" <<POLICY
{"data_classes": {
	"health@DE": {
		"allow": {"jurisdictions": ["DE"]},
		"transfers": [
			{"to": {"zones": ["tx-main"]}, "mechanism": "scc",
			 "evidence": "contract 17", "until": "$(day +9days)"},
			{"to": {"zones": ["ny-lease"]}, "mechanism": "approval",
			 "evidence": "A-4", "until": "2026-01-01"}
		],
		"accounts": ["bio"], "users": ["anna"], "review": "2026-01-02"
	},
	"sealed": {"accounts": ["*"], "control_plane": {"jurisdictions": ["DE"]}},
	"trial": {"accounts": ["*"], "enforce": "observe", "allow": {}}
},
"accounts": {"bio": {"origin": "DE"}},
"partitions": {"campus": {"floor": {"tenancy": "owned"}}},
"break_glass": {
	"INC-7": {"reason": "r", "approved_by": "a", "from": "$(day yesterday)",
		"until": "$(day +9days)", "classes": ["health@DE"],
		"accounts": ["bio"], "to": {"zones": ["dxb-vault"]}}
}}
POLICY
# why ZONE: the line of a zone and what is behind it
why() { grep -A1 "^$1 " <<<"$out" | sed 's/   */ /g' | grep -E "^$1| but"; }
run zones explain --account bio --user anna health conf
expect 'by a mechanism' "$(why tx-main)" "tx-main US-TX yes allowed by scc \
(contract 17) until $(day +9days)T00:00:00Z"
expect 'that has lapsed' "$(why ny-lease)" "ny-lease US-NY no class health@DE: \
approval (A-4) is in force until 2026-01-01T00:00:00Z"
expect 'by an exception' "$(why dxb-vault | head -n 1)" \
	"dxb-vault AE-DU closed closed until 2999-01-01T00:00:00Z; until \
$(day +9days)T00:00:00Z"
expect 'which says what it lets pass' "$(why dxb-vault | tail -n 1)" \
	' but for that: class health@DE does not allow it'
run zones explain --account bio --user bert health@DE conf
expect 'to no other user' "$(why de-cloud)" \
	"de-cloud DE no class health@DE is not open to the job's user"
run zones explain sealed conf
expect 'where the control plane is not told' "$(why de-cloud)" \
	'de-cloud DE no class sealed asks where the control plane is, and zones.json does not say'
run zones explain --partition campus trial conf
expect 'the floor of a partition' "$(why ny-lease)" \
	'ny-lease US-NY no the floor of partition campus leaves it out'
run zones explain trial conf
expect 'what a class observes' "$(why ny-lease | tail -n 1)" \
	' but for that: class trial does not allow it'
run check --state-dir nowhere conf
expect 'check: a review that is past' \
	"$(grep -E '^reviews' <<<"$out" | tr -s ' ')" \
	'reviews warning health@DE 2026-01-02 (past)'
expect 'check: what lapses soon or has' \
	"$(grep -E '^expiries' <<<"$out" | tr -s ' ')" "expiries warning \
health@DE: scc (contract 17) $(day +9days), health@DE: approval (A-4) 2026-01-01 (past)"
expect 'check: an exception in force' \
	"$(grep -E '^break_glass' <<<"$out" | tr -s ' ')" \
	"break_glass warning INC-7 until $(day +9days)T00:00:00Z"
run zones explain
expect 'no class is usage' "$rc" 2
finish
