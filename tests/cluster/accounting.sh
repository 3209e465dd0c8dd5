#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What a job leaves behind: AdminComment, sacct, scost.
. "$(dirname -- "$0")/lib.sh"
cluster_up

WRAP='sleep 4'
job=$(in_sb sbatch --parsable -o /dev/null -t 8:00:00 --zone=us \
	'--accel=h100:4|a100:8' --wrap "$WRAP" 2>"$SB/c/estimate")
expect_like 'sbatch prints an estimate' "$(cat "$SB/c/estimate")" \
	'*freehold: 2 alternatives in 2 sites; estimated *-* USD for 8:00:00*'
expect_running 'the job runs' "$job"
wait_until 10 acct_state_is "$job" RUNNING
expect_like 'a running job has a cost so far and a bound' \
	"$(in_sb scost -n -P -j "$job" -o State,CostBound)" 'RUNNING|[0-9]*.*'
expect_ended 'it ends' "$job"
comment=$(in_sb sacct -X -n -P -j "$job" -o AdminComment)
expect_like 'AdminComment is one JSON object under freehold' "$comment" \
	'{"freehold":{"accel":"h100:4",*}}'
expect 'of valid JSON' "$(jq -r .freehold.site <<<"$comment")" tx
expect_like 'scost shows the job' "$(in_sb scost -n -P -j "$job" \
	-o JobID,Accel,Site,Zone,Energy,EnergySrc,State)" \
	"$job|h100|tx|tx-hall|[1-9]*J|declared|COMPLETED"
expect_like 'with a cost' "$(in_sb scost -n -P -j "$job" -o Cost)" \
	'[0-9]*.[0-9]*'
has_line() { grep -qs "\"job\":$job," "$SB"/c/energy/*.jsonl; }
wait_until 15 has_line
in_sb freehold energy collect --to "$SB/c/collected" \
	--journal "$SB/c/energy" >/dev/null
expect 'once the nodes were asked, energy is measured' \
	"$(in_sb scost -n -P -j "$job" -o EnergySrc)" measured
expect 'and is the same in --json' "$(in_sb scost -j "$job" --json |
	jq -r '.. | .job_id? // empty' | head -n 1)" "$job"
job=$(submit --gres=gpu:h100:2 -p tx)
expect_ended 'a job that used plain --gres' "$job"
expect 'has its type and site from sacct and the configuration' \
	"$(in_sb scost -n -P -j "$job" -o Accel,AccelCount,Site,Zone)" \
	'h100|2|tx|tx-hall'
job=$(submit --user games)
expect_ended 'a job without anything of ours' "$job"
expect_like 'has a cost too' "$(as games scost -n -P -j "$job" -o Cost)" \
	'[0-9]*.[0-9]*'
expect 'a user sees only own jobs' \
	"$(as daemon scost -n -P -j "$job" -o JobID)" ''
expect_clean_log
