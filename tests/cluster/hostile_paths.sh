#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A job that has a dataset, and others on its node: what another user can do
# to its processes, and what the manual says is left open to the same user.
. "$(dirname -- "$0")/lib.sh"
cluster_up --nodes 4
data=$SB/c/data
[[ -d $data ]] || { fail 'the sandbox has datasets'; exit 1; }

WRAP='exec sleep 471147'
owner=$(submit --user games --dataset=scans -w tx-h1)
expect_running 'a job with a dataset runs' "$owner"
task_pid() { pgrep -u games -x -f 'sleep 471147' | head -n 1; }
wait_until 15 eval '[[ -n $(task_pid) ]]'
pid=$(task_pid)

# run USER COMMAND: a shell command in a job beside it, without the dataset
run()
{
	as "$1" srun -Q -w tx-h1 sh -c "$2" 2>&1
}
attach='import ctypes, sys
done = ctypes.CDLL(None).ptrace(16, int(sys.argv[1]), None, None)
print("refused" if done else "attached")'
for user in daemon news; do
	expect_not_like "/proc/PID/root of a stranger, by $user" \
		"$(run $user "cat /proc/$pid/root$data/scans/data")" '*data of*'
	expect_not_like "/proc/PID/cwd and its files, by $user" \
		"$(run $user "cat /proc/$pid/cwd/* /proc/$pid/fd/*")" '*data of*'
	expect_not_like "its mount namespace, by $user" \
		"$(run $user "nsenter -m -t $pid cat $data/scans/data")" \
		'*data of*'
	expect "ptrace, by $user" \
		"$(run $user "python3 -c '$attach' $pid")" refused
	expect_not_like "its environment, by $user" \
		"$(run $user "cat /proc/$pid/environ")" '*SLURM*'
	expect_fails "a step in it, by $user" '*' as $user srun --overlap \
		--jobid="$owner" cat "$data/scans/data"
done
expect_not_like 'by the same user, its namespace' \
	"$(run games "nsenter -m -t $pid cat $data/scans/data")" '*data of*'
# spank_freehold(8) names this one under "What is left open".
expect 'left open: /proc/PID/root to the same user' \
	"$(run games "cat /proc/$pid/root$data/scans/data")" 'data of scans'

# So does it sbcast: it writes with the user's rights, and reads nothing.
echo carried >"$SB/c/home/games/carried"
expect_fails 'sbcast reads nothing below a hidden path' '*' \
	as games salloc -Q -w tx-h1 srun -Q sbcast "$data/scans/data" \
	"$SB/c/home/games/stolen"
expect 'nothing arrived' "$(cat "$SB/c/home/games/stolen" 2>/dev/null)" ''
as games salloc -Q -w tx-h1 sbcast "$SB/c/home/games/carried" \
	"$data/genomes/carried" >/dev/null 2>&1
expect 'left open: what sbcast writes there' \
	"$(cat "$data/genomes/carried" 2>/dev/null)" carried
expect 'and no task of the job reads it' "$(run games \
	"cat $data/genomes/carried" | grep -c '^carried$')" 0
expect_running 'the job with the dataset runs still' "$owner"
expect_clean_log
