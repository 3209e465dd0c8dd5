/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The forms of simulated meters: see meter_form.h. */
#include <endian.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "contribs/sandbox/meter_form.h"

#define NJ_PER_UJ 1000
#define NJ_PER_J INT64_C(1000000000)
#define UW_PER_W 1000000
#define NS_PER_SCAN 100000000
#define GPU_METRICS_SIZE 120	/* bytes */
#define GPU_METRICS_ENERGY 24	/* the accumulator's place */

/* One number and its newline. */
static size_t print_number(int64_t number, char *text)
{
	return snprintf(text, METER_TEXT_SIZE, "%" PRId64 "\n", number);
}

/* As pm_counters have it: a number, its unit, its instant. */
static size_t print_cray(int64_t number, const char *unit,
			 const struct meter_totals *node, char *text)
{
	return snprintf(text, METER_TEXT_SIZE,
			"%" PRId64 " %s %" PRId64 " us\n", number, unit,
			node->at_ns / 1000);
}

/* powercap, hwmon: microjoules; behind limit, where there is one, from 0 */
static size_t print_uj(const struct meter *meter,
		       const struct meter_totals *node, char *text)
{
	int64_t uj = meter->nj / NJ_PER_UJ;

	(void) node;
	return print_number(meter->limit > 0 ? uj % (meter->limit + 1) : uj,
			    text);
}

/* hwmon: microwatts */
static size_t print_uw(const struct meter *meter,
		       const struct meter_totals *node, char *text)
{
	(void) node;
	return print_number(meter->power_w * UW_PER_W, text);
}

/* pm_counters: of a part of the node */
static size_t print_joules(const struct meter *meter,
			   const struct meter_totals *node, char *text)
{
	return print_cray(meter->nj / NJ_PER_J, "J", node, text);
}

/* and of the node: the sum of all its meters */
static size_t print_node_joules(const struct meter *meter,
				const struct meter_totals *node, char *text)
{
	(void) meter;
	return print_cray(node->nj / NJ_PER_J, "J", node, text);
}

static size_t print_node_watts(const struct meter *meter,
			       const struct meter_totals *node, char *text)
{
	(void) meter;
	return print_cray(node->power_w, "W", node, text);
}

/* How often pm_counters were brought up to date: ten times a second. */
static size_t print_scans(const struct meter *meter,
			  const struct meter_totals *node, char *text)
{
	(void) meter;
	return print_number(node->at_ns / NS_PER_SCAN, text);
}

/*
 * amdgpu's gpu_metrics in its revision 1.3: a binary table with an energy
 * accumulator in 2^-16 J; the rest is left at "not known".
 */
static size_t print_gpu_metrics(const struct meter *meter,
				const struct meter_totals *node, char *text)
{
	const uint8_t header[] = { GPU_METRICS_SIZE, 0, 1, 3 };
	uint64_t units = htole64(
		(uint64_t) (meter->nj / NJ_PER_J) << 16 |
		(uint64_t) (meter->nj % NJ_PER_J << 16) / NJ_PER_J);

	(void) node;
	memset(text, 0xff, GPU_METRICS_SIZE);
	memcpy(text, header, sizeof(header));
	memcpy(text + GPU_METRICS_ENERGY, &units, sizeof(units));
	return GPU_METRICS_SIZE;
}

/* The file of Freehold's own sensor "fake"; limit is the accelerator. */
static size_t print_fake(const struct meter *meter,
			 const struct meter_totals *node, char *text)
{
	(void) node;
	return snprintf(text, METER_TEXT_SIZE,
			"%-8.8s accel %4" PRId64 " energy %20" PRId64 "\n",
			meter->name, meter->limit, meter->nj / NJ_PER_UJ);
}

static const struct meter_form forms[] = {
	{ .name = "uj", .print = print_uj },
	{ .name = "uw", .print = print_uw },
	{ .name = "joules", .print = print_joules },
	{ .name = "node_joules", .print = print_node_joules },
	{ .name = "node_watts", .print = print_node_watts, .is_view = true },
	{ .name = "scans", .print = print_scans, .is_view = true },
	{ .name = "gpu_metrics", .print = print_gpu_metrics },
	{ .name = "fake", .print = print_fake, .is_line = true },
};

#define FORM_COUNT (sizeof(forms) / sizeof(forms[0]))

const struct meter_form *meter_form_find(const char *name)
{
	for (size_t i = 0; i < FORM_COUNT; i++)
		if (!strcmp(forms[i].name, name))
			return &forms[i];
	return NULL;
}
