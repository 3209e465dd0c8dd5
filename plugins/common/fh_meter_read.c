/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads energy.json: see fh_meter.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_meter.h"
#include "fh_reader.h"
#include "fh_units.h"

#define WATTS_MAX 10000000	/* of a node */

/* What a node can be measured by; "auto" takes what is found there. */
static const char *const sensor_words[] = {
	"auto", "powercap", "hwmon", "gpu_metrics", "pm_counters", "nvml",
	"neuron", "ipmi", "model", "fake", NULL
};

/* What the names in the file must be found in; NULL = not looked up. */
struct meters_context {
	const struct fh_zones *zones;
	const struct fh_catalog *catalog;
};

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

static bool type_known(struct fh_reader *reader, const char *type)
{
	const struct meters_context *context = reader->context;

	if (!fh_reader_name_ok(reader, type))
		return false;
	if (!context->catalog || fh_catalog_find(context->catalog, type))
		return true;
	fh_reader_unknown(reader, "accelerator type", type,
			  fh_catalog_suggest(context->catalog, type));
	return false;
}

/* One TYPE:COUNT; false after adding a mistake. */
static bool read_accel(struct fh_reader *reader, char *text,
		       struct fh_meter *meter)
{
	struct fh_meter_accel *accel = &meter->accel[meter->accel_count];
	char *colon = strrchr(text, ':');
	struct fh_error err;

	if (!colon) {
		fh_reader_diag(reader, "\"%.80s\" is not TYPE:COUNT, such as "
			       "\"h100:8\"", text);
		return false;
	}
	*colon = '\0';
	if (!type_known(reader, text))
		return false;
	if (fh_units_parse_count(colon + 1, 1, FH_METER_DEVICES_MAX,
				 &accel->count, &err)) {
		fh_reader_diag(reader, "the count of %s: %s", text, err.text);
		return false;
	}
	accel->type = fh_reader_strdup(reader, text);
	meter->accel_count += accel->type != NULL;
	return accel->type != NULL;
}

static void check_accel_sum(struct fh_reader *reader,
			    const struct fh_meter *meter)
{
	int64_t sum = 0;

	for (size_t i = 0; i < meter->accel_count; i++)
		sum += meter->accel[i].count;
	if (sum > FH_METER_DEVICES_MAX)
		fh_reader_diag(reader, "%lld accelerators are too many; a "
			       "node has at most %d", (long long) sum,
			       FH_METER_DEVICES_MAX);
}

/* "h100:4,a100:2", in the order of gres/gpu's index. */
static FH_READER_VALUE(read_accels)
{
	const char *text = fh_reader_string(reader, value);
	struct fh_meter *meter = dst;
	size_t commas = 0;
	char *copy, *next;

	(void) field;
	if (!text)
		return;
	for (const char *at = text; *at; at++)
		commas += *at == ',';
	copy = fh_reader_strdup(reader, text);
	meter->accel = fh_reader_alloc(reader, commas + 1,
				       sizeof(*meter->accel));
	next = copy;
	while (copy && meter->accel && next) {
		char *item = strsep(&next, ",");

		if (!read_accel(reader, item, meter))
			break;
	}
	check_accel_sum(reader, meter);
	free(copy);
}

#define WATTS .read = fh_read_decimal, .min = 0, .max = WATTS_MAX, .scale = 1

static const struct fh_field meter_fields[] = {
	{ .key = "nodes", .read = read_nodes, .required = true,
	  .offset = offsetof(struct fh_meter, nodes) },
	{ .key = "sensors", .read = read_sensors, .required = true,
	  .offset = offsetof(struct fh_meter, sensors) },
	{ .key = "accelerators", .read = read_accels },
	{ .key = "cpu_idle_watts", WATTS,
	  .offset = offsetof(struct fh_meter, cpu_idle_w) },
	{ .key = "cpu_max_watts", WATTS,
	  .offset = offsetof(struct fh_meter, cpu_max_w) },
	{ .key = "memory_idle_watts", WATTS,
	  .offset = offsetof(struct fh_meter, memory_idle_w) },
	{ .key = "node_max_watts", WATTS,
	  .offset = offsetof(struct fh_meter, node_max_w) },
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
	const struct meters_context *context = reader->context;

	if (!context->zones)
		return;
	for (size_t i = 0; i < meter->nodes.count; i++) {
		const char *node = meter->nodes.item[i];

		if (!strcmp(node, "*") || in_a_zone(context->zones, node))
			continue;
		fh_reader_diag(reader, "the node \"%s\" is in no zone of "
			       "zones.json; \"*\" stands for every node that "
			       "is not named", node);
		return;
	}
}

/* Idle power above the nameplate would give jobs negative energy. */
static void check_watts(struct fh_reader *reader,
			const struct fh_meter *meter)
{
	if (meter->cpu_max_w != FH_UNKNOWN &&
	    meter->cpu_idle_w > meter->cpu_max_w)
		fh_reader_diag(reader, "\"cpu_idle_watts\" is above "
			       "\"cpu_max_watts\"");
}

static void read_meter(struct fh_reader *reader, const char *name,
		       struct json_object *value, void *dst)
{
	struct fh_meters *meters = dst;
	struct fh_meter *meter = &meters->meter[meters->count++];
	size_t mark;

	(void) name;
	meter->cpu_idle_w = FH_UNKNOWN;
	meter->cpu_max_w = FH_UNKNOWN;
	meter->memory_idle_w = FH_UNKNOWN;
	meter->node_max_w = FH_UNKNOWN;
	fh_reader_object(reader, value, meter_fields,
			 sizeof(meter_fields) / sizeof(*meter_fields), meter);
	mark = fh_reader_enter(reader, "nodes");
	check_known(reader, meter);
	fh_reader_leave(reader, mark);
	check_watts(reader, meter);
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
		    const struct fh_zones *zones,
		    const struct fh_catalog *catalog, struct fh_meters *ret,
		    struct fh_diags *diags)
{
	struct meters_context context = { .zones = zones,
					  .catalog = catalog };
	struct fh_reader reader;
	struct json_object *value;

	value = fh_reader_begin(&reader, doc, pointer, diags, &context);
	if (value)
		fh_reader_object(&reader, value, fields, 1, ret);
	fh_reader_end(&reader);
}
