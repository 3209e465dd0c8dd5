# SPDX-License-Identifier: GPL-2.0-or-later
# freehold, the administrator's tool: builds without Slurm.

if FH_FREEHOLD
sbin_PROGRAMS += contribs/freehold/freehold
sbin_SCRIPTS += contribs/freehold/freehold-resume
dist_man_MANS += contribs/freehold/freehold.8 contribs/freehold/freehold-detect.8
endif

# slurmctld is asked by libslurm, where configure found it.
if FH_LIBSLURM
freehold_slurm = \
	contribs/freehold/slurm_ask.c \
	contribs/freehold/slurm_lib.c \
	# End of freehold_slurm
else
freehold_slurm = contribs/freehold/slurm_none.c
endif

contribs_freehold_freehold_SOURCES = \
	contribs/freehold/accounts.c \
	contribs/freehold/accounts.h \
	contribs/freehold/activate.c \
	contribs/freehold/active.c \
	contribs/freehold/audit.c \
	contribs/freehold/audit.h \
	contribs/freehold/audit_compare.c \
	contribs/freehold/audit_files.c \
	contribs/freehold/audit_json.c \
	contribs/freehold/audit_judge.c \
	contribs/freehold/audit_print.c \
	contribs/freehold/audit_print.h \
	contribs/freehold/audit_report.c \
	contribs/freehold/audit_runs.c \
	contribs/freehold/audit_runs.h \
	contribs/freehold/audit_verify.c \
	contribs/freehold/check.c \
	contribs/freehold/check.h \
	contribs/freehold/check_adopt.c \
	contribs/freehold/check_adopt.h \
	contribs/freehold/check_audit.c \
	contribs/freehold/check_audit.h \
	contribs/freehold/check_dates.c \
	contribs/freehold/check_dates.h \
	contribs/freehold/check_facts.c \
	contribs/freehold/check_rules.c \
	contribs/freehold/collected.c \
	contribs/freehold/collected.h \
	contribs/freehold/command.h \
	contribs/freehold/detect.c \
	contribs/freehold/detect.h \
	contribs/freehold/detect_compare.c \
	contribs/freehold/detect_notes.c \
	contribs/freehold/detect_print.c \
	contribs/freehold/diff.c \
	contribs/freehold/diff.h \
	contribs/freehold/energy.c \
	contribs/freehold/energy.h \
	contribs/freehold/energy_collect.c \
	contribs/freehold/energy_top.c \
	contribs/freehold/energy_verify.c \
	contribs/freehold/gres_conf.c \
	contribs/freehold/gres_conf.h \
	contribs/freehold/journal.c \
	contribs/freehold/journal.h \
	contribs/freehold/lint.c \
	contribs/freehold/machine.c \
	contribs/freehold/machine.h \
	contribs/freehold/machine_files.c \
	contribs/freehold/main.c \
	contribs/freehold/publish.c \
	contribs/freehold/publish.h \
	contribs/freehold/publish_rates.c \
	contribs/freehold/publish_rates.h \
	contribs/freehold/rates.c \
	contribs/freehold/residency.c \
	contribs/freehold/residency.h \
	contribs/freehold/residency_show.c \
	contribs/freehold/resume.c \
	contribs/freehold/resume_jobs.c \
	contribs/freehold/resume_jobs.h \
	contribs/freehold/slurm.h \
	contribs/freehold/sources.c \
	contribs/freehold/sources.h \
	contribs/freehold/store.c \
	contribs/freehold/store.h \
	contribs/freehold/zones.c \
	$(freehold_slurm) \
	# End of contribs_freehold_freehold_SOURCES

contribs_freehold_freehold_CPPFLAGS = \
	$(AM_CPPFLAGS) \
	-DFH_LOCALSTATEDIR='"$(localstatedir)"' \
	$(HWLOC_CFLAGS) \
	$(SLURM_CPPFLAGS) \
	# End of contribs_freehold_freehold_CPPFLAGS

contribs_freehold_freehold_LDADD = \
	plugins/energy/libfhenergy.la \
	plugins/common/libfhcore.la \
	$(HWLOC_LIBS) \
	$(SLURM_LIBS) \
	# End of contribs_freehold_freehold_LDADD

# The paths are known to make alone: it expands the directories.
EXTRA_DIST += contribs/freehold/freehold-resume.in
CLEANFILES += contribs/freehold/freehold-resume

contribs/freehold/freehold-resume: contribs/freehold/freehold-resume.in Makefile
	$(AM_V_GEN)$(MKDIR_P) $(@D) && sed \
		-e 's|@sysconfdir[@]|$(sysconfdir)/freehold|' \
		-e 's|@sbindir[@]|$(sbindir)|' \
		$(srcdir)/contribs/freehold/freehold-resume.in >$@ && \
		chmod +x $@
