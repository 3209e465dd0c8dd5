/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the meters counted: see fh_metering.h. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "plugins/common/fh_split.h"
#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_metering.h"

/*
 * Two samples may be a few milliseconds apart, and a counter that moves in
 * steps have moved just between them.
 */
#define STEP_NS 200000000

static const enum fh_energy_part part_of[] = {
	[FH_SENSOR_CPU] = FH_ENERGY_CPU,
	[FH_SENSOR_MEMORY] = FH_ENERGY_MEMORY,
	[FH_SENSOR_ACCEL] = FH_ENERGY_ACCEL,
	[FH_SENSOR_NODE] = FH_ENERGY_OTHER,
};

static void describe(struct fh_sensor *sensor, struct fh_state_meter *meter)
{
	if (sensor->limits.lag_ns < STEP_NS)
		sensor->limits.lag_ns = STEP_NS;
	(void) snprintf(meter->name, sizeof(meter->name), "%s", sensor->name);
	(void) snprintf(meter->sensor, sizeof(meter->sensor), "%s",
			sensor->ops->name);
	meter->is_node = sensor->scope == FH_SENSOR_NODE;
	meter->is_power = sensor->limits.is_power;
	meter->part = part_of[sensor->scope];
	meter->source = sensor->source;
	meter->device = sensor->device;
	meter->slices = sensor->slices;
	meter->range_uj = sensor->limits.range_uj;
}

static const struct fh_state_meter *
find_meter(const struct fh_state_meter *meter, uint32_t count,
	   const struct fh_state_meter *like)
{
	for (uint32_t i = 0; i < count; i++)
		if (!strcmp(meter[i].name, like->name) &&
		    !strcmp(meter[i].sensor, like->sensor) &&
		    meter[i].is_power == like->is_power)
			return &meter[i];
	return NULL;
}

void fh_metering_adopt(struct fh_node *node)
{
	struct fh_state_meter before[FH_JOURNAL_METER_MAX];
	struct fh_state *state = node->state;
	uint32_t count = state->meter_count;

	memcpy(before, state->meter, count * sizeof(*before));
	state->has_node = false;
	state->meter_count = (uint32_t) node->sensors.count;
	for (uint32_t i = 0; i < state->meter_count; i++) {
		struct fh_state_meter *meter = &state->meter[i];
		const struct fh_state_meter *known;

		memset(meter, 0, sizeof(*meter));
		meter->from_value = meter->power_uw = FH_UNKNOWN;
		describe(&node->sensors.meter[i], meter);
		known = find_meter(before, count, meter);
		if (known) {
			*meter = *known;
			describe(&node->sensors.meter[i], meter);
		}
		state->has_node |= meter->is_node;
	}
}

/* Does a job hold it, or a slice of it? */
static bool is_held(const struct fh_state *state, const struct fh_sensor *meter)
{
	for (uint32_t i = 0; i < state->job_count; i++)
		for (int slice = 0; slice < meter->slices; slice++)
			if (state->job[i].job_id &&
			    state->job[i].end_ns == FH_UNKNOWN &&
			    fh_device_set_has(&state->job[i].devices,
					      (unsigned) (meter->device +
							  slice)))
				return true;
	return false;
}

static void say_rejected(struct fh_node *node, uint32_t index,
			 const struct fh_counter_step *step)
{
	bool is_bad = step->rejected_uj > 0;

	if (is_bad && !node->rejected[index])
		fh_node_error(node, "meter %s: %" PRId64 " J at once are more "
			      "than it can have drawn; not counted",
			      node->state->meter[index].name,
			      step->rejected_uj / (int64_t) FH_UJ_PER_J);
	node->rejected[index] = is_bad;
}

/* Read one meter; returns its energy since the reading before. */
static int64_t read_meter(struct fh_node *node, uint32_t index,
			  int64_t now_ns)
{
	struct fh_sensor *sensor = &node->sensors.meter[index];
	struct fh_state_meter *meter = &node->state->meter[index];
	struct fh_counter_reading now = { .ok = false };
	struct fh_counter_step step;
	bool in_use = sensor->scope == FH_SENSOR_ACCEL &&
		      is_held(node->state, sensor);

	sensor->ops->read(sensor, in_use, &now);
	now.at_ns = now_ns;
	step = fh_counter_step(&sensor->limits, &meter->last, &now);
	if (step.event == FH_COUNTER_FIRST)
		meter->from_value = meter->last.value;
	meter->wraps += step.event == FH_COUNTER_WRAPPED;
	meter->resets += step.event == FH_COUNTER_RESET;
	meter->uj += step.uj;
	meter->window_uj += step.uj;
	meter->rejected_uj += step.rejected_uj;
	say_rejected(node, index, &step);
	return step.uj;
}

/* One entry per slice: without slices, one. */
static void add_device(const struct fh_sensor *sensor, int64_t uj,
		       struct fh_metering *ret)
{
	int64_t weight[FH_SENSOR_SLICES_MAX], part[FH_SENSOR_SLICES_MAX];
	size_t slices = (size_t) sensor->slices;

	for (size_t i = 0; i < slices; i++)
		weight[i] = sensor->slice_weight[i];
	(void) fh_split(uj, weight, slices, part);
	for (size_t i = 0; i < slices; i++)
		ret->device[ret->device_count++] = (struct fh_metered_device) {
			.device = sensor->device + (int) i,
			.uj = part[i],
			.source = sensor->source |
				  (slices > 1 ? FH_ENERGY_MODELLED : 0),
		};
}

void fh_metering_read(struct fh_node *node, int64_t now_ns,
		      struct fh_metering *ret)
{
	ret->cpu_uj = ret->memory_uj = ret->accel_uj = ret->node_uj = 0;
	ret->cpu_source = ret->memory_source = ret->node_source = 0;
	ret->device_count = 0;
	for (uint32_t i = 0; i < node->state->meter_count; i++) {
		const struct fh_sensor *sensor = &node->sensors.meter[i];
		int64_t uj = read_meter(node, i, now_ns);

		switch (sensor->scope) {
		case FH_SENSOR_CPU:
			ret->cpu_uj += uj;
			ret->cpu_source |= sensor->source;
			break;
		case FH_SENSOR_MEMORY:
			ret->memory_uj += uj;
			ret->memory_source |= sensor->source;
			break;
		case FH_SENSOR_ACCEL:
			ret->accel_uj += uj;
			add_device(sensor, uj, ret);
			break;
		case FH_SENSOR_NODE:
			ret->node_uj += uj;
			ret->node_source |= sensor->source;
			break;
		}
	}
}
