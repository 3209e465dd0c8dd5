#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Random jobs of every kind and class on 24 nodes, while bundles are
# activated, nodes move between zones, daemons are killed, and jobs are
# requeued, updated and cancelled. A checker that shares nothing with the
# plugins judges every run, and finds each in the audit. With FREEHOLD_FULL it
# goes on until about 3,000 jobs have run. FREEHOLD_SEED repeats a soak.
# Only with --full: after a kill -9 slurmdbd and the audit can tell different
# stories of a job that slurmctld forgot, and the checker knows not all of them.
. "$(dirname -- "$0")/lib.sh"
SOAK=$TOP/tests/cluster/soak
seed=${FREEHOLD_SEED:-$((RANDOM * 32768 + RANDOM))}
jobs=180 seconds=60 least=80 turns=1
[[ -z ${FREEHOLD_FULL:-} ]] || jobs=4600 seconds=900 least=3000 turns=10
export PYTHONDONTWRITEBYTECODE=1
echo "  seed $seed, $jobs jobs; again by: FREEHOLD_SEED=$seed $0"

check() # SACCT [AUDIT]
{
	"$SOAK/check.py" --journal "$SB/journal" --sacct "$1" \
		--evidence "$SB/evidence" --bundles "$SB/c/state/freehold/bundles" \
		--audit "${2:-$SB/c/state/freehold/audit}"
}
# count NAME: from the checker's line of counts
count() { grep -oE "(^| )$1 [0-9]+" <<<"$out" | head -n 1 | grep -oE '[0-9]+$'; }
enough() # WHAT NAME LEAST
{
	local found
	found=$(count "$2")
	if (( ${found:-0} >= $3 )); then pass "$1: $found"
	else fail "$1: ${found:-none}, at least $3 make a soak"; fi
}

out=$("$SOAK/test_check.py" 2>&1)
expect 'the checker finds what is forged, rule by rule' "$(tail -n 1 <<<"$out")" OK

out=$("$SOAK/test_audit.py" 2>&1)
expect 'and what is wrong in an audit' "$(tail -n 1 <<<"$out")" OK

cluster_up --layout "$SOAK/soak.layout" --freehold "$SOAK/conf" \
	--set MessageTimeout=10
: >"$SB/evidence"
chmod 666 "$SB/evidence"
"$SOAK/drive.py" --sandbox "$SANDBOX" --dir "$SB/c" --journal "$SB/journal" \
	--evidence "$SB/evidence" --jobs "$jobs" --seconds "$seconds" \
	--seed "$seed" --pause 0.5 >"$SB/drive.out" 2>&1
expect 'the soak ran to its end' $? 0
sed 's/^/    /' "$SB/drive.out"

in_sb env SLURM_TIME_FORMAT=%s sacct -D -X -a -n -P --delimiter=$'\x1f' \
	-S 2020-01-01 -o "JobIDRaw,JobID,JobName%20,User,Account,Partition,\
Start,State,NodeList,AllocTRES,AdminComment,UID" >"$SB/sacct"
out=$(check "$SB/sacct" 2>&1)
sed 's/^/    /' <<<"$out"
expect 'the checker finds no violation' "$(tail -n 1 <<<"$out")" 'violations 0'
real=$(tail -n 1 <<<"$out" | grep -oE '[0-9]+$')
enough 'runs were judged' runs "$least"
enough 'of them under a class, zone or floor' regulated $((least / 3))
enough 'of them on several nodes' several-nodes $((turns * 4))
enough 'of them requeued' requeued "$turns"
enough 'kinds of job that ran' kinds $((turns > 1 ? 14 : 10))
enough 'bundles that decided' bundles $((turns * 3))
enough 'tasks that told where they ran' tasks "$least"
enough 'starts in the audit' audit-starts "$least"
expect 'records of the audit that had no room' "$(count audit-lost)" 0
sound=$(in_sb freehold audit verify 2>&1)
expect 'freehold audit verify finds the chain unbroken' $? 0
sed 's/^/    /' <<<"$sound"

# A regulated run that the audit has elsewhere: its chain is broken there.
mkdir "$SB/forged-audit"
cp "$SB"/c/state/freehold/audit/*.jsonl* "$SB/forged-audit"
sed -i '0,/"kind":"placed".*"class":/ s/"zones":"[^"]*"/"zones":"nowhere"/' \
	"$SB/forged-audit/$(hostname).jsonl"
expect_like 'a forged record of the audit is found' \
	"$(check "$SB/sacct" "$SB/forged-audit" 2>&1)" \
	'*violation: the audit: *its hash does not follow*'

# Jobs of the account's class us-owned, whose rules no activation touches: on
# a node that is in no zone they are violations.
grep '"event": "update"' "$SB/journal" | jq -r .name >"$SB/updated"
awk -F $'\x1f' -v OFS=$'\x1f' 'NR == FNR { updated[$1]; next }
	$5 == "finance" && $7 ~ /^[0-9]+$/ && /"class":"us-owned"/ && !($3 in updated) {
		$9 = "nowhere1"; $11 = ""; forged++ }
	{ print }
	END { print forged + 0 >"/dev/stderr" }' "$SB/updated" "$SB/sacct" \
	>"$SB/forged" 2>"$SB/forged.count"
forged=$(cat "$SB/forged.count")
out=$(check "$SB/forged" 2>&1)
expect "forged into $forged rows of sacct, each is found" \
	"$(tail -n 1 <<<"$out")" "violations $((forged + real))"
enough 'rows forged' violations 3
# Slurm's own sums of CPUs and seconds, after a kill -9 or a job past its limit.
slurms='job_update_tres_cnt: cpu_cnt underflow|_handle_assoc_tres_run_secs: '
echo "    $(ctld_log "$slurms") lines of slurmctld about its own sums"
expect_clean_log
