# SPDX-License-Identifier: GPL-2.0-or-later
# What needs a real device: built by make check, run by hand or by .ci/run.

check_PROGRAMS += \
	tests/hardware/cuda_load \
	tests/hardware/nvml_meter \
	# End of check_PROGRAMS

EXTRA_DIST += tests/hardware/nvml

tests_hardware_cuda_load_LDADD =
tests_hardware_nvml_meter_LDADD = \
	plugins/sensors/libfhsensors.la \
	plugins/common/libfhcore.la \
	# End of tests_hardware_nvml_meter_LDADD
