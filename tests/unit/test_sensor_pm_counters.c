/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counters of Cray EX nodes. */
#include "tests/unit/sensor_case.h"

#define PM "sys/cray/pm_counters/"
#define CONF "\"sensors\": [\"pm_counters\"]"

static void put_node(struct sensor_case *node)
{
	sensor_put(node, PM "startup", "1699000000000000\n");
	sensor_put(node, PM "freshness", "4711\n");
	sensor_put(node, PM "energy",
		   "1360621494 J 1700000000000000 us\n");
	sensor_put(node, PM "power", "873 W 1700000000000000 us\n");
	sensor_put(node, PM "cpu_energy", "139431088 J 1700000000000000 us\n");
	sensor_put(node, PM "memory_energy", "104283458 J\n");
	sensor_put(node, PM "accel0_energy", "208970342 J 17 us\n");
	sensor_put(node, PM "accel1_energy", "268461017 J 17 us\n");
}

static void test_node(void **state)
{
	struct sensor_case *node = *state;
	struct fh_counter_reading reading;

	put_node(node);
	assert_int_equal(sensor_open(node, CONF), 0);
	sensor_names(node, "node cpu memory gpu0 gpu1");
	assert_int_equal(sensor_named(node, "node")->scope, FH_SENSOR_NODE);
	assert_int_equal(sensor_named(node, "cpu")->scope, FH_SENSOR_CPU);
	assert_int_equal(sensor_named(node, "memory")->scope,
			 FH_SENSOR_MEMORY);
	assert_int_equal(sensor_named(node, "gpu1")->device, 1);
	reading = sensor_read(node, "node", false);
	assert_true(reading.ok);
	assert_int_equal(reading.value, 1360621494000000);
	assert_int_equal(reading.epoch, 1699000000000000);
	assert_int_equal(sensor_value(node, "memory"), 104283458000000);
	assert_int_equal(sensor_value(node, "gpu1"), 268461017000000);
	sensor_put(node, PM "startup", "1699000000000001 us\n");
	assert_int_equal(sensor_read(node, "gpu1", false).epoch,
			 1699000000000001);
}

/* They come before the CPUs' own counters. */
static void test_before_powercap(void **state)
{
	struct sensor_case *node = *state;

	put_node(node);
	sensor_put(node, "sys/class/powercap/intel-rapl:0/name", "package-0");
	sensor_put(node, "sys/class/powercap/intel-rapl:0/energy_uj", "4");
	assert_int_equal(sensor_open(node, "\"sensors\": [\"auto\"], "
				     "\"accelerators\": \"mi300x:1\""), 0);
	sensor_names(node, "node cpu memory gpu0");
	assert_int_equal(sensor_open(node, CONF ", \"accelerators\": "
				     "\"mi300x:1,unheard:1\""), 0);
	sensor_names(node, "node cpu memory gpu0 gpu1");
	assert_int_equal(sensor_named(node, "gpu0")->limits.max_w, 750);
}

static void test_garbage(void **state)
{
	static const char *const wrong[] = {
		"", "J\n", "-5 J\n", "5\n", "5 W 1 us\n", "5 Joule\n",
		"5J\n", "9223372036855 J\n", "99999999999999999999 J\n",
		"5 J 17\n", "5 J us\n", "5 J 17 ms\n", "5 J 17 us us\n",
		"5 J 1700000000000000 us and more, and more, and even more\n",
	};
	struct sensor_case *node = *state;

	put_node(node);
	assert_int_equal(sensor_open(node, CONF), 0);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		sensor_put(node, PM "energy", wrong[i]);
		assert_int_equal(sensor_value(node, "node"), -1);
	}
	sensor_put(node, PM "energy", "5 J\n");
	assert_int_equal(sensor_value(node, "node"), 5000000);
	sensor_put(node, PM "startup", "soon\n");
	assert_int_equal(sensor_value(node, "node"), -1);
	sensor_put(node, PM "startup", "1\n");
	sensor_put(node, PM "freshness", "?\n");
	assert_int_equal(sensor_value(node, "node"), -1);
}

/* Nodes have what they have. */
static void test_few(void **state)
{
	struct sensor_case *node = *state;

	assert_int_equal(sensor_open(node, CONF), -1);
	assert_non_null(strstr(node->err.text, "which has none"));
	sensor_put(node, PM "startup", "1\n");
	sensor_put(node, PM "energy", "7 J\n");
	assert_int_equal(sensor_open(node, CONF), 0);
	sensor_names(node, "node");
	assert_int_equal(sensor_value(node, "node"), 7000000);
	sensor_spoil(node, PM "cpu_energy");
	assert_int_equal(sensor_open(node, CONF), -1);
	assert_non_null(strstr(node->err.text, "cpu_energy: cannot read"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SENSOR_TEST(test_node),
		SENSOR_TEST(test_before_powercap),
		SENSOR_TEST(test_garbage),
		SENSOR_TEST(test_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
