# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# For tests of the freehold tool without Slurm: a copy of good sources in a
# temporary directory, and comparisons that say what they expected.
set -euo pipefail

top=$(cd -- "${top_srcdir:-$(dirname -- "${BASH_SOURCE[0]}")/../..}" && pwd)
freehold=${FREEHOLD:-${top_builddir:-$top/build}/contribs/freehold/freehold}
tmp=$(mktemp -d)
trap 'rm -rf -- "$tmp"' EXIT
cp -r -- "$top/tests/fixtures/conf/good" "$tmp/conf"
chmod -R u+w "$tmp/conf"
mkdir "$tmp/state"
failed=0

fail()
{
	echo "FAIL: $*"
	failed=1
}

# expect WHAT GOT WANTED
expect()
{
	if [[ $2 == "$3" ]]; then
		echo "ok: $1"
	else
		fail "$1"
		diff <(echo "$3") <(echo "$2") || true
	fi
}

# run ARG...: freehold's output in $out, its exit status in $rc.
# shellcheck disable=SC2034
run()
{
	rc=0
	out=$(cd "$tmp" && "$freehold" "$@" 2>&1) || rc=$?
}

# activate ARG...: into the temporary store, without any slurmctld.
activate()
{
	run activate --state-dir state --publish pub --no-reconfigure "$@" conf
}

# edit FILE SED-SCRIPT: a change to one of the sources that must change it.
edit()
{
	cp "$tmp/conf/$1" "$tmp/before"
	sed -i -e "$2" "$tmp/conf/$1"
	! cmp -s "$tmp/before" "$tmp/conf/$1" || fail "no such text in $1: $2"
}

finish()
{
	exit "$failed"
}
