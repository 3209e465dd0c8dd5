#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Two sandboxes run at once and nothing is left of them: no process, mount,
# control group or file. The first job ends within 15 s of `up`.
# Runs alone: it measures time.
. "$(dirname -- "$0")/lib.sh"
other=$SB/d
t0=$(date +%s%N)
cluster_up
in_sb srun --accel=acme1:1 true || fail 'srun in the first sandbox'
ms=$((($(date +%s%N) - t0) / 1000000))
figure up_to_first_job $ms ms "<=" 15000
pass "up to the first finished job: $ms ms"
groups=$(find "$SB/c/cgroup" -type l -exec readlink -f {} + 2>/dev/null)
"$SANDBOX" --dir "$other" up --nodes 4 >"$SB/other.log" 2>&1 ||
	fail 'a second sandbox starts' "$(tail -n 5 "$SB/other.log")"
one=$(submit -w tx-h1)
two=$("$SANDBOX" --dir "$other" exec sbatch --parsable -o /dev/null \
	-w tx-h1 --wrap 'sleep 300')
expect_running 'a job runs in the first' "$one"
expect_like 'and in the second at the same time' \
	"$(sleep 2; "$SANDBOX" --dir "$other" exec squeue -h -j "$two" -o %T)" \
	RUNNING
# One that starts empties it: shared, queries of the others would fail.
expect_like 'data bases share no directory for temporary files' \
	"$(in_sb mariadb --no-defaults -u root -N -B -e 'SELECT @@tmpdir')" \
	"$SB/*"
"$SANDBOX" --dir "$other" down >/dev/null 2>&1
expect 'the second is gone' "$(ls -d "$other" 2>/dev/null)" ''
expect 'the job of the first runs on' "$(job_state "$one")" RUNNING
"$SANDBOX" --dir "$SB/c" down >/dev/null 2>&1
expect 'no process is left' "$(pgrep -af "$SB/" | grep -v pgrep |
	grep -v "$$" | grep -v "sandbox.sh")" ''
expect 'no mount is left' "$(grep -c "$SB" /proc/mounts)" 0
# shellcheck disable=SC2086
expect 'no control group is left' "$(ls -d $groups /nothing 2>/dev/null)" ''
