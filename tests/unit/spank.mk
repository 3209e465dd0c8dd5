# SPDX-License-Identifier: GPL-2.0-or-later
# The SPANK plugin; tests/fakes stands in for Slurm, so the tests that drive
# the hooks have the plugin's entry file.
fh_spank_tests = \
	tests/unit/test_spank_args \
	tests/unit/test_spank_client \
	tests/unit/test_spank_mask \
	tests/unit/test_spank_node \
	tests/unit/test_spank_terms \
	tests/unit/test_spank_visible \
	# End of fh_spank_tests

if FH_UNIT_TESTS
if FH_SPANK
check_PROGRAMS += $(fh_spank_tests)
TESTS += $(fh_spank_tests)
endif
endif

fh_spank_test_ldadd = plugins/spank/libfhspank.la $(LDADD)
fh_spank_test_cppflags = $(AM_CPPFLAGS) $(SLURM_CPPFLAGS)

tests_unit_test_spank_args_LDADD = $(fh_spank_test_ldadd)
tests_unit_test_spank_visible_LDADD = $(fh_spank_test_ldadd)

tests_unit_test_spank_terms_LDADD = $(fh_spank_test_ldadd)
tests_unit_test_spank_terms_SOURCES = \
	tests/fakes/temp_tree.c \
	tests/fakes/temp_tree.h \
	tests/unit/test_spank_terms.c \
	# End of tests_unit_test_spank_terms_SOURCES

tests_unit_test_spank_mask_LDADD = $(fh_spank_test_ldadd)
tests_unit_test_spank_mask_SOURCES = \
	tests/fakes/temp_tree.c \
	tests/fakes/temp_tree.h \
	tests/unit/test_spank_mask.c \
	# End of tests_unit_test_spank_mask_SOURCES

tests_unit_test_spank_client_CPPFLAGS = $(fh_spank_test_cppflags)
tests_unit_test_spank_client_LDADD = $(fh_spank_test_ldadd)
tests_unit_test_spank_client_SOURCES = \
	plugins/spank/spank_freehold.c \
	tests/fakes/fake_spank.c \
	tests/fakes/fake_spank.h \
	tests/unit/test_spank_client.c \
	# End of tests_unit_test_spank_client_SOURCES

tests_unit_test_spank_node_CPPFLAGS = $(fh_spank_test_cppflags)
tests_unit_test_spank_node_LDADD = $(fh_spank_test_ldadd)
tests_unit_test_spank_node_SOURCES = \
	plugins/spank/spank_freehold.c \
	tests/fakes/fake_mount.c \
	tests/fakes/fake_mount.h \
	tests/fakes/fake_spank.c \
	tests/fakes/fake_spank.h \
	tests/fakes/temp_tree.c \
	tests/fakes/temp_tree.h \
	tests/unit/test_spank_node.c \
	# End of tests_unit_test_spank_node_SOURCES
