#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# freehold detect, on machines of every vendor that never were: their files
# are made here, with the PCI ids of the shipped catalogue, and so are trees
# that stand in for /sys, /proc and /dev. Real machines' files are read too,
# where they are at hand.
# shellcheck source=tests/cli/lib.sh
. "$(dirname -- "$0")/lib.sh"
# shellcheck source=tests/cli/machine_lib.sh
. "$(dirname -- "$0")/machine_lib.sh"
cp "$top/conf/accelerators.json" "$tmp/conf/"

# detected PART ARG...: the part that freehold detect prints of machine.xml
detected()
{
	local part=$1
	shift
	run detect --xml machine.xml --node n1 --print "$part" "$@" conf
	out=$(grep -v '^#' <<<"$out" || true)
}

# vendor NAME TYPE CLASS ID FLAG FILE: two such devices, one on each socket
vendor()
{
	pci 0 0000:05:00.0 "$3" "$4"
	pci 1 0000:85:00.0 "$3" "$4"
	machine >"$tmp/machine.xml"
	detected gres.conf
	expect "$1 (synthetic)" "$out" \
		"NodeName=n1 Name=gpu Type=$2 File=${6}0 Cores=0-1 Flags=$5
NodeName=n1 Name=gpu Type=$2 File=${6}1 Cores=2-3 Flags=$5"
}

vendor NVIDIA h100 0302 10de:2330 nvidia_gpu_env /dev/nvidia
vendor Gaudi gaudi2 1200 1da3:1020 no_gpu_env /dev/accel/accel
vendor TPU tpu_v5p 0880 1ae0:0062 no_gpu_env /dev/accel
vendor Trainium trn2 0880 1d0f:7364 no_gpu_env /dev/neuron
vendor Inferentia inf2 0880 1d0f:7264 no_gpu_env /dev/neuron

pci 0 0000:05:00.0 1200 1002:74a1 1,rsmi0,RSMI 1,renderD128 1,card1
pci 0 0000:06:00.0 1200 1002:74a1 1,rsmi1,RSMI 1,renderD129 1,card2
pci 1 0000:85:00.0 0380 8086:0bd5 1,renderD130 5,ze0,LevelZero
pci 0 0000:00:02.0 0300 102b:0536 1,card0
pci 1 0000:81:00.0 0b40 8086:4940
machine >"$tmp/machine.xml"
detected gres.conf
expect 'AMD and Intel in one machine (synthetic), neither screen nor QAT' \
	"$out" \
'NodeName=n1 Name=gpu Type=mi300x File=/dev/dri/renderD[128-129] Cores=0-1 Flags=amd_gpu_env
NodeName=n1 Name=gpu Type=max1550 File=/dev/dri/renderD130 Cores=2-3 Flags=oneapi_gpu_env'
detected slurm.conf
expect 'its node line' "$out" \
'NodeName=n1 CPUs=4 Boards=1 SocketsPerBoard=2 CoresPerSocket=2 ThreadsPerCore=1 '\
'RealMemory=131072 Gres=gpu:mi300x:2,gpu:max1550:1'
run detect --xml machine.xml --node n1 conf
expect 'what is known is not called assumed' "$(grep -c assumed <<<"$out")" 0

# A board that three drivers know is one device; ids that nobody knows.
pci 0 0000:05:00.0 0302 10de:20b2 5,cuda0,CUDA 1,nvml0,NVML 5,opencl0d0,OpenCL
pci 1 0000:85:00.0 1200 1234:5678
pci 1 0000:86:00.0 1200 1234:5678
machine >"$tmp/machine.xml"
run detect --xml machine.xml --node n1 conf
expect 'one board, three drivers' "$(grep -c Type=a100 <<<"$out")" 1
expect 'an unknown one is told once, with its places' \
	"$(grep -A2 'Not in acc' <<<"$out")" \
'# Not in accelerators.json: an accelerator at 0000:85:00.0 0000:86:00.0 (PCI class 1200).
#   Add its type there, as in "my_type": {"title": "...", "vendor": "...",
#     "runtime": "...", "visible": {"form": "none"}, "pci_ids": ["1234:5678"]}'
expect 'a file that is assumed is said to be' \
	"$(grep -c 'files of 1 device are assumed' <<<"$out")" 1

# The line it proposes makes a type of it.
cat >"$tmp/my_type" <<'JSON'
"my_type": {"title": "x", "vendor": "x", "runtime": "x",
	"visible": {"form": "none"}, "pci_ids": ["1234:5678"]},
JSON
sed -i "/^\t\"accelerators\": {/r $tmp/my_type" "$tmp/conf/accelerators.json"
run detect --xml machine.xml --node n1 --print gres.conf conf
expect 'an own chip without a known file is a comment' \
	"$(grep -c '^#NodeName=n1 Name=gpu Type=my_type File=? Cores=2-3 Flags=no_gpu_env' \
	<<<"$out")" 2
