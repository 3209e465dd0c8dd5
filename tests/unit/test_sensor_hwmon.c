/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Accelerators and CPU sockets of hwmon. */
#include "tests/unit/sensor_case.h"

#define HWMON "sys/class/hwmon/"
#define CONF "\"sensors\": [\"hwmon\"]"

static void test_power(void **state)
{
	struct sensor_case *node = *state;
	const struct fh_sensor *meter;

	sensor_put(node, HWMON "hwmon0/name", "nvme\n");
	sensor_put(node, HWMON "hwmon1/name", "amdgpu\n");
	sensor_put(node, HWMON "hwmon1/power1_average", "140000000\n");
	sensor_put(node, HWMON "hwmon1/power1_input", "150000000\n");
	sensor_put(node, HWMON "hwmon2/name", "amdgpu\n");
	sensor_put(node, HWMON "hwmon2/power1_input", "160000000\n");
	sensor_put(node, HWMON "hwmon3/name", "amdgpu\n");
	assert_int_equal(sensor_open(node, CONF), 0);
	sensor_names(node, "gpu0 gpu1");
	meter = sensor_named(node, "gpu0");
	assert_true(meter->limits.is_power);
	assert_int_equal(meter->source, FH_ENERGY_MEASURED);
	assert_int_equal(sensor_value(node, "gpu0"), 140000000);
	assert_int_equal(sensor_value(node, "gpu1"), 160000000);
}

/* Intel: the card's counter before that of its package; a GT is inside. */
static void test_energy(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, HWMON "hwmon4/name", "xe\n");
	sensor_put(node, HWMON "hwmon4/energy1_input", "1\n");
	sensor_put(node, HWMON "hwmon4/energy2_input", "2\n");
	sensor_put(node, HWMON "hwmon10/name", "xe\n");
	sensor_put(node, HWMON "hwmon10/energy2_input", "3\n");
	sensor_put(node, HWMON "hwmon11/name", "i915\n");
	sensor_put(node, HWMON "hwmon11/energy1_input", "4\n");
	sensor_put(node, HWMON "hwmon12/name", "i915_gt0\n");
	sensor_put(node, HWMON "hwmon12/energy1_input", "5\n");
	assert_int_equal(sensor_open(node, "\"sensors\": [\"auto\"]"), 0);
	sensor_names(node, "gpu0 gpu1 gpu2");
	assert_false(sensor_named(node, "gpu0")->limits.is_power);
	assert_int_equal(sensor_value(node, "gpu0"), 1);
	assert_int_equal(sensor_value(node, "gpu1"), 3);
	assert_int_equal(sensor_value(node, "gpu2"), 4);
}

/* By the numbers of their cards, whatever hwmon numbered first. */
static void test_cards(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, HWMON "hwmon1/name", "amdgpu\n");
	sensor_put(node, HWMON "hwmon1/power1_input", "11\n");
	sensor_put(node, HWMON "hwmon1/device/drm/card10/dev", "226:10\n");
	sensor_put(node, HWMON "hwmon2/name", "amdgpu\n");
	sensor_put(node, HWMON "hwmon2/power1_input", "22\n");
	sensor_put(node, HWMON "hwmon2/device/drm/card2/dev", "226:2\n");
	assert_int_equal(sensor_open(node, CONF), 0);
	assert_int_equal(sensor_value(node, "gpu0"), 22);
	assert_int_equal(sensor_value(node, "gpu1"), 11);
}

/* A node that tells its accelerators, in the order of gres/gpu. */
static void test_told(void **state)
{
	struct sensor_case *node = *state;

	for (int i = 0; i < 3; i++) {
		char path[64];

		snprintf(path, sizeof(path), HWMON "hwmon%d/name", i);
		sensor_put(node, path, "amdgpu\n");
		snprintf(path, sizeof(path), HWMON "hwmon%d/power1_input", i);
		sensor_put(node, path, "7\n");
	}
	assert_int_equal(sensor_open(node, CONF ", \"accelerators\": "
				     "\"mi300x:1,h100:2,mi300x:1\""), 0);
	sensor_names(node, "gpu0 gpu3");
	/* None of theirs told: the site's own chips, with this driver. */
	assert_int_equal(sensor_open(node, CONF ", \"accelerators\": "
				     "\"tpu_v4:2\""), 0);
	sensor_names(node, "gpu0 gpu1");
}

static void test_sockets(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, HWMON "hwmon0/name", "amd_energy\n");
	sensor_put(node, HWMON "hwmon0/energy1_label", "Ecore000\n");
	sensor_put(node, HWMON "hwmon0/energy1_input", "1\n");
	sensor_put(node, HWMON "hwmon0/energy2_label", "Esocket0\n");
	sensor_put(node, HWMON "hwmon0/energy2_input", "20\n");
	sensor_put(node, HWMON "hwmon0/energy3_label", "Esocket1\n");
	sensor_put(node, HWMON "hwmon0/energy3_input", "30\n");
	assert_int_equal(sensor_open(node, CONF), 0);
	sensor_names(node, "socket-0 socket-1");
	assert_int_equal(sensor_named(node, "socket-1")->scope,
			 FH_SENSOR_CPU);
	assert_int_equal(sensor_value(node, "socket-1"), 30);
	sensor_put(node, "sys/class/powercap/intel-rapl:0/name", "package-0");
	sensor_put(node, "sys/class/powercap/intel-rapl:0/energy_uj", "4");
	assert_int_equal(sensor_open(node, "\"sensors\": [\"auto\"]"), 0);
	sensor_names(node, "package-0");
}

static void test_unreadable(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, HWMON "hwmon0/name", "xe\n");
	sensor_spoil(node, HWMON "hwmon0/energy1_input");
	assert_int_equal(sensor_open(node, CONF), -1);
	assert_non_null(strstr(node->err.text, "cannot read"));
	assert_int_equal(rmdir(temp_tree_path(node->tree, HWMON
					      "hwmon0/energy1_input")), 0);
	assert_int_equal(sensor_open(node, CONF), -1);
	assert_non_null(strstr(node->err.text, "which has none"));
	sensor_put(node, HWMON "hwmon0/energy1_input", "17\n");
	assert_int_equal(sensor_open(node, CONF), 0);
	sensor_put(node, HWMON "hwmon0/energy1_input", "-17\n");
	assert_int_equal(sensor_value(node, "gpu0"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SENSOR_TEST(test_power),
		SENSOR_TEST(test_energy),
		SENSOR_TEST(test_cards),
		SENSOR_TEST(test_told),
		SENSOR_TEST(test_sockets),
		SENSOR_TEST(test_unreadable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
