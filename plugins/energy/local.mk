# SPDX-License-Identifier: GPL-2.0-or-later
# The node's sampler and what its slurmstepds ask of it. No Slurm type here.

noinst_LTLIBRARIES += plugins/energy/libfhenergy.la

plugins_energy_libfhenergy_la_SOURCES = \
	plugins/energy/fh_cgroup.c \
	plugins/energy/fh_cgroup.h \
	plugins/energy/fh_divide.c \
	plugins/energy/fh_divide.h \
	plugins/energy/fh_holdings.c \
	plugins/energy/fh_holdings.h \
	plugins/energy/fh_idle.c \
	plugins/energy/fh_idle.h \
	plugins/energy/fh_ledger.c \
	plugins/energy/fh_ledger.h \
	plugins/energy/fh_lines.c \
	plugins/energy/fh_lines.h \
	plugins/energy/fh_live.c \
	plugins/energy/fh_live.h \
	plugins/energy/fh_metering.c \
	plugins/energy/fh_metering.h \
	plugins/energy/fh_node.c \
	plugins/energy/fh_node.h \
	plugins/energy/fh_proc.c \
	plugins/energy/fh_proc.h \
	plugins/energy/fh_roster.c \
	plugins/energy/fh_roster.h \
	plugins/energy/fh_sampler.c \
	plugins/energy/fh_sampler.h \
	plugins/energy/fh_shm.c \
	plugins/energy/fh_shm.h \
	plugins/energy/fh_slot.c \
	plugins/energy/fh_slot.h \
	plugins/energy/fh_state.c \
	plugins/energy/fh_state.h \
	plugins/energy/fh_step.c \
	plugins/energy/fh_step.h \
	plugins/energy/fh_tick.c \
	plugins/energy/fh_tick.h \
	plugins/energy/fh_usage.c \
	plugins/energy/fh_usage.h \
	plugins/energy/fh_writer.c \
	plugins/energy/fh_writer.h \
	# End of plugins_energy_libfhenergy_la_SOURCES

plugins_energy_libfhenergy_la_CFLAGS = $(AM_CFLAGS) -fvisibility=hidden -pthread
# The core comes with the sensors.
plugins_energy_libfhenergy_la_LIBADD = plugins/sensors/libfhsensors.la
