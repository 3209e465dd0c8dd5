/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Meters out of a file. */
#include "tests/unit/sensor_case.h"

#define METERS "fake/meters"
#define FAKE_CONF "\"sensors\": [\"fake\"]"

static void test_meters(void **state)
{
	struct sensor_case *node = *state;
	struct fh_counter_reading reading;
	const struct fh_sensor *meter;

	sensor_put(node, METERS,
		   "# a comment\n"
		   "cpu0 cpu - energy 100 5000\n"
		   "\n"
		   "ram  memory\t- energy 7 - 3\n"
		   "gpu1 accel 1 power 300000000\n"
		   "bmc  node - power -\n");
	assert_int_equal(sensor_open(node, FAKE_CONF ", \"accelerators\": "
				     "\"tpu_v4:1,h100:1\", "
				     "\"node_max_watts\": 9000"), 0);
	sensor_names(node, "cpu0 ram gpu1 bmc");
	meter = sensor_named(node, "gpu1");
	assert_int_equal(meter->scope, FH_SENSOR_ACCEL);
	assert_int_equal(meter->device, 1);
	assert_int_equal(meter->slices, 1);
	assert_true(meter->limits.is_power);
	assert_int_equal(meter->limits.max_w, 700);
	assert_int_equal(sensor_named(node, "bmc")->limits.max_w, 9000);
	assert_int_equal(sensor_named(node, "cpu0")->limits.range_uj, 5000);
	assert_int_equal(sensor_value(node, "cpu0"), 100);
	assert_int_equal(sensor_value(node, "bmc"), -1);
	reading = sensor_read(node, "ram", false);
	assert_true(reading.ok);
	assert_int_equal(reading.epoch, 3);
}

/* The file is read anew every time. */
static void test_change(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, METERS, "a cpu - energy 1\nb memory - energy 2\n");
	assert_int_equal(sensor_open(node, FAKE_CONF), 0);
	sensor_put(node, METERS, "b memory - energy 3 - 9\n");
	assert_int_equal(sensor_value(node, "a"), -1);
	assert_int_equal(sensor_value(node, "b"), 3);
	assert_int_equal(sensor_read(node, "b", false).epoch, 9);
	sensor_put(node, METERS, "b memory - energy x\n");
	assert_int_equal(sensor_value(node, "b"), -1);
	sensor_remove(node, METERS);
	assert_int_equal(sensor_value(node, "b"), -1);
}

static void test_wrong(void **state)
{
	static const char *const wrong[] = {
		"a cpu -\n", "a cpu - energy\n", "a/b cpu - energy 1\n",
		"a disk - energy 1\n", "a cpu - volume 1\n",
		"a cpu 1 energy 1\n", "a accel - energy 1\n",
		"a accel 9999999 energy 1\n", "a accel -1 energy 1\n",
		"a cpu - energy 1 2 3 4\n", "a cpu - energy -5\n",
	};
	struct sensor_case *node = *state;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		sensor_put(node, METERS, wrong[i]);
		assert_int_equal(sensor_open(node, FAKE_CONF), -1);
		assert_non_null(strstr(node->err.text, "fake/meters: "));
	}
	sensor_remove(node, METERS);
	assert_int_equal(sensor_open(node, FAKE_CONF), -1);
	assert_non_null(strstr(node->err.text, "which has none"));
}

/* More meters than the journal holds are told, not cut. */
static void test_many(void **state)
{
	struct sensor_case *node = *state;
	char text[16384];
	size_t len = 0;

	for (int i = 0; i < FH_JOURNAL_METER_MAX; i++)
		len += (size_t) snprintf(text + len, sizeof(text) - len,
					 "gpu%d accel %d energy 1\n", i, i);
	sensor_put(node, METERS, text);
	assert_int_equal(sensor_open(node, FAKE_CONF), 0);
	assert_int_equal(node->sensors.count, FH_JOURNAL_METER_MAX);
	snprintf(text + len, sizeof(text) - len, "gpux accel 900 energy 1\n");
	sensor_put(node, METERS, text);
	assert_int_equal(sensor_open(node, FAKE_CONF), -1);
	assert_string_equal(node->err.text, "more than 128 meters");
}

/* "auto" never takes what is only for tests. */
static void test_not_automatic(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, METERS, "a cpu - energy 1\n");
	assert_int_equal(sensor_open(node, "\"sensors\": [\"auto\"]"), 0);
	sensor_names(node, "");
}

/* The first sensor that is named has the energy. */
static void test_first_wins(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, METERS, "a cpu - energy 1\nb cpu - energy 1\n"
		   "dram-0 memory - energy 5\n");
	sensor_put(node, "sys/class/powercap/intel-rapl:0/name", "package-0");
	sensor_put(node, "sys/class/powercap/intel-rapl:0/energy_uj", "4");
	assert_int_equal(sensor_open(node, "\"sensors\": [\"fake\", "
				     "\"powercap\"]"), 0);
	sensor_names(node, "a b dram-0");
	assert_int_equal(sensor_open(node, "\"sensors\": [\"auto\", "
				     "\"fake\"]"), 0);
	sensor_names(node, "package-0 dram-0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SENSOR_TEST(test_meters),
		SENSOR_TEST(test_change),
		SENSOR_TEST(test_wrong),
		SENSOR_TEST(test_many),
		SENSOR_TEST(test_not_automatic),
		SENSOR_TEST(test_first_wins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
