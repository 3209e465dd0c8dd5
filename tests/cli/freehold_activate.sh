#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold activate: all or nothing, and only what users may see is published.
# shellcheck source=tests/cli/lib.sh
. "$(dirname -- "$0")/lib.sh"

run active --state-dir state
expect 'nothing is active at first' "$rc" 1
run lint conf
digest=${out##*$'\n'}
activate
expect 'good sources are activated' "$rc $out" "0 activated $digest"
expect 'the active digest' "$(<"$tmp/state/freehold/active")" "$digest"
expect 'is that of the bundle' \
	"$(sha256sum <"$tmp/state/freehold/bundles/$digest.json")" "$digest  -"
run active --state-dir state
expect 'freehold active says it' "$rc ${out%T*}" \
	"0 $digest since $(date -u +%F)"
activate
expect 'activating it again changes nothing' "$rc $out" "0 activated $digest"

edit zones.json 's/"US-TX"/"Texas"/'
activate
expect 'a mistake activates nothing' "$rc ${out##*$'\n'}" \
	'1 nothing was activated'
expect 'the old bundle stays' "$(<"$tmp/state/freehold/active")" "$digest"
edit zones.json 's/"Texas"/"US-LA"/'
activate
expect 'the next one takes its place' "$rc" 0
expect 'and the old one is kept' \
	"$(find "$tmp/state/freehold/bundles" -type f | wc -l)" 2
expect 'for slurmctld and its group only' \
	"$(stat -c %a "$tmp/state/freehold/bundles/$digest.json")" 640

expect 'the published copy is for everybody' \
	"$(stat -c %a "$tmp/pub/bundle.json")" 644
published=$(<"$tmp/pub/bundle.json")
for word in h100 tx-main US-LA 1.106 internal powercap; do
	expect "it has $word" "$(grep -cF "$word" <<<"$published")" 1
done
for word in bio mri /data; do
	expect "it has no $word" "$(grep -cF "$word" <<<"$published")" 0
done

chmod a-w "$tmp/state/freehold" "$tmp/state/freehold/bundles"
edit zones.json 's/"US-LA"/"US-NM"/'
before=$(<"$tmp/state/freehold/active")
if ((EUID)); then
	activate
	expect 'a store that cannot be written fails' "$rc" 1
fi
chmod u+w "$tmp/state/freehold" "$tmp/state/freehold/bundles"
expect 'with the old bundle in force' "$(<"$tmp/state/freehold/active")" \
	"$before"
run activate --state-dir nowhere --publish pub --no-reconfigure conf
expect 'a state directory that is missing is not made' \
	"$rc $([[ -e $tmp/nowhere ]] && echo made)" '1 '

edit zones.json 's/"US-NM"/"US-AZ"/'
run activate --state-dir state --publish conf/zones.json --no-reconfigure conf
expect 'what is active but not published fails, and says so' \
	"$rc $(grep -c 'active, but not published' <<<"$out")" '1 1'

if ((EUID == 0)); then
	mkdir "$tmp/owned"
	chown daemon:daemon "$tmp/owned"
	chmod 711 "$tmp"
	run activate --state-dir "$tmp/owned" --publish pub --no-reconfigure \
		conf
	expect 'files belong to the owner of the state directory' \
		"$rc $(find "$tmp/owned" -exec stat -c %U:%G {} + | sort -u)" \
		'0 daemon:daemon'
	expect 'but the published copy to root' \
		"$(stat -c %U "$tmp/pub/bundle.json")" root
fi
finish
