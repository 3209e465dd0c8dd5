# SPDX-License-Identifier: GPL-2.0-or-later
# Where jobs may be: running ones, and those of other clusters.

fh_sovereign_tests = \
	tests/unit/test_narrow \
	tests/unit/test_submit_sibling \
	# End of fh_sovereign_tests

if FH_UNIT_TESTS
check_PROGRAMS += $(fh_sovereign_tests)
TESTS += $(fh_sovereign_tests)
endif

tests_unit_test_narrow_SOURCES = \
	plugins/ctld/fh_decide.c \
	plugins/ctld/fh_gres.c \
	plugins/ctld/fh_narrow.c \
	plugins/ctld/fh_note.c \
	plugins/ctld/fh_share.c \
	plugins/ctld/fh_start.c \
	plugins/ctld/fh_start_data.c \
	tests/unit/test_narrow.c \
	# End of tests_unit_test_narrow_SOURCES

tests_unit_test_submit_sibling_CPPFLAGS = $(fh_ctld_test_cppflags)
tests_unit_test_submit_sibling_SOURCES = \
	$(fh_ctld_fakes) \
	plugins/ctld/fh_bound.c \
	plugins/ctld/fh_conflict.c \
	plugins/ctld/fh_incoming.c \
	plugins/ctld/fh_strip.c \
	plugins/ctld/fh_purse.c \
	plugins/ctld/fh_submit.c \
	plugins/ctld/fh_submit_budget.c \
	tests/unit/test_submit_sibling.c \
	# End of tests_unit_test_submit_sibling_SOURCES
