#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold detect --compare against a living slurmctld: silent where slurm.conf
# and gres.conf say what the machine has, and a line for each difference. The
# machine is one of hwloc's files, made here.
. "$(dirname -- "$0")/lib.sh"
# shellcheck source=tests/cli/machine_lib.sh
. "$TOP/tests/cli/machine_lib.sh"

cat >"$SB/layout" <<'LAYOUT'
type h100 env=cuda price=3.20
type tpu_v5p env=none price=2.40
site tx
zone tx-hall site=tx jurisdiction=US-TX tenancy=owned operator=freehold
node n1 zone=tx-hall cores=4 memory=1000 accel=h100:2
account physics
user daemon account=physics
LAYOUT
cluster_up --layout "$SB/layout"

compare()
{
	in_sb freehold detect --compare --node n1 --xml "$SB/machine.xml" \
		--gres-conf "$SB/gres.conf" "$TOP/conf" 2>&1
}

pci 0 0000:05:00.0 0302 10de:2330
pci 1 0000:85:00.0 0302 10de:2330
machine >"$SB/machine.xml"
cat >"$SB/gres.conf" <<'GRES'
# Lines of other nodes are theirs.
NodeName=n[2-9] Name=gpu Type=a100 File=/dev/nvidia[0-7]
Include more.conf
GRES
cat >"$SB/more.conf" <<'GRES'
NodeName=n1 Name=gpu Type=h100 \
	File=/dev/nvidia0 Cores=0-1 Flags=nvidia_gpu_env
NodeName=n1 Name=gpu Type=h100 File=/dev/nvidia1 Cores=2-3 Flags=nvidia_gpu_env
GRES
expect 'nothing differs' "$(compare; echo $?)" \
'n1: slurm.conf and gres.conf say what the machine has
0'

sed -i -e '2s/ Cores=0-1/ Cores=2-3/' -e '3s/nvidia1/nvidia7/' "$SB/more.conf"
expect 'cores and a file' "$(compare; echo $?)" \
"$SB/"'more.conf:2: Cores=2-3 for /dev/nvidia0, and the cores near it are 0-1
gres.conf: no line for /dev/nvidia1 of h100 (0000:85:00.0)
1'

pci 0 0000:05:00.0 0302 10de:2330
pci 1 0000:85:00.0 0880 1ae0:0062
machine >"$SB/machine.xml"
cat >"$SB/more.conf" <<'GRES'
NodeName=n1 Name=gpu Type=a100 File=/dev/nvidia0 Cores=0-1 Flags=no_gpu_env
NodeName=n1 Name=gpu Type=tpu_v5p File=/dev/accel[0-1] Cores=2-3
GRES
expect 'types, counts and flags' "$(compare)" \
'slurm.conf: Gres has 2 of gpu:h100, and the machine has 1
slurm.conf: Gres has 0 of gpu:tpu_v5p, and the machine has 1
'"$SB"'/more.conf:1: Type=a100 for /dev/nvidia0, and the machine has h100 there
'"$SB"'/more.conf:1: Flags=no_gpu_env, but programs for h100 need the variable that Slurm sets
'"$SB"'/more.conf:2: Flags=no_gpu_env is missing: '\
'without it jobs on tpu_v5p get CUDA'"'"'s and ROCm'"'"'s variables'

echo AutoDetect=nvml >"$SB/gres.conf"
expect_like 'files that AutoDetect finds are not compared' "$(compare)" \
	'*AutoDetect finds the devices; its files are not compared*'
expect_like 'this machine itself, and the sandbox'"'"'s gres.conf' \
	"$(in_sb freehold detect --compare --node n1 "$TOP/conf" 2>&1)" \
	'*Gres has 2 of gpu:h100, and the machine has 0*'
expect_fails 'a node that is not there' '*slurmctld*' \
	in_sb freehold detect --compare --node nowhere "$TOP/conf"
expect_fails 'a gres.conf that is not there' '*nowhere*' \
	in_sb freehold detect --compare --node n1 --gres-conf "$SB/nowhere" \
	"$TOP/conf"
