# SPDX-License-Identifier: GPL-2.0-or-later
# slurmctld's authority at submit and at update: a thin caller of the state.

if FH_JOB_SUBMIT
plugin_LTLIBRARIES += plugins/job_submit/job_submit_freehold.la
endif

EXTRA_DIST += plugins/job_submit/exports.list
dist_man_MANS += plugins/job_submit/job_submit_freehold.8

plugins_job_submit_job_submit_freehold_la_SOURCES = \
	plugins/job_submit/job_submit_audit.c \
	plugins/job_submit/job_submit_audit.h \
	plugins/job_submit/job_submit_freehold.c \
	# End of plugins_job_submit_job_submit_freehold_la_SOURCES

plugins_job_submit_job_submit_freehold_la_CPPFLAGS = \
	$(AM_CPPFLAGS) \
	-I$(top_srcdir)/plugins/shim \
	-I$(top_srcdir)/plugins/ctld \
	$(SLURM_PRIVATE_CPPFLAGS) \
	# End of plugins_job_submit_job_submit_freehold_la_CPPFLAGS

plugins_job_submit_job_submit_freehold_la_LDFLAGS = \
	$(FH_MODULE) \
	$(FH_BESIDE) \
	-export-symbols $(top_srcdir)/plugins/job_submit/exports.list \
	# End of plugins_job_submit_job_submit_freehold_la_LDFLAGS

plugins_job_submit_job_submit_freehold_la_LIBADD = \
	$(FH_CTLD_LIB) \
	plugins/common/libfhcore.la \
	$(FH_LAZY) \
	# End of plugins_job_submit_job_submit_freehold_la_LIBADD

plugins_job_submit_job_submit_freehold_la_DEPENDENCIES = \
	plugins/job_submit/exports.list \
	plugins/ctld/libfreehold_ctld.la \
	plugins/common/libfhcore.la \
	# End of plugins_job_submit_job_submit_freehold_la_DEPENDENCIES
