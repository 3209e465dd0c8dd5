/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Percent of their greatest power, of AWS Neuron devices. */
#include "tests/unit/sensor_case.h"

#define NEURON "sys/devices/virtual/neuron_device/"
#define OLD "/stats/power/utilization"
#define CONF "\"sensors\": [\"neuron\"], \"accelerators\": "

static void test_power(void **state)
{
	struct sensor_case *node = *state;
	const struct fh_sensor *meter;

	sensor_put(node, NEURON "neuron0" OLD,
		   "POWER_STATUS_VALID,1750000000,1.00,9.50,4.25\n");
	sensor_put(node, NEURON "neuron1" OLD,
		   "POWER_STATUS_VALID,1750000000,0.00,100.00,100.00\n");
	assert_int_equal(sensor_open(node, CONF "\"trn9:2\""), 0);
	sensor_names(node, "gpu0 gpu1");
	meter = sensor_named(node, "gpu0");
	assert_true(meter->limits.is_power);
	assert_int_equal(meter->source, FH_ENERGY_MODELLED);
	assert_int_equal(meter->limits.max_w, 500);
	assert_int_equal(meter->limits.lag_ns, INT64_C(60000000000));
	assert_int_equal(sensor_value(node, "gpu0"), 21250000);
	assert_int_equal(sensor_value(node, "gpu1"), 500000000);
}

/* It was moved; the only type with a nameplate is what is there. */
static void test_moved(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, NEURON "neuron0/hardware/power/utilization",
		   "POWER_STATUS_VALID,1750000000,1,9,10\n");
	sensor_put(node, NEURON "neuron1/power/utilization",
		   "POWER_STATUS_VALID,1750000000,1,9,20\n");
	sensor_put(node, NEURON "neuron1/power/control", "auto\n");
	assert_int_equal(sensor_open(node, "\"sensors\": [\"auto\"]"), 0);
	sensor_names(node, "gpu0 gpu1");
	assert_int_equal(sensor_value(node, "gpu0"), 50000000);
	assert_int_equal(sensor_value(node, "gpu1"), 100000000);
}

/* Without a nameplate a percentage is no power. */
static void test_no_nameplate(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, NEURON "neuron0" OLD,
		   "POWER_STATUS_VALID,1750000000,1,9,10\n");
	assert_int_equal(sensor_open(node, CONF "\"trn1:1\""), -1);
	assert_non_null(strstr(node->err.text, "which has none"));
}

static void test_garbage(void **state)
{
	static const char *const wrong[] = {
		"", "POWER_STATUS_NO_DATA,0,0.00,0.00,0.00\n",
		"POWER_STATUS_INVALID,1,0.00,0.00,0.00\n",
		"POWER_STATUS_VALID,1,2,3\n",
		"POWER_STATUS_VALID,1,2,3,4,5\n",
		"POWER_STATUS_VALID,1,2,3,x\n",
		"POWER_STATUS_VALID,1,2,3,-4\n",
		"POWER_STATUS_VALID,1,2,3,100.01\n",
		"POWER_STATUS_VALID,1,2,3,\n",
	};
	struct sensor_case *node = *state;

	sensor_put(node, NEURON "neuron0" OLD, "\n");
	assert_int_equal(sensor_open(node, CONF "\"trn9:1\""), 0);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		sensor_put(node, NEURON "neuron0" OLD, wrong[i]);
		assert_int_equal(sensor_value(node, "gpu0"), -1);
	}
	sensor_remove(node, NEURON "neuron0" OLD);
	assert_int_equal(sensor_value(node, "gpu0"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SENSOR_TEST(test_power),
		SENSOR_TEST(test_moved),
		SENSOR_TEST(test_no_nameplate),
		SENSOR_TEST(test_garbage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
