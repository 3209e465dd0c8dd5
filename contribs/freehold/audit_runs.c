/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collecting runs from logs: see audit_runs.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/audit_runs.h"
#include "plugins/common/fh_units.h"

struct end {
	uint32_t job_id;
	int64_t started_s, at_s;
	char *state;
};

struct collecting {
	struct audit_runs *runs;
	struct end *end;
	size_t end_count;
	const char *host;
	int64_t from_s, to_s;
	bool nomem;
};

static char *copy(struct collecting *now, const char *text)
{
	char *ret = text ? strdup(text) : NULL;

	now->nomem |= text && !ret;
	return ret;
}

/*
 * The items with room for one more, zeroed; the room doubles at every power
 * of two.  NULL without memory; the items are then as they were.
 */
static void *grow(struct collecting *now, void *items, size_t count,
		  size_t size)
{
	if (!(count & (count - 1)))
		items = reallocarray(items, count ? 2 * count : 1, size);
	if (items)
		memset((char *) items + count * size, 0, size);
	else
		now->nomem = true;
	return items;
}

static void add_run(struct collecting *now, const struct fh_audit_line *line)
{
	const struct fh_audit_record *record = &line->record;
	struct audit_runs *runs = now->runs;
	struct audit_run *run = grow(now, runs->run, runs->count,
				     sizeof(*run));

	if (!run)
		return;
	runs->run = run;
	run += runs->count++;
	run->kind = record->kind;
	run->job_id = record->job_id;
	run->restart = record->restart;
	run->uid = record->uid;
	run->started_s = record->started_s;
	run->ended_s = FH_UNKNOWN;
	run->decision = line->decision;
	run->host = copy(now, now->host);
	run->account = copy(now, record->account);
	run->data_class = copy(now, record->data_class);
	run->nonce = copy(now, record->nonce);
	run->digest = copy(now, record->digest);
	run->accel = copy(now, record->accel);
	run->zones = copy(now, record->zones);
	run->nodes = copy(now, record->nodes);
	run->terms = copy(now, record->terms);
}

static void add_end(struct collecting *now,
		    const struct fh_audit_record *record)
{
	struct end *end = grow(now, now->end, now->end_count, sizeof(*end));

	if (!end)
		return;
	now->end = end;
	end += now->end_count++;
	end->job_id = record->job_id;
	end->started_s = record->started_s;
	end->at_s = record->at_s;
	end->state = copy(now, record->state);
}

static void add_event(struct collecting *now,
		      const struct fh_audit_record *record)
{
	struct audit_runs *runs = now->runs;
	struct audit_event *event;

	if (record->at_s < now->from_s || record->at_s >= now->to_s)
		return;
	event = grow(now, runs->event, runs->event_count, sizeof(*event));
	if (!event)
		return;
	runs->event = event;
	event += runs->event_count++;
	event->kind = record->kind;
	event->at_s = record->at_s;
	event->job_id = record->job_id;
	event->uid = record->uid;
	event->data_class = copy(now, record->data_class);
	event->nodes = copy(now, record->nodes);
	event->why = copy(now, record->why);
}

static int collect(const struct audit_place *place,
		   const struct fh_audit_line *line, const char *why, void *arg)
{
	struct collecting *now = arg;

	(void) place;
	(void) why;
	if (!line) {
		now->runs->unreadable++;
		return 0;
	}
	switch (line->record.kind) {
	case FH_AUDIT_PLACED:
	case FH_AUDIT_RECOVERED:
		if (line->record.started_s < now->to_s)
			add_run(now, line);
		break;
	case FH_AUDIT_ENDED:
		add_end(now, &line->record);
		break;
	case FH_AUDIT_DENIED:
	case FH_AUDIT_STRANDED:
	case FH_AUDIT_OBSERVED:
	case FH_AUDIT_BREAK_GLASS:
		add_event(now, &line->record);
		break;
	default:
		break;
	}
	return now->nomem ? -1 : 0;
}

static int order(uint32_t job_a, int64_t start_a, uint32_t job_b,
		 int64_t start_b)
{
	if (job_a != job_b)
		return job_a < job_b ? -1 : 1;
	return (start_a > start_b) - (start_a < start_b);
}

/* A start that is there twice has its placement first. */
static int by_job(const void *a, const void *b)
{
	const struct audit_run *one = a, *two = b;
	int by = order(one->job_id, one->started_s, two->job_id,
		       two->started_s);

	return by ? by : (int) one->kind - (int) two->kind;
}

