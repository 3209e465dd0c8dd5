#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# --accel-policy: which (alternative, site) a job gets while all are idle, from
# the prices and carbon figures that will bill it; an order ends when another
# rate card begins.
. "$(dirname -- "$0")/lib.sh"
cluster_up

# got WHAT JOB ACCEL SITE CANDIDATE
got()
{
	expect_running "$1" "$2"
	expect_like "... with $3 in $4, candidate $5" \
		"$(in_sb scontrol show job "$2" | grep AdminComment)" \
		"*\"accel\":\"$3\",\"site\":\"$4\",*\"candidate\":\"$5\"*"
	in_sb scancel "$2"
	wait_until 20 acct_state_is "$2" CANCELLED
}
line() { sed -n 's/^sbatch: freehold: //p' "$SB/submit.err"; }

BOTH='--accel=a100:8|h100:4'
job=$(submit -t 8:00:00 "$BOTH")
got 'first: as written' "$job" a100:8 tx 1/6
job=$(submit -t 8:00:00 "$BOTH" --accel-policy=cheapest)
got 'cheapest' "$job" h100:4 tx 1/6
job=$(submit -t 8:00:00 "$BOTH" --accel-policy=cheapest \
	--accel-speed=h100=1,a100=0.51)
got 'cheapest, a100 being faster than that' "$job" a100:8 tx 1/6
job=$(submit -t 8:00:00 --accel=h100:4 --accel-policy=greenest)
got 'greenest' "$job" h100:4 ny 1/3
job=$(submit -t 8:00:00 "$BOTH" --accel-policy=fastest)
expect_like 'fastest by the catalogue says so' "$(line)" \
	"*; fastest by the catalogue's BF16 figures"
got 'fastest' "$job" h100:4 tx 1/6
job=$(submit -t 8:00:00 "$BOTH" --accel-policy=fastest \
	--accel-speed=h100=1,a100=0.51)
expect_not_like 'fastest by the user does not' "$(line)" '*BF16*'
got 'fastest, by the user' "$job" a100:8 tx 1/6
job=$(submit -t 8:00:00 '--accel=tpu_v5p:4|a100:8' --accel-policy=greenest)
expect_like 'what has no figure is said' "$(line)" \
	'*; no carbon figure known for 1 of 4 candidates, which come last'
got 'and comes last' "$job" a100:8 ny 1/6
expect_fails 'a type without a factor is refused' \
	'*--accel-speed: nothing is said of h100, which --accel names*' \
	in_sb sbatch "$BOTH" --accel-speed=a100=1 --wrap true
job=$(in_sb env FREEHOLD_ACCEL_POLICY=greenest \
	sbatch --parsable -o /dev/null --accel=h100:1 --wrap 'sleep 300')
got 'the variable' "$job" h100:1 ny 1/3
job=$(submit -t 10 -n 2 -N 1 --accel-policy=greenest)
expect_running 'a job without accelerators' "$job"
expect 'goes where a kWh is greenest' "$(job_zones "$job")" ny-colo

# What the better candidate lacks, the next one has; soonest takes any order.
job=$(submit -w tx-h1,tx-h2,tx-h3,tx-h4 -N 4 --accel=h100:8)
expect_running 'all h100 of tx are taken' "$job"
next=$(submit -t 8:00:00 "$BOTH" --accel-policy=cheapest)
got 'the second cheapest, the first being full' "$next" a100:8 tx 2/6
in_sb scancel "$job"
wait_until 20 acct_state_is "$job" CANCELLED

expect_like 'scost quote lists the same order' "$(in_sb scost quote \
	"$BOTH" --accel-policy=cheapest -t 8:00:00 --zone=us | tr -s ' ')" \
	'*h100:4 tx *a100:8 tx *h100:4 ny *a100:8 ny *'
expect_like 'and says what is last' "$(in_sb scost quote -t 8:00:00 \
	--accel=tpu_v5p:4 --accel-policy=greenest)" \
	'*no carbon figure known for 3 of 3 candidates, which come last; *'

# A card by which Texas is dearer than New York, by little, since a job is
# priced by the cards of all its time; from an instant that is still to come. The
# order made before must not outlive it, though nothing else changes.
mkdir "$SB/dear"
cp "$SB"/c/etc/freehold/*.json "$SB/dear/"
from=$(($(date +%s) + 20))
{
	sed '/^\t} \]/,$d' "$SB/c/etc/freehold/rates.json"
	echo '}, {'
	sed -n '/"valid_from"/,/^\t} \]/p' "$SB/c/etc/freehold/rates.json" |
		sed -e "s/2024-01-01/$(date -u -d "@$from" +%FT%TZ)/" \
			-e '/"tx-hall"/,/}/ s/"h100": [0-9.]*/"h100": 3.34/'
	echo '}'
} >"$SB/dear/rates.json"
in_sb freehold activate "$SB/dear" >"$SB/activate.log" 2>&1 ||
	fail 'activation' "$(cat "$SB/activate.log")"
job=$(submit -t 1 --accel=h100:4 --accel-policy=cheapest --zone=us)
got 'before it begins, Texas is cheapest' "$job" h100:4 tx 1/2
expect "the card is still to come" "$(($(date +%s) < from))" 1
sleep $((from - $(date +%s) + 1))
job=$(submit -t 1 --accel=h100:4 --accel-policy=cheapest --zone=us)
got 'once it has begun, New York is' "$job" h100:4 ny 1/2
expect_clean_log
