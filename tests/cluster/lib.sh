# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What every cluster test uses. A test is a bash file that sources this one,
# starts a sandbox of its own with cluster_up and states what must hold with
# expect...; the sandbox goes away when the test ends, however it ends.
#
# Run one by hand: tests/cluster/placement.sh
# Keep its sandbox to look around: FREEHOLD_TEST_KEEP=1 tests/cluster/...
set -uo pipefail

TOP=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
TEST_NAME=$(basename -- "$0" .sh)
SANDBOX=$TOP/contribs/sandbox/sandbox
export FREEHOLD_PREFIX=${FREEHOLD_PREFIX:-$TOP/build/inst}
# Below a directory that low-privilege users can enter.
SB=$(mktemp -d "/var/tmp/freehold-test-$TEST_NAME.XXXXXX")
chmod 755 "$SB"
FAILURES=0
EXPECTATIONS=0

sb()     { "$SANDBOX" --dir "$SB/c" "$@"; }
in_sb()  { sb exec "$@"; }
as()     { local user=$1; shift; sb exec --user "$user" "$@"; }

cluster_down()
{
	local rc=$?
	if [[ -n ${FREEHOLD_TEST_KEEP:-} ]]; then
		echo "kept: $SANDBOX --dir $SB/c" >&2
	else
		sb down >/dev/null 2>&1
		rm -rf -- "$SB"
	fi
	if (( EXPECTATIONS == 0 )); then
		echo "  FAIL $TEST_NAME: it expected nothing"
		exit 1
	fi
	(( rc == 0 && FAILURES == 0 )) || exit 1
}

# cluster_up [sandbox up's options]
cluster_up()
{
	trap cluster_down EXIT
	trap 'exit 1' INT TERM HUP
	if ! sb up "$@" >"$SB/up.log" 2>&1; then
		echo "  FAIL sandbox up $*"
		tail -n 20 "$SB/up.log" | sed 's/^/    /'
		exit 1
	fi
}

pass() { EXPECTATIONS=$((EXPECTATIONS + 1)); echo "  ok   $1"; }
fail()
{
	EXPECTATIONS=$((EXPECTATIONS + 1))
	FAILURES=$((FAILURES + 1))
	echo "  FAIL $1"
	[[ -z ${2:-} ]] || printf '%s\n' "$2" | sed 's/^/         /'
}

# expect WHAT ACTUAL EXPECTED: equal strings
expect()
{
	if [[ $2 == "$3" ]]; then pass "$1"
	else fail "$1" "expected: $3"$'\n'"     got: $2"; fi
}

# expect_like WHAT ACTUAL PATTERN: a bash pattern with * and ?
expect_like()
{
	# shellcheck disable=SC2053
	if [[ $2 == $3 ]]; then pass "$1"
	else fail "$1" "expected like: $3"$'\n'"     got: $2"; fi
}

# expect_not_like WHAT ACTUAL PATTERN
expect_not_like()
{
	# shellcheck disable=SC2053
	if [[ $2 != $3 ]]; then pass "$1"
	else fail "$1" "must not be like: $3"$'\n'"     got: $2"; fi
}

# expect_fails WHAT PATTERN COMMAND...: it must fail and print the pattern
expect_fails()
{
	local what=$1 pattern=$2 out
	shift 2
	if out=$("$@" 2>&1); then
		fail "$what" "it succeeded: $out"
	else
		expect_like "$what" "$out" "$pattern"
	fi
}

# figure NAME VALUE UNIT [OP TARGET]: a line of figures, whole numbers only
figure()
{
	local verdict=ok
	if [[ -n ${4:-} ]]; then
		(( $2 $4 $5 )) || verdict=short
	fi
	echo "  figure $1 $2 $3 target ${4:--} ${5:--} $verdict"
}

# wait_until SECONDS COMMAND...: until it succeeds; 1 when it never did
wait_until()
{
	local end=$((SECONDS + $1))
	shift
	until "$@" >/dev/null 2>&1; do
		(( SECONDS < end )) || return 1
		sleep 0.1
	done
}

# submit [--user NAME] SBATCH-OPTIONS...: prints the job id; runs $WRAP.
# What sbatch says otherwise is in $SB/submit.err.
WRAP='sleep 300'
submit()
{
	local user=()
	if [[ ${1:-} == --user ]]; then user=(--user "$2"); shift 2; fi
	sb exec "${user[@]}" sbatch --parsable -o /dev/null "$@" \
		--wrap "$WRAP" 2>"$SB/submit.err"
}

# job_field JOBID FIELD: from `scontrol show job`, FIELD without the =
job_field()
{
	in_sb scontrol -d -o show job "$1" 2>/dev/null | head -n 1 |
		grep -oE "(^| )$2=[^ ]*" | head -n 1 | cut -d= -f2-
}
job_state()  { job_field "$1" JobState; }
job_nodes()  { job_field "$1" NodeList; }
state_is()   { [[ $(job_state "$1") == "$2" ]]; }
# acct_field JOBID FIELD [sacct options]: the job's line in slurmdbd
acct_field()
{
	local job=$1 field=$2
	shift 2
	in_sb sacct -X -n -P -j "$job" -o "$field" "$@"
}
acct_state_is() { [[ $(acct_field "$1" State) == $2* ]]; }

expect_state()
{
	wait_until "${4:-15}" state_is "$2" "$3"
	expect "$1" "$(job_state "$2")" "$3"
}
expect_running() { expect_state "$1" "$2" RUNNING "${3:-15}"; }
expect_ended()
{
	wait_until "${3:-30}" acct_state_is "$2" COMPLETED
	expect "$1" "$(acct_field "$2" State)" COMPLETED
}

# job_zones JOBID: the zones of the job's nodes, by the sandbox's node names
job_zones()
{
	in_sb scontrol show hostnames "$(job_nodes "$1")" | while read -r node; do
		zone_of "$node"
	done | sort -u | paste -sd,
}
# zone_of NODE: from its root-owned identity, which the plugins do not write
zone_of()
{
	sed -n 's/.*"zone": *"\([^"]*\)".*/\1/p' "$SB/c/etc/nodes/$1/node.json"
}

cancel_all()
{
	local user
	for user in root daemon games news; do
		in_sb scancel -u "$user" 2>/dev/null
	done
	local end=$((SECONDS + 15))
	while [[ -n $(in_sb squeue -h -a -t all -o %T | grep -E \
		'PENDING|RUNNING|COMPLETING') ]] && (( SECONDS < end )); do
		sleep 0.2
	done
}

# ctld_log PATTERN: count of lines of slurmctld's log that match
ctld_log() { grep -cE "$1" "$SB/c/log/slurmctld.log"; }
# expect_clean_log: no error line of slurmctld that speaks of us or of GRES
expect_clean_log()
{
	local lines
	lines=$(sed "s|$SB||g" "$SB/c/log/slurmctld.log" |
		grep -E 'error:|fatal:' |
		grep -iE 'freehold|gres|underflow|cons_tres' | head -n 5)
	expect "slurmctld's log has no error of ours" "$lines" ''
}

# restart_ctld: and wait until it has heard of its nodes again, which takes
# slurmctld some 5 s whatever the plugins
restart_ctld()
{
	sb ctl restart
	wait_until 30 nodes_are_known
}
nodes_are_known() { ! in_sb sinfo -h -o %T | grep -qE 'unk|\*'; }

# quiet_nodes NODES: none of them is still ending a job
quiet_nodes() { ! in_sb sinfo -h -n "$1" -o %T | grep -q comp; }
