/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For tests of the journal: a node with four meters and jobs that come and
 * go, whose journal is written as a sampler would, with a generator of random
 * numbers that always gives the same.
 */
#ifndef SAMPLE_JOURNAL_H
#define SAMPLE_JOURNAL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fh_journal.h"
#include "fh_split.h"
#include "fh_units.h"

#define SAMPLE_INTERVALS 4000
#define SAMPLE_LINES_MAX (3 * SAMPLE_INTERVALS)
#define SAMPLE_JOBS 5			/* at a time */
#define SAMPLE_ACCOUNTS (SAMPLE_JOBS + 3)
#define SAMPLE_RANGE_UJ 99999999	/* of the package's counter */
#define SAMPLE_BEGIN_MS 1700000000000

enum { PACKAGE, GPU, POWERED, NODE, METERS };

struct sample_node {
	struct fh_journal_line line[SAMPLE_LINES_MAX];
	size_t count;
	int64_t now_ms;
	int64_t reading[METERS];
	int64_t debt_uj;
	struct fh_journal_line job[SAMPLE_JOBS];
	uint32_t next_job;
	uint64_t random;
};

static inline int64_t random_below(struct sample_node *node, int64_t n)
{
	node->random = node->random * 6364136223846793005u + 1442695040888963407u;
	return (int64_t) ((node->random >> 33) % (uint64_t) n);
}

static inline struct fh_journal_line *next_line(struct sample_node *node,
					 enum fh_journal_kind kind)
{
	struct fh_journal_line *line = &node->line[node->count++];

	assert_true(node->count <= SAMPLE_LINES_MAX);
	line->kind = kind;
	line->number = (int64_t) node->count;
	line->from_ms = line->to_ms = node->now_ms;
	return line;
}

static inline struct fh_journal_meter *new_meters(void)
{
	static const struct fh_journal_meter meter[METERS] = {
		[PACKAGE] = { .name = "package-0", .sensor = "powercap",
			      .part = FH_ENERGY_CPU, .range_uj = SAMPLE_RANGE_UJ,
			      .source = FH_ENERGY_MEASURED },
		[GPU] = { .name = "gpu0", .sensor = "nvml",
			  .part = FH_ENERGY_ACCEL, .range_uj = FH_UNKNOWN,
			  .source = FH_ENERGY_MEASURED },
		[POWERED] = { .name = "gpu1", .sensor = "nvml",
			      .part = FH_ENERGY_ACCEL, .is_power = true,
			      .range_uj = FH_UNKNOWN,
			      .source = FH_ENERGY_MEASURED },
		[NODE] = { .name = "node", .sensor = "dcmi", .is_node = true,
			   .range_uj = FH_UNKNOWN,
			   .source = FH_ENERGY_MEASURED },
	};
	struct fh_journal_meter *copy = malloc(sizeof(meter));

	assert_non_null(copy);
	return memcpy(copy, meter, sizeof(meter));
}

static inline void write_start(struct sample_node *node, const char *boot_id)
{
	struct fh_journal_line *line = next_line(node, FH_JOURNAL_START);

	strcpy(line->node, "n1");
	strcpy(line->boot_id, boot_id);
	line->meter = new_meters();
	line->meter_count = METERS;
}

static inline void count_energy(struct sample_node *node, struct fh_journal_meter *meter,
			 size_t which)
{
	int64_t drawn = random_below(node, 40000000);
	int64_t from = node->reading[which];

	meter->from_value = from;
	meter->to_value = from + drawn;
	if (which == GPU && random_below(node, 50) == 0) {
		/* The driver was loaded anew: what it had is lost. */
		meter->resets = 1;
		meter->to_value = drawn;
	} else if (which == GPU && random_below(node, 50) == 0) {
		meter->rejected_uj = drawn;
	} else if (which == POWERED) {
		meter->to_value = random_below(node, 700000000);
	} else if (which == PACKAGE && meter->to_value > SAMPLE_RANGE_UJ) {
		meter->wraps = 1;
		meter->to_value -= SAMPLE_RANGE_UJ + 1;
	}
	meter->uj = drawn - meter->rejected_uj;
	node->reading[which] = meter->to_value;
}

