# SPDX-License-Identifier: GPL-2.0-or-later
# One cmocka program per core module: tests/unit/test_x is built from
# tests/unit/test_x.c and the core. Adding a test is one line here.

fh_unit_tests = \
	tests/unit/test_audit_check \
	tests/unit/test_audit_log \
	tests/unit/test_audit_record \
	tests/unit/test_audit_ring \
	tests/unit/test_bound \
	tests/unit/test_budget \
	tests/unit/test_bundle \
	tests/unit/test_capital \
	tests/unit/test_catalog \
	tests/unit/test_check_rules \
	tests/unit/test_conf \
	tests/unit/test_cost \
	tests/unit/test_counter \
	tests/unit/test_chain \
	tests/unit/test_civil \
	tests/unit/test_cost_parts \
	tests/unit/test_cut \
	tests/unit/test_decide \
	tests/unit/test_ctld \
	tests/unit/test_energy \
	tests/unit/test_energy_property \
	tests/unit/test_energy_split \
	tests/unit/test_energy_truth \
	tests/unit/test_estimate \
	tests/unit/test_expand \
	tests/unit/test_file \
	tests/unit/test_fleet \
	tests/unit/test_footprint \
	tests/unit/test_identity \
	tests/unit/test_journal \
	tests/unit/test_journal_bad \
	tests/unit/test_journal_check \
	tests/unit/test_json \
	tests/unit/test_judge \
	tests/unit/test_judge_class \
	tests/unit/test_mask \
	tests/unit/test_meter \
	tests/unit/test_nodeset \
	tests/unit/test_option \
	tests/unit/test_period \
	tests/unit/test_order \
	tests/unit/test_place \
	tests/unit/test_policy \
	tests/unit/test_policy_class \
	tests/unit/test_purse \
	tests/unit/test_rate \
	tests/unit/test_rate_wrong \
	tests/unit/test_request \
	tests/unit/test_residency \
	tests/unit/test_residency_shipped \
	tests/unit/test_residency_traps \
	tests/unit/test_residency_wrong \
	tests/unit/test_result \
	tests/unit/test_sensor_auto \
	tests/unit/test_sensor_fake \
	tests/unit/test_sensor_gpu_metrics \
	tests/unit/test_sensor_hwmon \
	tests/unit/test_sensor_ipmi \
	tests/unit/test_sensor_model \
	tests/unit/test_sensor_neuron \
	tests/unit/test_sensor_nvml \
	tests/unit/test_sensor_pm_counters \
	tests/unit/test_sensor_powercap \
	tests/unit/test_share \
	tests/unit/test_split \
	tests/unit/test_series \
	tests/unit/test_start \
	tests/unit/test_strip \
	tests/unit/test_strlist \
	tests/unit/test_submit \
	tests/unit/test_suggest \
	tests/unit/test_tariff \
	tests/unit/test_tco \
	tests/unit/test_terms \
	tests/unit/test_try \
	tests/unit/test_tz \
	tests/unit/test_tz_hostile \
	tests/unit/test_units \
	tests/unit/test_whole \
	tests/unit/test_zone \
	# End of fh_unit_tests

if FH_UNIT_TESTS
check_PROGRAMS += $(fh_unit_tests)
TESTS += $(fh_unit_tests)
endif

# For every program that names no libraries of its own: the unit tests.
LDADD = plugins/common/libfhcore.la $(CMOCKA_LIBS)

EXTRA_DIST += \
	tests/fixtures/conf/good/accelerators.json \
	tests/fixtures/conf/good/energy.json \
	tests/fixtures/conf/good/policy.json \
	tests/fixtures/conf/good/rates.json \
	tests/fixtures/conf/good/zones.json \
	tests/fixtures/conf/twenty/accelerators.json \
	tests/fixtures/conf/twenty/energy.json \
	tests/fixtures/conf/twenty/policy.json \
	tests/fixtures/conf/twenty/rates.json \
	tests/fixtures/conf/twenty/zones.json \
	tests/unit/class_case.h \
	tests/unit/conf_case.h \
	tests/unit/focus_rules.h \
	tests/unit/ledger_case.h \
	tests/unit/report_case.h \
	tests/unit/residency_case.h \
	tests/unit/residency_world.h \
	tests/unit/sample_conf.h \
	tests/unit/sample_journal.h \
	tests/unit/sample_lines.h \
	tests/unit/scost_case.h \
	tests/unit/sensor_case.h \
	tests/unit/tariff_case.h \
	tests/unit/tz_case.h \
	# End of EXTRA_DIST

# freehold check's rules, which know no Slurm.
tests_unit_test_check_rules_SOURCES = \
	contribs/freehold/check.h \
	contribs/freehold/check_rules.c \
	tests/unit/test_check_rules.c \
	# End of tests_unit_test_check_rules_SOURCES

