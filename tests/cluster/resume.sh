#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Nodes that are rented when a job wants them: freehold-resume asks whether the
# job is still allowed there before the site's own program rents anything. The
# site's program here notes what it was asked for (simulated: nothing is rented).
. "$(dirname -- "$0")/lib.sh"

node=de-h1
rented=$SB/rented
# The site's program.
write_program()
{
	cat >"$SB/rent" <<-END
		#!/bin/bash
		echo "\$1" >>$rented
	END
	chmod +x "$SB/rent"
	echo "$SB/rent" >"$SB/resume.conf"
	cat >"$SB/resume" <<-END
		#!/bin/bash
		export FREEHOLD_RESUME_CONF=$SB/resume.conf
		exec $FREEHOLD_PREFIX/sbin/freehold-resume "\$@" >>$SB/resume.log 2>&1
	END
	chmod +x "$SB/resume"
}
# into_the_cloud: the node is one that power saving makes and unmakes
into_the_cloud()
{
	sb slurmd "$node" stop
	sb ctl stop
	sed -i "/^NodeName=$node /s/State=UNKNOWN/State=CLOUD/" \
		"$SB/c/etc/slurm.conf"
	cat >>"$SB/c/etc/slurm.conf" <<-END
		ResumeProgram=$SB/resume
		SuspendProgram=/bin/true
		SuspendTime=600
		SuspendTimeout=5
		ResumeTimeout=60
		PrivateData=cloud
	END
	# Its node state was saved as that of a node that is always there.
	rm -f "$SB"/c/state/node_state*
	sb ctl start
	wait_until 30 nodes_are_known
}
nodes_are_known() { ! in_sb sinfo -h -o %T | grep -qE 'unk'; }
# activate CLASS-ALLOWS [OPTION]
activate()
{
	rm -rf "$SB/conf"
	mkdir "$SB/conf"
	cp "$SB"/c/etc/freehold/*.json "$SB/conf/"
	echo "{\"data_classes\": {\"c\": {\"accounts\": [\"*\"],
		\"allow\": {\"jurisdictions\": [\"$1\"]}}}}" \
		>"$SB/conf/policy.json"
	in_sb freehold activate ${2:-} "$SB/conf" >"$SB/activate.log" 2>&1 ||
		fail 'activation' "$(cat "$SB/activate.log")"
}
times() { wc -l 2>/dev/null <"$rented" || echo 0; }
was_asked() { grep -q "job $1 " "$SB/resume.log"; }

cluster_up
write_program
activate DE
into_the_cloud

# The policy is narrowed on the disk, and slurmctld has not read it yet.
activate US --no-reconfigure
job=$(submit --requeue -w "$node" --data-class=c)
wait_until 60 was_asked "$job"
expect_like 'a job that is no longer allowed is named' \
	"$(cat "$SB/resume.log")" \
	"*job $job is not allowed there: node $node: class c does not allow it*"
expect 'nothing is rented for it' "$(times)" 0
expect_state 'it is back in the queue' "$job" PENDING
in_sb scancel "$job"

# A program that cannot be asked rents nothing, either.
activate DE
in_sb scontrol reconfigure
wait_until 90 bash -c "[[ ! \$('$SANDBOX' --dir '$SB/c' exec sinfo -h -N -n $node -o %t) =~ \% ]]"
mv "$SB/resume.conf" "$SB/away"
out=$(in_sb "$SB/resume" "$node"; tail -n 1 "$SB/resume.log")
expect_like 'without its program nothing is rented' "$out" \
	'*nothing is rented'
mv "$SB/away" "$SB/resume.conf"
expect 'not even once' "$(times)" 0

job=$(submit -w "$node" --data-class=c)
wait_until 90 test -s "$rented"
expect 'for an allowed job the node is rented' \
	"$(cat "$rented") $(job_nodes "$job")" "$node $node"
expect_not_like 'which nobody refused' "$(cat "$SB/resume.log")" "*job $job is*"
in_sb scancel "$job"

# The command by itself.
note="{\"jobs\": [{\"job_id\": 999999, \"nodes\": \"$node\"}]}"
echo "$note" >"$SB/jobs"
expect 'a job that is gone keeps no node away' \
	"$(in_sb freehold resume --jobs "$SB/jobs" "$node,de-a1")" \
	"nodes $node,de-a1"
echo '{"jobs": 1}' >"$SB/jobs"
expect_fails 'a file that cannot be read lets nothing through' \
	'*has no list "jobs"' in_sb freehold resume --jobs "$SB/jobs" "$node"
