/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A node's power over IPMI, through a library that stands in for FreeIPMI. */
#include <time.h>

#include "tests/unit/sensor_case.h"

#define LIBRARY "usr/lib/libfreeipmi.so.17"
#define IPMI_CONF "\"sensors\": [\"ipmi\"]"

static void tell(struct sensor_case *node, const char *text)
{
	sensor_put(node, "controller", text);
	assert_int_equal(setenv("FAKE_IPMI",
				temp_tree_path(node->tree, "controller"), 1),
			 0);
}

static void put_device(struct sensor_case *node)
{
	sensor_put(node, "dev/ipmi0", "");
	sensor_library(node, "fake_freeipmi", LIBRARY);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void sleep_ms(long ms)
{
	nanosleep(&(struct timespec) { .tv_sec = ms / 1000,
				       .tv_nsec = ms % 1000 * 1000000 },
		  NULL);
}

/* The first value that it can read, within three seconds; else -1. */
static int64_t first_value(struct sensor_case *node)
{
	int64_t value = -1;

	for (int i = 0; i < 300 && value < 0; i++) {
		value = sensor_value(node, "bmc");
		if (value < 0)
			sleep_ms(10);
	}
	return value;
}

static void test_power(void **state)
{
	struct sensor_case *node = *state;
	const struct fh_sensor *meter;

	put_device(node);
	tell(node, "873 1 0");
	assert_int_equal(sensor_open(node, IPMI_CONF), 0);
	sensor_names(node, "bmc");
	meter = sensor_named(node, "bmc");
	assert_int_equal(meter->scope, FH_SENSOR_NODE);
	assert_true(meter->limits.is_power);
	assert_int_equal(meter->source, FH_ENERGY_MEASURED);
	assert_int_equal(first_value(node), 873000000);
}

/* A controller that takes its time delays nobody who reads. */
static void test_slow(void **state)
{
	struct sensor_case *node = *state;
	int64_t before_ms, worst_ms = 0;

	put_device(node);
	tell(node, "500 1 300");
	assert_int_equal(sensor_open(node, IPMI_CONF), 0);
	for (int i = 0; i < 40; i++) {
		int64_t took_ms;

		before_ms = now_ms();
		(void) sensor_value(node, "bmc");
		took_ms = now_ms() - before_ms;
		if (took_ms > worst_ms)
			worst_ms = took_ms;
		sleep_ms(10);
	}
	assert_true(worst_ms < 150);
	assert_int_equal(first_value(node), 500000000);
}

/* A meter that is off, or a controller without one. */
static void test_no_power(void **state)
{
	static const char *const wrong[] = { "500 0 0", "0 1 0", "70000 1 0" };
	struct sensor_case *node = *state;

	put_device(node);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		tell(node, wrong[i]);
		assert_int_equal(sensor_open(node, IPMI_CONF), -1);
		assert_non_null(strstr(node->err.text, "tells no power"));
	}
	sensor_remove(node, "controller");
	assert_int_equal(sensor_open(node, IPMI_CONF), -1);
	assert_string_equal(node->err.text, "IPMI: cannot open /dev/ipmi0: "
			    "device not found");
}

static void test_none(void **state)
{
	struct sensor_case *node = *state;

	sensor_library(node, "fake_freeipmi", LIBRARY);
	tell(node, "500 1 0");
	assert_int_equal(sensor_open(node, IPMI_CONF), -1);
	assert_non_null(strstr(node->err.text, "which has none"));
	sensor_remove(node, LIBRARY);
	sensor_put(node, "dev/ipmi0", "");
	assert_int_equal(sensor_open(node, IPMI_CONF), -1);
	assert_non_null(strstr(node->err.text, "which has none"));
}

static void test_symbol_missing(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, "dev/ipmi0", "");
	sensor_library(node, "fake_freeipmi_old", LIBRARY);
	tell(node, "500 1 0");
	assert_int_equal(sensor_open(node, IPMI_CONF), -1);
	assert_string_equal(node->err.text, "libfreeipmi.so.17 lacks "
			    "tmpl_cmd_dcmi_get_power_reading_rs");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SENSOR_TEST(test_power),
		SENSOR_TEST(test_slow),
		SENSOR_TEST(test_no_power),
		SENSOR_TEST(test_none),
		SENSOR_TEST(test_symbol_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
