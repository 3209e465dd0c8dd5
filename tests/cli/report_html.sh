#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The HTML report in a browser, on screen and on paper: drawn, with as many
# pages as it should have, and without a word from the console (a script or a
# file fetched would be refused there). KEEP=DIR keeps pictures and PDF.
set -euo pipefail

browser=
for name in chromium chromium-browser google-chrome; do
	if command -v "$name" >/dev/null; then browser=$name; break; fi
done
if [[ -z $browser ]]; then
	echo 'SKIP: no Chromium here; install-packages --tests brings it'
	exit 77
fi

dir=$(mktemp -d)
trap 'rm -rf -- "$dir"' EXIT
failures=0

expect()
{
	if [[ $2 == "$3" ]]; then
		echo "  ok   $1"
	else
		echo "  FAIL $1: expected $3, got $2"
		failures=$((failures + 1))
	fi
}

# browse ARG...: its messages land in $dir/log
browse()
{
	timeout 120 "$browser" --headless --no-sandbox --disable-gpu \
		--hide-scrollbars --user-data-dir="$dir/profile" \
		--enable-logging=stderr "$@" 2>>"$dir/log"
}

# draw NAME FILE: NAME.png and NAME.pdf. No name and no address leads anywhere;
# scripts the page forbids itself (Chromium needs its own to draw).
draw()
{
	local alone=(--host-resolver-rules='MAP * ~NOTFOUND'
		--proxy-server=127.0.0.1:9)

	browse "${alone[@]}" --window-size=1100,1400 \
		--screenshot="$dir/$1.png" "file://$2"
	browse "${alone[@]}" --no-pdf-header-footer \
		--print-to-pdf="$dir/$1.pdf" "file://$2"
}

pages() { grep -acE '/Type ?/Page\b' "$dir/$1.pdf" || true; }
larger() { (( $(stat -c %s "$1") > $3 * $(stat -c %s "$2") )) && echo yes; }

sample=$top_builddir/tests/cli/page_sample
"$sample" >"$dir/month.html"
"$sample" 400 >"$dir/year.html"
"$sample" 0 >"$dir/none.html"
echo '<!DOCTYPE html><title>blank</title>' >"$dir/blank.html"
for name in month year none blank; do
	draw "$name" "$dir/$name.html"
done

expect 'on screen there is something' \
	"$(larger "$dir/month.png" "$dir/blank.png" 10)" yes
expect 'on paper as well' \
	"$(larger "$dir/month.pdf" "$dir/blank.pdf" 10)" yes
expect 'nothing but a line takes one page' "$(pages blank)" 1
expect 'two pages of plots, one compares, two of tables' "$(pages month)" 5
expect 'more days are no more pages of plots' "$(pages year)" 5
expect 'a report without a job is short' "$(pages none)" 3
browse --dump-dom "file://$dir/month.html" >"$dir/dom"
expect 'plots as the browser sees them' "$(grep -c '<figure>' "$dir/dom")" 6
expect 'no element came out of a name' \
	"$(grep -ciE '<(script|img|iframe|link)' "$dir/dom" || true)" 0
expect 'the page forbids scripts and all that would be fetched' \
	"$(grep -cE "Content-Security-Policy.*default-src 'none'" \
		"$dir/month.html")" 1
expect 'the console is silent' "$(grep -c CONSOLE "$dir/log" || true)" 0

if [[ -n ${KEEP:-} ]]; then
	cp "$dir"/*.png "$dir"/*.pdf "$dir"/*.html "$KEEP"
fi
((failures == 0))
