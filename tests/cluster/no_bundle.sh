#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# No bundle, no slurmctld; twenty mistakes, twenty messages, nothing
# activated; a bad bundle at reconfigure leaves the old one in force.
. "$(dirname -- "$0")/lib.sh"
cluster_up --nodes 4

twenty=$TOP/tests/fixtures/conf/twenty
before=$(in_sb freehold active)
out=$(in_sb freehold lint "$twenty" 2>&1)
expect 'lint finds twenty mistakes, each with file:line:col' \
	"$(grep -cE '^[^ ]+\.json:[0-9]+:[0-9]+: ' <<<"$out")" 20
expect_fails 'activate refuses them' '*20 mistakes*' \
	in_sb freehold activate "$twenty"
expect 'nothing was activated' "$(in_sb freehold active)" "$before"

digest=$(cat "$SB/c/state/freehold/active")
cp "$SB/c/state/freehold/bundles/$digest.json" "$SB/bundle.keep"
printf ' ' >>"$SB/c/state/freehold/bundles/$digest.json"
echo 0000000000000000000000000000000000000000000000000000000000000000 \
	>"$SB/c/state/freehold/active"
in_sb scontrol reconfigure
sleep 1
job=$(submit --zone=us)
expect_running 'a missing bundle at reconfigure: the old one serves' "$job"
expect 'one error line says so' \
	"$(( $(ctld_log 'error: .*freehold.*bundle') >= 1 ))" 1

sb ctl stop
expect_fails 'slurmctld does not start without its bundle' '*' sb ctl start
expect_like 'and says why' "$(grep -E 'error: freehold:' \
	"$SB/c/log/slurmctld.log" | tail -n 1)" '*bundle*'
echo "$digest" >"$SB/c/state/freehold/active"
expect_fails 'nor with one whose text is not its digest' '*' sb ctl start
cp "$SB/bundle.keep" "$SB/c/state/freehold/bundles/$digest.json"
rm "$SB/c/state/freehold/active"
expect_fails 'nor before the first activation' '*' sb ctl start
echo "$digest" >"$SB/c/state/freehold/active"
sb ctl start
expect_running 'with it, it starts and the job runs on' "$job"
