# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Accounts and users. Slurm looks users up in the host's account file, which a
# sandbox never touches: its users are accounts that every Debian system has,
# and setpriv runs commands as them.

# Does DIR, and every directory above it, let other users through? What does
# not exist yet will.
users_can_reach()
{
	local path=$1

	while [[ $path != / ]]; do
		[[ ! -e $path || $(stat -c %A -- "$path") == *[xt] ]] || return 1
		path=$(dirname -- "$path")
	done
}

# Drops users that this host lacks; without root there is only oneself.
users_choose()
{
	local user
	local -a known=()

	if [[ $EUID -ne 0 ]]; then
		user=$(id -un)
		USERS=("$user")
		USER_ACCOUNTS[$user]=$(IFS=,; printf '%s' "${ACCOUNTS[*]}")
		return 0
	fi
	for user in "${USERS[@]}"; do
		if getent passwd "$user" >/dev/null; then
			known+=("$user")
		else
			say "this host has no user $user; left out"
		fi
	done
	USERS=("${known[@]}")
}

users_make_homes()
{
	local user

	for user in "${USERS[@]}"; do
		mkdir -m 700 "$SB_DIR/home/$user"
		[[ $EUID -ne 0 ]] ||
			chown "$user:$(id -gn "$user")" "$SB_DIR/home/$user"
	done
}

# The cluster, its accounts and users as sacctmgr reads them: one call.
users_write_accounts()
{
	local account user

	printf "Cluster - 'freehold'\nParent - 'root'\n"
	printf "User - 'root':DefaultAccount='root':AdminLevel='Administrator'\n"
	for account in "${ACCOUNTS[@]}"; do
		printf "Account - '%s':Description='%s':Organization='freehold'\n" \
			"$account" "$account"
	done
	for account in "${ACCOUNTS[@]}"; do
		printf "Parent - '%s'\n" "$account"
		for user in "${USERS[@]}"; do
			[[ ,${USER_ACCOUNTS[$user]}, == *",$account,"* ]] || continue
			printf "User - '%s':DefaultAccount='%s'\n" \
				"$user" "${USER_ACCOUNTS[$user]%%,*}"
		done
	done
}

# sacctmgr loads a file only for root and for users it knows as such, so
# anybody else becomes an administrator of their data base first.
users_accounting_commands()
{
	if [[ $EUID -ne 0 ]]; then
		printf 'add cluster freehold\n'
		printf 'add user %s account=root adminlevel=Administrator\n' \
			"$(id -un)"
	fi
	printf 'load file=%s\n' "$SB_DIR/etc/accounts.cfg"
}

users_load_accounts()
{
	local log=$SB_DIR/log/sacctmgr.out

	users_write_accounts >"$SB_DIR/etc/accounts.cfg"
	users_accounting_commands | in_sandbox sacctmgr -i -Q >"$log" 2>&1 || {
		say "the accounts could not be loaded:"
		sed 's/^/    /' "$log" >&2
		exit 1
	}
}

# user_exec [--user NAME] COMMAND...
user_exec()
{
	local SB_ENV user=

	if [[ ${1:-} == --user || ${1:-} == --user=* ]]; then
		if [[ $1 == --user ]]; then
			need_value "$@"
			user=$2
			shift
		else
			user=${1#*=}
		fi
		shift
	fi
	[[ $# -gt 0 ]] || die "exec needs a command"
	sb_env
	[[ -n $user && $user != "$(id -un)" ]] || exec env "${SB_ENV[@]}" "$@"
	[[ $EUID -eq 0 ]] || die "--user needs root"
	[[ -d $SB_DIR/home/$user ]] || die "'$user' is no user of this sandbox"
	cd "$SB_DIR/home/$user" || die "cannot enter the home of $user"
	exec setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups \
		env "${SB_ENV[@]}" "HOME=$PWD" "USER=$user" "LOGNAME=$user" \
		SHELL=/bin/sh "$@"
}
