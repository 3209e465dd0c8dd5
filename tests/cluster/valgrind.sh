#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold and scost under valgrind, against a real slurmctld and slurmdbd: no
# invalid access and no memory lost, on the good ways and on the bad ones.
# What is suppressed, and why: foreign.supp, and valgrind.supp where a loss is
# Slurm's own.
. "$(dirname -- "$0")/lib.sh"

command -v valgrind >/dev/null || {
	echo '  FAIL valgrind is not installed'
	exit 1
}

VALGRIND=(valgrind --leak-check=full --show-leak-kinds=definite
	--errors-for-leak-kinds=definite --error-exitcode=99
	--suppressions="$TOP/tests/cluster/foreign.supp"
	--log-file="$SB/valgrind.%p")

# clean WHAT STATUS COMMAND...: it ends with STATUS, and valgrind has nothing to
# say of any of its processes. What it prints is in $SB/out. $PUBLISHED is the
# published configuration it finds, when it is not the sandbox's.
PUBLISHED=
clean()
{
	local what=$1 status=$2 rc=0
	shift 2
	rm -f -- "$SB"/valgrind.*
	in_sb env ${PUBLISHED:+"FREEHOLD_PUBLISHED=$PUBLISHED"} \
		"${VALGRIND[@]}" "$@" >"$SB/out" 2>&1 || rc=$?
	if [[ $rc == "$status" ]] && all_clean; then
		pass "$what"
	else
		fail "$what" "exit status $rc (wanted $status), and valgrind:
$(sed 's/^==[0-9]*== //' "$SB"/valgrind.* | head -n 40)
$(tail -n 5 "$SB/out")"
	fi
}

# A child's exit status may be lost in its parent: its log is not.
all_clean()
{
	local log
	for log in "$SB"/valgrind.*; do
		grep -q 'ERROR SUMMARY: 0 errors' "$log" || return 1
	done
}

# has WHAT PATTERN: what the last command printed
has() { expect_like "$1" "$(<"$SB/out")" "*$2*"; }

cluster_up --nodes 4

# A program that loses memory, on its own and through libslurm, is found.
for way in 'malloc(64)' 'slurm_list_create(0)'; do
	printf 'void *malloc(unsigned long);\nvoid *slurm_list_create(void *);
		void *volatile p;\nint main(void) { p = %s; p = 0; }\n' "$way" |
		cc -w -x c -o "$SB/lose" - -lslurm
	expect_like "memory lost by $way is found" \
		"$(clean lose 0 "$SB/lose")" '*FAIL lose*definitely lost*'
done

good=$TOP/tests/fixtures/conf/good
twenty=$TOP/tests/fixtures/conf/twenty
clean 'freehold lint' 0 freehold lint "$good"
clean 'lint of twenty mistakes' 1 freehold lint "$twenty"
has 'which are all told' '20 mistakes'
clean 'lint of no directory' 1 freehold lint "$SB/nowhere"
clean 'freehold active' 0 freehold active
clean 'where nothing is' 1 freehold active --state-dir "$SB"
for class in internal nonsense; do
	rc=0
	[[ $class == internal ]] || rc=1
	clean "zones explain $class" $rc freehold zones explain "$class" "$good"
done
clean 'zones explain with an account' 0 \
	freehold zones explain --account bio phi "$good"
clean 'activate --diff' 0 freehold activate --diff
has 'which finds none' 'no change'
clean 'activate --diff to other sources' 0 freehold activate --diff "$good"
has 'which finds many' 'accelerator tpu_v5p'
clean 'freehold activate' 0 freehold activate
has 'and slurmctld reconfigures' 'slurmctld reconfigured'
clean 'activate of twenty mistakes' 1 freehold activate "$twenty"
clean 'activate into nowhere' 1 freehold activate --state-dir "$SB/nowhere"
clean 'freehold without a command' 2 freehold

for args in 'list' 'show DE health' 'template US-TX personal' 'show XX none'; do
	rc=0
	# shellcheck disable=SC2086
	in_sb freehold residency $args >/dev/null 2>&1 || rc=$?
	# shellcheck disable=SC2086
	clean "freehold residency $args" $rc freehold residency $args
