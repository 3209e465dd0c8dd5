/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From collected lines to jobs: see proof.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "contribs/scost/proof.h"
#include "plugins/common/fh_nodeset.h"
#include "plugins/common/fh_units.h"

#define MS_PER_S 1000

/* slurmctld's seconds are whole, and a node's clock is its own. */
#define SLACK_S 2

/* Jobs x nodes that are looked for at a time; one job may go beyond. */
#define BATCH_MAX 65536

/* One job on one node, and the best of the node's lines. */
struct want {
	const char *node;
	const struct scost_job *job;
	struct scost_proof *proof;
	int64_t distance_ms;	/* of its begin; FH_UNKNOWN: no line yet */
	unsigned sources;
	int64_t energy_uj;
	int64_t gap_ms;
	bool clean;
};

struct batch {
	struct fh_strlist names;	/* what node points into */
	struct want *want;		/* by node, job */
	size_t count, room;
};

/* The wants of one node; a reader's arg. */
struct group {
	struct want *want;
	size_t count;
};

static int order(const void *a, const void *b)
{
	const struct want *x = a, *y = b;
	int nodes = strcmp(x->node, y->node);

	if (nodes)
		return nodes;
	return (x->job->raw_id > y->job->raw_id) -
	       (x->job->raw_id < y->job->raw_id);
}

/* The first of the group's wants of that job; count when there is none. */
static size_t find(const struct group *group, uint32_t job_id)
{
	size_t low = 0, high = group->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (group->want[middle].job->raw_id < job_id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < group->count && group->want[low].job->raw_id == job_id)
		return low;
	return group->count;
}

static bool wants(uint32_t job_id, void *arg)
{
	const struct group *group = arg;

	return find(group, job_id) < group->count;
}

static bool overlaps(const struct scost_job *job,
		     const struct fh_journal_line *line)
{
	return line->from_ms <= (job->end_s + SLACK_S) * MS_PER_S &&
	       line->to_ms >= (job->start_s - SLACK_S) * MS_PER_S;
}

static void take_line(struct want *want, const struct fh_journal_line *line)
{
	int64_t distance_ms =
		llabs(line->from_ms - want->job->start_s * MS_PER_S);

	if (!overlaps(want->job, line) ||
	    (want->distance_ms != FH_UNKNOWN &&
	     want->distance_ms <= distance_ms))
		return;
	want->distance_ms = distance_ms;
	want->sources = line->source;
	want->energy_uj = fh_energy_total(&line->energy);
	want->gap_ms = line->gap_ms;
	want->clean = line->clean;
}

static void take(const struct fh_journal_line *line, void *arg)
{
	const struct group *group = arg;

	for (size_t i = find(group, line->job_id);
	     i < group->count && group->want[i].job->raw_id == line->job_id;
	     i++)
		take_line(&group->want[i], line);
}

/* Months since 1900. */
static int month_of(int64_t at_s)
{
	time_t at = at_s;
	struct tm tm;

	return gmtime_r(&at, &tm) ? tm.tm_year * 12 + tm.tm_mon : 0;
}

/* Read what the node has of the months in which the group's jobs lived. */
static int read_group(const char *dir, struct group *group,
		      struct scost_trouble *trouble, struct fh_error *err)
{
	const struct scost_reader reader = { wants, take, group };
	int64_t from_s = INT64_MAX, until_s = 0;

	for (size_t i = 0; i < group->count; i++) {
		const struct scost_job *job = group->want[i].job;

		if (job->start_s < from_s)
			from_s = job->start_s;
		if (job->end_s > until_s)
			until_s = job->end_s;
	}
	for (int i = month_of(from_s); i <= month_of(until_s + SLACK_S); i++) {
		char *path;

		if (asprintf(&path, "%s/%04d-%02d/%s.jsonl", dir,
			     1900 + i / 12, i % 12 + 1,
			     group->want[0].node) < 0)
			return fh_err_nomem(err);
		scost_collected_read(path, &reader, trouble);
		free(path);
	}
	return 0;
}

static void add_up(const struct want *want)
{
	struct scost_proof *proof = want->proof;

	if (want->distance_ms == FH_UNKNOWN)
		return;
	proof->nodes++;
	proof->unclean += !want->clean;
	proof->sources |= want->sources;
	if (want->gap_ms > proof->gap_ms)
		proof->gap_ms = want->gap_ms;
	if (proof->energy_uj != FH_UNKNOWN &&
	    __builtin_add_overflow(proof->energy_uj, want->energy_uj,
				   &proof->energy_uj))
		proof->energy_uj = FH_UNKNOWN;
}

static int read_batch(const char *dir, struct batch *batch,
		      struct scost_trouble *trouble, struct fh_error *err)
{
	struct group group = { .want = batch->want };

	if (batch->count)
		qsort(batch->want, batch->count, sizeof(*batch->want), order);
	for (size_t i = 0; i < batch->count; i++) {
		group.count++;
		if (i + 1 < batch->count &&
		    !strcmp(group.want->node, batch->want[i + 1].node))
			continue;
		if (read_group(dir, &group, trouble, err))
			return -1;
		group.want += group.count;
		group.count = 0;
	}
	for (size_t i = 0; i < batch->count; i++)
		add_up(&batch->want[i]);
	batch->count = 0;
	fh_strlist_clear(&batch->names);
	return 0;
}

static int add_want(struct batch *batch, const struct want *want)
{
	struct want *grown;

	if (batch->count == batch->room) {
		size_t room = batch->room ? 2 * batch->room : 64;

		grown = realloc(batch->want, room * sizeof(*grown));
		if (!grown)
			return -1;
		batch->want = grown;
		batch->room = room;
	}
	batch->want[batch->count++] = *want;
	return 0;
}

/* A job on all its nodes.  One that goes on has no line yet. */
static int add_job(struct batch *batch, const struct scost_job *job,
		   struct scost_proof *proof)
{
	struct want want = { .job = job, .proof = proof,
			     .distance_ms = FH_UNKNOWN };
	size_t first = batch->names.count;

	if (!job->nodes || job->start_s == FH_UNKNOWN ||
	    job->end_s == FH_UNKNOWN ||
	    fh_nodeset_expand(job->nodes, &batch->names, NULL))
		return 0;
	for (size_t i = first; i < batch->names.count; i++) {
		want.node = batch->names.item[i];
		/* The name becomes part of a path. */
		if (!strchr(want.node, '/') && add_want(batch, &want))
			return -1;
	}
	return 0;
}

const char *scost_proof_dir(void)
{
	const char *dir = getenv("FREEHOLD_ENERGY");

	return dir && *dir ? dir : FH_STATEDIR "/collected";
}

int scost_proof_read(const char *dir, const struct scost_jobs *jobs,
		     struct scost_proof *ret, struct scost_trouble *trouble,
		     struct fh_error *err)
{
	struct batch batch = { 0 };
	int rc = 0;

	memset(ret, 0, jobs->count * sizeof(*ret));
	if (access(dir, F_OK))
		return 0;
	for (size_t i = 0; !rc && i < jobs->count; i++) {
		if (add_job(&batch, &jobs->item[i], &ret[i]))
			rc = fh_err_nomem(err);
		else if (batch.count >= BATCH_MAX)
			rc = read_batch(dir, &batch, trouble, err);
	}
	if (!rc)
		rc = read_batch(dir, &batch, trouble, err);
	free(batch.want);
	fh_strlist_clear(&batch.names);
	return rc;
}
