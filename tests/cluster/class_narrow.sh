#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Running jobs when their class no longer allows where they are: by a new
# configuration, or by a mechanism that lapses while they run. Each class says
# what becomes of them; waiting jobs stay away. Other edits touch nobody.
. "$(dirname -- "$0")/lib.sh"

# at SECONDS: an instant so far from now
at() { date -u -d "+$1 seconds" +%FT%TZ; }

# classes JURISDICTION UNTIL: a policy; UNTIL is the end of a way to Germany
classes()
{
	local narrow

	echo '{"data_classes": {'
	for narrow in leave requeue cancel; do
		echo "\"us-$narrow\": {\"allow\": {\"jurisdictions\": [\"$1\"]},
			\"accounts\": [\"*\"], \"on_narrow\": \"$narrow\"},"
	done
	echo "\"dated\": {\"allow\": {\"jurisdictions\": [\"US-TX\"]},
		\"transfers\": [{\"to\": {\"jurisdictions\": [\"DE\"]},
		\"mechanism\": \"scc\", \"evidence\": \"contract 17\",
		\"until\": \"$2\"}],
		\"accounts\": [\"*\"], \"on_narrow\": \"cancel\"}}}"
}

# activate POLICY [SED of rates.json]
activate()
{
	rm -rf "$SB/conf"
	mkdir "$SB/conf"
	cp "$SB"/c/etc/freehold/*.json "$SB/conf/"
	echo "$1" >"$SB/conf/policy.json"
	[[ -z ${2:-} ]] || sed -i "$2" "$SB/conf/rates.json"
	in_sb freehold activate "$SB/conf" >"$SB/activate.log" 2>&1 ||
		fail 'activation' "$(cat "$SB/activate.log")"
}
comment() { in_sb scontrol -o show job "$1" | grep -o 'AdminComment=.*'; }
comment_is() { [[ $(comment "$1") == *narrowed* ]]; }

cluster_up
activate "$(classes US 2999-01-01)"
declare -A job
for narrow in leave requeue cancel; do
	job[$narrow]=$(submit -p ny --requeue --data-class="us-$narrow")
	expect_running "a job of us-$narrow runs in New York" "${job[$narrow]}"
done
attended=$(in_sb salloc --no-shell -p ny --data-class=us-requeue 2>&1 |
	grep -oE '[0-9]+$' | tail -n 1)
expect_running 'so does an allocation, which cannot be requeued' "$attended"
elsewhere=$(submit -p tx --data-class=us-cancel)
expect_running 'and one in Texas' "$elsewhere"

activate "$(classes US 2999-01-01)" 's/"valid_from": *"[^"]*"/"valid_from": "2001-01-01"/'
sleep 3
for narrow in leave requeue cancel; do
	expect "another price leaves us-$narrow alone" \
		"$(job_state "${job[$narrow]}")" RUNNING
done
expect 'and its next step runs' \
	"$(in_sb srun --overlap --jobid="${job[cancel]}" echo step)" step

activate "$(classes US-TX 2999-01-01)"
wait_until 20 acct_state_is "${job[cancel]}" CANCELLED
expect_like 'narrowed, us-cancel is cancelled' \
	"$(acct_field "${job[cancel]}" State)" 'CANCELLED*'
expect_like 'its record says why' \
	"$(acct_field "${job[cancel]}" AdminComment)" \
	'*"narrowed":"zone ny-colo is no longer allowed: class us-cancel does not*'
wait_until 20 comment_is "${job[leave]}"
expect 'us-leave runs on' "$(job_state "${job[leave]}")" RUNNING
expect_like 'and says where it is' "$(comment "${job[leave]}")" \
	'*"narrowed":"zone ny-colo is no longer allowed*'
expect_state 'us-requeue is back in the queue' "${job[requeue]}" PENDING
wait_until 20 acct_state_is "$attended" CANCELLED
expect_like 'what cannot be requeued is cancelled' \
	"$(acct_field "$attended" State)" 'CANCELLED*'
expect 'the one in Texas runs on' "$(job_state "$elsewhere")" RUNNING
in_sb scontrol update "jobid=${job[requeue]}" partition=tx starttime=now
expect_running 'the requeued one runs where it may' "${job[requeue]}" 150
expect 'in Texas' "$(job_zones "${job[requeue]}")" tx-hall
# stranded JOBID: how often the audit says so
stranded() { cat "$SB"/c/state/freehold/audit/*.jsonl | grep '"kind":"stranded"' |
	grep -c "\"job\":$1,"; }
for narrow in leave requeue cancel; do
	expect "the audit has the one of us-$narrow" \
		"$(stranded "${job[$narrow]}")" 1
done
lines=$(ctld_log "JobId=${job[leave]} is left")
expect 'a job that is left is told once' "$lines" 1
cancel_all

# A mechanism that lapses while a job runs by it.
end=$(at 20)
activate "$(classes US "$end")"
runs=$(submit -p cloud -w de-h1 --data-class=dated)
expect_running 'a job runs by a mechanism' "$runs"
later=$(submit -p cloud -w de-h1 --data-class=dated --begin=now+15)
wait_until 40 acct_state_is "$runs" CANCELLED
expect_like 'the mechanism lapses: it is cancelled' \
	"$(acct_field "$runs" State)" 'CANCELLED*'
expect_like 'its record names the mechanism' \
	"$(acct_field "$runs" AdminComment)" \
	'*class dated: scc (contract 17) is in force until*'
sleep 5
expect 'the next one does not start' "$(job_state "$later")" PENDING
expect_like 'and says why' "$(in_sb squeue -h -j "$later" -o %r)" 'freehold:*'
expect_fails 'one submitted now is refused with the reason' \
	'*no zone is left*scc (contract 17) is in force until*' \
	in_sb sbatch -p cloud --zone=de --data-class=dated --wrap true
expect_clean_log
