#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The audit of a real slurmctld: what it says of submissions, starts and ends;
# that it is proven and a change shows; the report, compared with slurmdbd;
# and a disk that is full.
. "$(dirname -- "$0")/lib.sh"

# The log is on a disk of its own, which can be filled.
mkdir "$SB/audit" "$SB/conf"
chmod 755 "$SB/conf"
mount -t tmpfs -o size=1m,mode=0777 tmpfs "$SB/audit" ||
	{ echo "  FAIL a file system for the log can be mounted"; exit 1; }
dataset='{ "class": "us-only", "home_zones": [], "only_at_home": false, '
dataset+='"paths": ["'$SB/plan'"], "accounts": ["*"] }'
sed '1,/^{/ s|^{|{ "audit": { "directory": "'"$SB/audit"'" },\
	"datasets": { "plan": '"$dataset"' },|' \
	"$TOP/tests/cluster/conf/class/policy.json" >"$SB/conf/policy.json"
cluster_up --freehold "$SB/conf"
ring=$(printf %s "$SB/audit/$(hostname)" | sha256sum)
ring=/dev/shm/freehold-audit-${ring:0:16}
trap 'rc=$?; umount -l "$SB/audit"; rm -f "$ring"; (exit $rc); cluster_down' EXIT
expect 'the ring is in memory, its owner alone has it' "$(stat -c %a "$ring")" \
	600

log=$SB/audit/$(hostname).jsonl
# records KIND [PATTERN...]: how many there are, once the log has them
records()
{
	sleep 0.3
	local kind=$1 pattern lines
	shift
	lines=$(grep "\"kind\":\"$kind\"" "$log")
	for pattern; do lines=$(grep -- "$pattern" <<<"$lines"); done
	grep -c . <<<"$lines"
}
verify() { in_sb freehold audit verify "$@"; }

expect 'the log begins with a line of its own' \
	"$(head -n 1 "$log" | grep -c '"line":1,.*"kind":"opened"')" 1
expect 'it is for its owner and group' "$(stat -c %a "$log")" 640
expect 'the configuration in force is recorded' "$(records reconfigured)" 1

job=$(submit --user games --data-class=us-only --accel=h100:1)
expect_running 'a job under a class runs' "$job"
uid=$(id -u games)
expect 'its submission is recorded' \
	"$(records submitted "\"user\":$uid" '"class":"us-only"' '"nonce"')" 1
expect 'its start is recorded, with nodes and zone' "$(records placed \
	"\"job\":$job," "\"nodes\":\"$(job_nodes "$job")\"" \
	"\"zones\":\"$(job_zones "$job")\"" '"accel":"h100:1"' '"digest"')" 1
plain=$(submit -w de-n1)
expect_running 'a job without terms runs' "$plain"
expect 'its start is recorded as well' "$(records placed "\"job\":$plain,")" 1

expect_fails 'a class of another account is refused' '*bio-only*' \
	as news sbatch --data-class=bio-only --wrap true
expect 'with a record' "$(records rejected "\"user\":$(id -u news)" 'bio-only')" 1
watched=$(submit --data-class=watched -w tx-h1)
expect_running 'a class that only observes lets a job run' "$watched"
expect 'what it would deny is recorded' \
	"$(records observed "\"job\":$watched,")" 1

in_sb scancel "$job" "$plain" "$watched"
wait_until 20 acct_state_is "$job" CANCELLED
wait_until 20 acct_state_is "$plain" CANCELLED
wait_until 20 acct_state_is "$watched" CANCELLED
expect 'its end is recorded' \
	"$(records ended "\"job\":$job," '"state":"CANCELLED"')" 1

in_sb scontrol reconfigure
expect_like 'the log is sound' "$(verify)" '*: sound: *'
head=$(verify | sed -n 's/^.*: head //p')
expect_like 'its head, kept elsewhere, agrees' "$(verify --head "$head")" \
	'*1 heads kept elsewhere agree*'
expect_fails 'a head of another log does not' '*NOT SOUND*' \
	verify --head "$(sed 's/.$/x/; s/[0-9a-f]x$/00/' <<<"$head")"
mkdir "$SB/copy"
sed 's/"zones":"[^"]*"/"zones":"de-main"/' "$log" >"$SB/copy/${log##*/}"
expect_fails 'a changed line shows' '*NOT SOUND*' verify --log "$SB/copy"
sed 5d "$log" >"$SB/copy/${log##*/}"
expect_fails 'a line that is missing shows' '*NOT SOUND*' \
	verify --log "$SB/copy"
head -n -2 "$log" >"$SB/copy/${log##*/}"
expect_fails 'lines missing at its end show by a head' '*missing at its end*' \
	verify --log "$SB/copy" --head "$head"

report() { in_sb freehold audit report --class us-only "$@"; }
expect_like 'the report has the job, its zone and the rule' "$(report)" \
	"*$job *CANCELLED*games*yes*US*"
granted=$(submit --dataset=plan)
expect_running 'a job with a dataset runs' "$granted"
wait_until 10 grep -q "\"kind\":\"placed\",\"job\":$granted," "$log"
expect_like 'and one that had a dataset of the class' "$(report)" \
	"*
$granted *yes*US-*"
in_sb scancel "$granted"
both_sides() { [[ $(report) == *'every run is on both sides'* ]]; }
wait_until 20 both_sides	# slurmdbd hears of it a moment later
expect_like 'slurmdbd has the same runs' "$(report)" \
	'*every run is on both sides*'
expect_like 'it is JSON with the bundle' "$(report --json | tr -d '\n')" \
	"*\"job\":*$job,*\"allowed\":*true*\"in_slurmdbd\":*true*us-only*"
grep -v "\"kind\":\"placed\",\"job\":$job," "$log" >"$SB/copy/${log##*/}"
expect_fails 'a run that the audit lacks is listed' \
	"*job $job of *is in slurmdbd, not in the audit*" \
	report --log "$SB/copy"
expect_like 'freehold check finds the audit well' "$(in_sb freehold check)" \
	'*audit *ok *'

# A full disk: nothing under a class starts, all others do.
head -c 2M /dev/zero >"$SB/audit/filler" 2>/dev/null
for ((i = 0; i < 20; i++)); do	# more than a page of records
	as news sbatch --data-class=bio-only --wrap true >/dev/null 2>&1
done
sleep 12	# the writer is stale after 10 s
waiting=$(submit --data-class=us-only)
dataset=$(submit --dataset=plan)
free=$(submit -w de-n1)
expect_running 'the disk full, a job without a class runs' "$free"
expect 'one under a class waits' "$(job_state "$waiting")" PENDING
expect 'one with a dataset waits too' "$(job_state "$dataset")" PENDING
expect_like 'and says why' "$(in_sb scontrol show job "$waiting" | grep AdminComment)" \
	"*waits*the writer of the audit is stuck*"
expect_like 'freehold check says so' "$(in_sb freehold check)" '*audit *FAILED *'
rm "$SB/audit/filler"
expect_running 'with room again it starts' "$waiting" 40
sleep 1
expect 'and is recorded' "$(records placed "\"job\":$waiting,")" 1
expect_like 'the log is still sound' "$(verify)" '*: sound: *'
