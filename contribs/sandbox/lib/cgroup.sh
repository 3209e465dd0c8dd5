# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Control groups (v1) of a sandbox.
#
# Slurm puts a node's jobs into CgroupMountpoint/CONTROLLER/slurm_NODE, so two
# sandboxes with the same node names would share groups. Each sandbox
# therefore owns one group per controller, and CgroupMountpoint is a directory
# of links to those: no mount is made, and Slurm cannot leave the sandbox's
# groups. The slurmds run inside those groups and in a cgroup namespace rooted
# there: the paths in /proc/PID/cgroup, which Slurm appends to CgroupMountpoint,
# then fit, and whatever a job left behind is listed in the groups for `down`.

CGROUP_CONTROLLERS=(freezer cpuset memory devices cpuacct)

# The port block belongs to one sandbox of the machine, and so does this name.
cgroup_name()
{
	printf 'freehold-sandbox-%s\n' "$SB_PORT"
}

# cgroup_dirs: the sandbox's group in each controller, one path per line.
cgroup_dirs()
{
	local controller

	for controller in "${CGROUP_CONTROLLERS[@]}"; do
		printf '/sys/fs/cgroup/%s/%s\n' "$controller" "$(cgroup_name)"
	done
}

# A cpuset without processors takes no process: copy those of its parent.
cgroup_fill_cpuset()
{
	local file

	for file in cpuset.cpus cpuset.mems; do
		[[ ! -e $1/$file ]] || cat "$1/../$file" >"$1/$file"
	done
}

# Makes the groups and their links; fails where this is not possible (other
# users than root, cgroup v2, a read-only /sys).
cgroup_create()
{
	local controller dir

	[[ $EUID -eq 0 ]] || return 1
	mkdir "$SB_DIR/cgroup"
	for controller in "${CGROUP_CONTROLLERS[@]}"; do
		dir=/sys/fs/cgroup/$controller/$(cgroup_name)
		[[ -e /sys/fs/cgroup/$controller/tasks ]] &&
			mkdir -p "$dir" && cgroup_fill_cpuset "$dir" &&
			ln -s "$dir" "$SB_DIR/cgroup/$controller" || return 1
	done 2>/dev/null
	unshare --cgroup true 2>/dev/null
}

# Decides SB_CGROUP, once the port block is known.
cgroup_setup()
{
	if [[ $SB_CGROUP == no ]] || ! cgroup_create; then
		SB_CGROUP=no
		cgroup_remove
		return 0
	fi
	SB_CGROUP=yes
}

# Moves the calling process into the sandbox's groups.
cgroup_enter()
{
	local dir

	while read -r dir; do
		echo "$BASHPID" >"$dir/cgroup.procs"
	done < <(cgroup_dirs)
}

cgroup_write_conf()
{
	[[ $SB_CGROUP == yes ]] || return 0
	printf 'CgroupPlugin=cgroup/v1\nCgroupMountpoint=%s/cgroup\n' "$SB_DIR"
	printf 'CgroupAutomount=no\n'
}

# The processes in the sandbox's groups, one pid per line.
cgroup_pids()
{
	local dir

	while read -r dir; do
		[[ -d $dir ]] || continue
		find "$dir" -name cgroup.procs -exec cat {} + 2>/dev/null || true
	done < <(cgroup_dirs) | sort -un
}

# Frozen tasks cannot die. (The group at the top has nothing to thaw.)
cgroup_thaw()
{
	local file

	find "/sys/fs/cgroup/freezer/$(cgroup_name)" -mindepth 2 \
		-name freezer.state 2>/dev/null | while read -r file; do
		echo THAWED >"$file" 2>/dev/null || true
	done || true
}

cgroup_remove_once()
{
	local dir left=0

	while read -r dir; do
		[[ -d $dir ]] || continue
		find "$dir" -depth -type d -exec rmdir {} + 2>/dev/null || true
		[[ ! -d $dir ]] || left=1
	done < <(cgroup_dirs)
	return $left
}

# The kernel frees a group a moment after its last process.
cgroup_remove()
{
	wait_for 5 cgroup_remove_once ||
		say "a control group named $(cgroup_name) could not be removed"
	rm -rf "$SB_DIR/cgroup"
}
