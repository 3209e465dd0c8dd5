# SPDX-License-Identifier: GPL-2.0-or-later
# Tests of the node's sampler, with simulated meters and directories of their
# own.

fh_energy_tests = \
	tests/unit/test_energy_crash \
	tests/unit/test_energy_node \
	tests/unit/test_energy_shm \
	tests/unit/test_energy_step \
	tests/unit/test_energy_writer \
	# End of fh_energy_tests

if FH_UNIT_TESTS
check_PROGRAMS += $(fh_energy_tests)
TESTS += $(fh_energy_tests)
endif

EXTRA_DIST += tests/unit/energy_case.h

fh_energy_test_libs = plugins/energy/libfhenergy.la $(CMOCKA_LIBS)
fh_energy_test_tree = \
	tests/fakes/temp_tree.c \
	tests/fakes/temp_tree.h \
	# End of fh_energy_test_tree

tests_unit_test_energy_crash_LDADD = $(fh_energy_test_libs)
tests_unit_test_energy_crash_SOURCES = \
	$(fh_energy_test_tree) \
	tests/unit/test_energy_crash.c \
	# End of tests_unit_test_energy_crash_SOURCES

tests_unit_test_energy_node_LDADD = $(fh_energy_test_libs)
tests_unit_test_energy_node_SOURCES = \
	$(fh_energy_test_tree) \
	tests/unit/test_energy_node.c \
	# End of tests_unit_test_energy_node_SOURCES

tests_unit_test_energy_shm_LDADD = $(fh_energy_test_libs)
tests_unit_test_energy_shm_SOURCES = \
	$(fh_energy_test_tree) \
	tests/unit/test_energy_shm.c \
	# End of tests_unit_test_energy_shm_SOURCES

tests_unit_test_energy_step_LDADD = $(fh_energy_test_libs)
tests_unit_test_energy_step_SOURCES = \
	$(fh_energy_test_tree) \
	tests/unit/test_energy_step.c \
	# End of tests_unit_test_energy_step_SOURCES

tests_unit_test_energy_writer_LDADD = $(fh_energy_test_libs)
tests_unit_test_energy_writer_SOURCES = \
	$(fh_energy_test_tree) \
	tests/unit/test_energy_writer.c \
	# End of tests_unit_test_energy_writer_SOURCES
