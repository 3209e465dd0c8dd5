#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every field of `scontrol update` that an owner could try, on waiting and on
# running jobs of a class: none moves a job out of its zones, none relabels it.
. "$(dirname -- "$0")/lib.sh"
cluster_up --freehold "$TOP/tests/cluster/conf/class"

in_sb scontrol create reservation reservationname=out starttime=now \
	duration=60 users=games nodes=tx-h1,tx-h2,tx-c1 >/dev/null
in_sb sacctmgr -iQ add user games account=physics >/dev/null

updates=(nodelist=tx-h1 reqnodelist=tx-h1 reqnodelist=tx-h1,de-h1
	reqnodelist=de-h1,ny-h1 excnodelist='de-[h1,a1,n1]' excnodelist=
	partition=tx partition=tx,ny partition=ny,cloud partition=low
	features=tx features='tx|ny' features='[tx*1&cloud*1]' prefer=tx
	reservationname=out account=physics comment='a remark'
	comment='freehold:--zone=us' numnodes=2 numnodes=2-4 numcpus=70
	numtasks=70 reqprocs=2 cpuspertask=2 tasksperNode=2 mincpusnode=4
	minmemorynode=4000 gres=gpu:h100:1 trespernode=gres:gpu:a100:8
	tresperjob=gres:gpu:h100:16 licenses= switches=1 oversubscribe=yes
	contiguous=1 timelimit=1 timemin=1 starttime=now eligibletime=now
	deadline=now+1hour delayboot=1 requeue=1 nice=-5 priority=100000
	dependency=singleton dependency= name=renamed wckey=other qos=normal
	workdir=/ stdout=/dev/null userid=0 admincomment='{"freehold":{}}'
	burstbuffer= coreSpec=1 clusters=elsewhere resetaccruetime
	siteFactor=1000 arraytaskthrottle=1 jobid=1)

# Everything as one command of the user's: thousands of forks are slow.
cat >"$SB/c/home/games/hostile" <<'SCRIPT'
#!/bin/bash
# hostile CLASS UPDATE...: a job for each, updated while it waits.  Writes
# "JOB UPDATE" lines.
class=$1
shift
for update; do
	job=$(sbatch --parsable -o /dev/null --data-class="$class" -t 5 \
		--begin=now+3600 -J hostile --wrap 'sleep 60' 2>/dev/null)
	scontrol update "jobid=$job" "$update" >/dev/null 2>&1
	scontrol update "jobid=$job" starttime=now >/dev/null 2>&1
	echo "$job $update"
done
SCRIPT
chmod 755 "$SB/c/home/games/hostile"

# placed: "JOB STATE ZONE,... CLASS" of every job
placed()
{
	local line job state nodes class
	in_sb scontrol -o show job | while read -r line; do
		job=$(grep -oP '^JobId=\K\d+' <<<"$line")
		state=$(grep -oP ' JobState=\K\w+' <<<"$line")
		nodes=$(grep -oP ' NodeList=\K[^ ]+' <<<"$line")
		class=$(grep -oP '"class":"\K[^"]+' <<<"$line")
		echo "$job $state $(zones_of "$nodes") $class"
	done
}
# zones_of NODES: as job_zones, but without a call of Slurm for one node
zones_of()
{
	local node nodes=$1
	[[ $nodes != *'['* ]] || nodes=$(in_sb scontrol show hostnames "$1")
	for node in ${nodes//,/ }; do zone_of "$node" 2>/dev/null; done |
		sort -u | paste -sd,
}
none_undecided()
{
	[[ -z $(in_sb squeue -h -t CF -o %i) ]] &&
		[[ -z $(in_sb squeue -h -t PD -o %r | grep -E '^None$') ]]
}

as games ./hostile de-only "${updates[@]}" >"$SB/jobs"
sleep 2	# one pass of either scheduler behind the last release
wait_until 20 none_undecided
placed >"$SB/placed"
running=0 wrong=
while read -r job update; do
	state=$(grep "^$job " "$SB/placed" | cut -d' ' -f2-)
	case $state in
	'RUNNING cloud-de de-only') running=$((running + 1)) ;;
	RUNNING* | '') wrong+="$job after $update: $state"$'\n' ;;
	esac
done <"$SB/jobs"
expect 'no update of a waiting job moved or relabelled it' "$wrong" ''
(( running >= 30 )) && pass "most of them run, in their zone" ||
	fail 'most of them run, in their zone' "only $running of ${#updates[@]}"
in_sb scancel -u games
wait_until 20 bash -c "[[ -z \$('$SANDBOX' --dir '$SB/c' exec squeue -h) ]]"

# The same on one that runs.
job=$(submit --user games --data-class=de-only -N 2)
expect_running 'a job runs on two nodes' "$job"
nodes=$(job_nodes "$job")
for update in "${updates[@]}"; do
	[[ $update == @(jobid=|numnodes=|timelimit=|deadline=)* ]] ||
		echo "$update"
done >"$SB/c/home/games/updates"
as games sh -c "while read -r update; do scontrol update jobid=$job \
	\"\$update\"; done <updates" >/dev/null 2>&1
expect 'after every update it runs where it ran' \
	"$(placed | grep "^$job ") $(job_nodes "$job")" \
	"$job RUNNING cloud-de de-only $nodes"

# What is kept of it is not the user's to change.
expect_fails 'its AdminComment cannot be set by the user' '*' \
	as games sacctmgr -i modify job where jobid="$job" \
	set admincomment='{"freehold":{"class":"us-only"}}'
as games sacctmgr -iQ modify job where jobid="$job" \
	set comment='{"freehold":{"class":"us-only"}}' >/dev/null 2>&1
in_sb scancel "$job"
wait_until 20 acct_state_is "$job" CANCELLED
expect_like 'sacct tells its class' "$(acct_field "$job" AdminComment)" \
	'*"class":"de-only"*'
expect_clean_log
