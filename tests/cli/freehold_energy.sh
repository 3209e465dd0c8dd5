#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold energy verify and collect, on journals that a sampler could have
# written, whole, rotated, damaged, and being written.
# shellcheck source=tests/cli/lib.sh
. "$(dirname -- "$0")/lib.sh"
# shellcheck source=tests/cli/journal_lib.sh
. "$(dirname -- "$0")/journal_lib.sh"

journal=$tmp/journal
mkdir "$journal"
# Six jobs of three seconds around the end of January 2026, in UTC.
now_ms=1769903990000
journal_write n1 boot-a 1 6 >"$journal/n1.jsonl"
cp "$journal/n1.jsonl" "$tmp/whole"

verify()
{
	run energy verify --journal journal "$@"
}

# damaged SED-SCRIPT: verify's status and the first difference in a changed
# journal, "line: sentence"
damaged()
{
	sed -e "$1" "$tmp/whole" >"$journal/n1.jsonl"
	! cmp -s "$journal/n1.jsonl" "$tmp/whole" || fail "no change by $1"
	verify n1
	out=${out%%$'\n'*}
	echo "$rc ${out#journal/n1.jsonl:}"
}

verify
expect 'a journal that adds up' "$rc ${out##*$'\n'}" \
	'0 largest error: 0 uJ'
expect 'its lines, time and that it is simulated' "${out%%$'\n'*}" \
	'node n1 (simulated): 25 lines from 2026-01-31T23:59:50Z to 2026-02-01T00:00:08Z'
expect 'what it holds' "$(sed -n 2p <<<"$out")" \
	'intervals 18, jobs 6, gaps 0 (00:00:00)'
expect 'its energy' "$(awk '$1 ~ /^(metered|jobs|idle)$/ { print $1, $2, $6 }' \
	<<<"$out")" 'metered 126000000 126000000
jobs 54000000 54000000
idle 72000000 72000000'
verify --since 2026-02-01 n1
expect 'a part of it' "$rc $(sed -n 2p <<<"$out") ${out##*$'\n'}" \
	'0 intervals 9, jobs 3, gaps 0 (00:00:00) largest error: 0 uJ'

# 25 lines: 1 start, and for each job 3 intervals and its own line.
expect 'an interval with another share' \
	"$(damaged '3s/3000000,0,0,0/3000001,0,0,0/')" \
	'1 3: cpu: metered 7000000 uJ, divided 7000001 uJ: 1 uJ differ'
verify n1
expect 'the largest error is told' "${out##*$'\n'}" 'largest error: 1 uJ'
expect 'a job with more energy' "$(damaged '5s/9000000/9000005/')" \
	'1 5: job 1, cpu: by its shares 9000000 uJ, in its line 9000005 uJ: 5 uJ differ'
expect 'a line that is not there' "$(damaged 7d)" \
	'1 7: number 8 follows 6: 1 lines are missing'
expect 'a line that is there twice' "$(damaged 5p)" \
	'1 6: number 5 stands behind 5'
expect 'a reading that does not go on' \
	"$(damaged '6s/\[21000000,28000000/[20999990,27999990/')" \
	'1 6: package-0: it ended at 21000000 uJ, and goes on from 20999990 uJ: 10 uJ differ'
expect 'a line that is none' "$(damaged '9s/.*/what is this/')" \
	'1 9: byte 1: unexpected character'
expect 'a blank in a line' "$(damaged '4s/,"/, "/')" \
	'1 4: byte 8 is not what a journal has there'
expect 'a journal of another version' \
	"$(damaged '2s/{"v":1/{"v":2/')" \
	'1 2: its version is 2: this Freehold reads 1'
expect 'the journal of another node' "$(damaged '1s/"n1"/"n2"/')" \
	'1 1: it is of another node than the file'\''s name says'
verify n2
expect 'a node without a journal' "$rc $out" \
	'1 freehold: journal has no journal of node n2'
run energy verify --journal missing
expect 'no directory at all' "$rc $out" \
	"1 freehold: couldn't open missing: No such file or directory"
run energy verify --since yesterday
expect 'a time that is none is usage' "$rc" 2
run energy
expect 'no subcommand is usage' "$rc" 2

# A line that is being written at the very end is not yet there.
head -c -20 "$tmp/whole" >"$journal/n1.jsonl"
verify
expect 'half a line at the end' "$rc $(sed -n 2p <<<"$out")" \
	'0 intervals 18, jobs 5, gaps 0 (00:00:00)'

# Rotated: line 1 to 8, 9 to 16, the rest; names sort otherwise as text.
rm "$journal/n1.jsonl"
sed -n 1,8p "$tmp/whole" >"$journal/n1.jsonl.1"
sed -n 9,16p "$tmp/whole" >"$journal/n1.jsonl.9"
sed -n '17,$p' "$tmp/whole" >"$journal/n1.jsonl.17"
: >"$journal/n1.jsonl"
verify
expect 'rotated files are read in order' \
	"$rc $(sed -n 2p <<<"$out") ${out##*$'\n'}" \
	'0 intervals 18, jobs 6, gaps 0 (00:00:00) largest error: 0 uJ'
mv "$journal/n1.jsonl.9" "$tmp/nine"
verify
expect 'one of them is lost' "$rc ${out%%$'\n'*}" \
	'1 journal/n1.jsonl.17:1: number 17 follows 8: 8 lines are missing'
mv "$tmp/nine" "$journal/n1.jsonl.9"
rm "$journal/n1.jsonl.1"
verify
expect 'the oldest was rotated away' \
	"$rc $(grep -c 'lines 1 to 8 were rotated away' <<<"$out")" '0 1'
expect 'what could not be checked is told' \
	"$(grep -c '^12 intervals stand before any list of meters' <<<"$out")" 1
mv "$journal/n1.jsonl.9" "$journal/n1.jsonl.10"
verify
expect 'a file of another name' "$rc ${out%%$'\n'*}" \
	'1 journal/n1.jsonl.10:1: its number is not the one in the file'\''s name'
rm "$journal"/*

# The manual page's example is a line that could stand in a journal.
sed -n '/example: job line/,/^\.fi/p' "$top/contribs/freehold/freehold.8" |
	grep '^{' >"$journal/n1.jsonl"
verify
expect 'the example of freehold(8)' "$rc $(sed -n 2p <<<"$out")" \
	'0 intervals 0, jobs 1, gaps 0 (00:00:00)'
finish
