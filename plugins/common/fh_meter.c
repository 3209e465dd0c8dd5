/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which sensors measure which node: see fh_meter.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_meter.h"
#include "fh_reader.h"

/* What a node can be measured by; "auto" takes what is found there. */
static const char *const sensor_words[] = { "auto", "powercap", "hwmon",
					    "pm_counters", "nvml", "model",
					    "fake", NULL };

static FH_READER_VALUE(read_nodes)
{
	bool any = json_object_get_type(value) == json_type_string &&
		   !strcmp(json_object_get_string(value), "*");

	if (any)
		fh_reader_append(reader, dst, "*");
	else
		fh_read_nodes(reader, value, field, dst);
}

static void read_sensor(struct fh_reader *reader, const char *name,
			struct json_object *value, void *dst)
{
	const char *text = fh_reader_string(reader, value);

	(void) name;
	if (text && fh_reader_word(reader, sensor_words, text) >= 0)
		fh_reader_append(reader, dst, text);
}

static FH_READER_VALUE(read_sensors)
{
	(void) field;
	fh_reader_elements(reader, value, read_sensor, dst);
	if (json_object_get_type(value) == json_type_array &&
	    !json_object_array_length(value))
		fh_reader_diag(reader, "at least one sensor is needed; "
			       "\"auto\" takes what is found");
}

static const struct fh_field meter_fields[] = {
	{ .key = "nodes", .read = read_nodes, .required = true,
	  .offset = offsetof(struct fh_meter, nodes) },
	{ .key = "sensors", .read = read_sensors, .required = true,
	  .offset = offsetof(struct fh_meter, sensors) },
};

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* Is the node in a zone at any time? */
static bool in_a_zone(const struct fh_zones *zones, const char *node)
{
	size_t low = 0, high = zones->stay_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(node, zones->stay[middle].node);

		if (!order)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

/* The first node of a list that is in no zone: likely misspelt. */
static void check_known(struct fh_reader *reader, const struct fh_meter *meter)
{
	for (size_t i = 0; i < meter->nodes.count; i++) {
		const char *node = meter->nodes.item[i];

		if (!strcmp(node, "*") || in_a_zone(reader->context, node))
			continue;
		fh_reader_diag(reader, "the node \"%s\" is in no zone of "
			       "zones.json; \"*\" stands for every node that "
			       "is not named", node);
		return;
	}
}

static void read_meter(struct fh_reader *reader, const char *name,
		       struct json_object *value, void *dst)
{
	struct fh_meters *meters = dst;
	struct fh_meter *meter = &meters->meter[meters->count++];
	size_t mark;

	(void) name;
	fh_reader_object(reader, value, meter_fields,
			 sizeof(meter_fields) / sizeof(*meter_fields), meter);
	mark = fh_reader_enter(reader, "nodes");
	check_known(reader, meter);
	fh_reader_leave(reader, mark);
}

/* The first match counts: a node named again would never be looked at. */
static void check_twice(struct fh_reader *reader,
			const struct fh_meters *meters)
{
	const char **node;
	size_t count = 0;

	for (size_t i = 0; i < meters->count; i++)
		count += meters->meter[i].nodes.count;
	node = fh_reader_alloc(reader, count, sizeof(*node));
	if (!node)
		return;
	count = 0;
	for (size_t i = 0; i < meters->count; i++)
		for (size_t j = 0; j < meters->meter[i].nodes.count; j++)
			node[count++] = meters->meter[i].nodes.item[j];
	qsort(node, count, sizeof(*node), by_name);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(node[i - 1], node[i]))
			continue;
		fh_reader_diag(reader, "the node \"%s\" is named twice; a "
			       "node has one entry", node[i]);
		break;
	}
	free(node);
}

static FH_READER_VALUE(read_meters)
{
	struct fh_meters *meters = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_array))
		return;
	meters->meter = fh_reader_alloc(reader,
					json_object_array_length(value),
					sizeof(*meters->meter));
	if (!meters->meter)
		return;
	fh_reader_elements(reader, value, read_meter, meters);
	check_twice(reader, meters);
}

static const struct fh_field fields[] = {
	{ .key = "nodes", .read = read_meters, .required = true },
};

void fh_meters_read(const struct fh_json *doc, const char *pointer,
		    const struct fh_zones *zones, struct fh_meters *ret,
		    struct fh_diags *diags)
{
	struct fh_reader reader;
	struct json_object *value;

	/* Only read through: in_a_zone() takes it as const. */
	value = fh_reader_begin(&reader, doc, pointer, diags, (void *) zones);
	if (value)
		fh_reader_object(&reader, value, fields, 1, ret);
	fh_reader_end(&reader);
}

/* An entry that names the node goes before "*", wherever that stands. */
const struct fh_meter *fh_meters_of_node(const struct fh_meters *meters,
					 const char *node)
{
	const struct fh_meter *other = NULL;

	for (size_t i = 0; i < meters->count; i++) {
		const struct fh_meter *meter = &meters->meter[i];

		if (fh_strlist_has(&meter->nodes, node))
			return meter;
		if (!other && fh_strlist_has(&meter->nodes, "*"))
			other = meter;
	}
	return other;
}

void fh_meters_clear(struct fh_meters *meters)
{
	if (!meters)
		return;
	for (size_t i = 0; i < meters->count; i++) {
		fh_strlist_clear(&meters->meter[i].nodes);
		fh_strlist_clear(&meters->meter[i].sensors);
	}
	free(meters->meter);
	memset(meters, 0, sizeof(*meters));
}
