# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Starting, watching and stopping the sandbox's daemons. Each is a direct
# program in its own session with DIR/pid/NAME holding its process id, and
# FREEHOLD_SANDBOX_DAEMON in its environment says whose it is: a process id is
# never believed without it.

daemon_marker()
{
	printf 'FREEHOLD_SANDBOX_DAEMON=%s\n' "$SB_DIR"
}

# pid_is_ours PID: is it a daemon of this sandbox, alive?
pid_is_ours()
{
	[[ $1 =~ ^[0-9]+$ && -r /proc/$1/environ ]] &&
		grep -qzxF -- "$(daemon_marker)" "/proc/$1/environ" 2>/dev/null
}

# daemon_pid NAME: its process id, or failure when it does not run.
daemon_pid()
{
	local pid

	read -r pid 2>/dev/null <"$SB_DIR/pid/$1" && pid_is_ours "$pid" &&
		printf '%s\n' "$pid"
}

# daemon_spawn NAME COMMAND...: the environment is made new, so that nothing
# of the caller's reaches the daemons.
daemon_spawn()
{
	local name=$1 log=$SB_DIR/log/$1.out
	local -a wrap=(setsid)
	shift

	(
		if [[ $name == slurmd.* && $SB_CGROUP == yes ]]; then
			cgroup_enter
			wrap=(unshare --cgroup setsid)
		fi
		cd /
		exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
			"$(daemon_marker)" "SLURM_CONF=$SB_DIR/etc/slurm.conf" \
			"MYSQL_UNIX_PORT=$SB_DIR/run/mysql.sock" \
			"${wrap[@]}" "$@"
	) </dev/null >>"$log" 2>&1 &
	printf '%s\n' $! >"$SB_DIR/pid/$name"
}

# How each daemon is started; all stay in the foreground of their session.
daemon_start()
{
	local conf=$SB_DIR/etc/slurm.conf

	case $1 in
	munged) munged_start ;;
	mariadbd) mariadbd_start ;;
	meters) meters_start ;;
	slurmdbd) daemon_spawn slurmdbd slurmdbd -D ;;
	slurmctld) daemon_spawn slurmctld slurmctld -D -f "$conf" ;;
	slurmd.*)
		mkdir -p "$SB_DIR/spool/${1#slurmd.}"
		daemon_spawn "$1" slurmd -D -f "$conf" -N "${1#slurmd.}"
		;;
	esac
}

munged_start()
{
	local run=$SB_DIR/run

	[[ -e $SB_DIR/etc/munge.key ]] ||
		(umask 077; head -c 256 /dev/urandom >"$SB_DIR/etc/munge.key")
	# More threads than the default: every daemon and client of the
	# sandbox shares this one.
	daemon_spawn munged munged --foreground --num-threads=10 \
		--key-file="$SB_DIR/etc/munge.key" --socket="$run/munge.socket" \
		--pid-file="$run/munged.pid" --seed-file="$run/munged.seed" \
		--log-file="$SB_DIR/log/munged.log"
}

# A crash of the machine may lose a sandbox's data: nothing waits for a disk.
MARIADB_OPTIONS=(--innodb-log-file-size=16M --innodb-flush-log-at-trx-commit=0
	--innodb-doublewrite=0 --innodb-flush-method=nosync)

# --force: also where the host's own name does not resolve.
mariadb_install()
{
	local user

	user=$(id -un)
	mariadb-install-db --no-defaults --force --user="$user" \
		--datadir="$SB_DIR/db/data" --tmpdir="$SB_DIR/db/tmp" \
		--skip-test-db --skip-name-resolve \
		--auth-root-authentication-method=socket \
		--auth-root-socket-user="$user" "${MARIADB_OPTIONS[@]}" \
		>"$SB_DIR/log/mariadb-install-db.out" 2>&1 </dev/null
}

# With its own place for temporary files: a server that starts removes those
# of all others there, whose queries then fail. On a host that is out of breath
# its bootstrap server may not come up: once more, then.
mariadb_make()
{
	mkdir -m 700 "$SB_DIR/db" "$SB_DIR/db/tmp"
	mariadb_install && return
	rm -rf -- "$SB_DIR/db/data"
	mariadb_install
}

mariadbd_start()
{
	daemon_spawn mariadbd mariadbd --no-defaults --user="$(id -un)" \
		--datadir="$SB_DIR/db/data" --tmpdir="$SB_DIR/db/tmp" \
		--socket="$SB_DIR/run/mysql.sock" \
		--pid-file="$SB_DIR/run/mariadbd.pid" --skip-networking \
		--innodb-buffer-pool-size=64M --performance-schema=off \
		--innodb-lock-wait-timeout=900 "${MARIADB_OPTIONS[@]}"
}

# Is NAME, which this process started, ready to serve? One that died is not
# waited for. (Its environment cannot be asked here: while a process executes
# a new program it is empty for a moment.)
daemon_ready()
{
	kill -s 0 "$(<"$SB_DIR/pid/$1")" 2>/dev/null || daemon_failed "$1"
	case $1 in
	munged) [[ -S $SB_DIR/run/munge.socket ]] ;;
	mariadbd) [[ -S $SB_DIR/run/mysql.sock ]] ;;
	slurmdbd) port_answers $((SB_PORT + 1)) ;;
	slurmctld) port_answers "$SB_PORT" ;;
	meters) meters_count ;;
	slurmd.*) true ;;
	esac
}

# Says why NAME does not run, with the end of its logs, and gives up.
daemon_failed()
{
	local file

	say "$1 did not start; the end of its logs:"
	for file in "$SB_DIR/log/$1.log" "$SB_DIR/log/$1.out"; do
		[[ ! -s $file ]] || tail -n 8 "$file" | sed 's/^/    /' >&2
	done
	exit 1
}

daemon_start_wait()
{
	daemon_start "$1"
	wait_for 30 daemon_ready "$1" || daemon_failed "$1"
}

daemon_gone()
{
	! daemon_pid "$1" >/dev/null
}

# daemon_stop NAME [SIGNAL]: asks, waits, then insists.
daemon_stop()
{
	local pid

	pid=$(daemon_pid "$1") || return 0
	kill -s "${2:-TERM}" "$pid" 2>/dev/null || true
	wait_for 10 daemon_gone "$1" || kill -s KILL "$pid" 2>/dev/null || true
	wait_for 2 daemon_gone "$1" || say "$1 ($pid) does not end"
}

# daemon_control NAME start|stop|restart|kill9
daemon_control()
{
	case $2 in
	start)
		daemon_gone "$1" || die "$1 runs already"
		daemon_start_wait "$1"
		;;
	stop) daemon_stop "$1" ;;
	restart)
		daemon_stop "$1"
		daemon_start_wait "$1"
		;;
	kill9) daemon_stop "$1" KILL ;;
	*) die "say start, stop, restart or kill9, not '$2'" ;;
	esac
}

node_control()
{
	[[ $1 =~ ^[a-z][a-z0-9-]*$ && -e $SB_DIR/pid/slurmd.$1 ]] ||
		die "no node '$1' in this sandbox"
	daemon_control "slurmd.$1" "$2"
}

# The daemons of this sandbox, in the order in which they are started.
daemon_names()
{
	local name file

	for name in munged mariadbd slurmdbd meters slurmctld; do
		[[ ! -e $SB_DIR/pid/$name ]] || printf '%s\n' "$name"
	done
	for file in "$SB_DIR"/pid/slurmd.*; do
		[[ ! -e $file ]] || basename "$file"
	done
}
