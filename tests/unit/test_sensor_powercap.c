/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CPU packages, memory and platforms of powercap. */
#include "tests/unit/sensor_case.h"

#define RAPL "sys/class/powercap/intel-rapl"
#define POWERCAP_CONF "\"sensors\": [\"powercap\"]"

static void put_zone(struct sensor_case *node, const char *zone,
		     const char *name, const char *uj)
{
	char path[128];

	snprintf(path, sizeof(path), "sys/class/powercap/%s/name", zone);
	sensor_put(node, path, name);
	snprintf(path, sizeof(path), "sys/class/powercap/%s/energy_uj", zone);
	sensor_put(node, path, uj);
	snprintf(path, sizeof(path),
		 "sys/class/powercap/%s/max_energy_range_uj", zone);
	sensor_put(node, path, "262143328850\n");
}

static void put_two_packages(struct sensor_case *node)
{
	put_zone(node, "intel-rapl:0", "package-0\n", "1000\n");
	put_zone(node, "intel-rapl:0:0", "core\n", "600\n");
	put_zone(node, "intel-rapl:0:1", "uncore\n", "60\n");
	put_zone(node, "intel-rapl:0:2", "dram\n", "300\n");
	put_zone(node, "intel-rapl:1", "package-1\n", "2000\n");
	put_zone(node, "intel-rapl:1:0", "dram\n", "400\n");
	put_zone(node, "intel-rapl:2", "psys\n", "9000\n");
	put_zone(node, "intel-rapl-mmio:0", "package-0\n", "1001\n");
	sensor_put(node, "sys/class/powercap/intel-rapl/enabled", "1\n");
	sensor_put(node, "sys/class/powercap/dtpm/enabled", "1\n");
}

static void test_zones(void **state)
{
	struct sensor_case *node = *state;
	const struct fh_sensor *meter;

	put_two_packages(node);
	assert_int_equal(sensor_open(node, POWERCAP_CONF), 0);
	sensor_names(node, "package-0 dram-0 package-1 dram-1 psys");
	assert_int_equal(sensor_value(node, "package-1"), 2000);
	assert_int_equal(sensor_value(node, "dram-1"), 400);
	meter = sensor_named(node, "dram-0");
	assert_int_equal(meter->scope, FH_SENSOR_MEMORY);
	assert_int_equal(meter->source, FH_ENERGY_MEASURED);
	assert_false(meter->limits.is_power);
	assert_int_equal(meter->limits.range_uj, 262143328850);
	assert_int_equal(meter->limits.max_w, FH_UNKNOWN);
	assert_int_equal(sensor_named(node, "psys")->scope, FH_SENSOR_NODE);
}

/* Two dies in a package, and a limit that the packages share. */
static void test_dies(void **state)
{
	struct sensor_case *node = *state;

	put_zone(node, "intel-rapl:0", "package-0-die-0\n", "1\n");
	put_zone(node, "intel-rapl:1", "package-0-die-1\n", "2\n");
	put_zone(node, "intel-rapl:1:0", "dram\n", "3\n");
	assert_int_equal(sensor_open(node, POWERCAP_CONF
				     ", \"cpu_max_watts\": 501"), 0);
	sensor_names(node, "package-0-die-0 package-0-die-1 dram-0-die-1");
	assert_int_equal(sensor_named(node, "package-0-die-0")->limits.max_w,
			 251);
	assert_int_equal(sensor_named(node, "dram-0-die-1")->limits.max_w,
			 FH_UNKNOWN);
}

/* Seen only by the newer interfaces. */
static void test_other_interfaces(void **state)
{
	struct sensor_case *node = *state;

	put_zone(node, "intel-rapl-tpmi:0", "package-0\n", "5\n");
	put_zone(node, "intel-rapl-mmio:0", "package-0\n", "6\n");
	assert_int_equal(sensor_open(node, "\"sensors\": [\"auto\"]"), 0);
	sensor_names(node, "package-0");
	assert_int_equal(sensor_value(node, "package-0"), 5);
}

/* A platform's counter that nothing feeds is no node's meter. */
static void test_psys_unwired(void **state)
{
	struct sensor_case *node = *state;

	put_zone(node, "intel-rapl:0", "package-0\n", "1\n");
	put_zone(node, "intel-rapl:1", "psys\n", "0\n");
	assert_int_equal(sensor_open(node, POWERCAP_CONF), 0);
	sensor_names(node, "package-0");
}

static void test_garbage(void **state)
{
	static const char *const wrong[] = {
		"", "\n", "-1\n", " 5\n", "5 \n", "5x\n", "5\n6\n", "0x5\n",
		"9223372036854775808\n", "99999999999999999999999999999999\n",
		"12345678901234567890123456789012345678901234567890\n",
	};
	struct sensor_case *node = *state;

	put_zone(node, "intel-rapl:0", "package-0\n", "1\n");
	assert_int_equal(sensor_open(node, POWERCAP_CONF), 0);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		sensor_put(node, RAPL ":0/energy_uj", wrong[i]);
		assert_int_equal(sensor_value(node, "package-0"), -1);
	}
	sensor_put(node, RAPL ":0/energy_uj", "9223372036854775807");
	assert_int_equal(sensor_value(node, "package-0"), INT64_MAX);
	sensor_remove(node, RAPL ":0/energy_uj");
	assert_int_equal(sensor_value(node, "package-0"), -1);
	sensor_put(node, RAPL ":0/energy_uj", "7\n");
	assert_int_equal(sensor_value(node, "package-0"), 7);
}

/* Names and ranges that are not what they should be. */
static void test_odd_zones(void **state)
{
	struct sensor_case *node = *state;

	put_zone(node, "intel-rapl:0", "package-x/../y\n", "1\n");
	put_zone(node, "intel-rapl:1", "dram\n", "2\n");
	put_zone(node, "intel-rapl:2",
		 "package-00000000000000000000000000000000000000000000000\n",
		 "3\n");
	put_zone(node, "intel-rapl:3", "", "4\n");
	put_zone(node, "intel-rapl:4", "package-4\n", "5\n");
	sensor_put(node, RAPL ":4/max_energy_range_uj", "0\n");
	assert_int_equal(sensor_open(node, POWERCAP_CONF), 0);
	sensor_names(node, "package package-4");
	assert_int_equal(sensor_named(node, "package-4")->limits.range_uj,
			 FH_UNKNOWN);
}

/* Named, it must be there and readable; "auto" goes on without it. */
static void test_unreadable(void **state)
{
	struct sensor_case *node = *state;

	assert_int_equal(sensor_open(node, POWERCAP_CONF), -1);
	assert_string_equal(node->err.text, "energy.json names the sensor "
			    "powercap for this node, which has none");
	sensor_put(node, RAPL ":0/name", "package-0\n");
	sensor_spoil(node, RAPL ":0/energy_uj");
	assert_int_equal(sensor_open(node, POWERCAP_CONF), -1);
	assert_non_null(strstr(node->err.text, "cannot read"));
	assert_int_equal(sensor_open(node, "\"sensors\": [\"auto\"]"), 0);
	sensor_names(node, "");
	assert_non_null(strstr(node->sensors.skipped.text, "energy_uj"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SENSOR_TEST(test_zones),
		SENSOR_TEST(test_dies),
		SENSOR_TEST(test_other_interfaces),
		SENSOR_TEST(test_psys_unwired),
		SENSOR_TEST(test_garbage),
		SENSOR_TEST(test_odd_zones),
		SENSOR_TEST(test_unreadable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
