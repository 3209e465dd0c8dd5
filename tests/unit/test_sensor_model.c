/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What nothing measures. */
#include "tests/unit/sensor_case.h"

#define PCI "sys/bus/pci/devices/"
#define CONF "\"sensors\": [\"model\"]"

static int64_t power(struct sensor_case *node, const char *name, bool in_use)
{
	struct fh_counter_reading reading = sensor_read(node, name, in_use);

	return reading.ok ? reading.value / 1000000 : -1;
}

static void put_board(struct sensor_case *node, const char *address,
		      const char *vendor, const char *device)
{
	char path[128];

	snprintf(path, sizeof(path), PCI "%s/vendor", address);
	sensor_put(node, path, vendor);
	snprintf(path, sizeof(path), PCI "%s/device", address);
	sensor_put(node, path, device);
}

/* Idle, and the nameplate while a job holds it; without an idle power
 * nothing else. */
static void test_held(void **state)
{
	struct sensor_case *node = *state;
	const struct fh_sensor *meter;

	assert_int_equal(sensor_open(node, CONF ", \"accelerators\": "
				     "\"h100:1,trn1:1,tpu_v4:1\""), 0);
	sensor_names(node, "gpu0 gpu2");
	meter = sensor_named(node, "gpu0");
	assert_true(meter->limits.is_power);
	assert_int_equal(meter->source, FH_ENERGY_NAMEPLATE);
	assert_int_equal(meter->limits.max_w, 700);
	assert_int_equal(power(node, "gpu0", false), 70);
	assert_int_equal(power(node, "gpu0", true), 700);
	assert_int_equal(power(node, "gpu2", false), 0);
	assert_int_equal(power(node, "gpu2", true), 192);
}

/* As busy as the driver says. */
static void test_busy(void **state)
{
	static const char *const wrong[] = { "", "101\n", "-1\n", "x\n" };
	struct sensor_case *node = *state;

	put_board(node, "0000:01:00.0", "0x1002\n", "0x74a1\n");
	put_board(node, "0000:02:00.0", "0x8086\n", "0x1521\n");
	put_board(node, "0000:03:00.0", "0x1002\n", "0x74a1\n");
	put_board(node, "0000:04:00.0", "0x1002", "nonsense");
	sensor_put(node, PCI "0000:03:00.0/gpu_busy_percent", "50\n");
	assert_int_equal(sensor_open(node, CONF), 0);
	sensor_names(node, "gpu0 gpu1");
	assert_int_equal(sensor_named(node, "gpu0")->source,
			 FH_ENERGY_NAMEPLATE);
	assert_int_equal(sensor_named(node, "gpu1")->source,
			 FH_ENERGY_MODELLED);
	assert_int_equal(power(node, "gpu1", true), 140 + 305);
	sensor_put(node, PCI "0000:03:00.0/gpu_busy_percent", "0\n");
	assert_int_equal(power(node, "gpu1", true), 140);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		sensor_put(node, PCI "0000:03:00.0/gpu_busy_percent",
			   wrong[i]);
		assert_int_equal(power(node, "gpu1", true), -1);
	}
	/* Told with another accelerator in front. */
	sensor_put(node, PCI "0000:03:00.0/gpu_busy_percent", "10\n");
	assert_int_equal(sensor_open(node, CONF ", \"accelerators\": "
				     "\"h100:1,mi300x:2\""), 0);
	sensor_names(node, "gpu0 gpu1 gpu2");
	assert_int_equal(power(node, "gpu2", false), 201);
}

static void test_cpu(void **state)
{
	struct sensor_case *node = *state;
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	const struct fh_sensor *meter;
	int64_t before, behind;

	sensor_put(node, "proc/stat",
		   "cpu  100 0 50 900000 1000 0 0 0 0 0\ncpu0 1 2 3\n");
	assert_int_equal(sensor_open(node, CONF ", \"cpu_idle_watts\": 100, "
				     "\"cpu_max_watts\": 300"), 0);
	sensor_names(node, "cpu");
	meter = sensor_named(node, "cpu");
	assert_int_equal(meter->scope, FH_SENSOR_CPU);
	assert_int_equal(meter->source, FH_ENERGY_MODELLED);
	assert_int_equal(meter->limits.max_w, 300);
	assert_false(meter->limits.is_power);
	before = sensor_value(node, "cpu");
	/* Every CPU busy for 1000 s more; idle and iowait are not busy. */
	snprintf(node->err.text, sizeof(node->err.text),
		 "cpu  %ld 0 50 990000 9000 0 0 0 7 7\n",
		 100 + cpus * 1000 * sysconf(_SC_CLK_TCK));
	sensor_put(node, "proc/stat", node->err.text);
	behind = sensor_value(node, "cpu");
	assert_in_range(behind - before, INT64_C(200000000000),
			INT64_C(201000000000));
	sensor_put(node, "proc/stat", "cpu  0 0 0 0 0 0 0 0 0 0\n");
	assert_int_equal(sensor_value(node, "cpu"), behind);
}

static void test_cpu_garbage(void **state)
{
	static const char *const wrong[] = {
		"", "\n", "cpu\n", "cpu0 1 2 3 4 5 6 7 8\n",
		"cpu  1 2 3 4 5 6 7\n", "cpu  1 2 3 4 5 6 7 x\n",
		"cpu  9223372036854775807 1 1 1 1 1 1 1\n",
	};
	struct sensor_case *node = *state;

	sensor_put(node, "proc/stat", "\n");
	assert_int_equal(sensor_open(node, CONF ", \"cpu_idle_watts\": 100, "
				     "\"cpu_max_watts\": 300"), 0);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		sensor_put(node, "proc/stat", wrong[i]);
		assert_int_equal(sensor_value(node, "cpu"), -1);
	}
}

/* Nothing to go by is no mistake: what it concerns is missing. */
static void test_nothing(void **state)
{
	struct sensor_case *node = *state;

	assert_int_equal(sensor_open(node, CONF), 0);
	sensor_names(node, "");
	assert_int_equal(sensor_open(node, CONF ", \"accelerators\": "
				     "\"unheard:2\", \"cpu_max_watts\": 3"),
			 0);
	sensor_names(node, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SENSOR_TEST(test_held),
		SENSOR_TEST(test_busy),
		SENSOR_TEST(test_cpu),
		SENSOR_TEST(test_cpu_garbage),
		SENSOR_TEST(test_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
