/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What "auto" makes of a node, and that no energy is taken twice. */
#include "tests/unit/sensor_case.h"

#define AUTO "\"sensors\": [\"auto\"]"
#define RAPL "sys/class/powercap/intel-rapl:0/"
#define CARD "sys/class/drm/card0/device/"
#define PCI "sys/bus/pci/devices/0000:01:00.0/"

/* An AMD board that can be read in three ways. */
static void put_amd_board(struct sensor_case *node)
{
	sensor_put(node, CARD "vendor", "0x1002\n");
	sensor_put(node, "sys/class/hwmon/hwmon3/name", "amdgpu\n");
	sensor_put(node, "sys/class/hwmon/hwmon3/power1_average", "7000000\n");
	sensor_put(node, PCI "vendor", "0x1002\n");
	sensor_put(node, PCI "device", "0x74a1\n");
	sensor_put(node, PCI "gpu_busy_percent", "50\n");
}

static void put_cpu(struct sensor_case *node)
{
	sensor_put(node, RAPL "name", "package-0\n");
	sensor_put(node, RAPL "energy_uj", "5\n");
}

static const char *sensor_of(struct sensor_case *node, const char *meter)
{
	return sensor_named(node, meter)->ops->name;
}

static void test_nothing(void **state)
{
	struct sensor_case *node = *state;

	assert_int_equal(sensor_open(node, AUTO), 0);
	sensor_names(node, "");
	assert_string_equal(node->sensors.skipped.text, "");
}

/* Each device once: a power before a model. */
static void test_best(void **state)
{
	struct sensor_case *node = *state;

	put_cpu(node);
	put_amd_board(node);
	assert_int_equal(sensor_open(node, AUTO ", \"cpu_idle_watts\": 1, "
				     "\"cpu_max_watts\": 2"), 0);
	sensor_names(node, "package-0 gpu0");
	assert_string_equal(sensor_of(node, "package-0"), "powercap");
	assert_string_equal(sensor_of(node, "gpu0"), "hwmon");
	sensor_remove(node, RAPL "energy_uj");
	sensor_remove(node, "sys/class/hwmon/hwmon3/power1_average");
	assert_int_equal(sensor_open(node, AUTO ", \"cpu_idle_watts\": 1, "
				     "\"cpu_max_watts\": 2"), 0);
	sensor_names(node, "cpu gpu0");
	assert_string_equal(sensor_of(node, "gpu0"), "model");
	assert_non_null(strstr(node->sensors.skipped.text, "energy_uj"));
}

/* The order in energy.json decides. */
static void test_order(void **state)
{
	struct sensor_case *node = *state;

	put_amd_board(node);
	assert_int_equal(sensor_open(node, "\"sensors\": [\"model\", "
				     "\"hwmon\"]"), 0);
	sensor_names(node, "gpu0");
	assert_string_equal(sensor_of(node, "gpu0"), "model");
	assert_int_equal(sensor_open(node, "\"sensors\": [\"model\", "
				     "\"auto\"]"), 0);
	sensor_names(node, "gpu0");
	assert_string_equal(sensor_of(node, "gpu0"), "model");
}

/* MIG instances of a device take the numbers of all of them. */
static void test_slices(void **state)
{
	struct sensor_case *node = *state;

	sensor_library(node, "fake_nvml", "usr/lib/libnvidia-ml.so.1");
	sensor_put(node, "nvml", "0\n0 10de:1 5 5 3,4\n");
	assert_int_equal(setenv("FAKE_NVML", temp_tree_path(node->tree,
							    "nvml"), 1), 0);
	assert_int_equal(sensor_open(node, AUTO ", \"accelerators\": "
				     "\"h100:3\""), 0);
	sensor_names(node, "gpu0 gpu2");
	assert_string_equal(sensor_of(node, "gpu0"), "nvml");
	assert_string_equal(sensor_of(node, "gpu2"), "model");
}

/* A file of sysfs stays open, and its epoch is that of its driver. */
static void test_sysfs(void **state)
{
	struct fh_sensor_file file, again;
	char text[64];
	int fd;

	(void) state;
	if (fh_sensor_file_open(&file, NULL, "", "sys/kernel/fscaps"))
		skip();
	assert_true(file.fd >= 0);
	assert_true(file.epoch > 0);
	fd = file.fd;
	assert_true(fh_sensor_file_read(&file, text, sizeof(text)) > 0);
	assert_int_equal(file.fd, fd);
	assert_int_equal(fh_sensor_file_open(&again, NULL, "",
					     "sys/kernel/fscaps"), 0);
	assert_int_equal(again.epoch, file.epoch);
	fh_sensor_file_close(&again);
	/* The driver was loaded anew: the file is opened again. */
	assert_int_equal(close(fd), 0);
	assert_true(fh_sensor_file_read(&file, text, sizeof(text)) > 0);
	assert_true(file.fd >= 0);
	fh_sensor_file_close(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SENSOR_TEST(test_nothing),
		SENSOR_TEST(test_best),
		SENSOR_TEST(test_order),
		SENSOR_TEST(test_slices),
		cmocka_unit_test(test_sysfs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
