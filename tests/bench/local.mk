# SPDX-License-Identifier: GPL-2.0-or-later
# Programs of the measurements; make check builds them, tests/bench/*/run runs
# them.

check_PROGRAMS += tests/bench/energy/sampler_cost

tests_bench_energy_sampler_cost_SOURCES = tests/bench/energy/sampler_cost.c
tests_bench_energy_sampler_cost_LDADD = plugins/energy/libfhenergy.la

check_PROGRAMS += tests/bench/audit/audit_cost

tests_bench_audit_audit_cost_CPPFLAGS = $(fh_ctld_test_cppflags) \
	-I$(top_srcdir)/tests/fakes
tests_bench_audit_audit_cost_SOURCES = \
	$(fh_audit_parts) \
	plugins/ctld/fh_audit_job.c \
	plugins/ctld/fh_gres.c \
	tests/bench/audit/audit_cost.c \
	# End of tests_bench_audit_audit_cost_SOURCES
tests_bench_audit_audit_cost_LDFLAGS = -Wl,--wrap=pwrite

EXTRA_DIST += \
	tests/bench/audit/run \
	tests/bench/energy/run \
	# End of EXTRA_DIST
