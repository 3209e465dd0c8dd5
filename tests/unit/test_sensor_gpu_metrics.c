/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The accumulator in amdgpu's binary table. */
#include <fcntl.h>

#include "tests/unit/sensor_case.h"

#define CARD "sys/class/drm/card%d/device/%s"
#define CONF "\"sensors\": [\"gpu_metrics\"]"
#define TABLE_MAX 4096

/* A table of that revision and size, the accumulator at offset. */
struct table {
	uint8_t format, content;
	uint16_t size;
	size_t offset;
	size_t len;		/* bytes there are */
	uint64_t units;
};

static void put_table(struct sensor_case *node, int card,
		      const struct table *table)
{
	unsigned char text[TABLE_MAX];
	char name[128];
	int fd;

	snprintf(name, sizeof(name), CARD, card, "vendor");
	sensor_put(node, name, "0x1002\n");
	memset(text, 0x5a, sizeof(text));
	for (int i = 0; i < 8; i++)
		text[table->offset + (size_t) i] =
			(unsigned char) (table->units >> (8 * i));
	text[0] = (unsigned char) table->size;
	text[1] = (unsigned char) (table->size >> 8);
	text[2] = table->format;
	text[3] = table->content;
	snprintf(name, sizeof(name), CARD, card, "gpu_metrics");
	fd = open(temp_tree_path(node->tree, name),
		  O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, table->len), (ssize_t) table->len);
	close(fd);
}

static const struct table known[] = {
	{ 1, 1, 96, 24, 96, 65536 },
	{ 1, 2, 104, 24, 104, 65536 },
	{ 1, 3, 120, 24, 120, 65536 },
	{ 1, 4, 288, 24, 288, 65536 },
	{ 1, 5, 360, 88, 360, 65536 },
	{ 1, 6, 384, 88, 384, 65536 },
	{ 1, 6, 1664, 16, 1664, 65536 },
	{ 1, 7, 2208, 24, 2208, 65536 },
	{ 1, 8, 3360, 24, 3360, 65536 },
};

static void test_revisions(void **state)
{
	struct sensor_case *node = *state;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		put_table(node, 0, &known[i]);
		assert_int_equal(sensor_open(node, CONF), 0);
		assert_int_equal(sensor_value(node, "gpu0"), 1000000);
	}
	assert_int_equal(sensor_named(node, "gpu0")->scope, FH_SENSOR_ACCEL);
	assert_false(sensor_named(node, "gpu0")->limits.is_power);
}

/* What is not known to the byte isn't read. */
static void test_refused(void **state)
{
	static const struct table wrong[] = {
		{ 1, 0, 80, 36, 80, 65536 },	/* its unit isn't known */
		{ 1, 3, 128, 24, 128, 65536 },	/* another size */
		{ 1, 3, 120, 24, 119, 65536 },	/* cut */
		{ 1, 3, 120, 24, 3, 65536 },
		{ 1, 9, 120, 24, 120, 65536 },
		{ 2, 3, 120, 24, 120, 65536 },	/* an APU */
		{ 3, 0, 264, 24, 264, 65536 },
		{ 1, 3, 120, 24, 120, UINT64_MAX },	/* not there */
		{ 1, 3, 120, 24, 120, 0 },
	};
	struct sensor_case *node = *state;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		put_table(node, 0, &wrong[i]);
		assert_int_equal(sensor_open(node, CONF), -1);
		assert_non_null(strstr(node->err.text, "which has none"));
	}
}

/* Exact to the unit of 2^-16 J, rounded down; no overflow. */
static void test_units(void **state)
{
	static const struct {
		uint64_t units;
		int64_t uj;
	} rows[] = {
		{ 1, 15 },
		{ 2, 30 },
		{ 65535, 999984 },
		{ 65537, 1000015 },
		{ UINT64_C(0x123456789abcdef), INT64_C(1250999896491804428) },
		{ UINT64_C(1) << 63, -1 },
		{ UINT64_MAX - 1, -1 },
	};
	struct sensor_case *node = *state;
	struct table table = known[2];

	put_table(node, 0, &table);
	assert_int_equal(sensor_open(node, CONF), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		table.units = rows[i].units;
		put_table(node, 0, &table);
		assert_int_equal(sensor_value(node, "gpu0"), rows[i].uj);
	}
	table.content = 4;
	put_table(node, 0, &table);
	assert_int_equal(sensor_value(node, "gpu0"), -1);
}

/* Cards of other vendors and connectors don't count; 2 is before 10. */
static void test_cards(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, "sys/class/drm/card0/device/vendor", "0x1a03\n");
	sensor_put(node, "sys/class/drm/card0-VGA-1/status", "connected\n");
	put_table(node, 2, &known[5]);
	put_table(node, 10, &known[6]);
	sensor_put(node, "sys/class/drm/card11/device/vendor", "0x1002\n");
	assert_int_equal(sensor_open(node, CONF), 0);
	sensor_names(node, "gpu0 gpu1");
	assert_int_equal(sensor_open(node, CONF ", \"accelerators\": "
				     "\"h100:2,mi300x:1\""), 0);
	sensor_names(node, "gpu2");
	assert_int_equal(sensor_named(node, "gpu2")->limits.max_w, 750);
}

static void test_unreadable(void **state)
{
	struct sensor_case *node = *state;

	sensor_put(node, "sys/class/drm/card0/device/vendor", "0x1002\n");
	sensor_spoil(node, "sys/class/drm/card0/device/gpu_metrics");
	assert_int_equal(sensor_open(node, CONF), -1);
	assert_non_null(strstr(node->err.text, "cannot read"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SENSOR_TEST(test_revisions),
		SENSOR_TEST(test_refused),
		SENSOR_TEST(test_units),
		SENSOR_TEST(test_cards),
		SENSOR_TEST(test_unreadable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
