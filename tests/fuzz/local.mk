# SPDX-License-Identifier: GPL-2.0-or-later
# Fuzz targets, built and run by tests/fuzz/run in a build of their own: they
# need clang, and the core built with -fsanitize=fuzzer-no-link.

fh_fuzz_targets = \
	tests/fuzz/fuzz_accelerators \
	tests/fuzz/fuzz_audit \
	tests/fuzz/fuzz_bundle \
	tests/fuzz/fuzz_energy \
	tests/fuzz/fuzz_identity \
	tests/fuzz/fuzz_journal \
	tests/fuzz/fuzz_json \
	tests/fuzz/fuzz_nodeset \
	tests/fuzz/fuzz_policy \
	tests/fuzz/fuzz_rates \
	tests/fuzz/fuzz_request \
	tests/fuzz/fuzz_residency \
	tests/fuzz/fuzz_result \
	tests/fuzz/fuzz_series \
	tests/fuzz/fuzz_terms \
	tests/fuzz/fuzz_tz \
	tests/fuzz/fuzz_zones \
	# End of fh_fuzz_targets

EXTRA_PROGRAMS = $(fh_fuzz_targets)

fuzz-targets: $(fh_fuzz_targets)
.PHONY: fuzz-targets

# One target for each source of the configuration, of one file.
FH_FUZZ_CONF = -DFUZZ_CONF='"$(abs_top_srcdir)/tests/fixtures/conf/good"'
tests_fuzz_fuzz_accelerators_SOURCES = tests/fuzz/fuzz_source.c
tests_fuzz_fuzz_accelerators_CPPFLAGS = $(AM_CPPFLAGS) $(FH_FUZZ_CONF) \
	-DFUZZ_SOURCE=FH_SOURCE_ACCELERATORS
tests_fuzz_fuzz_energy_SOURCES = tests/fuzz/fuzz_source.c
tests_fuzz_fuzz_energy_CPPFLAGS = $(AM_CPPFLAGS) $(FH_FUZZ_CONF) \
	-DFUZZ_SOURCE=FH_SOURCE_ENERGY
tests_fuzz_fuzz_policy_SOURCES = tests/fuzz/fuzz_source.c
tests_fuzz_fuzz_policy_CPPFLAGS = $(AM_CPPFLAGS) $(FH_FUZZ_CONF) \
	-DFUZZ_SOURCE=FH_SOURCE_POLICY
tests_fuzz_fuzz_rates_SOURCES = tests/fuzz/fuzz_source.c
tests_fuzz_fuzz_rates_CPPFLAGS = $(AM_CPPFLAGS) $(FH_FUZZ_CONF) \
	-DFUZZ_SOURCE=FH_SOURCE_RATES
tests_fuzz_fuzz_zones_SOURCES = tests/fuzz/fuzz_source.c
tests_fuzz_fuzz_zones_CPPFLAGS = $(AM_CPPFLAGS) $(FH_FUZZ_CONF) \
	-DFUZZ_SOURCE=FH_SOURCE_ZONES

EXTRA_DIST += \
	tests/fuzz/fuzz.h \
	tests/fuzz/run \
	tests/fuzz/seeds \
	# End of EXTRA_DIST
