# SPDX-License-Identifier: GPL-2.0-or-later
# slurmctld's audit, all of it: also of tests/bench/audit.
fh_audit_parts = \
	$(fh_ctld_fakes) \
	plugins/ctld/fh_audit.c \
	plugins/ctld/fh_audit_end.c \
	plugins/ctld/fh_audit_log.c \
	plugins/ctld/fh_audit_ring.c \
	plugins/ctld/fh_audit_ring_file.c \
	plugins/ctld/fh_audit_rotate.c \
	plugins/ctld/fh_audit_writer.c \
	plugins/ctld/fh_ctld.c \
	plugins/ctld/fh_thread.c \
	tests/unit/audit_case.h \
	# End of fh_audit_parts

tests_unit_test_audit_log_CPPFLAGS = $(fh_ctld_test_cppflags) \
	-I$(top_srcdir)/tests/fakes
tests_unit_test_audit_log_SOURCES = \
	$(fh_audit_parts) \
	tests/unit/test_audit_log.c \
	# End of tests_unit_test_audit_log_SOURCES
tests_unit_test_audit_log_LDFLAGS = -Wl,--wrap=syslog

tests_unit_test_audit_ring_CPPFLAGS = $(fh_ctld_test_cppflags)
tests_unit_test_audit_ring_SOURCES = \
	plugins/ctld/fh_audit_ring.c \
	plugins/ctld/fh_audit_ring_file.c \
	tests/unit/test_audit_ring.c \
	# End of tests_unit_test_audit_ring_SOURCES
