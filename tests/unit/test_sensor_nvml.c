/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NVIDIA devices, through a library that stands in for theirs. */
#include "tests/unit/sensor_case.h"

#define LIBRARY "usr/lib/libnvidia-ml.so.1"
#define NVML_CONF "\"sensors\": [\"nvml\"]"

/* What the library tells. */
static void tell(struct sensor_case *node, const char *text)
{
	sensor_put(node, "nvml", text);
	assert_int_equal(setenv("FAKE_NVML", temp_tree_path(node->tree,
							    "nvml"), 1), 0);
}

/* Two counters, in the order of their minor numbers, not of their slots. */
static void test_counters(void **state)
{
	struct sensor_case *node = *state;
	const struct fh_sensor *meter;

	sensor_library(node, "fake_nvml", LIBRARY);
	tell(node, "0\n1 10de:2330 2000 90000\n0 10de:ffff 1000 80000\n");
	assert_int_equal(sensor_open(node, NVML_CONF), 0);
	sensor_names(node, "gpu0 gpu1");
	assert_int_equal(sensor_value(node, "gpu0"), 1000000);
	assert_int_equal(sensor_value(node, "gpu1"), 2000000);
	meter = sensor_named(node, "gpu1");
	assert_int_equal(meter->device, 1);
	assert_int_equal(meter->source, FH_ENERGY_MEASURED);
	assert_int_equal(meter->limits.max_w, 700);
	assert_int_equal(meter->limits.range_uj, FH_UNKNOWN);
	assert_false(meter->limits.is_power);
	assert_int_equal(sensor_named(node, "gpu0")->limits.max_w,
			 FH_UNKNOWN);
	tell(node, "0\n1 10de:2330 - 90000\n0 10de:ffff 5 80000\n");
	assert_int_equal(sensor_value(node, "gpu0"), 5000);
	assert_int_equal(sensor_value(node, "gpu1"), -1);
	tell(node, "0\n1 10de:2330 18446744073709551615 9\n");
	assert_int_equal(sensor_value(node, "gpu1"), -1);
}

/* Power only where there is no counter; nothing where there is neither. */
static void test_power(void **state)
{
	struct sensor_case *node = *state;

	sensor_library(node, "fake_nvml", LIBRARY);
	tell(node, "0\n0 10de:1 - 90123\n1 10de:1 - -\n2 10de:1 7 -\n");
	assert_int_equal(sensor_open(node, "\"sensors\": [\"auto\"]"), 0);
	sensor_names(node, "gpu0 gpu2");
	assert_true(sensor_named(node, "gpu0")->limits.is_power);
	assert_int_equal(sensor_value(node, "gpu0"), 90123000);
	assert_int_equal(sensor_value(node, "gpu2"), 7000);
}

/* MIG: instances are gres devices, and share their device's meter. */
static void test_mig(void **state)
{
	struct sensor_case *node = *state;
	const struct fh_sensor *meter;

	sensor_library(node, "fake_nvml", LIBRARY);
	tell(node, "0\n0 10de:1 1 1 3,2,1\n1 10de:1 2 1 0\n2 10de:1 3 1\n");
	assert_int_equal(sensor_open(node, NVML_CONF), 0);
	sensor_names(node, "gpu0 gpu3");
	meter = sensor_named(node, "gpu0");
	assert_int_equal(meter->slices, 3);
	assert_int_equal(meter->slice_weight[0], 3);
	assert_int_equal(meter->slice_weight[2], 1);
	assert_int_equal(sensor_named(node, "gpu3")->slices, 1);
	assert_int_equal(sensor_value(node, "gpu3"), 3000);
}

/* Devices behind what energy.json tells belong to no job. */
static void test_told(void **state)
{
	struct sensor_case *node = *state;

	sensor_library(node, "fake_nvml", LIBRARY);
	tell(node, "0\n0 10de:1 1 1\n1 10de:1 2 1\n2 10de:1 3 1\n");
	assert_int_equal(sensor_open(node, NVML_CONF ", \"accelerators\": "
				     "\"tpu_v4:1,h100:2\""), 0);
	sensor_names(node, "gpu1 gpu2");
	assert_int_equal(sensor_value(node, "gpu1"), 1000);
	assert_int_equal(sensor_named(node, "gpu2")->limits.max_w, 700);
}

static void test_none(void **state)
{
	struct sensor_case *node = *state;

	assert_int_equal(sensor_open(node, NVML_CONF), -1);
	assert_non_null(strstr(node->err.text, "which has none"));
	sensor_library(node, "fake_nvml", LIBRARY);
	tell(node, "9\n");
	assert_int_equal(sensor_open(node, NVML_CONF), -1);
	assert_non_null(strstr(node->err.text, "which has none"));
	tell(node, "5\n0 10de:1 1 1\n");
	assert_int_equal(sensor_open(node, NVML_CONF), -1);
	assert_string_equal(node->err.text,
			    "NVML: cannot start: Unknown Error");
}

/* Without one of its functions, the library is of no use. */
static void test_symbol_missing(void **state)
{
	struct sensor_case *node = *state;

	sensor_library(node, "fake_nvml_old", LIBRARY);
	tell(node, "0\n0 10de:1 1 1\n");
	assert_int_equal(sensor_open(node, NVML_CONF), -1);
	assert_string_equal(node->err.text, "libnvidia-ml.so.1 lacks "
			    "nvmlDeviceGetPowerUsage");
	assert_int_equal(sensor_open(node, "\"sensors\": [\"auto\"]"), 0);
	sensor_names(node, "");
	assert_non_null(strstr(node->sensors.skipped.text, "lacks"));
}

static void test_no_library(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, LIBRARY, "not a library\n");
	assert_int_equal(sensor_open(node, NVML_CONF), -1);
	assert_non_null(strstr(node->err.text, "libnvidia-ml.so.1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SENSOR_TEST(test_counters),
		SENSOR_TEST(test_power),
		SENSOR_TEST(test_mig),
		SENSOR_TEST(test_told),
		SENSOR_TEST(test_none),
		SENSOR_TEST(test_symbol_missing),
		SENSOR_TEST(test_no_library),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