cp "$top/conf/accelerators.json" "$tmp/conf/"

# What the drivers say of their files: minors that are not in the bus's order,
# MIG, AMD's partitions, a TPU given to user space.
pci 0 0000:05:00.0 0302 10de:2330
pci 0 0000:06:00.0 0302 10de:2330
pci 0 0000:07:00.0 1200 1002:74a1
pci 1 0000:85:00.0 0880 1ae0:0062
pci 1 0000:86:00.0 1200 1da3:1020
machine >"$tmp/machine.xml"
sys=$tmp/host/sys/bus/pci/devices
mkdir -p "$tmp"/host/proc/driver/nvidia/gpus/0000:0{5,6}:00.0 \
	"$tmp"/host/proc/driver/nvidia/capabilities/gpu0/mig/gi{1,2,3} \
	"$sys/0000:07:00.0/drm/renderD131" "$sys/0000:85:00.0" \
	"$sys/0000:86:00.0/accel/accel3" "$tmp/host/dev/accel" \
	"$tmp/host/dev/vfio"
printf 'Model: \t NVIDIA H100\nDevice Minor: \t %d\n' 1 \
	>"$tmp/host/proc/driver/nvidia/gpus/0000:05:00.0/information"
printf 'Model: \t NVIDIA H100\nDevice Minor: \t %d\n' 0 \
	>"$tmp/host/proc/driver/nvidia/gpus/0000:06:00.0/information"
echo CPX >"$sys/0000:07:00.0/current_compute_partition"
ln -s ../../../kernel/iommu_groups/17 "$sys/0000:85:00.0/iommu_group"
touch "$tmp/host/dev/vfio/17" "$tmp/host/dev/accel/accel3"
run detect --xml machine.xml --root host --node n1 --print gres.conf conf
expect 'files as the drivers name them' "$(grep -v '^#' <<<"$out")" \
'NodeName=n1 Name=gpu Type=h100 File=/dev/nvidia1 Cores=0-1 Flags=nvidia_gpu_env
NodeName=n1 Name=gpu Type=h100 File=/dev/nvidia0 Cores=0-1 Flags=nvidia_gpu_env
NodeName=n1 Name=gpu Type=mi300x File=/dev/dri/renderD131 Cores=0-1 Flags=amd_gpu_env
NodeName=n1 Name=gpu Type=tpu_v5p File=/dev/vfio/17 Cores=2-3 Flags=no_gpu_env
NodeName=n1 Name=gpu Type=gaudi2 File=/dev/accel/accel3 Cores=2-3 Flags=no_gpu_env'
expect 'MIG is said' "$(grep -c '0000:06:00.0 is divided (MIG) into 3 devices' \
	<<<"$out")" 1
expect 'and CPX' "$(grep -c '0000:07:00.0 is divided (CPX)\.' <<<"$out")" 1

# Its zone, by the sources or by the option.
run detect --xml machine.xml --node n1 --print node.json conf
expect 'no zone is known' "$(grep -c 'n1 is in no zone: --zone NAME' <<<"$out")" 1
run detect --xml machine.xml --node n1 --zone nowhere conf
expect 'a zone that is not there' "$rc $out" \
	'1 freehold: zones.json has no zone nowhere'
zone=$(sed -n 's/^\t\t"\([a-z0-9-]*\)": {$/\1/p' "$tmp/conf/zones.json" | head -n 1)
run detect --xml machine.xml --node n1 --zone "$zone" --print zones.json conf
expect 'its part of zones.json' "$(grep nodes <<<"$out" | tail -n 1)" \
	'{"nodes": "n1"}'
run detect --xml machine.xml --node n1 --zone "$zone" --print node.json conf
expect 'node.json' "$(grep -c "\"zone\": \"$zone\"" <<<"$out")" 1

run detect --xml conf/zones.json conf
expect 'a file that is not hwloc'"'"'s' "$rc $(tail -n 1 <<<"$out")" \
	'1 freehold: conf/zones.json cannot be read, or is no file of hwloc 2 '\
'(lstopo --of xml writes one)'
run detect --print nonsense conf
expect 'a part that is not there' "$rc" 2

real=$top/../shared/data/hwloc/ipa20.xml
if [[ -r $real ]]; then
	run detect --xml "$real" --node n1 --print slurm.conf "$top/conf"
	expect 'a real machine with four H100' "$(head -n 1 <<<"$out")" \
'NodeName=n1 CPUs=224 Boards=1 SocketsPerBoard=2 CoresPerSocket=56 ThreadsPerCore=2 '\
'RealMemory=4127775 Gres=gpu:h100:4'
else
	echo 'SKIP: no file of a real machine is at hand'
fi
finish
