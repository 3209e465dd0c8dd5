#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# --cost-limit: too little is refused with what would do, candidates that are
# too dear are closed, a job that prices have overtaken is held and not
# failed, and let go by the prices that make it fit again.
. "$(dirname -- "$0")/lib.sh"
cluster_up

# activate RATES-SED: the sandbox's own configuration with other prices
activate()
{
	rm -rf "$SB/conf"
	mkdir "$SB/conf"
	cp "$SB"/c/etc/freehold/*.json "$SB/conf/"
	[[ -z $1 ]] || sed -i "$1" "$SB/conf/rates.json"
	in_sb freehold activate "$SB/conf" >"$SB/activate.log" 2>&1 ||
		fail 'activation' "$(cat "$SB/activate.log")"
}
dearer='s/"core_hour": 0.012/"core_hour": 5/g'
reason() { in_sb squeue -h -j "$1" -o %r; }
# shellcheck disable=SC2053
reason_is() { [[ $(reason "$1") == $2 ]]; }
try() { as daemon sbatch -o /dev/null --wrap 'sleep 300' "$@"; }

echo '# at submit'
expect_fails 'a limit below every candidate is refused' \
	'*--cost-limit=1.00: the cheapest candidate, a100:8 in tx, can cost '$(:)\
'1?.?? USD in 1:00:00; give --cost-limit=1?.?? or more, or --time=0:0?:00'$(:)\
' or less*' try -t 60 --mem=1G --cost-limit=1 '--accel=h100:8|a100:8'
expect_fails 'and one without a time limit' \
	'*needs a time limit of at most 31 days*' \
	try -p tx -t UNLIMITED --mem=1G --cost-limit=1
expect_fails 'and what is no amount' "*'5USD' is not an amount of money*" \
	try -t 60 --cost-limit=5USD
limited=(--mem=1G --cost-limit=12)
job=$(submit --user daemon -t 60 "${limited[@]}" '--accel=h100:8|a100:8')
expect_like 'the line is about what the limit leaves' \
	"$(cat "$SB/submit.err")" '*1 alternative in 1 site; estimated 11.?? USD*'
expect_running 'only the cheaper type is open' "$job"
expect 'and runs' "$(job_nodes "$job")" tx-a1
job=$(submit --user daemon -t 60 --mem=1G --cost-limit=30 \
	'--accel=h100:8|a100:8')
expect_running 'with more money the first one' "$job"
expect_like 'is taken' "$(job_nodes "$job")" 'tx-h?'
expect_like 'whole nodes are priced whole' \
	"$(try --test-only -t 60 --exclusive --accel=a100:1 2>&1)" \
	'*estimated 12.7?-33.?? USD*'
expect_like 'CPUs that follow GPUs, with them' \
	"$(as daemon sbatch -t 60 --mem=1G --cpus-per-gpu=4 --accel=a100:1 \
		--test-only --wrap true 2>&1)" '*estimated 1.??-*USD*'
expect_like 'a partition bounds what is priced' \
	"$(try --test-only -p ny -t 60 --mem=1G --accel=a100:8 2>&1)" \
	'*1 alternative in 1 site; estimated 13.?? USD for 1:00:00*'

echo '# while it waits'
cancel_all
later=(--begin=now+3600)
job=$(submit --user daemon -t 60 "${later[@]}" --mem=1G --cost-limit=1)
free=$(submit --user daemon -t 60 "${later[@]}" --mem=1G --cost-limit=10)
activate "$dearer"
for each in "$job" "$free"; do
	as daemon scontrol update "jobid=$each" starttime=now
done
wait_until 15 reason_is "$job" 'freehold:*'
expect_like 'one that is too dear by now is held, with the reason' \
	"$(reason "$job")" 'freehold: --cost-limit=1.00: the cheapest candidate*'$(:)\
'can cost 5.?? USD in 1:00:00*'
expect_state 'it is not failed' "$job" PENDING
expect_running 'one within its limit runs' "$free"
expect_fails 'its owner cannot lift the hold' '*' \
	as daemon scontrol release "$job"
in_sb scontrol release "$job"
sleep 2
expect_like "root's release does not get it past" "$(reason "$job")" \
	'freehold: --cost-limit*'
restart_ctld
wait_until 40 reason_is "$job" 'freehold:*'
expect_like 'nor does a restart' "$(reason "$job")" 'freehold: --cost-limit*'
activate ''
expect_running 'the old prices let it go' "$job"

echo '# updates'
job=$(submit --user daemon -t 60 "${later[@]}" --mem=1G --cost-limit=0.05)
expect_fails 'a longer time than the limit allows is refused' '*' \
	as daemon scontrol update "jobid=$job" timelimit=10:00:00
as daemon scontrol update "jobid=$job" timelimit=30
expect 'a shorter one is not' "$(job_field "$job" TimeLimit)" 00:30:00
activate "$dearer"
as daemon scontrol update "jobid=$job" starttime=now
wait_until 15 reason_is "$job" 'freehold:*'
as daemon scontrol update "jobid=$job" comment='freehold: --cost-limit=9'
expect_running 'a higher limit lets it go' "$job"
expect_clean_log
