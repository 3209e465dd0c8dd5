#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Steps: from inside, from outside, of another user, with forged variables
# and with files sent ahead. None leaves the job's nodes, and each is checked
# on its node as the job is.
. "$(dirname -- "$0")/lib.sh"
cluster_up --nodes 12 --freehold "$TOP/tests/cluster/conf/class"

tell='echo $SLURMD_NODENAME'
job=$(submit --user games --data-class=de-only -n 1)
expect_running 'a job with a class runs' "$job"
node=$(job_nodes "$job")
step() { as games srun -Q --overlap --jobid="$job" "$@" sh -c "$tell" 2>&1; }

expect 'a step from outside runs on its node' "$(step)" "$node"
expect 'options of a step ask for nothing' \
	"$(step --data-class=us-only --zone=us | tail -n 1)" "$node"
expect_fails 'a node outside the job is refused' '*' step -w tx-h1
expect_fails 'so are more nodes than it has' '*' step -N 2
expect_fails 'and one beside its own' '*' step -w "$node,tx-h1" -N 2
expect_fails "another user's step is refused" '*' \
	as news srun --overlap --jobid="$job" true
expect_fails "also with the job's id in the environment" '*' \
	as news env SLURM_JOB_ID="$job" SLURM_JOBID="$job" SLURM_NNODES=1 \
	SLURM_NTASKS=1 srun --overlap true
terms='1;nonce=00000000000000000000000000000000;account=bio;zones=us'
forged=("FREEHOLD_TERMS=$terms" "SPANK_FREEHOLD_TERMS=$terms"
	"SLURM_SPANK_FREEHOLD_TERMS=$terms"
	'FREEHOLD_RESULT=1;job=1;restart=0'
	'SPANK_FREEHOLD_RESULT=1;job=1;restart=0'
	'SLURM_SPANK_FREEHOLD_RESULT=1;job=1;restart=0'
	SLURMD_NODENAME=tx-h1 SLURM_NODENAME=tx-h1)
expect 'a forged environment moves no step' "$(as games env "${forged[@]}" \
	srun -Q --overlap --jobid="$job" sh -c "$tell" 2>&1)" "$node"

# The node's own word decides for steps, too, whatever they forge.
identity=$SB/c/etc/nodes/$node/node.json
cp "$identity" "$SB/keep.json"
sed 's/"zone": *"[^"]*"/"zone": "tx-hall"/' "$SB/keep.json" >"$identity"
expect_fails 'a step on a node that is elsewhere is denied' '*freehold:*' step
expect_fails 'forged variables do not help' '*freehold:*' as games env \
	"${forged[@]}" srun --overlap --jobid="$job" sh -c "$tell"
sed 's|^PlugStackConfig=.*|PlugStackConfig=/dev/null|' "$SB/c/etc/slurm.conf" \
	>"$SB/c/home/games/slurm.conf"
chmod 644 "$SB/c/home/games/slurm.conf"
expect_fails 'nor a plugstack without the plugin' '*freehold:*' as games env \
	SLURM_CONF="$SB/c/home/games/slurm.conf" srun --overlap \
	--jobid="$job" sh -c "$tell"
cp "$SB/keep.json" "$identity"

# An allocation whose steps come from outside of it.
as games salloc -Q --data-class=de-only -J outside --no-shell 2>/dev/null
alloc=$(in_sb squeue -h -n outside -o %i)
expect_running 'an allocation without a shell' "$alloc"
expect 'its step from outside' "$(as games srun -Q --jobid="$alloc" \
	sh -c "$tell")" "$(job_nodes "$alloc")"
expect 'in its zone' "$(job_zones "$alloc")" cloud-de
expect_fails 'none on another node' '*' as games srun -Q \
	--jobid="$alloc" -w ny-h1 true

# Several steps of different classes in one allocation: the job's holds.
cat >"$SB/c/home/games/inner.sh" <<'SCRIPT'
#!/bin/sh
#SBATCH --data-class=us-only
#SBATCH --output=inner.out
export FREEHOLD_DATA_CLASS=de-only SLURM_SPANK_FREEHOLD_DATA_CLASS=de-only
srun -Q --data-class=de-only sh -c 'echo step $SLURMD_NODENAME'
srun -Q --jobid=$1 --overlap sh -c 'echo other $SLURMD_NODENAME'
echo done
SCRIPT
chmod 755 "$SB/c/home/games/inner.sh"
inner=$(as games sbatch --parsable ./inner.sh "$job" 2>/dev/null)
expect_ended 'a job that starts steps here and in another job' "$inner"
out=$SB/c/home/games/inner.out
like=$(zone_of "$(sed -n 's/^step //p' "$out")")
expect_like 'its own step stayed in its zones' "$like" '@(tx-hall|ny-colo)'
expect "the other job's step ran where that job is" \
	"$(sed -n 's/^other //p' "$out")" "$node"
expect_clean_log
