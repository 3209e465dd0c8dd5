#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold energy collect: each job line once, whatever happens between.
# shellcheck source=tests/cli/lib.sh
. "$(dirname -- "$0")/lib.sh"
# shellcheck source=tests/cli/journal_lib.sh
. "$(dirname -- "$0")/journal_lib.sh"

journal=$tmp/journal
mkdir "$journal"
# Six jobs of three seconds around the end of January 2026, in UTC.
now_ms=1769903990000
journal_write n1 boot-a 1 6 >"$tmp/whole"
later_ms=$now_ms

collect()
{
	run energy collect --journal journal --to to "$@"
}

# jobs FILE...: the ids in collected lines
jobs()
{
	sed -n 's/.*"job":\([0-9]*\),.*/\1/p' "$@" | xargs
}

# The journal as far as line N is there, and what is collected.
up_to()
{
	head -n "$1" "$tmp/whole" >"$journal/n1.jsonl"
	collect
	echo "$rc $out"
}

expect 'a journal without a job' "$(up_to 3)" \
	'0 node n1: 0 job lines collected'
expect 'the first job' "$(up_to 6)" '0 node n1: 1 job lines collected'
expect 'nothing new' "$(up_to 8)" '0 node n1: 0 job lines collected'
expect 'all the others' "$(up_to 25)" '0 node n1: 5 job lines collected'
expect 'by the month they end in' \
	"$(cd "$tmp/to" && printf '%s ' */*)" \
	'2026-01/n1.jsonl 2026-02/n1.jsonl '
expect 'each once' "$(jobs "$tmp"/to/2026-01/n1.jsonl), $(jobs \
	"$tmp"/to/2026-02/n1.jsonl)" '1 2 3, 4 5 6'
expect 'with the node' "$(grep -c '"node":"n1","job":' \
	"$tmp/to/2026-02/n1.jsonl")" 3
expect 'and otherwise as they are' \
	"$(cat "$tmp"/to/*/n1.jsonl | sed 's/"node":"n1",//')" \
	"$(grep '"kind":"job"' "$tmp/whole")"
cp -r "$tmp/to" "$tmp/reference"

# Killed at any point: what was written is cut off behind any byte.
same()
{
	diff -r --exclude='.*' "$tmp/to" "$tmp/reference"
}
size=$(stat -c %s "$tmp/reference/2026-02/n1.jsonl")
for ((bytes = 0; bytes < size; bytes += 13)); do
	rm -r "$tmp/to"
	cp -r "$tmp/reference" "$tmp/to"
	truncate -s "$bytes" "$tmp/to/2026-02/n1.jsonl"
	collect
	if [[ $rc != 0 ]] || ! same; then
		fail "cut behind byte $bytes: $out"
	fi
done
rm -r "$tmp/to/2026-02"
collect
expect 'a month that was not begun' "$(same && echo "$rc $out")" \
	'0 node n1: 3 job lines collected'

# Really killed, again and again, until one run gets through.
now_ms=$later_ms
journal_write n1 boot-a 1 300 >"$journal/n1.jsonl"
rm -r "$tmp/to"
for ((i = 1; i <= 40; i++)); do
	(cd "$tmp" && timeout -s KILL "0.00$((i % 8 + 1))" "$freehold" energy \
		collect --journal journal --to to >"$tmp/out" 2>&1) || true
done 2>"$tmp/killed"
collect
expect 'killed forty times, then done' \
	"$rc $(jobs "$tmp"/to/*/n1.jsonl)" "0 $(seq -s ' ' 300)"

# Rotation: files in order, and what went before anybody came for it.
rm -r "$tmp/to" "$journal/n1.jsonl"
sed -n 1,8p "$tmp/whole" >"$journal/n1.jsonl.1"
sed -n 9,16p "$tmp/whole" >"$journal/n1.jsonl.9"
collect
expect 'rotated files alone' "$rc $out" '0 node n1: 3 job lines collected'
rm "$journal"/*
sed -n '20,$p' "$tmp/whole" >"$journal/n1.jsonl"
collect
expect 'lines that were rotated away are told' "$rc $out" \
	'0 freehold: node n1: lines 14 to 19 were rotated away before they were collected
node n1: 2 job lines collected'
expect 'those that are left are taken' "$(jobs "$tmp"/to/*/n1.jsonl)" \
	'1 2 3 5 6'
collect
expect 'once' "$rc $out" '0 node n1: 0 job lines collected'

# The node was installed anew: its journal begins again with line 1.
now_ms=$later_ms
journal_write n1 boot-b 11 2 >"$journal/n1.jsonl"
collect
expect 'a journal that began anew' "$rc $out" \
	'0 node n1: 2 job lines collected'
collect
expect 'and again nothing new' "$rc $out" '0 node n1: 0 job lines collected'
expect 'none is lost, none is there twice' \
	"$(jobs "$tmp"/to/*/n1.jsonl)" '1 2 3 5 6 11 12'

# Damage is told once, and does not stop the rest.
rm -r "$tmp/to"
sed '5s/9000000/-1/' "$tmp/whole" >"$journal/n1.jsonl"
collect
expect 'a damaged line is not collected' "$rc $(grep -c \
	'not collected: journal/n1.jsonl:5: energy_uj has -1 uJ' \
	<<<"$out")" '1 1'
expect 'all others are' "$(jobs "$tmp"/to/*/n1.jsonl)" '2 3 4 5 6'
collect
expect 'once is enough' "$rc $out" '0 node n1: 0 job lines collected'
sed -i '$s/.*/what is this/' "$tmp/to/2026-02/n1.jsonl"
collect
expect 'a damaged target is left alone' "$rc $(grep -c \
	'2026-02/n1.jsonl: its last line is damaged' <<<"$out")" '1 1'

# Two at once: the second goes away.
rm -r "$tmp/to"
mkdir "$tmp/to"
exec 9>"$tmp/to/.n1.lock"
flock 9
collect
expect 'one at a time' "$rc $(grep -c 'another freehold energy collect' \
	<<<"$out")" '1 1'
exec 9>&-
collect n1
expect 'then the next' "$rc $(jobs "$tmp"/to/*/n1.jsonl)" '1 2 3 4 5 6'

cp "$journal/n1.jsonl" "$journal/n2.jsonl"
collect n2
expect 'a node that is named' "$(jobs "$tmp"/to/*/n2.jsonl)" '2 3 4 5 6'
collect n3
expect 'a node without a journal' "$rc $out" \
	'1 freehold: journal has no journal of node n3'
run energy collect --journal journal
expect 'no target is usage' "$rc" 2
run energy top --once --run missing
expect 'no sampler' "$rc $out" \
	"1 freehold: couldn't open missing: No such file or directory"
finish
