#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Ten configurations that leave a doubt: no job under a data class runs in any
# of them, each is refused or held with the reason, and jobs that are under no
# restriction go on.
. "$(dirname -- "$0")/lib.sh"

classes='
	"open": {"accounts": ["*"]},
	"empty-list": {"accounts": ["*"], "allow": {}},
	"lapsed-mechanism": {"accounts": ["*"], "allow": {"zones": []},
		"transfers": [{"to": {"jurisdictions": ["DE"]},
		"mechanism": "adequacy", "evidence": "decision 1",
		"until": "2026-01-01"}]},
	"lapsed-attestation": {"accounts": ["*"], "attestations": ["C5"]},
	"lapsed-class": {"accounts": ["*"], "until": "2026-01-01"},
	"control-plane-untold": {"accounts": ["*"],
		"control_plane": {"jurisdictions": ["DE"]}},
	"nobody": {"accounts": ["*"], "users": []}'

# activate [CLASSES] [SED of zones.json]: Returns what freehold does
activate()
{
	rm -rf "$SB/conf"
	mkdir "$SB/conf"
	cp "$SB"/c/etc/freehold/*.json "$SB/conf/"
	echo "{\"data_classes\": {$1},
		\"partitions\": {\"ny\": {\"floor\": {\"tenancy\": \"owned\"}}}}" \
		>"$SB/conf/policy.json"
	sed -i "${2:-}" "$SB/conf/zones.json"
	in_sb freehold activate "$SB/conf" >"$SB/activate.log" 2>&1
}
# refused CASE REASON SBATCH-OPTION...
refused()
{
	local case=$1 reason=$2
	shift 2
	expect_fails "$case: refused" "*freehold: *$reason*" \
		in_sb sbatch "$@" --wrap true
}
# denied CASE: de-h1 takes no task of a job that is bound to its zone
denied()
{
	local job

	job=$(in_sb sbatch --parsable -w de-h1 --data-class=open \
		-o "$SB/c/out.%j" --wrap 'echo the task ran' 2>/dev/null)
	wait_until 20 acct_state_is "$job" FAILED
	expect "$1: the task is denied" \
		"$(acct_field "$job" State) $(grep -c 'the task ran' "$SB/c/out.$job")" \
		'FAILED 0'
}
reason() { in_sb squeue -h -j "$1" -o %r; }
# shellcheck disable=SC2053
reason_is() { [[ $(reason "$1") == $2 ]]; }

cluster_up
attested='"attestations": {"C5": {"evidence": "e", "until": "2026-01-01"}},'
activate "$classes" "s/\"cloud-de\": *{/&$attested/" ||
	fail 'activation' "$(cat "$SB/activate.log")"
job=$(submit -w de-h1 --data-class=open)
expect_running 'without a doubt a job under a class runs' "$job"
in_sb scancel "$job"

refused '1 empty list' 'no zone is left*does not allow it' \
	--data-class=empty-list
refused '2 lapsed mechanism' 'adequacy (decision 1) is in force until' \
	--data-class=lapsed-mechanism
refused '3 lapsed attestation' 'needs the attestation C5' \
	--data-class=lapsed-attestation
refused '4 lapsed class' 'has lapsed' --data-class=lapsed-class
refused '5 control plane not told' 'zones.json does not say' \
	--data-class=control-plane-untold
refused '6 class for no user' 'may not use class nobody' --data-class=nobody
refused '7 partition below its floor' 'floor of partition ny' \
	-p ny --zone=us-ny

before=$(in_sb freehold active)
activate "$classes, \"x\": {\"accounts\": [\"*\"],
	\"allow\": {\"zones\": [\"cloud-de2\"]}}"
expect '8 unknown zone: it does not go live' \
	"$? $(grep -c 'there is no zone "cloud-de2"' "$SB/activate.log")" '1 1'
expect '8 unknown zone: what was in force stays' "$(in_sb freehold active)" \
	"$before"

waiting=$(submit -w de-h1 --data-class=open --begin=now+3600)
left='[{"nodes": \1, "until": "2026-01-01"}]'
activate "$classes" "s/\(\"[^\"]*de-h1[^\"]*\"\)/$left/" ||
	fail 'activation' "$(cat "$SB/activate.log")"
refused '9 node in no zone' '' -w de-h1 --data-class=open
sleep 3
in_sb scontrol update "jobid=$waiting" starttime=now
wait_until 20 reason_is "$waiting" 'freehold:*'
expect_like '9 node in no zone: a waiting job is held' "$(reason "$waiting")" \
	'freehold: *'
in_sb scancel "$waiting"
plain=$(in_sb sbatch --parsable -w de-h1 -o /dev/null --wrap true)
expect_ended '9 node in no zone: a job without restrictions runs' "$plain"
activate "$classes" || fail 'activation' "$(cat "$SB/activate.log")"

identity=$SB/c/etc/nodes/de-h1/node.json
cp "$identity" "$SB/keep.json"
sed -i 's/"jurisdiction": *"[^"]*"/"jurisdiction": "FR"/' "$identity"
denied '10 node.json says something else'
cp "$SB/keep.json" "$identity"

# And the class that is gone while a job waits for it.
waiting=$(submit --data-class=open --begin=now+3600)
activate "${classes/\"open\"/\"opened\"}" ||
	fail 'activation' "$(cat "$SB/activate.log")"
sleep 3
in_sb scontrol update "jobid=$waiting" starttime=now
wait_until 20 reason_is "$waiting" 'freehold:*'
expect_like 'a class that is gone: the waiting job is held' \
	"$(reason "$waiting")" 'freehold: *'
expect_clean_log
