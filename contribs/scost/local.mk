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
	contribs/scost/days.c \
	contribs/scost/days.h \
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
	contribs/scost/nodes.c \
	contribs/scost/nodes.h \
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
	contribs/scost/quote.c \
	contribs/scost/quote.h \
	contribs/scost/quote_args.c \
	contribs/scost/quote_args.h \
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
	contribs/scost/spread.c \
	contribs/scost/spread.h \
	contribs/scost/table.c \
	contribs/scost/table.h \
	contribs/scost/tco.c \
	contribs/scost/tco.h \
	contribs/scost/tco_args.c \
	contribs/scost/tco_args.h \
	contribs/scost/tco_out.c \
	contribs/scost/text.c \
	contribs/scost/text.h \
	contribs/scost/tres.c \
	contribs/scost/tres.h \
	contribs/scost/whole.c \
	contribs/scost/whole.h \
	contribs/scost/whole_cell.h \
	contribs/scost/whole_write.c \
	# End of contribs_scost_libscost_la_SOURCES

contribs_scost_libscost_la_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
contribs_scost_libscost_la_LIBADD = plugins/common/libfhcore.la

if FH_SCOST
bin_PROGRAMS += contribs/scost/scost
dist_man_MANS += contribs/scost/scost.1
endif

contribs_scost_scost_SOURCES = \
	contribs/scost/booked.h \
	contribs/scost/cards.c \
	contribs/scost/cards.h \
	contribs/scost/command.h \
	contribs/scost/cond.c \
	contribs/scost/cond.h \
	contribs/scost/hasten.c \
	contribs/scost/hasten.h \
	contribs/scost/known.c \
	contribs/scost/known.h \
	contribs/scost/idle.c \
	contribs/scost/idle.h \
	contribs/scost/libslurm.h \
	contribs/scost/list.c \
	contribs/scost/budget_cmd.c \
	contribs/scost/main.c \
	contribs/scost/names.c \
	contribs/scost/names.h \
	contribs/scost/nodes_events.c \
	contribs/scost/nodes_list.c \
	contribs/scost/nodes_reading.h \
	contribs/scost/nodes_slurm.c \
	contribs/scost/nodes_slurm.h \
	contribs/scost/query.c \
	contribs/scost/query.h \
	contribs/scost/quote_cmd.c \
	contribs/scost/report_cmd.c \
	contribs/scost/source.c \
	contribs/scost/source.h \
	contribs/scost/tco_cmd.c \
	# End of contribs_scost_scost_SOURCES

# The ledger: SQLite is wanted but not needed. What knows Slurm, or prints, is
# scost's own; the rest is in the library for tests.
if FH_LEDGER
contribs_scost_libscost_la_SOURCES += \
	contribs/scost/ledger.c \
	contribs/scost/ledger.h \
	contribs/scost/ledger_bundle.c \
	contribs/scost/ledger_bundle.h \
	contribs/scost/ledger_column.c \
	contribs/scost/ledger_column.h \
	contribs/scost/ledger_cursor.c \
	contribs/scost/ledger_cursor.h \
	contribs/scost/ledger_db.c \
	contribs/scost/ledger_db.h \
	contribs/scost/ledger_fetch.c \
	contribs/scost/ledger_fetch.h \
	contribs/scost/ledger_import.c \
	contribs/scost/ledger_label.c \
	contribs/scost/ledger_label.h \
	contribs/scost/ledger_period.c \
	contribs/scost/ledger_period.h \
	contribs/scost/ledger_priv.h \
	contribs/scost/ledger_read.c \
	contribs/scost/ledger_read.h \
	contribs/scost/ledger_run.c \
	contribs/scost/ledger_run.h \
	contribs/scost/ledger_schema.c \
	contribs/scost/ledger_schema.h \
	contribs/scost/ledger_seal.c \
	contribs/scost/ledger_seal.h \
	contribs/scost/ledger_source.h \
	contribs/scost/ledger_sql.h \
	contribs/scost/ledger_sql_closing.c \
	contribs/scost/ledger_sql_daily.c \
	contribs/scost/ledger_sql_lines.c \
	contribs/scost/ledger_standing.c \
	contribs/scost/ledger_standing.h \
	contribs/scost/ledger_stmt.c \
	contribs/scost/ledger_store.c \
	contribs/scost/ledger_store.h \
	contribs/scost/ledger_sums.c \
	contribs/scost/ledger_sums.h \
	contribs/scost/ledger_sync.c \
	contribs/scost/ledger_sync.h \
	contribs/scost/ledger_text.c \
	contribs/scost/ledger_text.h \
	contribs/scost/ledger_verify.c \
	contribs/scost/ledger_window.c \
	contribs/scost/ledger_window.h \
	# End of contribs_scost_libscost_la_SOURCES
contribs_scost_libscost_la_LIBADD += $(SQLITE_LIBS) -lpthread

contribs_scost_scost_SOURCES += \
	contribs/scost/bar.c \
	contribs/scost/bar.h \
	contribs/scost/booked.c \
	contribs/scost/close.c \
	contribs/scost/export.c \
	contribs/scost/import.c \
	contribs/scost/ledger_args.c \
	contribs/scost/ledger_args.h \
	contribs/scost/ledger_slurm.c \
	contribs/scost/ledger_slurm.h \
	contribs/scost/spent.c \
	contribs/scost/spent.h \
	contribs/scost/sync.c \
	contribs/scost/verify.c \
	# End of contribs_scost_scost_SOURCES
else
contribs_scost_scost_SOURCES += \
	contribs/scost/booked_none.c \
	contribs/scost/ledger_none.c \
	# End of contribs_scost_scost_SOURCES
endif

contribs_scost_scost_CPPFLAGS = $(AM_CPPFLAGS) $(SLURM_CPPFLAGS) $(SQLITE_CFLAGS)

contribs_scost_scost_LDADD = \
	contribs/scost/libscost.la \
	$(SLURM_LIBS) \
	-lpthread \
	# End of contribs_scost_scost_LDADD
