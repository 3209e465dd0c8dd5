#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Datasets on the node, as their users see them: what a job was not granted is
# hidden, read-only is read-only, and no user undoes it.
. "$(dirname -- "$0")/lib.sh"
cluster_up
data=$SB/c/data
[[ -d $data ]] || { fail 'the sandbox has datasets'; exit 1; }

# What a job of USER with OPTIONS can do with the datasets, as one line.
cat >"$SB/look.sh" <<'SCRIPT'
#!/bin/sh
for name in scans genomes; do
	read=no write=no
	if cat "$1/$name/data" >/dev/null 2>&1; then read=yes; fi
	if echo x 2>/dev/null >"$1/$name/new.$$"; then write=yes; fi
	rm -f "$1/$name/new.$$" 2>/dev/null
	printf '%s:%s/%s ' "$name" "$read" "$write"
done
echo
SCRIPT
chmod 755 "$SB/look.sh"
look="$SB/look.sh $data"
none='scans:no/no genomes:no/no '
# out JOBID: what the job printed, once it has ended
run()	# USER SBATCH-OPTIONS...: of a batch script; its output in $out
{
	local user=$1 job
	shift
	job=$(as "$user" sbatch --parsable -o "$SB/c/home/$user/out.%j" "$@" \
		--wrap "${WRAP_RUN:-$look}" 2>"$SB/submit.err") || {
		out="refused: $(cat "$SB/submit.err")"
		return
	}
	wait_until 30 ended "$job"
	# Without a file the step could not even open it.
	out=$(cat "$SB/c/home/$user/out.$job" 2>/dev/null)
}
ended() { [[ $(acct_field "$1" State) =~ COMPLETED|FAILED|CANCELLED ]]; }

expect 'outside of a job everything can be read and written' \
	"$(as daemon $look)" 'scans:yes/yes genomes:yes/yes '
run daemon
expect 'a job that asks for nothing sees no dataset' "$out" "$none"
run games --dataset=scans
expect 'scans: read, not written; the other hidden' "$out" \
	'scans:yes/no genomes:no/no '
run games --dataset=genomes
expect 'genomes without a mode: read' "$out" 'scans:no/no genomes:yes/no '
run games --dataset=genomes:rw,scans:ro
expect 'both, one of them writable' "$out" 'scans:yes/no genomes:yes/yes '
run games --data-class=public --zone=de
expect 'a class alone grants nothing' "$out" "$none"
expect 'srun, two tasks' "$(as games srun -n 2 --dataset=genomes:rw $look |
	sort -u)" 'scans:no/no genomes:yes/yes '
expect 'FREEHOLD_DATASET' "$(as games env FREEHOLD_DATASET=scans srun $look)" \
	'scans:yes/no genomes:no/no '
expect 'salloc, a step' "$(as games salloc -Q --dataset=scans srun $look)" \
	'scans:yes/no genomes:no/no '
WRAP_RUN="srun $look" run games --dataset=scans
expect 'a step of a batch job' "$out" 'scans:yes/no genomes:no/no '
job=$(as games sbatch --parsable --array=1-2 --dataset=genomes \
	-o "$SB/c/home/games/array.%a" --wrap "$look")
wait_until 30 ended "${job}_2"
wait_until 30 ended "${job}_1"
expect 'tasks of an array' "$(cat "$SB"/c/home/games/array.*)" \
	$'scans:no/no genomes:yes/no \nscans:no/no genomes:yes/no '
expect 'components of a het job, each with its own' \
	"$(as games srun -l --dataset=scans $look : --dataset=genomes:rw $look |
	sort)" \
	$'0: scans:yes/no genomes:no/no \n1: scans:no/no genomes:yes/yes '

# Refused with one sentence, before anything runs.
expect_fails 'another account'"'"'s dataset' \
	"*there is no dataset 'scans' for account physics*genomes*" \
	as daemon sbatch --dataset=scans --wrap true
expect_fails 'a name that is nearly right' '*did you mean scans*' \
	as games sbatch --dataset=scan --wrap true
expect_fails 'writing what is read-only' "*'scans' is read-only*" \
	as games sbatch --dataset=scans:rw --wrap true
expect_fails 'its class forbids the zone' '*dataset scans: class*' \
	as games sbatch --dataset=scans --zone=de --wrap true
expect_fails 'a wider class does not help' '*dataset scans: class*' \
	as games sbatch --dataset=scans --zone=de --data-class=public \
	--wrap true
job=$(as games sbatch --parsable --dataset=scans -o /dev/null --wrap 'sleep 300')
expect_running 'a job with a dataset runs' "$job"
expect 'where the class of its dataset lets it' "$(job_zones "$job")" tx-hall
in_sb scancel "$job"

# What was granted is in plain sacct, and goes over a requeue.
job=$(as games sbatch --parsable --requeue --dataset=genomes:rw \
	-o "$SB/c/home/games/requeue.%j" --open-mode=append \
	--wrap "$look; sleep 300")
