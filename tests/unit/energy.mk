# SPDX-License-Identifier: GPL-2.0-or-later
# What unit tests of meters and of the sampler are made of.

# Meters: trees of files in the place of sysfs, and libraries of tests/fakes
# in the place of the vendors'.
fh_sensor_test_libs = plugins/sensors/libfhsensors.la $(LDADD)
fh_sensor_test_tree = \
	tests/fakes/temp_tree.c \
	tests/fakes/temp_tree.h \
	# End of fh_sensor_test_tree

tests_unit_test_meter_SOURCES = \
	$(fh_sensor_test_tree) \
	tests/unit/test_meter.c \
	# End of tests_unit_test_meter_SOURCES

tests_unit_test_sensor_auto_LDADD = $(fh_sensor_test_libs)
tests_unit_test_sensor_auto_SOURCES = \
	$(fh_sensor_test_tree) \
	tests/unit/test_sensor_auto.c \
	# End of tests_unit_test_sensor_auto_SOURCES

tests_unit_test_sensor_fake_LDADD = $(fh_sensor_test_libs)
tests_unit_test_sensor_fake_SOURCES = \
	$(fh_sensor_test_tree) \
	tests/unit/test_sensor_fake.c \
	# End of tests_unit_test_sensor_fake_SOURCES

tests_unit_test_sensor_gpu_metrics_LDADD = $(fh_sensor_test_libs)
tests_unit_test_sensor_gpu_metrics_SOURCES = \
	$(fh_sensor_test_tree) \
	tests/unit/test_sensor_gpu_metrics.c \
	# End of tests_unit_test_sensor_gpu_metrics_SOURCES

tests_unit_test_sensor_hwmon_LDADD = $(fh_sensor_test_libs)
tests_unit_test_sensor_hwmon_SOURCES = \
	$(fh_sensor_test_tree) \
	tests/unit/test_sensor_hwmon.c \
	# End of tests_unit_test_sensor_hwmon_SOURCES

tests_unit_test_sensor_ipmi_LDADD = $(fh_sensor_test_libs)
tests_unit_test_sensor_ipmi_SOURCES = \
	$(fh_sensor_test_tree) \
	tests/unit/test_sensor_ipmi.c \
	# End of tests_unit_test_sensor_ipmi_SOURCES

tests_unit_test_sensor_model_LDADD = $(fh_sensor_test_libs)
tests_unit_test_sensor_model_SOURCES = \
	$(fh_sensor_test_tree) \
	tests/unit/test_sensor_model.c \
	# End of tests_unit_test_sensor_model_SOURCES

tests_unit_test_sensor_neuron_LDADD = $(fh_sensor_test_libs)
tests_unit_test_sensor_neuron_SOURCES = \
	$(fh_sensor_test_tree) \
	tests/unit/test_sensor_neuron.c \
	# End of tests_unit_test_sensor_neuron_SOURCES

tests_unit_test_sensor_nvml_LDADD = $(fh_sensor_test_libs)
tests_unit_test_sensor_nvml_SOURCES = \
	$(fh_sensor_test_tree) \
	tests/unit/test_sensor_nvml.c \
	# End of tests_unit_test_sensor_nvml_SOURCES

tests_unit_test_sensor_pm_counters_LDADD = $(fh_sensor_test_libs)
tests_unit_test_sensor_pm_counters_SOURCES = \
	$(fh_sensor_test_tree) \
	tests/unit/test_sensor_pm_counters.c \
	# End of tests_unit_test_sensor_pm_counters_SOURCES

tests_unit_test_sensor_powercap_LDADD = $(fh_sensor_test_libs)
tests_unit_test_sensor_powercap_SOURCES = \
	$(fh_sensor_test_tree) \
	tests/unit/test_sensor_powercap.c \
	# End of tests_unit_test_sensor_powercap_SOURCES

# The sampler: with simulated meters and directories of its own.
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

if FH_UNIT_TESTS
check_LTLIBRARIES = \
	tests/fakes/fake_freeipmi.la \
	tests/fakes/fake_freeipmi_old.la \
	tests/fakes/fake_nvml.la \
	tests/fakes/fake_nvml_old.la \
	# End of check_LTLIBRARIES
endif

# The path makes libtool build a shared object; nothing is installed.
fh_fake_library = $(FH_MODULE) -rpath /nowhere

tests_fakes_fake_freeipmi_la_SOURCES = tests/fakes/fake_freeipmi.c
tests_fakes_fake_freeipmi_la_LDFLAGS = $(fh_fake_library)
tests_fakes_fake_freeipmi_old_la_SOURCES = tests/fakes/fake_freeipmi.c
tests_fakes_fake_freeipmi_old_la_LDFLAGS = $(fh_fake_library)
tests_fakes_fake_freeipmi_old_la_CPPFLAGS = \
	$(AM_CPPFLAGS) -DFAKE_IPMI_LACKS_TEMPLATE
tests_fakes_fake_nvml_la_SOURCES = tests/fakes/fake_nvml.c
tests_fakes_fake_nvml_la_LDFLAGS = $(fh_fake_library)
tests_fakes_fake_nvml_old_la_SOURCES = tests/fakes/fake_nvml.c
tests_fakes_fake_nvml_old_la_LDFLAGS = $(fh_fake_library)
tests_fakes_fake_nvml_old_la_CPPFLAGS = \
	$(AM_CPPFLAGS) -DFAKE_NVML_LACKS_POWER
