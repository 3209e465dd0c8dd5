#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Deferred and held jobs do not keep a job behind them from starting, with
# both schedulers; a deferred job starts when its zone opens.
# Runs alone: it measures time.
. "$(dirname -- "$0")/lib.sh"
cluster_up

# The same configuration with all of Germany closed until EPOCH SECONDS.
close_de_until()
{
	rm -rf "$SB/closed"
	mkdir "$SB/closed"
	cp "$SB"/c/etc/freehold/*.json "$SB/closed/"
	sed -i "s/\"cloud-de\": *{/&\"closed_until\": \"$(date -u -d "@$1" \
		+%FT%TZ)\",/" "$SB/closed/zones.json"
	in_sb freehold activate "$SB/closed" >"$SB/activate.log" 2>&1 ||
		fail 'activation' "$(cat "$SB/activate.log")"
}

# store_newer_terms: 20 jobs with terms of a version to come, put in by a
# SPANK plugin while slurmctld runs without job_submit.
store_newer_terms()
{
	"${CC:-cc}" -shared -fPIC -o "$SB/forge.so" \
		"$TOP/tests/cluster/forge/spank_forge.c"
	sed -e "s|^PlugStackConfig=.*|PlugStackConfig=$SB/forge.conf|" \
		"$SB/c/etc/slurm.conf" >"$SB/forge.slurm.conf"
	echo "required $SB/forge.so FREEHOLD_TERMS=999;x=1" >"$SB/forge.conf"
	cp "$SB/c/etc/slurm.conf" "$SB/slurm.conf.keep"
	sed -i '/^JobSubmitPlugins/d' "$SB/c/etc/slurm.conf"
	restart_ctld
	in_sb env SLURM_CONF="$SB/forge.slurm.conf" FORGE=1 sbatch --parsable \
		--hold --array=1-20 --priority=900000 -o /dev/null \
		--wrap 'sleep 300' >"$SB/held.id"
	cp "$SB/slurm.conf.keep" "$SB/c/etc/slurm.conf"
	restart_ctld
	in_sb scontrol release "$(cat "$SB/held.id")"
	in_sb scontrol update "jobid=$(cat "$SB/held.id")" priority=900000
}

small_job_starts()	# WHAT
{
	local job t0 ms
	job=$(submit -w tx-c1 --priority=10)
	t0=$(date +%s%N)
	wait_until 20 state_is "$job" RUNNING
	ms=$((($(date +%s%N) - t0) / 1000000))
	expect "$1: the job behind them runs" "$(job_state "$job")" RUNNING
	figure small_job_start $ms ms "<=" 3000
	expect "$1: within 3 s ($ms ms)" "$(( ms <= 3000 ))" 1
	in_sb scancel "$job"
}

close_de_until $(($(date +%s) + 3600))
for i in $(seq 100); do
	echo "sbatch --parsable -o /dev/null --zone=de --priority=1000000 \
		--wrap 'sleep 1'"
done >"$SB/c/many.sh"
in_sb bash "$SB/c/many.sh" >"$SB/deferred.ids" 2>"$SB/many.err"
expect '100 jobs for a closed zone are accepted' \
	"$(wc -l <"$SB/deferred.ids")" 100
store_newer_terms
small_job_starts backfill
wait_until 10 bash -c "[[ \$('$SANDBOX' --dir '$SB/c' exec squeue -h -r -j \
	$(cat "$SB/held.id") -o %r | grep -c -i newer) == 20 ]]"
expect_like 'the held ones say why' "$(in_sb squeue -h -r -j \
	"$(cat "$SB/held.id")" -o '%r' | sort | uniq -c)" '*20 freehold:*newer*'
expect 'none of them runs' "$(in_sb squeue -h -r -t R -j \
	"$(cat "$SB/held.id")" | wc -l)" 0
expect 'nor any deferred one' "$(in_sb squeue -h -t R -n wrap -O \
	Priority | wc -l)" 0
one=$(head -n 1 "$SB/deferred.ids")
wait_until 70 bash -c "[[ \$('$SANDBOX' --dir '$SB/c' exec squeue -h -j $one \
	-o %r) == BeginTime ]]"
expect 'a deferred job waits for its begin time' \
	"$(in_sb squeue -h -j "$one" -o %r)" BeginTime

sed -i 's|^SchedulerType=.*|SchedulerType=sched/builtin|' \
	"$SB/c/etc/slurm.conf"
grep -q ^SchedulerType "$SB/c/etc/slurm.conf" ||
	echo SchedulerType=sched/builtin >>"$SB/c/etc/slurm.conf"
restart_ctld
small_job_starts builtin
in_sb scancel $(cat "$SB/deferred.ids" "$SB/held.id")

for type in sched/builtin sched/backfill; do
	sed -i "s|^SchedulerType=.*|SchedulerType=$type|" \
		"$SB/c/etc/slurm.conf"
	restart_ctld
	at=$(($(date +%s) + 12))
	close_de_until "$at"
	job=$(submit --zone=de)
	sleep 4
	expect "$type: before the zone opens it waits" "$(job_state "$job")" \
		PENDING
	wait_until 30 state_is "$job" RUNNING
	start=$(date -d "$(job_field "$job" StartTime)" +%s)
	figure deferred_start_delay $((start - at)) s "<=" 2
	expect "$type: it starts within 2 s of the opening" \
		"$(( start >= at && start - at <= 2 ))" 1
	later=$(submit --zone=de --begin=now+3600)
	sleep 1
	in_sb scancel "$job"
done
close_de_until $(($(date +%s) + 2))
sleep 4
expect "a user's own --begin is never undercut" "$(job_state "$later")" PENDING
expect_clean_log
