#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# any:COUNT: whatever type fits the memory and the runtime asked for, looked up
# at every test, so that another catalogue serves a job that waits.
. "$(dirname -- "$0")/lib.sh"
cluster_up

tres_of() { job_field "$1" TRES | grep -o 'gres/gpu:.*'; }

job=$(submit --accel=any:1 --accel-mem=100G)
expect_running 'one with 100 GiB' "$job"
expect 'is mi300x' "$(tres_of "$job")" gres/gpu:mi300x=1
job=$(submit --accel=any:2 --accel-runtime=neuron)
expect_running 'one with runtime neuron' "$job"
expect 'is inf2, the first by name' "$(tres_of "$job")" gres/gpu:inf2=2
job=$(submit --accel=any:2 --accel-runtime=Neuron --accel-mem=64G)
expect_running 'with 64 GiB' "$job"
expect 'is trn2' "$(tres_of "$job")" gres/gpu:trn2=2
job=$(submit -t 60 --accel=any:4 --accel-runtime=cuda --accel-policy=fastest)
expect_running 'the fastest of runtime cuda' "$job"
expect 'is h100' "$(tres_of "$job")" gres/gpu:h100=4
job=$(submit -t 60 --accel=any:4 --accel-runtime=cuda --accel-policy=cheapest)
expect_running 'the cheapest' "$job"
expect 'is a100' "$(tres_of "$job")" gres/gpu:a100=4
job=$(submit '--accel=maia100:4|any:4')
expect_running 'any behind a type' "$job"
expect 'is the type while there is room' "$(tres_of "$job")" \
	gres/gpu:maia100=4
job=$(submit '--accel=maia100:4|any:4')
expect_running 'and when not' "$job"
expect_not_like 'another one' "$(tres_of "$job")" '*maia100*'

expect_fails 'too much memory is refused' \
	'*--accel: no node here has an accelerator with 1048576 MiB*' \
	in_sb sbatch --accel=any:1 --accel-mem=1T --wrap true
expect_fails 'an unknown runtime is refused with those there are' \
	"*no type here has runtime 'rcom'; runtimes here: *rocm*" \
	in_sb sbatch --accel=any:1 --accel-runtime=rcom --wrap true
expect_fails 'a named type that does not fit is refused' \
	'*--accel-mem: acme1 has 48 GiB; ask for less*' \
	in_sb sbatch '--accel=h100:1|acme1:1' --accel-mem=64G --wrap true
expect_fails 'so is more than any node has' \
	'*--accel: no node that this job may use has *' \
	in_sb sbatch --accel=any:64 --accel-runtime=cuda --wrap true
expect_like 'scost quote knows it' "$(in_sb scost quote --accel=any:2 \
	--accel-runtime=neuron --zone=de,in | tr -s ' ')" '*inf2:2 *trn2:2 *'

# A job waits for mi300x, which another one has; a new catalogue gives h100
# the memory that it asks for.
cancel_all
holder=$(submit --accel=mi300x:8)
expect_running 'mi300x is taken' "$holder"
job=$(submit --accel=any:8 --accel-mem=150G)
sleep 2
expect 'a job for 150 GiB waits' "$(job_state "$job")" PENDING
mkdir "$SB/more"
cp "$SB"/c/etc/freehold/*.json "$SB/more/"
sed -i '/"h100"/,/memory_gib/ s/"memory_gib": 80/"memory_gib": 160/' \
	"$SB/more/accelerators.json"
in_sb freehold activate "$SB/more" >"$SB/activate.log" 2>&1 ||
	fail 'activation' "$(cat "$SB/activate.log")"
expect_running 'with another catalogue it starts' "$job" 70
expect 'on what fits now' "$(tres_of "$job")" gres/gpu:h100=8
cancel_all
expect_clean_log
