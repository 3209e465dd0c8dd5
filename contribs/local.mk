# SPDX-License-Identifier: GPL-2.0-or-later
# Tools that are run from the tree, and the one program that they need.

pkglibexec_PROGRAMS += contribs/sandbox/freehold-meters

contribs_sandbox_freehold_meters_SOURCES = \
	contribs/sandbox/hardware.c \
	contribs/sandbox/hardware.h \
	contribs/sandbox/meter_form.c \
	contribs/sandbox/meter_form.h \
	contribs/sandbox/meters.c \
	# End of contribs_sandbox_freehold_meters_SOURCES

EXTRA_DIST += \
	contribs/sandbox/demo \
	contribs/sandbox/freehold/accelerators.json \
	contribs/sandbox/freehold/policy.json \
	contribs/sandbox/install-packages \
	contribs/sandbox/layouts/default.layout \
	contribs/sandbox/lib/cgroup.sh \
	contribs/sandbox/lib/common.sh \
	contribs/sandbox/lib/daemons.sh \
	contribs/sandbox/lib/down.sh \
	contribs/sandbox/lib/freehold.sh \
	contribs/sandbox/lib/layout.sh \
	contribs/sandbox/lib/lifecycle.sh \
	contribs/sandbox/lib/meters.sh \
	contribs/sandbox/lib/ports.sh \
	contribs/sandbox/lib/slurmconf.sh \
	contribs/sandbox/lib/users.sh \
	contribs/sandbox/packages.list \
	contribs/sandbox/sandbox \
	contribs/slurm-headers/slurm-headers \
	# End of EXTRA_DIST
