#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold lint: silence about good sources, all mistakes of bad ones.
# shellcheck source=tests/cli/lib.sh
. "$(dirname -- "$0")/lib.sh"

run lint conf
expect 'good sources have no mistake' "$rc ${out%%$'\n'*}" '0 no mistakes'
digest=${out##*$'\n'}
expect 'and a digest' "$(grep -cE '^[0-9a-f]{64}$' <<<"$digest")" 1

sed -i 's/^{/{ \/\/ another comment/' "$tmp/conf/zones.json"
run lint conf
expect 'comments and blanks do not change it' "${out##*$'\n'}" "$digest"

edit rates.json 's/1\.106/1.107/'
run lint conf
expect 'a price does' \
	"$([[ ${out##*$'\n'} == "$digest" ]] && echo same || echo other)" other

cp -r "$top/tests/fixtures/conf/twenty" "$tmp/twenty"
run lint twenty
expect 'twenty mistakes fail' "$rc ${out##*$'\n'}" '1 20 mistakes'
place='^twenty/[a-z]+\.json:[0-9]+:[0-9]+: /[^ ]*: .'
expect 'each with its place and pointer' "$(grep -cE "$place" <<<"$out")" 20
expect 'a typing mistake with what was meant' "$(grep -o \
	'/allow/zones/0: .*"tx-mian"; did you mean "tx-main"' <<<"$out" |
	wc -l)" 1
expect 'sorted by file and line' "$(head -n 20 <<<"$out" | cut -d: -f1,2)" \
	"$(head -n 20 <<<"$out" | cut -d: -f1,2 | sort -t: -k1,1 -k2,2n)"

rm "$tmp/conf/energy.json"
run lint conf
expect 'a source that is missing is a mistake' \
	"$rc $(grep -c energy.json <<<"$out")" '1 1'
run lint nowhere
expect 'a directory that is missing too' "$rc" 1
run lint --nonsense
expect 'an option that does not exist is usage' "$rc" 2
run lint a b
expect 'two directories as well' "$rc" 2
run nonsense
expect 'and a command that does not exist' "$rc" 2
finish
