# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What every part of the sandbox needs: messages, the sandbox's own directory
# and its settings, waiting for something to become true.

# Settings that `up` decides and every later command needs.
SB_SAVED=(SB_LAYOUT SB_SELECT SB_PORT SB_PREFIX SB_NODE_LIMIT SB_CGROUP
	SB_ENERGY)

say()
{
	printf 'sandbox: %s\n' "$*" >&2
}

die()
{
	say "$*"
	exit 1
}

need_value()
{
	[[ $# -ge 2 && -n $2 ]] || die "$1 needs a value"
}

# Root's run-time directory is closed to the users whose jobs the sandbox
# runs, so root's sandboxes are in /var/tmp.
sb_default_dir()
{
	local parent=/var/tmp

	if [[ $EUID -ne 0 && -d ${XDG_RUNTIME_DIR:-} ]]; then
		parent=$XDG_RUNTIME_DIR
	fi
	printf '%s\n' "${FREEHOLD_SANDBOX_DIR:-$parent/freehold-sandbox-$EUID}"
}

sb_save()
{
	local name

	for name in "${SB_SAVED[@]}"; do
		printf '%s=%q\n' "$name" "${!name}"
	done >"$SB_DIR/sandbox.env"
}

# The settings are shell text: only a file of our own user is sourced, since
# anybody may create a directory in /var/tmp.
sb_load()
{
	[[ -f $SB_DIR/sandbox.env ]] ||
		die "no sandbox in $SB_DIR; start one with: sandbox up"
	[[ -O $SB_DIR/sandbox.env ]] ||
		die "the sandbox in $SB_DIR belongs to another user"
	# shellcheck source=/dev/null
	. "$SB_DIR/sandbox.env"
}

# sb_env: what a client of this sandbox has in its environment, as
# NAME=VALUE words in the array SB_ENV.
sb_env()
{
	SB_ENV=(
		"SLURM_CONF=$SB_DIR/etc/slurm.conf"
		"MYSQL_UNIX_PORT=$SB_DIR/run/mysql.sock"
		"FREEHOLD_SANDBOX_DIR=$SB_DIR"
		"FREEHOLD_PREFIX=$SB_PREFIX"
		"FREEHOLD_CONF=$SB_DIR/etc/freehold"
		"FREEHOLD_PUBLISHED=$SB_DIR/published/bundle.json"
		"FREEHOLD_ENERGY=$SB_DIR/collected"
		"FREEHOLD_LEDGER=${FREEHOLD_LEDGER:-$SB_DIR/ledger.sqlite}"
		"PATH=$SB_PREFIX/bin:$SB_PREFIX/sbin:$PATH:/usr/sbin:/sbin"
	)
}

# in_sandbox COMMAND...: run a client command against this sandbox.
in_sandbox()
{
	local SB_ENV

	sb_env
	env "${SB_ENV[@]}" "$@"
}

# wait_for SECONDS COMMAND...: poll until COMMAND succeeds.
wait_for()
{
	local until=$((SECONDS + $1))
	shift

	until "$@"; do
		[[ $SECONDS -lt $until ]] || return 1
		sleep 0.05
	done
}

port_answers()
{
	(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# The Debian package of each program that the sandbox runs.
check_packages()
{
	local -A package=(
		[munged]=munge [mariadbd]=mariadb-server
		[mariadb-install-db]=mariadb-server [slurmdbd]=slurmdbd
		[slurmctld]=slurmctld [slurmd]=slurmd [sbatch]=slurm-client
		[setpriv]=util-linux [unshare]=util-linux
	)
	local -A missing=()
	local program

	PATH=$PATH:/usr/sbin:/sbin
	for program in "${!package[@]}"; do
		command -v "$program" >/dev/null ||
			missing[${package[$program]}]=1
	done
	[[ -n $(mysql_plugin) ]] || missing[slurm-wlm-mysql-plugin]=1
	[[ ${#missing[@]} -eq 0 ]] ||
		die "missing packages: ${!missing[*]}; install them with:" \
			"apt-get install --no-install-recommends ${!missing[*]}"
}

# The distribution's plugin directory is the one that has the stock select
# plugin; the name holds the machine's architecture.
slurm_plugin_dir()
{
	local file

	for file in /usr/lib/*/slurm-wlm/select_cons_tres.so \
		/usr/lib/*/slurm/select_cons_tres.so; do
		[[ -e $file ]] && dirname "$file" && return 0
	done
	die "Slurm's plugin directory was not found; install slurmctld"
}

mysql_plugin()
{
	compgen -G '/usr/lib/*/slurm*/accounting_storage_mysql.so'
}
