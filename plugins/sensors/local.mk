# SPDX-License-Identifier: GPL-2.0-or-later
# Meters of a node, for the energy plugin. They know no Slurm type.

noinst_LTLIBRARIES += plugins/sensors/libfhsensors.la

plugins_sensors_libfhsensors_la_SOURCES = \
	plugins/sensors/fh_fake.c \
	plugins/sensors/fh_gpu_metrics.c \
	plugins/sensors/fh_hwmon.c \
	plugins/sensors/fh_ipmi.c \
	plugins/sensors/fh_ipmi_calls.c \
	plugins/sensors/fh_ipmi_calls.h \
	plugins/sensors/fh_model.c \
	plugins/sensors/fh_model.h \
	plugins/sensors/fh_model_cpu.c \
	plugins/sensors/fh_neuron.c \
	plugins/sensors/fh_nvml.c \
	plugins/sensors/fh_nvml_calls.c \
	plugins/sensors/fh_nvml_calls.h \
	plugins/sensors/fh_pm_counters.c \
	plugins/sensors/fh_powercap.c \
	plugins/sensors/fh_sensor.c \
	plugins/sensors/fh_sensor.h \
	plugins/sensors/fh_sensor_common.c \
	plugins/sensors/fh_sensor_file.c \
	plugins/sensors/fh_sensor_file.h \
	plugins/sensors/fh_sensor_kinds.h \
	plugins/sensors/fh_sensor_library.c \
	plugins/sensors/fh_sensor_library.h \
	# End of plugins_sensors_libfhsensors_la_SOURCES

plugins_sensors_libfhsensors_la_CFLAGS = $(AM_CFLAGS) -fvisibility=hidden
plugins_sensors_libfhsensors_la_LIBADD = plugins/common/libfhcore.la