/* The interval's meters and what they come to, per part. */
static inline void meter_interval(struct sample_node *node, struct fh_journal_line *line)
{
	int64_t parts_uj;

	line->meter = new_meters();
	line->meter_count = METERS;
	for (size_t i = 0; i < METERS; i++) {
		count_energy(node, &line->meter[i], i);
		if (i != NODE)
			line->metered.uj[line->meter[i].part] +=
				line->meter[i].uj;
	}
	parts_uj = fh_energy_total(&line->metered);
	line->node_uj = line->meter[NODE].uj;
	line->metered.uj[FH_ENERGY_OTHER] =
		fh_energy_beyond(line->node_uj, parts_uj, &node->debt_uj);
	line->debt_uj = node->debt_uj;
}

/* By random weights, to the jobs and the node's own accounts. */
static inline void share_interval(struct sample_node *node, struct fh_journal_line *line)
{
	struct fh_energy *to[SAMPLE_ACCOUNTS] = {
		[SAMPLE_JOBS] = &line->idle, &line->system, &line->unattributed,
	};
	int64_t weight[SAMPLE_ACCOUNTS], got[SAMPLE_ACCOUNTS];

	line->share = calloc(SAMPLE_JOBS, sizeof(*line->share));
	assert_non_null(line->share);
	line->share_count = SAMPLE_JOBS;
	for (size_t i = 0; i < SAMPLE_JOBS; i++) {
		line->share[i].job_id = node->job[i].job_id;
		line->share[i].start_s = node->job[i].from_ms / 1000;
		to[i] = &line->share[i].energy;
	}
	for (size_t part = 0; part < FH_ENERGY_PARTS; part++) {
		for (size_t i = 0; i < SAMPLE_ACCOUNTS; i++)
			weight[i] = 1 + random_below(node, 1000);
		fh_split(line->metered.uj[part], weight, SAMPLE_ACCOUNTS, got);
		for (size_t i = 0; i < SAMPLE_ACCOUNTS; i++)
			to[i]->uj[part] = got[i];
	}
	for (size_t i = 0; i < SAMPLE_JOBS; i++)
		fh_energy_add(&node->job[i].energy, &line->share[i].energy);
}

static inline void begin_job(struct sample_node *node, struct fh_journal_line *job)
{
	*job = (struct fh_journal_line) {
		.kind = FH_JOURNAL_JOB, .from_ms = node->now_ms,
		.job_id = node->next_job++, .cores = 4,
		.source = FH_ENERGY_MEASURED, .clean = true,
	};
}

static inline void end_job(struct sample_node *node, struct fh_journal_line *job)
{
	struct fh_journal_line *line = next_line(node, FH_JOURNAL_JOB);
	int64_t number = line->number;

	*line = *job;
	line->number = number;
	line->to_ms = node->now_ms;
	begin_job(node, job);
}

static inline struct fh_journal_line *write_interval(struct sample_node *node)
{
	struct fh_journal_line *line = next_line(node, FH_JOURNAL_INTERVAL);

	node->now_ms += 1000 + random_below(node, 50);
	line->to_ms = node->now_ms;
	meter_interval(node, line);
	share_interval(node, line);
	return line;
}

static inline struct sample_node *make_journal(void)
{
	struct sample_node *node = calloc(1, sizeof(*node));

	assert_non_null(node);
	node->now_ms = SAMPLE_BEGIN_MS;
	node->next_job = 1;
	write_start(node, "first");
	for (size_t i = 0; i < SAMPLE_JOBS; i++)
		begin_job(node, &node->job[i]);
	for (int i = 0; i < SAMPLE_INTERVALS; i++) {
		struct fh_journal_line *line = write_interval(node);

		line->gap = random_below(node, 100) == 0;
		if (random_below(node, 10) == 0)
			end_job(node, &node->job[random_below(node, SAMPLE_JOBS)]);
		if (random_below(node, 500) == 0)
			write_start(node, "first");
	}
	return node;
}

static inline void free_journal(struct sample_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		fh_journal_clear(&node->line[i]);
	free(node);
}

#endif
