# SPDX-License-Identifier: GPL-2.0-or-later
# scost's part that knows no Slurm.

fh_scost_tests = \
	tests/unit/test_scost_args \
	tests/unit/test_scost_energy \
	tests/unit/test_scost_explain \
	tests/unit/test_scost_focus \
	tests/unit/test_scost_format \
	tests/unit/test_scost_lines \
	tests/unit/test_scost_out \
	tests/unit/test_scost_page \
	tests/unit/test_scost_price \
	tests/unit/test_scost_proof \
	tests/unit/test_scost_quote \
	tests/unit/test_scost_report \
	tests/unit/test_scost_table \
	tests/unit/test_scost_tco \
	tests/unit/test_scost_tres \
	tests/unit/test_scost_whole \
	# End of fh_scost_tests

# These need SQLite as well.
fh_ledger_tests = \
	tests/unit/test_ledger \
	tests/unit/test_ledger_closed \
	tests/unit/test_ledger_kill \
	# End of fh_ledger_tests

if FH_UNIT_TESTS
check_PROGRAMS += $(fh_scost_tests)
TESTS += $(fh_scost_tests)
if FH_LEDGER
check_PROGRAMS += $(fh_ledger_tests)
TESTS += $(fh_ledger_tests)
endif
endif

fh_scost_test_libs = contribs/scost/libscost.la $(CMOCKA_LIBS)

fh_ledger_test_fakes = \
	tests/fakes/fake_jobs.c \
	tests/fakes/fake_jobs.h \
	tests/fakes/temp_tree.c \
	tests/fakes/temp_tree.h \
	# End of fh_ledger_test_fakes

tests_unit_test_ledger_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_ledger_LDADD = $(fh_scost_test_libs) $(SQLITE_LIBS)
tests_unit_test_ledger_SOURCES = \
	$(fh_ledger_test_fakes) \
	tests/unit/test_ledger.c \
	# End of tests_unit_test_ledger_SOURCES

tests_unit_test_ledger_closed_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_ledger_closed_LDADD = $(fh_scost_test_libs) $(SQLITE_LIBS)
tests_unit_test_ledger_closed_SOURCES = \
	$(fh_ledger_test_fakes) \
	tests/unit/test_ledger_closed.c \
	# End of tests_unit_test_ledger_closed_SOURCES

tests_unit_test_ledger_kill_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_ledger_kill_LDADD = $(fh_scost_test_libs) $(SQLITE_LIBS)
tests_unit_test_ledger_kill_SOURCES = \
	$(fh_ledger_test_fakes) \
	tests/unit/test_ledger_kill.c \
	# End of tests_unit_test_ledger_kill_SOURCES

tests_unit_test_scost_args_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_energy_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_explain_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_format_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_lines_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_price_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_proof_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_proof_SOURCES = \
	tests/fakes/temp_tree.c \
	tests/fakes/temp_tree.h \
	tests/unit/test_scost_proof.c \
	# End of tests_unit_test_scost_proof_SOURCES

tests_unit_test_scost_focus_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_page_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_out_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_quote_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_report_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_table_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_tco_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_tres_LDADD = $(fh_scost_test_libs)
tests_unit_test_scost_whole_LDADD = $(fh_scost_test_libs)
