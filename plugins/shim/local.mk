# SPDX-License-Identifier: GPL-2.0-or-later
# The only code that tests Slurm's version; linked into libfreehold_ctld. What
# only the select plugin uses (select, swap, zones) is in its own sources.

if FH_CTLD
noinst_LTLIBRARIES += plugins/shim/libfhshim.la
endif

plugins_shim_libfhshim_la_SOURCES = \
	plugins/shim/fh_slurm.c \
	plugins/shim/fh_slurm.h \
	plugins/shim/fh_slurm_account.c \
	plugins/shim/fh_slurm_account.h \
	plugins/shim/fh_slurm_fleet.c \
	plugins/shim/fh_slurm_fleet.h \
	plugins/shim/fh_slurm_hold.c \
	plugins/shim/fh_slurm_hold.h \
	plugins/shim/fh_slurm_plan.c \
	plugins/shim/fh_slurm_plan.h \
	# End of plugins_shim_libfhshim_la_SOURCES

plugins_shim_libfhshim_la_CPPFLAGS = \
	$(AM_CPPFLAGS) \
	-I$(top_srcdir)/plugins/shim \
	$(SLURM_PRIVATE_CPPFLAGS) \
	# End of plugins_shim_libfhshim_la_CPPFLAGS
