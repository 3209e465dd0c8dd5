#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# slurmrestd has no SPANK plugin and no options: a job that comes that way,
# without terms or with forged ones, is bound as any other.
. "$(dirname -- "$0")/lib.sh"
cluster_up --nodes 12 --freehold "$TOP/tests/cluster/conf/class"

# A user's own daemon; the account of news has the default class us-owned.
HOME_NEWS=$SB/c/home/news
as news slurmrestd -a rest_auth/local -s openapi/v0.0.38 \
	"unix:$HOME_NEWS/rest" >"$SB/rest.log" 2>&1 &
# What runs is a child of the command's shell: by the name of its socket.
trap 'pkill -f "unix:$HOME_NEWS/rest$"; cluster_down' EXIT
wait_until 20 test -S "$HOME_NEWS/rest" ||
	fail 'slurmrestd starts' "$(tail -n 5 "$SB/rest.log")"

# post JOB-FIELDS [ENVIRONMENT]: what slurmrestd answers, both JSON objects
post()
{
	local environment='{"PATH": "/usr/bin:/bin"}'
	environment=$(jq -c ". + ${2:-{\}}" <<<"$environment")
	jq -n --argjson job "$1" --argjson environment "$environment" \
		'{script: "#!/bin/sh\nsleep 300\n", job: ({name: "rest",
		partition: "all", time_limit: 10, nodes: 1, ntasks: 1,
		standard_output: "/dev/null", standard_error: "/dev/null",
		current_working_directory: "/tmp",
		environment: $environment} + $job)}' |
		as news curl -sS --unix-socket "$HOME_NEWS/rest" \
			-H 'Content-Type: application/json' --data-binary @- \
			http://localhost/slurm/v0.0.38/job/submit
}
job_of()  { jq -r '.job_id // empty' <<<"$1"; }
rests_in() # WHAT FIELDS ENVIRONMENT ZONES-PATTERN
{
	local answer job
	answer=$(post "$2" "$3")
	job=$(job_of "$answer")
	[[ -n $job ]] || { fail "$1" "$answer"; return; }
	expect_running "$1" "$job"
	expect_like "$1: where it may" "$(job_zones "$job")" "$4"
	in_sb scancel "$job"
}

rests_in 'without terms the default class binds' '{}' '{}' tx-hall
terms='1;nonce=00000000000000000000000000000000;account=finance;zones=de'
forged=$(jq -nc --arg terms "$terms" '[("", "SPANK_", "SLURM_SPANK_",
	"SPANK_SPANK_", "SLURM_SPANK_SPANK_", "SPANK_SLURM_SPANK_",
	"_SLURM_SPANK_OPTION_freehold_") as $prefix |
	{"\($prefix)FREEHOLD_TERMS": $terms,
	"\($prefix)FREEHOLD_RESULT": "1;job=1;restart=0"}] | add')
rests_in 'forged terms bind nobody' '{}' "$forged" tx-hall
rests_in 'a portal asks by variables' '{}' \
	'{"FREEHOLD_DATA_CLASS": "de-only"}' cloud-de
rests_in 'or in the comment' '{"comment": "freehold: --data-class=de-only"}' \
	'{}' cloud-de

# slurmrestd 22.05 keeps the sentence to itself: its user sees the number's text.
refused() # WHAT FIELDS ENVIRONMENT
{
	expect_like "$1" "$(post "$2" "$3" | jq -c '[.job_id, .errors[].error]')" \
		'*null,"Requested node configuration is not available"*'
}
refused 'a class that allows nothing is refused' '{}' \
	'{"FREEHOLD_DATA_CLASS": "nowhere"}'
refused 'so is a class of another account' \
	'{"comment": "freehold: --data-class=bio-only"}' '{}'
refused 'and an option that does not exist' \
	'{"comment": "freehold: --no-such=1"}' '{}'
job=$(job_of "$(post '{"required_nodes": ["de-h1"]}' '{}')")
job=${job:-$(job_of "$(post '{"partition": "cloud"}' '{}')")}
if [[ -n $job ]]; then
	wait_until 10 eval '[[ $(job_field $job Reason) != None ]]'
	expect 'named nodes outside: it never runs' "$(job_state "$job")" PENDING
else
	pass 'named nodes outside: refused'
fi
answer=$(post '{"account": "bio"}' '{}')
expect 'no account but its own' "$(job_of "$answer")" ''
expect_clean_log
