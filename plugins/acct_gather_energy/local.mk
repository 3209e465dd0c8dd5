# SPDX-License-Identifier: GPL-2.0-or-later
# Per-job energy: slurmd's sampler and slurmstepd's readers of it.

if FH_ACCT_GATHER_ENERGY
plugin_LTLIBRARIES += plugins/acct_gather_energy/acct_gather_energy_freehold.la
endif

EXTRA_DIST += plugins/acct_gather_energy/exports.list
dist_man_MANS += plugins/acct_gather_energy/acct_gather_energy_freehold.8

plugins_acct_gather_energy_acct_gather_energy_freehold_la_SOURCES = \
	plugins/acct_gather_energy/acct_gather_energy_freehold.c \
	plugins/acct_gather_energy/energy_conf.c \
	plugins/acct_gather_energy/energy_conf.h \
	plugins/acct_gather_energy/energy_slurm.h \
	plugins/acct_gather_energy/energy_view.c \
	plugins/acct_gather_energy/energy_view.h \
	# End of plugins_acct_gather_energy_acct_gather_energy_freehold_la_SOURCES

plugins_acct_gather_energy_acct_gather_energy_freehold_la_CPPFLAGS = \
	$(AM_CPPFLAGS) \
	-DFH_LOCALSTATEDIR='"$(localstatedir)"' \
	$(SLURM_PRIVATE_CPPFLAGS) \
	# End of plugins_acct_gather_energy_acct_gather_energy_freehold_la_CPPFLAGS

# Never unloaded: a sampler that hangs in a meter may run on when Slurm drops
# the plugin.
plugins_acct_gather_energy_acct_gather_energy_freehold_la_LDFLAGS = \
	$(FH_MODULE) \
	-Wl,-z,nodelete \
	-export-symbols $(top_srcdir)/plugins/acct_gather_energy/exports.list \
	# End of plugins_acct_gather_energy_acct_gather_energy_freehold_la_LDFLAGS

plugins_acct_gather_energy_acct_gather_energy_freehold_la_LIBADD = \
	plugins/energy/libfhenergy.la \
	$(FH_LAZY) \
	# End of plugins_acct_gather_energy_acct_gather_energy_freehold_la_LIBADD

plugins_acct_gather_energy_acct_gather_energy_freehold_la_DEPENDENCIES = \
	plugins/acct_gather_energy/exports.list \
	plugins/energy/libfhenergy.la \
	# End of plugins_acct_gather_energy_acct_gather_energy_freehold_la_DEPENDENCIES