done

WRAP='sleep 1'
job=$(submit --zone=us --accel=h100:2)
array=$(submit --array=1-3 --gres=gpu:a100:1)
submit -n 1 >/dev/null
for id in "$job" "${array}_3"; do
	expect_ended 'a job ends' "$id"
done
WRAP='sleep 300'
running=$(submit --data-class=internal --accel=h100:1)
submit --begin=now+1hour >/dev/null
expect_running 'another one runs' "$running"
wait_until 20 acct_state_is "$running" RUNNING

energy=$SB/c/energy
wait_until 20 eval '[[ -s $energy/tx-h1.jsonl ]]'
clean 'freehold energy verify' 0 freehold energy verify --journal "$energy"
has 'which agrees' 'largest error: 0 uJ'
clean 'energy verify of no node' 1 \
	freehold energy verify --journal "$energy" nowhere
clean 'freehold energy collect' 0 freehold energy collect \
	--to "$SB/c/collected" --journal "$energy"
clean 'energy collect once more' 0 freehold energy collect \
	--to "$SB/c/collected" --journal "$energy"
clean 'freehold energy top' 0 freehold energy top --once \
	--run "$SB/c/run/energy" tx-h1
has 'with its meters' package-0
clean 'energy top of no node' 1 freehold energy top --once \
	--run "$SB/c/run/energy" nowhere

fields=$(in_sb scost --helpformat | awk '{ print $1 }' | paste -sd,)
clean scost 0 scost
clean 'scost -a' 0 scost -a
has 'with the accelerators' h100
clean 'scost --json' 0 scost -a --json
clean 'scost --explain' 0 scost -a --explain
has 'with the parts' 'accelerators '
clean 'scost with every field' 0 scost -a --format="$fields"
clean 'scost with every field, parsable' 0 scost -a -P -o ALL
clean 'scost of one job' 0 scost -j "$job"
has 'which is there' "$job "
clean 'scost of an array' 0 scost -j "$array" -S now-1hour -E now
clean 'scost with every filter' 0 scost -a -A root -u root -r all -N tx-h1 \
	-s CD,R -S now-1hour --name wrap
PUBLISHED=$SB/nowhere clean 'scost without prices' 0 scost -a
has 'which says so' 'no prices: '
PUBLISHED=$twenty/rates.json clean 'scost with a wrong file' 0 scost -a
has 'which says so too' 'no prices: '
clean 'scost report' 0 scost report -a --by account,accel,day
has 'with its sum' Total
clean 'scost report in every form' 0 scost report -a --by user \
	--csv="$SB/r.csv" --json="$SB/r.json" --focus="$SB/r.focus" \
	--openmetrics="$SB/r.prom" --html="$SB/r.html"
clean 'scost report by nothing known' 1 scost report -a --by weather
clean 'scost quote' 0 scost quote -t 60 --mem=1G '--accel=h100:4|a100:8'
clean 'scost quote of an unknown type' 1 scost quote -t 60 --accel=h10:1
month=$(date -u +%Y-%m)
clean 'scost sync' 0 scost sync
clean 'scost sync once more' 0 scost sync
clean 'scost report from the ledger' 0 scost report -a --ledger --by accel
clean 'scost close of a month that goes on' 1 scost close "$month"
clean 'scost verify' 1 scost verify
has 'of which none is closed' 'no such period'
clean 'scost export --dump' 0 scost export --dump "$SB/dump"
clean 'scost import of something else' 1 scost import "$SB/dump"
clean 'scost with an unknown field' 1 scost -o Cots
clean 'scost with an unknown user' 1 scost -u no-such-user
clean 'scost with an unknown option' 1 scost --nonsense
clean 'scost --helpformat' 0 scost --helpformat
sb dbd stop
VALGRIND+=(--suppressions="$TOP/tests/cluster/valgrind.supp")
clean 'scost without slurmdbd' 1 scost -a
