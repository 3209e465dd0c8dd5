# SPDX-License-Identifier: GPL-2.0-or-later
# slurmctld's one state: a library with a soname, so that job_submit and
# select, which both need it, get the same copy.

if FH_CTLD
plugin_LTLIBRARIES += plugins/ctld/libfreehold_ctld.la
endif

EXTRA_DIST += plugins/ctld/exports.list

plugins_ctld_libfreehold_ctld_la_SOURCES = \
	plugins/ctld/fh_array.c \
	plugins/ctld/fh_array.h \
	plugins/ctld/fh_audit.c \
	plugins/ctld/fh_audit.h \
	plugins/ctld/fh_audit_end.c \
	plugins/ctld/fh_audit_job.c \
	plugins/ctld/fh_audit_job.h \
	plugins/ctld/fh_audit_log.c \
	plugins/ctld/fh_audit_log.h \
	plugins/ctld/fh_audit_log_file.h \
	plugins/ctld/fh_audit_ring.c \
	plugins/ctld/fh_audit_ring.h \
	plugins/ctld/fh_audit_ring_file.c \
	plugins/ctld/fh_audit_ring_file.h \
	plugins/ctld/fh_audit_rotate.c \
	plugins/ctld/fh_audit_writer.c \
	plugins/ctld/fh_audit_writer.h \
	plugins/ctld/fh_bound.c \
	plugins/ctld/fh_bound.h \
	plugins/ctld/fh_conflict.c \
	plugins/ctld/fh_conflict.h \
	plugins/ctld/fh_ctld.c \
	plugins/ctld/fh_ctld.h \
	plugins/ctld/fh_decide.c \
	plugins/ctld/fh_decide.h \
	plugins/ctld/fh_gres.c \
	plugins/ctld/fh_gres.h \
	plugins/ctld/fh_incoming.c \
	plugins/ctld/fh_incoming.h \
	plugins/ctld/fh_narrow.c \
	plugins/ctld/fh_narrow.h \
	plugins/ctld/fh_note.c \
	plugins/ctld/fh_purse.c \
	plugins/ctld/fh_purse.h \
	plugins/ctld/fh_purse_settle.c \
	plugins/ctld/fh_purse_state.h \
	plugins/ctld/fh_purse_write.c \
	plugins/ctld/fh_share.c \
	plugins/ctld/fh_share.h \
	plugins/ctld/fh_start.c \
	plugins/ctld/fh_start.h \
	plugins/ctld/fh_start_data.c \
	plugins/ctld/fh_start_data.h \
	plugins/ctld/fh_strip.c \
	plugins/ctld/fh_strip.h \
	plugins/ctld/fh_submit.c \
	plugins/ctld/fh_submit.h \
	plugins/ctld/fh_submit_budget.c \
	plugins/ctld/fh_submit_budget.h \
	plugins/ctld/fh_thread.c \
	plugins/ctld/fh_thread.h \
	plugins/ctld/fh_try.c \
	plugins/ctld/fh_try.h \
	plugins/ctld/fh_wake.c \
	# End of plugins_ctld_libfreehold_ctld_la_SOURCES

plugins_ctld_libfreehold_ctld_la_CPPFLAGS = \
	$(AM_CPPFLAGS) \
	-I$(top_srcdir)/plugins/shim \
	$(SLURM_PRIVATE_CPPFLAGS) \
	# End of plugins_ctld_libfreehold_ctld_la_CPPFLAGS

# Never unloaded: its wake-up thread may run when Slurm drops a plugin.
plugins_ctld_libfreehold_ctld_la_LDFLAGS = \
	-avoid-version -shared \
	-Wl,-z,nodelete \
	-export-symbols $(top_srcdir)/plugins/ctld/exports.list \
	# End of plugins_ctld_libfreehold_ctld_la_LDFLAGS

plugins_ctld_libfreehold_ctld_la_LIBADD = \
	plugins/shim/libfhshim.la \
	plugins/common/libfhcore.la \
	$(FH_LAZY) \
	# End of plugins_ctld_libfreehold_ctld_la_LIBADD

plugins_ctld_libfreehold_ctld_la_DEPENDENCIES = \
	plugins/ctld/exports.list \
	plugins/shim/libfhshim.la \
	plugins/common/libfhcore.la \
	# End of plugins_ctld_libfreehold_ctld_la_DEPENDENCIES
