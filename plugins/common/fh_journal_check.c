/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The check of a whole journal: see fh_journal.h. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_journal_finding.h"
#include "fh_journal_jobs.h"
#include "fh_units.h"

#define MS_PER_S 1000
#define WHAT_MAX 40		/* "job 4294967295, memory" */

struct fh_journal_check {
	struct fh_journal_totals totals;
	int64_t number;		/* of the line before; 0: none */
	int64_t begin_ms;	/* jobs from here on have all their shares in
				 * the lines that were checked */
	int64_t end_ms;		/* of the last interval; FH_UNKNOWN: any */
	int64_t debt_uj;	/* at its end; FH_UNKNOWN */
	/* The start in force. */
	char node[FH_JOURNAL_NAME_MAX + 1];
	char boot_id[sizeof(((struct fh_journal_line *) 0)->boot_id)];
	struct fh_journal_known *known;	/* NULL: none seen */
	size_t known_count;
	struct fh_journal_jobs *jobs;
};

struct fh_journal_check *fh_journal_check_new(void)
{
	struct fh_journal_check *check = calloc(1, sizeof(*check));

	if (!check)
		return NULL;
	check->begin_ms = FH_FOREVER;
	check->end_ms = FH_UNKNOWN;
	check->debt_uj = FH_UNKNOWN;
	check->jobs = fh_journal_jobs_new();
	if (check->jobs)
		return check;
	free(check);
	return NULL;
}

/* to += n, at most INT64_MAX: an edited journal may have any numbers. */
static void add(int64_t *to, int64_t n)
{
	if (__builtin_add_overflow(*to, n, to))
		*to = INT64_MAX;
}

static void add_energy(struct fh_energy *to, const struct fh_energy *energy)
{
	for (size_t i = 0; i < FH_ENERGY_PARTS; i++)
		add(&to->uj[i], energy->uj[i]);
}

/* The reading a meter had before the start, or FH_UNKNOWN. */
static int64_t reading_of(const struct fh_journal_check *check,
			  const char *name)
{
	for (size_t i = 0; i < check->known_count; i++)
		if (!strcmp(check->known[i].meter.name, name))
			return check->known[i].reading;
	return FH_UNKNOWN;
}

/* A start in force; within a boot, readings and times go on. */
static int take_start(struct fh_journal_check *check,
		      const struct fh_journal_line *start,
		      struct fh_error *err)
{
	bool same = check->known && !strcmp(check->boot_id, start->boot_id);
	struct fh_journal_known *known =
		calloc(start->meter_count + 1, sizeof(*known));

	if (!known)
		return fh_err_nomem(err);
	for (size_t i = 0; i < start->meter_count; i++) {
		known[i].meter = start->meter[i];
		known[i].reading = same ? reading_of(check,
						     start->meter[i].name) :
					  FH_UNKNOWN;
	}
	if (check->known && !same) {
		check->end_ms = FH_UNKNOWN;
		check->debt_uj = 0;
	}
	free(check->known);
	check->known = known;
	check->known_count = start->meter_count;
	memcpy(check->node, start->node, sizeof(check->node));
	memcpy(check->boot_id, start->boot_id, sizeof(check->boot_id));
	return 0;
}

int fh_journal_check_begin(struct fh_journal_check *check,
			   const struct fh_journal_line *start,
			   struct fh_error *err)
{
	return take_start(check, start, err);
}

static void check_number(struct fh_journal_check *check,
			 const struct fh_journal_line *line,
			 struct fh_journal_finding *finding)
{
	if (check->number && line->number - 1 > check->number)
		fh_journal_find(finding, "number %" PRId64 " follows %" PRId64
				": %" PRId64 " lines are missing",
				line->number, check->number,
				line->number - check->number - 1);
	else if (check->number && line->number - 1 < check->number)
		fh_journal_find(finding, "number %" PRId64 " stands behind %"
				PRId64, line->number, check->number);
	check->number = line->number;
}

static int check_start(struct fh_journal_check *check,
		       const struct fh_journal_line *line,
		       struct fh_journal_finding *finding)
{
	if (check->known && strcmp(check->node, line->node))
		fh_journal_find(finding, "it is of node %s, the lines before "
				"of %s", line->node, check->node);
	/* The first line of all: nobody owes anything. */
	if (line->number == 1)
		check->debt_uj = 0;
	return take_start(check, line, finding->err);
}

