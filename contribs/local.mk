# SPDX-License-Identifier: GPL-2.0-or-later
# Tools that are run from the tree: nothing to build, only to distribute.

EXTRA_DIST += \
	contribs/sandbox/demo \
	contribs/sandbox/install-packages \
	contribs/sandbox/layouts/default.layout \
	contribs/sandbox/lib/cgroup.sh \
	contribs/sandbox/lib/common.sh \
	contribs/sandbox/lib/daemons.sh \
	contribs/sandbox/lib/down.sh \
	contribs/sandbox/lib/freehold.sh \
	contribs/sandbox/lib/layout.sh \
	contribs/sandbox/lib/lifecycle.sh \
	contribs/sandbox/lib/ports.sh \
	contribs/sandbox/lib/slurmconf.sh \
	contribs/sandbox/lib/users.sh \
	contribs/sandbox/packages.list \
	contribs/sandbox/sandbox \
	contribs/slurm-headers/slurm-headers \
	# End of EXTRA_DIST