expect_running 'a job to be requeued runs' "$job"
in_sb scontrol requeue "$job"
looks() { grep '^scans:' "$SB/c/home/games/requeue.$job"; }
looked_twice() { (( $(looks | wc -l) == 2 )); }
wait_until 60 looked_twice
expect 'requeued it has what it had' "$(looks)" \
	$'scans:no/no genomes:yes/yes \nscans:no/no genomes:yes/yes '
in_sb scancel "$job"
wait_until 30 acct_state_is "$job" CANCELLED
expect_like 'its record says so' "$(acct_field "$job" AdminComment)" \
	'*"dataset":"genomes:rw"*'

# No way around.
try()	# WHAT COMMAND: a shell command in a job without any dataset
{
	WRAP_RUN=$2 run games
	expect_not_like "$1" "$out" '*data of*'
}
try 'umount' "umount $data/scans; cat $data/scans/data"
try 'a namespace of its own' \
	"unshare -Urm sh -c 'umount $data/scans; cat $data/scans/data'"
try 'a lazy umount in it' \
	"unshare -Urm sh -c 'umount -l $data/scans; cat $data/scans/data'"
try 'a bind mount of what is above' "unshare -Urm sh -c 'mkdir -p ~/b;
	mount --bind $data ~/b; cat ~/b/scans/data'"
try 'with all below' "unshare -Urm sh -c 'mkdir -p ~/b;
	mount --rbind $data ~/b; umount -l ~/b/scans; cat ~/b/scans/data'"
try 'an overlay' "unshare -Urm sh -c 'mkdir -p ~/b;
	mount -t overlay o -o lowerdir=$data:/etc ~/b; cat ~/b/scans/data'"
try 'a symbolic link' "ln -s $data/scans ~/link; cat ~/link/data"
# Of its own job: that processes of the user outside of it are open is known,
# and this machine may have some.
try 'the namespaces of the other processes of the job' "sleep 5 & srun sleep 5 &
	sleep 1; for p in \$(grep -ls job_\$SLURM_JOB_ID/ /proc/[0-9]*/cgroup)
	do	p=\${p%/cgroup}; nsenter -m -t \${p#/proc/} \
			cat $data/scans/data
		cat \$p/root$data/scans/data \$p/cwd/scans/data; echo looked
	done 2>/dev/null"
expect 'it looked at some' "$(($(grep -c looked <<<"$out") > 3))" 1
# With the dataset each of these reads it, so that the test can fail.
both()	# WHAT COMMAND [SBATCH-OPTION]
{
	WRAP_RUN=$2 run games ${3:+"$3"}
	expect_not_like "$1" "$out" '*data of*'
	WRAP_RUN=$2 run games ${3:+"$3"} --dataset=scans
	expect_like "$1, with the dataset" "$out" '*data of scans*'
}
cat >"$SB/steal.sh" <<-SCRIPT
	#!/bin/sh
	cat $data/scans/data >"\$HOME/stolen"
	echo print "\$(cat $data/scans/data)"
SCRIPT
chmod 755 "$SB/steal.sh"
both 'the program of --task-epilog' \
	"srun --task-epilog=$SB/steal.sh true; cat ~/stolen; rm ~/stolen"
both 'the program of --task-prolog' "srun --task-prolog=$SB/steal.sh true"
both 'the program of a step'"'"'s --epilog, on the client' \
	"srun --epilog=$SB/steal.sh true; cat ~/stolen; rm ~/stolen"
both '--input at a hidden file' cat "--input=$data/scans/data"
both 'the same by a link' cat "--input=$SB/c/home/games/link/data"
both 'srun --input' "srun --input=$data/scans/data cat"
job=$(as games sbatch --parsable -o "$data/scans/out" --wrap 'echo written')
wait_until 30 ended "$job"
expect '--output at a hidden path writes nothing' "$(ls "$data/scans")" data
WRAP_RUN='pwd; ls; cat data' run games --chdir="$data/scans"
expect_not_like '--chdir into a hidden directory' "$out" '*data of*'
WRAP_RUN="unshare -Urm sh -c 'mount -o remount,rw,bind $data/genomes;
	echo x >$data/genomes/remounted'" run games --dataset=genomes
expect 'read-only is not made writable' "$(ls "$data/genomes")" data

# What goes wrong on the node denies the task, and nothing else.
rm "$data/scans/data"
rmdir "$data/scans"
ln -s "$data/genomes" "$data/scans"
run games --dataset=genomes
expect_like 'a granted dataset inside of another one: denied' "$out" \
	'*freehold: job * may not run*lies inside of a dataset*'
run games
expect 'a job without datasets: both hidden' "$out" "$none"
rm "$data/scans"
run games
expect 'a path that does not exist needs nothing' "$out" "$none"
expect 'no node is drained' "$(in_sb sinfo -h -t drain -o %N)" ''

# What it costs: a step's mounts against none, in slurmstepd.
expect_clean_log
