# SPDX-License-Identifier: GPL-2.0-or-later
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
