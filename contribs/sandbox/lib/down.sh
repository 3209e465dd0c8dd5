# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Ending a sandbox, also one that crashed.

# environ_pids VARIABLE=VALUE: the processes that have it in their environment.
environ_pids()
{
	grep -lzxF -- "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 ||
		true
}

# The processes that outlived their daemons: those in the sandbox's control
# groups, slurmstepds by the daemons' marker, tasks of jobs by SLURM_CONF.
down_candidates()
{
	local pid

	if [[ $SB_CGROUP == yes ]]; then
		cgroup_pids
	fi
	environ_pids "$(daemon_marker)"
	environ_pids "SLURM_CONF=$SB_DIR/etc/slurm.conf" | while read -r pid; do
		! grep -qz '^SLURM_JOB_ID=' "/proc/$pid/environ" 2>/dev/null ||
			printf '%s\n' "$pid"
	done
}

# This process and those it runs under, one pid per line.
own_line()
{
	local pid=$BASHPID line

	while [[ $pid -gt 1 ]]; do
		printf '%s\n' "$pid"
		line=$(grep ^PPid: "/proc/$pid/status" 2>/dev/null) || return 0
		pid=${line//[^0-9]/}
	done
}

# `down` may run inside a job of the sandbox: it never ends its own line.
down_strays()
{
	down_candidates | sort -u | grep -vxF -f <(own_line) || true
}

down_kill_strays()
{
	local pid

	cgroup_thaw
	for pid in $(down_strays); do
		kill -s KILL "$pid" 2>/dev/null || true
	done
	[[ -z $(down_strays) ]]
}

# Asks all daemons of a group at once and waits for them together.
down_daemons()
{
	local name pid

	for name in "$@"; do
		pid=$(daemon_pid "$name") || continue
		kill -s TERM "$pid" 2>/dev/null || true
	done
	for name in "$@"; do
		wait_for 5 daemon_gone "$name" || daemon_stop "$name" KILL
	done
}

down_mounts()
{
	local at

	awk -v dir="$SB_DIR/" 'index($5, dir) == 1 { print $5 }' \
		/proc/self/mountinfo | sort -r | while read -r at; do
		umount -l -- "$at" || true
	done
}

# The ring of slurmctld's audit, which outlives it: named after its log.
down_ring()
{
	local log=$SB_DIR/state/freehold/audit/$(hostname) sum

	sum=$(printf %s "$log" | sha256sum)
	rm -f -- "/dev/shm/freehold-audit-${sum:0:16}"
}

# down_all [--keep]
down_all()
{
	local -a slurmds

	mapfile -t slurmds < <(daemon_names | grep '^slurmd\.')
	down_daemons slurmctld "${slurmds[@]}"
	down_daemons slurmdbd meters
	down_daemons mariadbd munged
	wait_for 10 down_kill_strays ||
		say "some processes did not end: $(down_strays | paste -sd' ')"
	[[ $SB_PORT -eq 0 ]] || cgroup_remove
	down_mounts
	[[ $SB_PORT -eq 0 ]] || port_release
	if [[ ${1:-} != --keep ]]; then
		down_ring
		rm -rf --one-file-system -- "$SB_DIR"
	fi
}

sandbox_down()
{
	[[ $# -eq 0 || $* == --keep ]] || die "down takes only --keep"
	if [[ ! -e $SB_DIR/sandbox.env ]]; then
		say "no sandbox in $SB_DIR"
		return 0
	fi
	sb_load
	down_all "$@"
}
