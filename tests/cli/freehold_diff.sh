#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold activate --diff: changes in words, and nothing is activated.
# shellcheck source=tests/cli/lib.sh
. "$(dirname -- "$0")/lib.sh"

activate --diff
expect 'before the first activation' "$rc $out" \
	'0 nothing is active yet: all of it is new'
activate
digest=$(<"$tmp/state/freehold/active")
activate --diff
expect 'without a change' "$rc $out" '0 no change'

edit rates.json 's/1\.106/1.2/'
edit rates.json 's/"gib_hour": 0.001,//'
edit zones.json 's/"power_cap_kw": 400/"power_cap_kw": 500/'
edit zones.json 's/"operator": "example colo",/& "air_gapped": true,/'
edit accelerators.json 's/"memory_gib": 96/"memory_gib": 128/'
edit policy.json 's/"estimate": "always"/"estimate": "never"/'
edit policy.json 's/"enforce": "observe"/"enforce": "enforce"/'
edit policy.json 's/"jurisdictions": \["CN"\]/"jurisdictions": ["CN", "RU"]/'
card='{"valid_from": "2027-01-01", "source": "new",'
card+=' "zones": {"*": {"core_hour": 0.02}}}'
edit rates.json "s/^\t\"cards\": \[/&$card,/"
edit zones.json 's/^\t"sites": {/&"osl": {},/'
activate --diff
expect 'every change in words' "$rc
$out" '0
accelerator trn2: memory_gib 96 -> 128
data class internal: deny.jurisdictions ["CN"] -> ["CN","RU"]
data class nowhere: enforce "observe" -> "enforce"
policy.estimate "always" -> "never"
rate card 2026-01-01: zone tx-main: accelerator_hour.h100 1.106 -> 1.2
rate card 2026-01-01: zone tx-main: gib_hour 0.001 -> removed
rate card 2027-01-01: added
site osl: added
zone ny-lease: air_gapped added: true
zone tx-main: power_cap_kw 400 -> 500'
expect 'and nothing was activated' "$(<"$tmp/state/freehold/active")" "$digest"
finish
