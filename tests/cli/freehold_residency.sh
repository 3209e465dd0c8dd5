#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold residency: the shipped catalogue listed and shown, classes made of
# it that lint accepts and zones explain judges by, and rules past their date.
# shellcheck source=tests/cli/lib.sh
. "$(dirname -- "$0")/lib.sh"

shipped=$top/conf/residency
not_free='that does not mean that they may be anywhere'

run residency --dir "$shipped"
expect 'the catalogue is listed' "$rc ${out%% *}" '0 ORIGIN'
expect 'with at least sixty origins' \
	"$(($(tail -n +2 <<<"$out" | cut -d' ' -f1 | sort -u | wc -l) >= 60))" 1
expect 'list is the same' "$(cd "$tmp" && "$freehold" residency list \
	--dir "$shipped")" "$out"

run residency show --dir "$shipped" ca-on personal
expect 'a province without a rule has that of its country' \
	"$rc ${out%%$'\n'*}" '0 Rule        ca-personal'
run residency show --dir "$shipped" SE personal
expect 'a member of the EEA has that of the EEA' \
	"$rc ${out%%$'\n'*}" '0 Rule        eea-personal'
expect 'a rule is shown with its source and what it is not' \
	"$(grep -c '^Source      http\|not legal advice\.$' <<<"$out")" 4
run residency show --dir "$shipped" CA-QC health
expect 'no rule is not free' "$rc $out" \
	"1 freehold: the catalogue has no rule for health data of CA-QC; \
it has some for personal; $not_free"
run residency template --dir "$shipped" ZZ personal
expect 'nor is an origin that is not there' "$rc $out" \
	"1 freehold: the catalogue has no rule for personal data of ZZ, \
nor for other data of it; $not_free"

# Classes of several rules in one policy, opened to everybody. Their dates of
# review are given, since the shipped ones will pass one day.
# class ORIGIN LABEL: the member with a comma behind it
class()
{
	"$freehold" residency template --dir "$shipped" \
		--review-after 2999-01-01 "$1" "$2" |
		sed -e 's/"accounts": \[\]/"accounts": ["*"]/' -e 's/^}$/},/'
}
{
	echo '{"data_classes": {'
	class DIFC personal
	class US bulk-sensitive
	class DE health
	class IN payments | sed 's/^},$/}/'
	echo '}}'
} >"$tmp/conf/policy.json"
run lint conf
expect 'classes of four rules pass lint' "$rc ${out%%$'\n'*}" '0 no mistakes'
while read -r name allowed; do
	run zones explain "$name" conf
	expect "$name allows what its rule does" "$rc $(awk 'NR > 1 \
		{ printf "%s=%s ", $2, ($3 == "no" ? "no" : "yes") }' \
		<<<"$out")" "0 $allowed "
done <<'ROWS'
personal@DIFC US-TX=no US-NY=no DE=no AE-DU=yes IN=no
bulk-sensitive@US US-TX=yes US-NY=yes DE=yes AE-DU=yes IN=yes
health@DE US-TX=no US-NY=no DE=yes AE-DU=no IN=no
payments@IN US-TX=no US-NY=no DE=no AE-DU=no IN=yes
ROWS

sed -i '/"regime"/d' "$tmp/conf/zones.json"
run lint conf
expect 'a regime that no zone has is told' \
	"$rc $(grep -c '"DIFC" is neither' <<<"$out")" '1 1'

# A catalogue of one rule, whose list lapses.
mkdir "$tmp/own"
cat >"$tmp/own/own.json" <<'JSON'
{
	"lists": {"friends": {
		"title": "friends", "members": ["CH"], "source": ["counsel"],
		"as_of": "2000-01-01", "review": "2001-01-01"
	}},
	"rules": {"own": {
		"origin": "DE", "label": "x", "scope": "x", "law": "x",
		"kind": "conditional_transfer", "condition": "x.",
		"allowed": {"jurisdictions": ["DE"], "lists": ["friends"]},
		"mechanism": ["scc"], "source": ["counsel"],
		"confidence": "high", "as_of": "2000-01-01",
		"review": "2999-01-01"
	}}
}
JSON
run residency list --dir own
expect 'a rule past its date is marked in the list' \
	"$rc $(grep -c '2001-01-01 lapsed  *own$' <<<"$out")" '0 1'
run residency show --dir own DE x
expect 'and before what is shown of it' "$rc ${out%%$'\n'*}" \
	"0 freehold: the rule own was to be reviewed by 2001-01-01; \
ask counsel whether it still is so"
run residency template --dir own DE x
expect 'it makes no class' "$rc $(grep -c '"allow"' <<<"$out")" '1 0'
run residency template --dir own --review-after 2999-01-01 DE x
expect 'unless it gets a date to come' \
	"$rc $(grep -c 'review by 2999-01-01, a date' <<<"$out")" \
	'0 1'
run residency template --dir own --review-after 2001-01-01 DE x
expect 'one that has passed is none' "$rc $out" \
	'2 freehold: --review-after: 2001-01-01 is not in the future'
run residency template --dir own --review-after soon DE x
expect 'nor is what is no date' "$rc ${out%%:*}" '2 freehold'

sed -i 's/"friends"\]/"freinds"]/' "$tmp/own/own.json"
run residency list --dir own
expect 'a mistake is told as lint tells them' "$rc $out" \
	"1 own/own.json:9:50: /rules/own/allowed/lists/0: \
there is no list \"freinds\"; did you mean \"friends\"?
1 mistake"
run residency list --dir nowhere
expect 'a directory that is missing too' "$rc ${out##*$'\n'}" '1 1 mistake'

for arguments in 'shown DE x' 'show DE' 'template DE x y' 'list DE' \
	'show --review-after 2999-01-01 DE x'; do
	# shellcheck disable=SC2086
	run residency $arguments
	expect "residency $arguments is usage" "$rc ${out%%:*}" '2 Usage'
done
run residency --nonsense
expect 'and so is an option that does not exist' "$rc" 2
finish
