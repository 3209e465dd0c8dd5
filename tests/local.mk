# SPDX-License-Identifier: GPL-2.0-or-later
# Tests that are scripts, and what every test finds in its environment.

fh_script_tests = \
	tests/check-exports \
	tests/check-headers \
	tests/check-style \
	tests/cli/freehold_activate.sh \
	tests/cli/freehold_collect.sh \
	tests/cli/freehold_detect.sh \
	tests/cli/freehold_diff.sh \
	tests/cli/freehold_energy.sh \
	tests/cli/freehold_lint.sh \
	tests/cli/freehold_rates.sh \
	tests/cli/freehold_residency.sh \
	tests/cli/freehold_zones.sh \
	tests/cli/man_examples.sh \
	tests/cli/report_html.sh \
	# End of fh_script_tests

TESTS += $(fh_script_tests)
dist_check_SCRIPTS += $(fh_script_tests)

# The page that tests/cli/report_html.sh looks at.
check_PROGRAMS += tests/cli/page_sample
tests_cli_page_sample_LDADD = contribs/scost/libscost.la

# Tests against real daemons, and what tests read.
EXTRA_DIST += \
	tests/bench/scost/ledger \
	tests/bench/scost/run \
	tests/cli/journal_lib.sh \
	tests/cli/lib.sh \
	tests/cli/machine_lib.sh \
	tests/cluster/accounting.sh \
	tests/cluster/alternatives.sh \
	tests/cluster/audit.sh \
	tests/cluster/audit_kill.sh \
	tests/cluster/budget.sh \
	tests/cluster/class_array_het.sh \
	tests/cluster/class_forged.sh \
	tests/cluster/class_narrow.sh \
	tests/cluster/class_nodelist.sh \
	tests/cluster/class_partition.sh \
	tests/cluster/class_requeue.sh \
	tests/cluster/class_reservation.sh \
	tests/cluster/class_update.sh \
	tests/cluster/conf/class/policy.json \
	tests/cluster/conf/energy/cray.layout \
	tests/cluster/conf/energy/kinds.layout \
	tests/cluster/conf/truth/rates.json \
	tests/cluster/cost_limit.sh \
	tests/cluster/crash.sh \
	tests/cluster/datasets.sh \
	tests/cluster/datasets_node.sh \
	tests/cluster/datasets_tmpfs.sh \
	tests/cluster/deferral.sh \
	tests/cluster/detect.sh \
	tests/cluster/energy_check.sh \
	tests/cluster/energy_kill.sh \
	tests/cluster/energy_kinds.sh \
	tests/cluster/energy_shared.sh \
	tests/cluster/energy_stock.sh \
	tests/cluster/foreign.supp \
	tests/cluster/forge/spank_forge.c \
	tests/cluster/fail_closed.sh \
	tests/cluster/freehold_live.sh \
	tests/cluster/clusters.sh \
	tests/cluster/hostile_narrow.sh \
	tests/cluster/hostile_paths.sh \
	tests/cluster/hostile_rest.sh \
	tests/cluster/hostile_steps.sh \
	tests/cluster/hostile_update.sh \
	tests/cluster/ledger.sh \
	tests/cluster/lib.sh \
	tests/cluster/lib_energy.sh \
	tests/cluster/no_bundle.sh \
	tests/cluster/node_check.sh \
	tests/cluster/placement.sh \
	tests/cluster/policy_update.sh \
	tests/cluster/report.sh \
	tests/cluster/resume.sh \
	tests/cluster/sandbox.sh \
	tests/cluster/scost_energy.sh \
	tests/cluster/silent.sh \
	tests/cluster/soak/audit.py \
	tests/cluster/soak/chaos.py \
	tests/cluster/soak/check.py \
	tests/cluster/soak/cluster.py \
	tests/cluster/soak/conf/policy.json \
	tests/cluster/soak/drive.py \
	tests/cluster/soak/history.py \
	tests/cluster/soak/jobs.py \
	tests/cluster/soak/rules.py \
	tests/cluster/soak/soak.layout \
	tests/cluster/soak/test_audit.py \
	tests/cluster/soak/test_check.py \
	tests/cluster/soak/world.py \
	tests/cluster/soak_sovereignty.sh \
	tests/cluster/truth.sh \
	tests/cluster/valgrind.sh \
	tests/cluster/valgrind.supp \
	tests/cluster/who_sees.sh \
	tests/cluster/zones.sh \
	# End of EXTRA_DIST

AM_TESTS_ENVIRONMENT = \
	CC='$(CC)'; \
	NM='$(NM)'; \
	READELF='$(READELF)'; \
	FH_TEST_CPPFLAGS='-D_GNU_SOURCE= -I$(abs_top_srcdir) $(JSON_C_CFLAGS) $(CRYPTO_CFLAGS)'; \
	FH_TEST_CFLAGS='$(FH_CFLAGS)'; \
	FH_TEST_PLUGINS='$(plugin_LTLIBRARIES)'; \
	top_srcdir='$(abs_top_srcdir)'; \
	top_builddir='$(abs_top_builddir)'; \
	export CC NM READELF FH_TEST_CPPFLAGS FH_TEST_CFLAGS; \
	export FH_TEST_PLUGINS top_srcdir top_builddir; \
	# End of AM_TESTS_ENVIRONMENT