/* Add the interval's shares to what their jobs have. */
static int add_shares(struct fh_journal_check *check,
		      const struct fh_journal_line *line,
		      struct fh_journal_finding *finding)
{
	for (size_t i = 0; i < line->share_count; i++) {
		const struct fh_journal_share *share = &line->share[i];
		struct fh_journal_job *job = fh_journal_jobs_at(
			check->jobs, share->job_id, share->start_s);

		if (!job)
			return fh_err_nomem(finding->err);
		if (job->ended)
			fh_journal_find(finding, "job %" PRIu32 " has a share "
					"after its own line", job->job_id);
		if (job->line == line->number)
			fh_journal_find(finding, "job %" PRIu32 " has two "
					"shares", job->job_id);
		job->line = line->number;
		for (size_t part = 0; part < FH_ENERGY_PARTS; part++)
			job->uj[part] += share->energy.uj[part];
		add_energy(&check->totals.by_jobs, &share->energy);
	}
	return 0;
}

static void check_time(struct fh_journal_check *check,
		       const struct fh_journal_line *line,
		       struct fh_journal_finding *finding)
{
	if (check->end_ms != FH_UNKNOWN && line->from_ms != check->end_ms &&
	    (!line->gap || line->from_ms < check->end_ms))
		fh_journal_find(finding, "it begins at %" PRId64 " ms, and "
				"the interval before ended at %" PRId64 " ms",
				line->from_ms, check->end_ms);
	check->end_ms = line->to_ms;
}

static int check_interval(struct fh_journal_check *check,
			  const struct fh_journal_line *line,
			  struct fh_journal_finding *finding)
{
	struct fh_journal_totals *totals = &check->totals;

	check_time(check, line, finding);
	fh_journal_balance(line, check->known, check->known_count,
			   check->debt_uj, finding);
	check->debt_uj = line->debt_uj;
	totals->intervals++;
	totals->unknown_meters += !check->known;
	totals->gaps += line->gap;
	if (line->gap)
		add(&totals->gap_ms, line->to_ms - line->from_ms);
	for (size_t i = 0; i < line->meter_count; i++)
		add(&totals->rejected_uj, line->meter[i].rejected_uj);
	add_energy(&totals->metered, &line->metered);
	add_energy(&totals->idle, &line->idle);
	add_energy(&totals->system, &line->system);
	add_energy(&totals->unattributed, &line->unattributed);
	return add_shares(check, line, finding);
}

/* A job that began before the journal has more than its shares here. */
static int check_job(struct fh_journal_check *check,
		     const struct fh_journal_line *line,
		     struct fh_journal_finding *finding)
{
	struct fh_journal_job *job = fh_journal_jobs_at(
		check->jobs, line->job_id, line->from_ms / MS_PER_S);
	char what[WHAT_MAX];

	if (!job)
		return fh_err_nomem(finding->err);
	check->totals.jobs++;
	if (job->ended)
		fh_journal_find(finding, "job %" PRIu32 " has a line already",
				line->job_id);
	job->ended = true;
	for (unsigned i = 0; i < FH_ENERGY_PARTS; i++) {
		const struct fh_journal_pair pair = {
			what, "by its shares", "in its line"
		};

		snprintf(what, sizeof(what), "job %" PRIu32 ", %s",
			 line->job_id, fh_energy_part_name(i));
		if (line->from_ms >= check->begin_ms ||
		    line->energy.uj[i] < job->uj[i])
			fh_journal_compare(finding, &pair, job->uj[i],
					   line->energy.uj[i]);
	}
	return 0;
}

int fh_journal_check_line(struct fh_journal_check *check,
			  const struct fh_journal_line *line,
			  struct fh_error *err)
{
	static int (*const by_kind[])(struct fh_journal_check *check,
				      const struct fh_journal_line *line,
				      struct fh_journal_finding *finding) = {
		[FH_JOURNAL_START] = check_start,
		[FH_JOURNAL_INTERVAL] = check_interval,
		[FH_JOURNAL_JOB] = check_job,
	};
	struct fh_journal_finding finding = { .err = err };

	check->totals.lines++;
	if (check->begin_ms == FH_FOREVER && line->kind != FH_JOURNAL_JOB)
		check->begin_ms = line->from_ms;
	check_number(check, line, &finding);
	if (by_kind[line->kind](check, line, &finding))
		return -1;
	if (finding.error_uj > check->totals.error_uj)
		check->totals.error_uj = finding.error_uj;
	return finding.found ? -1 : 0;
}

void fh_journal_check_totals(const struct fh_journal_check *check,
			     struct fh_journal_totals *ret)
{
	*ret = check->totals;
}

void fh_journal_check_free(struct fh_journal_check *check)
{
	if (!check)
		return;
	fh_journal_jobs_free(check->jobs);
	free(check->known);
	free(check);
}