tests_unit_test_residency_SOURCES = \
	tests/fakes/temp_tree.c \
	tests/fakes/temp_tree.h \
	tests/unit/test_residency.c \
	# End of tests_unit_test_residency_SOURCES

# slurmctld's part, with tests/fakes in the place of the daemon.
fh_ctld_test_cppflags = \
	$(AM_CPPFLAGS) \
	-I$(top_srcdir)/plugins/shim \
	-I$(top_srcdir)/plugins/ctld \
	# End of fh_ctld_test_cppflags

fh_ctld_fakes = \
	plugins/shim/fh_slurm.h \
	tests/fakes/fake_conf.c \
	tests/fakes/fake_conf.h \
	tests/fakes/fake_slurm.c \
	tests/fakes/fake_slurm.h \
	# End of fh_ctld_fakes

tests_unit_test_ctld_CPPFLAGS = $(fh_ctld_test_cppflags)
tests_unit_test_ctld_SOURCES = \
	$(fh_ctld_fakes) \
	plugins/ctld/fh_ctld.c \
	plugins/ctld/fh_thread.c \
	plugins/ctld/fh_wake.c \
	tests/unit/test_ctld.c \
	# End of tests_unit_test_ctld_SOURCES

tests_unit_test_strip_CPPFLAGS = $(fh_ctld_test_cppflags)
tests_unit_test_strip_SOURCES = \
	plugins/ctld/fh_array.c \
	plugins/ctld/fh_conflict.c \
	plugins/ctld/fh_strip.c \
	tests/unit/test_strip.c \
	# End of tests_unit_test_strip_SOURCES

tests_unit_test_bound_CPPFLAGS = $(fh_ctld_test_cppflags)
tests_unit_test_bound_SOURCES = \
	plugins/ctld/fh_bound.c \
	tests/unit/sample_conf.h \
	tests/unit/test_bound.c \
	# End of tests_unit_test_bound_SOURCES

tests_unit_test_purse_CPPFLAGS = $(fh_ctld_test_cppflags)
tests_unit_test_purse_SOURCES = \
	plugins/ctld/fh_purse.c \
	plugins/ctld/fh_purse_settle.c \
	plugins/ctld/fh_purse_write.c \
	tests/unit/sample_conf.h \
	tests/unit/test_purse.c \
	# End of tests_unit_test_purse_SOURCES

tests_unit_test_submit_CPPFLAGS = $(fh_ctld_test_cppflags)
tests_unit_test_submit_SOURCES = \
	$(fh_ctld_fakes) \
	plugins/ctld/fh_bound.c \
	plugins/ctld/fh_conflict.c \
	plugins/ctld/fh_incoming.c \
	plugins/ctld/fh_strip.c \
	plugins/ctld/fh_purse.c \
	plugins/ctld/fh_submit.c \
	plugins/ctld/fh_submit_budget.c \
	tests/unit/test_submit.c \
	# End of tests_unit_test_submit_SOURCES

# Simulated nodes and meters.
tests_unit_test_energy_property_SOURCES = \
	tests/unit/sim_meter.c \
	tests/unit/sim_meter.h \
	tests/unit/sim_node.c \
	tests/unit/sim_node.h \
	tests/unit/sim_random.h \
	tests/unit/test_energy_property.c \
	# End of tests_unit_test_energy_property_SOURCES

tests_unit_test_energy_truth_SOURCES = \
	tests/unit/sim_load.c \
	tests/unit/sim_load.h \
	tests/unit/sim_random.h \
	tests/unit/test_energy_truth.c \
	# End of tests_unit_test_energy_truth_SOURCES

# Placement: logic of slurmctld's part that knows no Slurm type.
tests_unit_test_decide_SOURCES = \
	plugins/ctld/fh_decide.c \
	plugins/ctld/fh_share.c \
	plugins/ctld/fh_start_data.c \
	tests/unit/test_decide.c \
	# End of tests_unit_test_decide_SOURCES

tests_unit_test_share_SOURCES = \
	plugins/ctld/fh_share.c \
	plugins/ctld/fh_start_data.c \
	tests/unit/test_share.c \
	# End of tests_unit_test_share_SOURCES

tests_unit_test_start_SOURCES = \
	plugins/ctld/fh_decide.c \
	plugins/ctld/fh_gres.c \
	plugins/ctld/fh_note.c \
	plugins/ctld/fh_share.c \
	plugins/ctld/fh_start.c \
	plugins/ctld/fh_start_data.c \
	tests/unit/test_start.c \
	# End of tests_unit_test_start_SOURCES

tests_unit_test_try_SOURCES = \
	plugins/ctld/fh_try.c \
	tests/unit/test_try.c \
	# End of tests_unit_test_try_SOURCES
