#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The manual pages' examples of configuration are what freehold lint accepts,
# the pages know every key that the readers know, and the snippets for Slurm's
# own files say what the pages say.
# shellcheck source=tests/cli/lib.sh
. "$(dirname -- "$0")/lib.sh"

page=$top/conf/freehold.5
residency_page=$top/conf/freehold-residency.5
sources=(accelerators zones policy rates energy)

# unescape: roff's way of writing a minus sign
unescape()
{
	sed 's/\\-/-/g'
}

# example NAME: the text between .nf and .fi behind the comment that names it
example()
{
	sed -n "/^\.\\\\\" example: $1\$/,/^\.fi\$/p" "$page" "$residency_page" |
		grep -v '^\.' | unescape
}

# spank_node_json: the example in the page of the plugin that reads the file
spank_node_json()
{
	sed -n '/^{ "zone"/,/}$/p' "$top/plugins/spank/spank_freehold.8" |
		unescape
}

# zones_of_node_json DIR: sources in which the node.json on stdin is a zone.
# It has the keys of one, but for "zone", which is the name.
zones_of_node_json()
{
	local pair zone='' site='' rest=()

	while read -r pair; do
		case $pair in
		'"zone":'*) zone=${pair#*: }; continue ;;
		'"site":'*) site=${pair#*: } ;;
		esac
		rest+=("$pair")
	done < <(grep -oE '"[^"]*": *"[^"]*"')
	mkdir "$tmp/$1"
	printf '{ "sites": { %s: {} }, "zones": { %s: { %s } } }\n' \
		"$site" "$zone" "$(IFS=,; echo "${rest[*]}")" \
		>"$tmp/$1/zones.json"
	echo '{ "accelerators": {} }' >"$tmp/$1/accelerators.json"
	echo '{}' >"$tmp/$1/policy.json"
	echo '{ "nodes": [] }' >"$tmp/$1/energy.json"
	echo '{ "currency": "USD", "billing_timezone": "UTC", "cards": [
		{ "valid_from": "2026-01-01", "source": "test",
		"zones": { "*": {} } } ] }' >"$tmp/$1/rates.json"
}

mkdir "$tmp/man"
for name in "${sources[@]}"; do
	example "$name.json" >"$tmp/man/$name.json"
done
run lint man
expect 'the five examples of freehold(5) are one configuration' \
	"$rc ${out%%$'\n'*}" '0 no mistakes'

for name in "${sources[@]}"; do
	cp -r "$tmp/man" "$tmp/$name"
	sed -i '0,/"\([a-z_]*\)":/s//"no\1":/' "$tmp/$name/$name.json"
	run lint "$name"
	expect "a wrong key in the example of $name.json is found" \
		"$rc $(grep -c "^$name/$name.json:.*unknown key \"no" \
			<<<"$out")" '1 1'
done

mkdir "$tmp/residency"
example residency.json >"$tmp/residency/residency.json"
run residency list --dir residency
expect 'that of freehold-residency(5) is a catalogue' \
	"$rc $(grep -c '^DIFC .* group-personal$' <<<"$out")" '0 1'

zones_of_node_json node < <(example node.json)
run lint node
expect "so is that of node.json, as a zone's identity" \
	"$rc ${out%%$'\n'*}" '0 no mistakes'
zones_of_node_json spank < <(spank_node_json)
run lint spank
expect 'and the one of spank_freehold(8)' "$rc ${out%%$'\n'*}" \
	'0 no mistakes'
zones_of_node_json part < <(example node.json | grep -v tenancy)
run lint part
expect 'one without its tenancy is not' \
	"$rc $(grep -c 'key "tenancy" is missing' <<<"$out")" '1 1'

# A task starts only where the two are equal, value by value.
zone=$(example node.json | sed -n 's/.*"zone": \("[^"]*"\).*/\1/p')
declared=$(example zones.json | sed -n "/^ *$zone: {/,/^ *}/p")
while read -r pair; do
	expect "node.json and zones.json agree on $pair" \
		"$(grep -cF "$pair" <<<"$declared")" 1
done < <(example node.json | grep -oE '"[^"]*": "[^"]*"' | grep -v '^"zone"')
expect 'and on the regime' "$(grep -c '"regime"' <<<"$declared")" \
	"$(example node.json | grep -c '"regime"')"

# Every key that a reader's table has, in bold, and no table is overlooked.
# documented PAGE MORE-THAN FIND-ARGUMENT...: of the core's files
documented()
{
	local page=$1 count=$2 keys key

	shift 2
	mapfile -t keys < <(find "$top/plugins/common" -name '*.c' "$@" -exec \
		sed -n 's/.*\.key = "\([a-z0-9_]*\)".*/\1/p' {} + | sort -u)
	expect "the readers have keys for ${page##*/}" \
		"$((${#keys[@]} > count))" 1
	for key in "${keys[@]}"; do
		grep -qE "^\.(BR?|RB) (.*[ ,\"])?$key([ \"]|\$)|\\\\fB$key\\\\fR" \
			"$page" || fail "${page##*/} does not say what \"$key\" is"
	done
}
documented "$page" 40 ! -name 'fh_residency*'
documented "$residency_page" 20 -name 'fh_residency*'

# slurm.conf as the snippet and the two pages have it; paths are the site's.
settings()
{
	grep -oE '^[A-Z][A-Za-z]+=.*' "$1" | grep -v '^PluginDir='
}
wanted=$(settings "$top/conf/slurm.conf.snippet")
for plugin in select/select_cons_tres job_submit/job_submit; do
	while read -r line; do
		expect "the snippet for slurm.conf has $line" \
			"$(grep -cxF "$line" <<<"$wanted")" 1
	done < <(settings "$top/plugins/${plugin}_freehold.8")
done
expect 'that for plugstack.conf has the line of spank_freehold(8)' \
	"$(grep -v '^#' "$top/conf/plugstack.conf.snippet")" \
	"$(sed -n 's/^\.B \(required [a-z_.]*\) .*/\1/p' \
		"$top/plugins/spank/spank_freehold.8")"

# The example that is computed by hand: the arithmetic is right, and costs are
# those that the unit test has of the program.
by_hand()
{
	sed -n "/^\.\\\\\" example: $1 by hand\$/,/^\.fi\$/p" \
		"$top/contribs/scost/scost.1" | grep -v '^\.'
}
while read -r what formula result; do
	digits=${result#*.}
	expect "$what is $result" "$(awk "BEGIN { printf \"%.${#digits}f\",
		${formula//x/*} }" </dev/null)" "$result"
done < <(by_hand '[a-z]*' | sed -E 's/^([A-Za-z]+) +(.*[^ ]) += +/\1\t\2\t/' |
	tr -d ' ' | tr '\t' ' ')
while read -r cost; do
	expect "the program says $cost" "$(grep -cF "_micro, ${cost/./})" \
		"$top/tests/unit/test_cost_parts.c")" 1
done < <(by_hand costs | sed 's/.*= //')
finish
