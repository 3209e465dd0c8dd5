# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every sandbox has a block of ports of its own, below those that the kernel
# gives to clients.

PORT_BLOCK=200
PORT_FIRST=20000
PORT_CLAIM=/var/tmp/freehold-sandbox-ports-

# Is any port of the block that starts at $1 in use?
port_block_busy()
{
	local low=$1 high=$(($1 + PORT_BLOCK)) port

	for port in $(awk 'FNR > 1 { sub(/.*:/, "", $2); print "0x" $2 }' \
		/proc/net/tcp /proc/net/tcp6 2>/dev/null); do
		[[ $((port)) -lt $low || $((port)) -ge $high ]] || return 0
	done
	return 1
}

# Every sandbox of the machine claims a block of ports by making a directory,
# which only one can do. A claim whose sandbox is gone is taken over.
port_claim()
{
	local claim=$PORT_CLAIM$1 owner=

	if ! mkdir -m 755 "$claim" 2>/dev/null; then
		read -r owner 2>/dev/null <"$claim/dir" || true
		[[ -n $owner && ! -e $owner/sandbox.env && -O $claim ]] || return 1
	fi
	printf '%s\n' "$SB_DIR" >"$claim/dir"
}

port_release()
{
	local owner=

	read -r owner 2>/dev/null <"$PORT_CLAIM$SB_PORT/dir" || true
	[[ $owner != "$SB_DIR" ]] || rm -rf "$PORT_CLAIM$SB_PORT"
}

up_choose_ports()
{
	local i base start

	start=$(($(printf %s "$SB_DIR" | cksum | cut -d' ' -f1) % 60))
	for ((i = 0; i < 60; i++)); do
		base=$((PORT_FIRST + (start + i) % 60 * PORT_BLOCK))
		if port_block_busy "$base" || ! port_claim "$base"; then
			continue
		fi
		SB_PORT=$base
		sb_save
		return 0
	done
	die "no free block of $PORT_BLOCK ports from $PORT_FIRST on"
}
