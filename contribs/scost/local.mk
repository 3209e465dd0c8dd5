# SPDX-License-Identifier: GPL-2.0-or-later
# scost, the sacct extension: needs libslurm, not the private headers. All
# but the conversation with slurmdbd is a library that tests link as well.

noinst_LTLIBRARIES += contribs/scost/libscost.la

contribs_scost_libscost_la_SOURCES = \
	contribs/scost/args.c \
	contribs/scost/args.h \
	contribs/scost/cell.c \
	contribs/scost/cell.h \
	contribs/scost/chart.c \
	contribs/scost/chart.h \
	contribs/scost/collected.c \
	contribs/scost/collected.h \
	contribs/scost/conf.c \
	contribs/scost/conf.h \
	contribs/scost/csv.c \
	contribs/scost/csv.h \
	contribs/scost/energy.c \
	contribs/scost/energy.h \
	contribs/scost/explain.c \
	contribs/scost/fields.c \
	contribs/scost/fields.h \
	contribs/scost/focus.c \
	contribs/scost/focus.h \
	contribs/scost/focus_row.c \
	contribs/scost/focus_row.h \
	contribs/scost/format.c \
	contribs/scost/format.h \
	contribs/scost/html.c \
	contribs/scost/html.h \
	contribs/scost/job.c \
	contribs/scost/job.h \
	contribs/scost/json.c \
	contribs/scost/key.c \
	contribs/scost/key.h \
	contribs/scost/line.h \
	contribs/scost/lines.c \
	contribs/scost/lines.h \
	contribs/scost/measure.c \
	contribs/scost/measure.h \
	contribs/scost/note.c \
	contribs/scost/note.h \
	contribs/scost/out.h \
	contribs/scost/out_csv.c \
	contribs/scost/out_json.c \
	contribs/scost/out_openmetrics.c \
	contribs/scost/out_parsable.c \
	contribs/scost/out_table.c \
	contribs/scost/outfile.c \
	contribs/scost/outfile.h \
	contribs/scost/page.c \
	contribs/scost/page.h \
	contribs/scost/page_style.c \
	contribs/scost/page_style.h \
	contribs/scost/page_table.c \
	contribs/scost/page_table.h \
	contribs/scost/page_write.c \
	contribs/scost/part.c \
	contribs/scost/part.h \
	contribs/scost/place.c \
	contribs/scost/place.h \
	contribs/scost/plot.c \
	contribs/scost/plot.h \
	contribs/scost/price.c \
	contribs/scost/price.h \
	contribs/scost/proof.c \
	contribs/scost/proof.h \
	contribs/scost/record.c \
	contribs/scost/record.h \
	contribs/scost/report.c \
	contribs/scost/report.h \
	contribs/scost/report_args.c \
	contribs/scost/report_args.h \
	contribs/scost/runs.c \
	contribs/scost/runs.h \
	contribs/scost/split.c \
	contribs/scost/split.h \
	contribs/scost/table.c \
	contribs/scost/table.h \
	contribs/scost/text.c \
	contribs/scost/text.h \
	contribs/scost/tres.c \
	contribs/scost/tres.h \
	contribs/scost/window.c \
	contribs/scost/window.h \
	# End of contribs_scost_libscost_la_SOURCES

contribs_scost_libscost_la_LIBADD = plugins/common/libfhcore.la

if FH_SCOST
bin_PROGRAMS += contribs/scost/scost
dist_man_MANS += contribs/scost/scost.1
endif

contribs_scost_scost_SOURCES = \
	contribs/scost/command.h \
	contribs/scost/cond.c \
	contribs/scost/cond.h \
	contribs/scost/libslurm.h \
	contribs/scost/list.c \
	contribs/scost/main.c \
	contribs/scost/names.c \
	contribs/scost/names.h \
	contribs/scost/query.c \
	contribs/scost/query.h \
	contribs/scost/report_cmd.c \
	contribs/scost/source.c \
	contribs/scost/source.h \
	# End of contribs_scost_scost_SOURCES

# SQLite is wanted but not needed.
contribs_scost_scost_SOURCES += contribs/scost/ledger_none.c

contribs_scost_scost_CPPFLAGS = $(AM_CPPFLAGS) $(SLURM_CPPFLAGS)

contribs_scost_scost_LDADD = \
	contribs/scost/libscost.la \
	$(SLURM_LIBS) \
	-lpthread \
	# End of contribs_scost_scost_LDADD
