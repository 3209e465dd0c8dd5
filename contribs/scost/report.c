/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines summed by keys: see report.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include <json-c/printbuf.h>

#include "contribs/scost/report.h"
#include "plugins/common/fh_units.h"

#define FIRST_ROOM 16
#define MARK_SEEN (1u << SCOST_MEASURE_COUNT)
#define WHOLE UINT32_MAX	/* the group of all lines */

static void free_key(struct lh_entry *entry)
{
	free((void *) (uintptr_t) entry->k);
}

int scost_report_begin(struct scost_report *ret,
		       const struct scost_about *about,
		       const struct scost_keys *keys, struct fh_error *err)
{
	*ret = (struct scost_report){ .about = about, .keys = *keys };
	ret->index = lh_kchar_table_new(FIRST_ROOM, free_key);
	ret->clusters = lh_kchar_table_new(FIRST_ROOM, free_key);
	return ret->index && ret->clusters ? 0 : fh_err_nomem(err);
}

/*
 * Groups, found by their values
 */
/* A number for a text, the same every time; a copy of it is kept. */
static int number_of(struct lh_table *table, const char *text, uint32_t *ret)
{
	struct lh_entry *entry = lh_table_lookup_entry(table, text);
	char *copy;

	if (entry) {
		*ret = (uint32_t) (uintptr_t) entry->v;
		return 0;
	}
	*ret = (uint32_t) table->count;
	copy = strdup(text);
	if (!copy)
		return -1;
	if (!lh_table_insert(table, copy, (const void *) (uintptr_t) *ret))
		return 0;
	free(copy);
	return -1;
}

/* The values in one text, each behind its length: no two groups share it. */
static int name_group(const struct scost_report *report,
		      const struct scost_line *line, struct printbuf *name)
{
	char date[SCOST_KEY_DATE_MAX];

	for (size_t i = 0; i < report->keys.count; i++) {
		const char *value = scost_key_value(report->keys.item[i],
						    line, report->about->tz,
						    date);

		if (sprintbuf(name, "%zu:%s", strlen(value), value) < 0)
			return -1;
	}
	return 0;
}

/* The values of a group that is new, copied. */
static int fill_group(struct scost_report *report,
		      const struct scost_line *line, struct scost_group *group)
{
	char date[SCOST_KEY_DATE_MAX];

	for (size_t i = 0; i < report->keys.count; i++) {
		group->value[i] = strdup(scost_key_value(
			report->keys.item[i], line, report->about->tz, date));
		if (!group->value[i])
			return -1;
	}
	return 0;
}

static int make_room(struct scost_report *report)
{
	size_t room = report->room ? 2 * report->room : FIRST_ROOM;
	struct scost_group *group;

	if (report->group_count < report->room)
		return 0;
	group = reallocarray(report->group, room, sizeof(*group));
	if (!group)
		return -1;
	report->group = group;
	report->room = room;
	return 0;
}

static int find_group(struct scost_report *report,
		      const struct scost_line *line, uint32_t *ret)
{
	struct printbuf *name = printbuf_new();
	int rc = -1;

	if (!name || name_group(report, line, name) ||
	    number_of(report->index, name->buf, ret))
		goto out;
	if (*ret == report->group_count) {
		if (make_room(report))
			goto out;
		memset(&report->group[*ret], 0, sizeof(report->group[*ret]));
		report->group_count++;
		if (fill_group(report, line, &report->group[*ret]))
			goto out;
	}
	rc = 0;
out:
	printbuf_free(name);
	return rc;
}

/*
 * Adding
 */
/* A line of many runs says how many began with it. */
static void count_begun(const struct scost_line *line, uint32_t marks,
			struct scost_sum *sum)
{
	int64_t runs = line->posting == SCOST_REVERSAL ? -line->runs :
							 line->runs;

	sum->jobs += runs;
	for (int i = 0; i < SCOST_MEASURE_COUNT; i++)
		if (marks & 1u << i)
			sum->of[i].jobs_without += runs;
}

/* Count the run, and what it lacks, once in this sum. */
static int count_run(struct scost_report *report,
		     const struct scost_line *line, struct scost_run *run,
		     struct scost_sum *sum)
{
	int64_t fresh;

	if (!line->db_index) {
		count_begun(line, run->marks, sum);
		return 0;
	}
	fresh = scost_runs_mark(&report->runs, run);
	if (fresh < 0)
		return -1;
	if (fresh & MARK_SEEN)
		sum->jobs++;
	for (int i = 0; i < SCOST_MEASURE_COUNT; i++)
		if (fresh & 1 << i)
			sum->of[i].jobs_without++;
	return 0;
}

static uint32_t marks_of(const struct scost_line *line)
{
	uint32_t marks = MARK_SEEN;

	for (int i = 0; i < SCOST_MEASURE_COUNT; i++)
		if (scost_measure_of((enum scost_measure) i, line) ==
		    FH_UNKNOWN)
			marks |= 1u << i;
	return marks;
}

int scost_report_add(const struct scost_line *line, void *ctx,
		     struct fh_error *err)
{
	struct scost_report *report = ctx;
	struct scost_run run = {
		.db_index = line->db_index,
		.marks = marks_of(line),
	};

	if (number_of(report->clusters, line->cluster, &run.cluster) ||
	    find_group(report, line, &run.group))
		return fh_err_nomem(err);
	if (count_run(report, line, &run, &report->group[run.group].sum))
		return fh_err_nomem(err);
	scost_sum_add(&report->group[run.group].sum, line);
	report->incomplete |= !line->use &&
			      (line->cost.total_micro == FH_UNKNOWN ||
			       line->energy_uj == FH_UNKNOWN);
	run.group = WHOLE;
	if (count_run(report, line, &run, &report->total))
		return fh_err_nomem(err);
	scost_sum_add(&report->total, line);
	return 0;
}

/*
 * Afterwards
 */
static int compare_values(const void *a, const void *b)
{
	const struct scost_group *x = a, *y = b;
	int order = 0;

	for (size_t i = 0; !order && i < SCOST_KEY_COUNT && x->value[i]; i++)
		order = strcmp(x->value[i], y->value[i]);
	return order;
}

static int compare_costs(const void *a, const void *b)
{
	const struct scost_group *x = a, *y = b;
	int64_t p = scost_sum_shown_micro(&x->sum, SCOST_MEASURE_COST);
	int64_t q = scost_sum_shown_micro(&y->sum, SCOST_MEASURE_COST);

	if (p != q)
		return p > q ? -1 : 1;
	return compare_values(a, b);
}

static void sort(struct scost_report *report,
		 int (*compare)(const void *a, const void *b))
{
	if (report->group_count)
		qsort(report->group, report->group_count,
		      sizeof(*report->group), compare);
}

void scost_report_sort(struct scost_report *report)
{
	sort(report, compare_values);
}

void scost_report_sort_by_cost(struct scost_report *report)
{
	sort(report, compare_costs);
}

void scost_report_clear(struct scost_report *report)
{
	for (size_t i = 0; i < report->group_count; i++)
		for (size_t j = 0; j < SCOST_KEY_COUNT; j++)
			free(report->group[i].value[j]);
	free(report->group);
	if (report->index)
		lh_table_free(report->index);
	if (report->clusters)
		lh_table_free(report->clusters);
	scost_runs_clear(&report->runs);
	memset(report, 0, sizeof(*report));
}
