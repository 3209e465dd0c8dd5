# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# hwloc's file of a machine that never was: two sockets with two cores each,
# and the PCI devices that a test gives it.

# pci SOCKET BUS CLASS VENDOR:DEVICE [OS-DEVICE...]: a device of the next
# machine. An OS device is TYPE,NAME[,SUBTYPE] by hwloc's numbers: 1 is a GPU,
# 5 a coprocessor.
declare -A io=([0]='' [1]='')
gp=100
pci()
{
	local socket=$1 bus=$2 class=$3 id=$4 os type name subtype inner=
	shift 4
	for os in "$@"; do
		IFS=, read -r type name subtype <<<"$os"
		inner+="<object type=\"OSDev\" gp_index=\"$((++gp))\" name=\"$name\""
		inner+="${subtype:+ subtype=\"$subtype\"} osdev_type=\"$type\"/>"
	done
	io[$socket]+="<object type=\"PCIDev\" gp_index=\"$((++gp))\" pci_busid=\"$bus\"
		pci_type=\"$class [$id] [0000:0000] 00\" pci_link_speed=\"0\">$inner</object>"
}

# A machine of two sockets with two cores of one thread each, and all that pci
# was called for.
machine()
{
	local socket core
	cat <<-XML
	<?xml version="1.0" encoding="UTF-8"?>
	<!DOCTYPE topology SYSTEM "hwloc2.dtd">
	<topology version="2.0">
	<object type="Machine" os_index="0" cpuset="0xf" complete_cpuset="0xf"
		allowed_cpuset="0xf" nodeset="0x3" complete_nodeset="0x3"
		allowed_nodeset="0x3" gp_index="1">
	XML
	for socket in 0 1; do
		local set=$((3 << 2 * socket)) node=$((1 << socket))
		printf '<object type="Package" os_index="%d" cpuset="0x%x"
			complete_cpuset="0x%x" nodeset="0x%x"
			complete_nodeset="0x%x" gp_index="%d">' \
			$socket $set $set $node $node $((2 + socket))
		printf '<object type="NUMANode" os_index="%d" cpuset="0x%x"
			complete_cpuset="0x%x" nodeset="0x%x"
			complete_nodeset="0x%x" gp_index="%d"
			local_memory="68719476736"/>' \
			$socket $set $set $node $node $((4 + socket))
		for core in 0 1; do
			local bit=$((1 << (2 * socket + core)))
			printf '<object type="Core" os_index="%d" cpuset="0x%x"
				complete_cpuset="0x%x" nodeset="0x%x"
				complete_nodeset="0x%x" gp_index="%d">
				<object type="PU" os_index="%d" cpuset="0x%x"
				complete_cpuset="0x%x" nodeset="0x%x"
				complete_nodeset="0x%x" gp_index="%d"/></object>' \
				$core $bit $bit $node $node \
				$((10 + 2 * socket + core)) \
				$((2 * socket + core)) $bit $bit $node $node \
				$((20 + 2 * socket + core))
		done
		[[ -z ${io[$socket]} ]] || printf '<object type="Bridge"
			gp_index="%d" bridge_type="0-1" depth="0"
			bridge_pci="0000:[%02x-%02x]">%s</object>' \
			$((30 + socket)) $((socket * 128)) \
			$((socket * 128 + 127)) "${io[$socket]}"
		printf '</object>\n'
	done
	printf '</object></topology>\n'
	io=([0]='' [1]='')
}
