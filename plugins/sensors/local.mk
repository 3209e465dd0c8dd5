# SPDX-License-Identifier: GPL-2.0-or-later
# Meters of a node, for the energy plugin. They know no Slurm type.

noinst_LTLIBRARIES += plugins/sensors/libfhsensors.la

plugins_sensors_libfhsensors_la_SOURCES = \
	plugins/sensors/fh_fake.c \
	plugins/sensors/fh_powercap.c \
	plugins/sensors/fh_sensor.c \
	plugins/sensors/fh_sensor.h \
	plugins/sensors/fh_sensor_file.c \
	plugins/sensors/fh_sensor_file.h \
	plugins/sensors/fh_sensor_kinds.h \
	# End of plugins_sensors_libfhsensors_la_SOURCES

plugins_sensors_libfhsensors_la_CFLAGS = $(AM_CFLAGS) -fvisibility=hidden
plugins_sensors_libfhsensors_la_LIBADD = plugins/common/libfhcore.la
