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
run zones explain
expect 'no class is usage' "$rc" 2
finish
