# SPDX-License-Identifier: GPL-2.0-or-later
# Programs of the measurements; make check builds them, tests/bench/*/run runs
# them.

check_PROGRAMS += tests/bench/energy/sampler_cost

tests_bench_energy_sampler_cost_SOURCES = tests/bench/energy/sampler_cost.c
tests_bench_energy_sampler_cost_LDADD = plugins/energy/libfhenergy.la

EXTRA_DIST += tests/bench/energy/run
