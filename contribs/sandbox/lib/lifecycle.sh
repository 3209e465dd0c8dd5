# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The commands up and status.

up_options()
{
	SB_LAYOUT=$SB_HOME/layouts/default.layout
	SB_SELECT=freehold SB_NODE_LIMIT=0 SB_CGROUP=yes
	SB_CONF_EXTRA='' SB_FREEHOLD_SOURCES='' SB_SET=()
	while [[ $# -gt 0 ]]; do
		case $1 in
		--no-cgroup) SB_CGROUP=no; shift; continue ;;
		--*=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
		esac
		case $1 in
		--layout) SB_LAYOUT=$(readlink -m -- "${2:-}") ;;
		--nodes) SB_NODE_LIMIT=${2:-} ;;
		--select) SB_SELECT=${2:-} ;;
		--freehold) SB_FREEHOLD_SOURCES=$(readlink -m -- "${2:-}") ;;
		--conf-extra) SB_CONF_EXTRA=$(readlink -m -- "${2:-}") ;;
		--set) SB_SET+=("${2:-}") ;;
		*) die "up does not know $1; see sandbox --help" ;;
		esac
		need_value "$@"
		shift 2
	done
	[[ $SB_SELECT =~ ^(stock|freehold)$ ]] ||
		die "--select takes stock or freehold, not '$SB_SELECT'"
	[[ $SB_NODE_LIMIT =~ ^[0-9]{1,3}$ ]] ||
		die "--nodes takes a number, not '$SB_NODE_LIMIT'"
}

# A directory that is not empty and not a sandbox's is never touched.
up_make_dir()
{
	[[ ! -e $SB_DIR/sandbox.env ]] ||
		die "$SB_DIR holds a sandbox already; end it with: sandbox down"
	[[ ! -e $SB_DIR || -z $(ls -A -- "$SB_DIR" 2>&1) ]] ||
		die "$SB_DIR is not empty"
	# A Unix socket's path has room for 107 characters.
	[[ ${#SB_DIR} -le 80 ]] || die "the path $SB_DIR is too long"
	[[ $SB_DIR =~ ^[A-Za-z0-9/._-]+$ ]] ||
		die "the path $SB_DIR has characters that slurm.conf cannot take"
	[[ $EUID -ne 0 ]] || users_can_reach "$(dirname -- "$SB_DIR")" ||
		die "other users cannot enter $SB_DIR; choose another --dir"
	umask 022
	mkdir -p -- "$SB_DIR"
	[[ -O $SB_DIR ]] || die "$SB_DIR belongs to another user"
	chmod 755 "$SB_DIR"
	SB_PORT=0 SB_ENERGY=no
	sb_save
	mkdir "$SB_DIR"/{etc,run,log,pid,spool,state,dev,home,published}
	mkdir -m 700 "$SB_DIR/run/terms"
}

# Data base and accounting come first, since slurmctld takes its associations
# from there; the slurmds register as soon as slurmctld answers.
up_start()
{
	local node

	say "starting munge, MariaDB and slurmdbd"
	daemon_start munged
	mariadb_make || daemon_failed mariadb-install-db
	daemon_start_wait mariadbd
	daemon_ready munged || wait_for 10 daemon_ready munged ||
		daemon_failed munged
	daemon_start_wait slurmdbd
	users_load_accounts
	[[ $SB_SELECT != freehold ]] || freehold_activate
	[[ $SB_ENERGY == no ]] || daemon_start_wait meters
	say "starting slurmctld and ${#NODES[@]} slurmds"
	daemon_start_wait slurmctld
	for node in "${NODES[@]}"; do
		daemon_start "slurmd.$node"
	done
	wait_for 60 up_nodes_idle || up_nodes_failed
}

up_nodes_idle()
{
	local states

	daemon_ready slurmctld || return 1
	states=$(in_sandbox sinfo -h -N -p all -o %T 2>/dev/null | sort -u)
	[[ $states == idle ]]
}

up_nodes_failed()
{
	local node

	say "these nodes did not become idle:"
	in_sandbox sinfo -h -N -p all -o '    %N %T %E' | grep -v ' idle ' >&2 ||
		true
	for node in "${NODES[@]}"; do
		daemon_pid "slurmd.$node" >/dev/null ||
			daemon_failed "slurmd.$node"
	done
	daemon_failed slurmctld
}

# Whatever ends `up` early takes everything down again.
up_cleanup()
{
	local rc=$?

	trap - EXIT
	[[ $rc -ne 0 ]] || return 0
	say "taking the sandbox down again"
	down_all
	exit "$rc"
}

sandbox_up()
{
	up_options "$@"
	check_packages
	SB_PREFIX=$(readlink -m -- "${FREEHOLD_PREFIX:-$SB_HOME/../../build/inst}")
	layout_read "$SB_LAYOUT" "$SB_NODE_LIMIT"
	[[ $SB_SELECT != freehold ]] || freehold_check_built
	up_make_dir
	trap up_cleanup EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	up_choose_ports
	cgroup_setup
	[[ $SB_SELECT != freehold ]] || freehold_copy_prefix
	meters_choose
	sb_save
	users_choose
	users_make_homes
	make_slurm_configuration
	make_freehold_configuration
	[[ $SB_ENERGY == no ]] || make_meters
	up_start
	trap - EXIT INT TERM HUP
	say "up after $SECONDS s in $SB_DIR: ${#NODES[@]} nodes"
}

# Exit status 3 when a daemon is dead, as init scripts have it.
sandbox_status()
{
	local name pid rc=0

	for name in $(daemon_names); do
		if pid=$(daemon_pid "$name"); then
			printf '%-20s %8d running\n' "$name" "$pid"
		else
			printf '%-20s %8s dead\n' "$name" -
			rc=3
		fi
	done
	daemon_gone slurmctld || in_sandbox sinfo || rc=3
	return $rc
}
