#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What rates.json says of owning and of series: files come into the bundle,
# mistakes in them have a place, and users see unit prices only.
# shellcheck source=tests/cli/lib.sh
. "$(dirname -- "$0")/lib.sh"

run rates --billing-weights conf
expect 'weights of a zone: thousandths an hour, what has a price' \
	"$rc $(grep -A1 '^# zone tx-main' <<<"$out" | tail -n 1)" \
	'0 TRESBillingWeights="CPU=10.000000,GRES/gpu:h100=1200.000000"'
run rates conf
expect 'rates wants to know what to print' "$rc" 2

card='{"valid_from": "2027-01-01", "source": "books", "zones": {"*": {'
card+='"accelerators": {"h100": {"capex": 310000, "devices": 8,'
card+=' "book_life_years": 5, "utilisation_percent": 80}},'
card+='"lease_per_kw_month": 150, "contracted_kw": 10.2,'
card+='"monthly": {"staff": 2000}, "kwh_series": "kwh.csv", "pue": 1.2}}}'
edit rates.json "s|^\t\"cards\": \[|&$card,|"

run lint conf
expect 'a series that is not there' \
	"$rc $(grep -c 'kwh_series: .*conf/kwh.csv' <<<"$out")" '1 1'

cat >"$tmp/conf/kwh.csv" <<'CSV'
# prices
instant,USD/MWh
2027-01-01T00:00:00Z,30
2027-01-01T01:00:00Z,x
2027-01-01T03:00:00Z,40
CSV
run lint conf
expect 'its mistakes have a place' "$rc $(grep -o '^conf/kwh.csv:4:22' <<<"$out")" \
	'1 conf/kwh.csv:4:22'
sed -i -e 's/,x/,31/' -e 's/T03/T02/' "$tmp/conf/kwh.csv"
run lint conf
expect 'and it is read' "$rc ${out%%$'\n'*}" '0 no mistakes'

activate
expect 'all of it is activated' "$rc" 0
bundle=$tmp/state/freehold/bundles/$(<"$tmp/state/freehold/active").json
for file in kwh.csv zoneinfo/America/Chicago; do
	expect "the bundle has $file" \
		"$(grep -oE "\"$file\":\"[A-Za-z0-9+/]{40}" "$bundle" | wc -l)" 1
done
expect 'as it was' "$(grep -oE '"kwh.csv":"[^"]*"' "$bundle" |
	sed -E 's/.*:"(.*)"/\1/' | base64 -d)" "$(<"$tmp/conf/kwh.csv")"

published=$(<"$tmp/pub/bundle.json")
units='"h100":{"capital_hour":1.105879,"lease_month":239.062500,'
units+='"operations_month":312.500000}'
expect 'users see unit prices' "$(grep -cF "$units" <<<"$published")" 1
for word in capex 310000 lease_per_kw contracted_kw 10.2 monthly staff; do
	expect "and no $word" "$(grep -cF "$word" <<<"$published")" 0
done

# What is published is a card that can be read.
sed -i -E "s|\"h100\": \{\"capex\"[^}]*\}|$units|" "$tmp/conf/rates.json"
sed -i -E 's|"lease_per_kw_month".*"kwh_series"|"kwh_series"|' \
	"$tmp/conf/rates.json"
run lint conf
expect 'that a bundle may have' "$rc ${out%%$'\n'*}" '0 no mistakes'

next='{"valid_from": "2027-02-01", "source": "s", "zones": {"*": {}}}'
cp "$tmp/conf/rates.json" "$tmp/kept"
edit rates.json "s|^\t\"cards\": \[|&$next,|"
run lint conf
expect 'a hole between a series and the next card' \
	"$rc $(grep -c 'ends at 2027-01-01T03:00:00Z, before' <<<"$out")" '1 5'
cp "$tmp/kept" "$tmp/conf/rates.json"

echo '2027-01-01T03:00:00Z,40' >>"$tmp/conf/kwh.csv"
activate --diff
expect 'a longer series is a change' \
	"$(grep -c '^files.kwh.csv ' <<<"$out")" 1
finish
