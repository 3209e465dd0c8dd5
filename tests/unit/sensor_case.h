/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of the sensors: a node that is a tree of files. */
#ifndef SENSOR_CASE_H
#define SENSOR_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fh_file.h"
#include "fh_units.h"
#include "plugins/sensors/fh_sensor.h"
#include "plugins/sensors/fh_sensor_file.h"
#include "tests/fakes/temp_tree.h"

struct sensor_case {
	struct temp_tree *tree;
	struct fh_catalog catalog;
	struct fh_meters meters;
	struct fh_sensors sensors;
	struct fh_error err;
};

/* Write a file and the directories above it. */
static inline void sensor_put(struct sensor_case *node, const char *name,
			      const char *text)
{
	char path[256];

	snprintf(path, sizeof(path), "%s", temp_tree_path(node->tree, name));
	*strrchr(path, '/') = '\0';
	assert_int_equal(fh_file_mkdirs(path, 0700, &node->err), 0);
	temp_tree_write(node->tree, name, text);
}

static inline void sensor_remove(struct sensor_case *node, const char *name)
{
	assert_int_equal(unlink(temp_tree_path(node->tree, name)), 0);
}

/* A directory where a file should be: there, and not readable by anybody. */
static inline void sensor_spoil(struct sensor_case *node, const char *name)
{
	assert_int_equal(fh_file_mkdirs(temp_tree_path(node->tree, name), 0700,
					&node->err), 0);
}

/* Put a library of tests/fakes, as make built it, into the tree. */
static inline void sensor_library(struct sensor_case *node, const char *fake,
				  const char *name)
{
	const char *top = getenv("top_builddir");
	char cwd[256], from[512], dir[256];

	assert_non_null(getcwd(cwd, sizeof(cwd)));
	snprintf(from, sizeof(from), "%s/tests/fakes/.libs/%s.so",
		 top ? top : cwd, fake);
	snprintf(dir, sizeof(dir), "%s", temp_tree_path(node->tree, name));
	*strrchr(dir, '/') = '\0';
	assert_int_equal(fh_file_mkdirs(dir, 0700, &node->err), 0);
	assert_int_equal(access(from, R_OK), 0);
	assert_int_equal(symlink(from, temp_tree_path(node->tree, name)), 0);
}

static inline struct fh_json *sensor_json(const char *text)
{
	struct fh_diags diags = { 0 };
	struct fh_json *doc = fh_json_parse("t", text, strlen(text), &diags);

	assert_non_null(doc);
	return doc;
}

/* Accelerators that the tests have: one with idle power, one without. */
static inline void sensor_catalog(struct fh_catalog *ret)
{
	struct fh_json *doc = sensor_json(
		"{\"accelerators\": {"
		"\"h100\": {\"title\": \"H\", \"vendor\": \"N\","
		" \"runtime\": \"cuda\", \"pci_ids\": [\"10de:2330\"],"
		" \"tdp_watts\": 700, \"idle_watts\": 70},"
		"\"mi300x\": {\"title\": \"M\", \"vendor\": \"A\","
		" \"runtime\": \"rocm\", \"pci_ids\": [\"1002:74a1\"],"
		" \"tdp_watts\": 750, \"idle_watts\": 140},"
		"\"tpu_v4\": {\"title\": \"T\", \"vendor\": \"G\","
		" \"runtime\": \"tpu\", \"pci_ids\": [\"1ae0:005e\"],"
		" \"tdp_watts\": 192},"
		"\"trn1\": {\"title\": \"T\", \"vendor\": \"A\","
		" \"runtime\": \"neuron\", \"pci_ids\": [\"1d0f:7164\"]},"
		"\"trn9\": {\"title\": \"T\", \"vendor\": \"A\","
		" \"runtime\": \"neuron\", \"tdp_watts\": 500}}}");
	struct fh_diags diags = { 0 };

	fh_catalog_read(doc, "", ret, &diags);
	assert_int_equal(fh_diag_total(&diags), 0);
	fh_json_free(doc);
}

/*
 * Open the sensors of a node.
 * conf:  members of its entry: "\"sensors\": [\"auto\"]"
 */
static inline int sensor_open(struct sensor_case *node, const char *conf)
{
	struct fh_sensor_env env = {
		.root = temp_tree_path(node->tree, ""),
		.catalog = &node->catalog,
	};
	struct fh_diags diags = { 0 };
	struct fh_json *doc;
	char text[1024];

	snprintf(text, sizeof(text), "{\"nodes\": [{\"nodes\": \"*\", %s}]}",
		 conf);
	doc = sensor_json(text);
	fh_sensors_close(&node->sensors);
	fh_meters_clear(&node->meters);
	fh_meters_read(doc, "", NULL, NULL, &node->meters, &diags);
	assert_int_equal(fh_diag_total(&diags), 0);
	fh_json_free(doc);
	env.conf = &node->meters.meter[0];
	return fh_sensors_open(&env, &node->sensors, &node->err);
}

static inline struct fh_sensor *sensor_named(struct sensor_case *node,
					     const char *name)
{
	for (size_t i = 0; i < node->sensors.count; i++)
		if (!strcmp(node->sensors.meter[i].name, name))
			return &node->sensors.meter[i];
	fail_msg("no meter %s", name);
	return NULL;
}

/* The names of all meters, with a blank between them. */
static inline void sensor_names(struct sensor_case *node, const char *expected)
{
	char names[1024] = "";
	size_t len = 0;

	for (size_t i = 0; i < node->sensors.count; i++)
		len += (size_t) snprintf(names + len, sizeof(names) - len,
					 "%s%s", i ? " " : "",
					 node->sensors.meter[i].name);
	assert_string_equal(names, expected);
}

static inline struct fh_counter_reading
sensor_read(struct sensor_case *node, const char *name, bool in_use)
{
	struct fh_sensor *meter = sensor_named(node, name);
	struct fh_counter_reading reading = { 0 };

	meter->ops->read(meter, in_use, &reading);
	return reading;
}

/* The value it reads; -1 when it cannot be read. */
static inline int64_t sensor_value(struct sensor_case *node, const char *name)
{
	struct fh_counter_reading reading = sensor_read(node, name, false);

	return reading.ok ? reading.value : -1;
}

static inline int sensor_setup(void **state)
{
	struct sensor_case *node = calloc(1, sizeof(*node));
	void *tree;

	if (!node || temp_tree_setup(&tree))
		return -1;
	node->tree = tree;
	sensor_catalog(&node->catalog);
	*state = node;
	return 0;
}

static inline int sensor_teardown(void **state)
{
	struct sensor_case *node = *state;
	void *tree = node->tree;

	fh_sensors_close(&node->sensors);
	fh_meters_clear(&node->meters);
	fh_catalog_clear(&node->catalog);
	free(node);
	return temp_tree_teardown(&tree);
}

#define SENSOR_TEST(test) \
	cmocka_unit_test_setup_teardown(test, sensor_setup, sensor_teardown)

#endif