static int by_time(const void *a, const void *b)
{
	const struct audit_event *one = a, *two = b;

	return (one->at_s > two->at_s) - (one->at_s < two->at_s);
}

struct audit_run *audit_runs_find(const struct audit_runs *runs,
				  uint32_t job_id, int64_t started_s)
{
	size_t low = 0, high = runs->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct audit_run *run = &runs->run[middle];

		if (order(run->job_id, run->started_s, job_id, started_s) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == runs->count || runs->run[low].job_id != job_id ||
	    runs->run[low].started_s != started_s)
		return NULL;
	return &runs->run[low];
}

static void clear_run(struct audit_run *run)
{
	char *const texts[] = { run->host, run->account, run->data_class,
				run->nonce, run->digest, run->accel,
				run->zones, run->nodes, run->terms,
				run->state, run->rule };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		free(texts[i]);
}

/* A start that two logs tell of, or one after a recovery, is one run. */
static void drop_doubles(struct audit_runs *runs)
{
	size_t kept = 0;

	for (size_t i = 0; i < runs->count; i++) {
		const struct audit_run *last = kept ? &runs->run[kept - 1] :
						      NULL;

		if (last && last->job_id == runs->run[i].job_id &&
		    last->started_s == runs->run[i].started_s)
			clear_run(&runs->run[i]);
		else
			runs->run[kept++] = runs->run[i];
	}
	runs->count = kept;
}

static void match_ends(struct collecting *now)
{
	for (size_t i = 0; i < now->end_count; i++) {
		struct end *end = &now->end[i];
		struct audit_run *run = audit_runs_find(
			now->runs, end->job_id, end->started_s);

		if (!run || run->state) {
			free(end->state);
			continue;
		}
		run->ended_s = end->at_s;
		run->state = end->state;
	}
	free(now->end);
}

/* Runs that were over before the time asked for. */
static void drop_old(struct audit_runs *runs, int64_t from_s)
{
	size_t kept = 0;

	for (size_t i = 0; i < runs->count; i++) {
		if (runs->run[i].ended_s != FH_UNKNOWN &&
		    runs->run[i].ended_s < from_s)
			clear_run(&runs->run[i]);
		else
			runs->run[kept++] = runs->run[i];
	}
	runs->count = kept;
}

int audit_runs_read(const char *dir, int64_t from_s, int64_t to_s,
		    struct audit_runs *ret, struct fh_error *err)
{
	struct collecting now = {
		.runs = ret,
		.from_s = from_s,
		.to_s = to_s,
	};
	struct audit_hosts hosts;
	int rc = 0;

	memset(ret, 0, sizeof(*ret));
	if (audit_hosts_find(dir, &hosts, err))
		return -1;
	for (size_t i = 0; i < hosts.count && !rc; i++) {
		now.host = hosts.host[i].name;
		rc = audit_read(&hosts.host[i], collect, &now, err);
	}
	audit_hosts_clear(&hosts);
	if (ret->count)
		qsort(ret->run, ret->count, sizeof(*ret->run), by_job);
	if (ret->event_count)
		qsort(ret->event, ret->event_count, sizeof(*ret->event),
		      by_time);
	drop_doubles(ret);
	match_ends(&now);
	drop_old(ret, from_s);
	if (!rc && now.nomem)
		rc = fh_err_nomem(err);
	return rc;
}

static void clear_event(struct audit_event *event)
{
	free(event->data_class);
	free(event->nodes);
	free(event->why);
}

/* Runs are in the order of their jobs. */
static bool had_run(const struct audit_runs *runs, uint32_t job_id)
{
	size_t low = 0, high = runs->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (runs->run[middle].job_id < job_id)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < runs->count && runs->run[low].job_id == job_id; low++)
		if (runs->run[low].of_class)
			return true;
	return false;
}

void audit_runs_keep_events(struct audit_runs *runs, const char *data_class)
{
	size_t kept = 0;

	for (size_t i = 0; i < runs->event_count; i++) {
		struct audit_event *event = &runs->event[i];

		if ((event->data_class &&
		     !strcmp(event->data_class, data_class)) ||
		    had_run(runs, event->job_id))
			runs->event[kept++] = *event;
		else
			clear_event(event);
	}
	runs->event_count = kept;
}

void audit_runs_clear(struct audit_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++)
		clear_run(&runs->run[i]);
	for (size_t i = 0; i < runs->event_count; i++)
		clear_event(&runs->event[i]);
	free(runs->run);
	free(runs->event);
	memset(runs, 0, sizeof(*runs));
}
