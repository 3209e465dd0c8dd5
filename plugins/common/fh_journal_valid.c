/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the values of a journal's line may be: the same for what is written
 * and for what is read.
 */
#include <inttypes.h>
#include <string.h>

#include "fh_journal_key.h"
#include "fh_quote.h"
#include "fh_units.h"

#define SOURCES (FH_ENERGY_MEASURED | FH_ENERGY_MODELLED | \
		 FH_ENERGY_NAMEPLATE | FH_ENERGY_MISSING)

/* Numbers that are never below min, by name for messages. */
struct bounded {
	const char *name;
	int64_t value, min;
};

static int check_numbers(const struct bounded *number, size_t count,
			 struct fh_error *err)
{
	for (size_t i = 0; i < count; i++)
		if (number[i].value < number[i].min)
			return fh_err(err, "%s is %" PRId64 ": it must be %"
				      PRId64 " or more", number[i].name,
				      number[i].value, number[i].min);
	return 0;
}

/* One word of printable bytes that JSON has no escape for. */
static int check_text(const char *name, const char *text, struct fh_error *err)
{
	struct fh_quoted shown;
	const char *c = text;

	while (*c > ' ' && *c < 0x7f && *c != '"' && *c != '\\')
		c++;
	if (!*text || *c)
		return fh_err(err, "%s \"%s\" must be 1 to %d printable bytes "
			      "without blank, \" and \\", name,
			      fh_quote(text, &shown), FH_JOURNAL_NAME_MAX);
	return 0;
}

static int check_energy(const char *name, const struct fh_energy *energy,
			struct fh_error *err)
{
	for (unsigned i = 0; i < FH_ENERGY_PARTS; i++)
		if (energy->uj[i] < 0)
			return fh_err(err, "%s has %" PRId64 " uJ of %s: it "
				      "must be 0 or more", name,
				      energy->uj[i], fh_energy_part_name(i));
	return 0;
}

static int check_source(unsigned source, struct fh_error *err)
{
	return source & ~(unsigned) SOURCES ?
		       fh_err(err, "source %u has a bit of no meaning",
			      source) : 0;
}

static int check_meter(const struct fh_journal_meter *meter,
		       struct fh_error *err)
{
	const struct bounded range[] = {
		{ "range_uj", meter->range_uj, FH_UNKNOWN },
	};

	if (check_text("a meter's name", meter->name, err) ||
	    check_text("a meter's sensor", meter->sensor, err) ||
	    check_numbers(range, 1, err) || check_source(meter->source, err))
		return -1;
	if (!meter->is_node && meter->part >= FH_ENERGY_PARTS)
		return fh_err(err, "meter %s is of no part", meter->name);
	return 0;
}

static int check_count(const struct fh_journal_meter *meter,
		       struct fh_error *err)
{
	const struct bounded number[] = {
		{ "a meter's from_value", meter->from_value, FH_UNKNOWN },
		{ "a meter's to_value", meter->to_value, FH_UNKNOWN },
		{ "a meter's wraps", meter->wraps, 0 },
		{ "a meter's resets", meter->resets, 0 },
		{ "a meter's uj", meter->uj, 0 },
		{ "a meter's rejected_uj", meter->rejected_uj, 0 },
	};

	if (check_text("a meter's name", meter->name, err))
		return -1;
	return check_numbers(number, sizeof(number) / sizeof(*number), err);
}

static int check_meters(const struct fh_journal_line *line,
			int (*check)(const struct fh_journal_meter *meter,
				     struct fh_error *err),
			struct fh_error *err)
{
	if (line->meter_count > FH_JOURNAL_METER_MAX)
		return fh_err(err, "%zu meters are too many: at most %d",
			      line->meter_count, FH_JOURNAL_METER_MAX);
	for (size_t i = 0; i < line->meter_count; i++) {
		if (check(&line->meter[i], err))
			return -1;
		for (size_t j = 0; j < i; j++)
			if (!strcmp(line->meter[i].name, line->meter[j].name))
				return fh_err(err, "meter %s stands twice",
					      line->meter[i].name);
	}
	return 0;
}

static int check_start(const struct fh_journal_line *line,
		       struct fh_error *err)
{
	if (line->from_ms != line->to_ms)
		return fh_err(err, "a start has no duration");
	if (check_text("node", line->node, err) ||
	    check_text("boot_id", line->boot_id, err))
		return -1;
	return check_meters(line, check_meter, err);
}

static int check_interval(const struct fh_journal_line *line,
			  struct fh_error *err)
{
	const struct bounded number[] = {
		{ "node_uj", line->node_uj, FH_UNKNOWN },
		{ "debt_uj", line->debt_uj, 0 },
	};

	if (line->share_count > FH_JOURNAL_JOB_MAX)
		return fh_err(err, "%zu jobs are too many: at most %d",
			      line->share_count, FH_JOURNAL_JOB_MAX);
	for (size_t i = 0; i < line->share_count; i++) {
		const struct fh_journal_share *share = &line->share[i];
		const struct bounded id[] = {
			{ "a share's job", share->job_id, 1 },
			{ "a share's start", share->start_s, 0 },
		};

		if (check_numbers(id, 2, err) ||
		    check_energy("a share", &share->energy, err))
			return -1;
	}
	if (check_numbers(number, 2, err) ||
	    check_energy("metered_uj", &line->metered, err) ||
	    check_energy("idle_uj", &line->idle, err) ||
	    check_energy("system_uj", &line->system, err) ||
	    check_energy("unattributed_uj", &line->unattributed, err))
		return -1;
	return check_meters(line, check_count, err);
}

static int check_job(const struct fh_journal_line *line, struct fh_error *err)
{
	const struct bounded number[] = {
		{ "job", line->job_id, 1 },
		{ "cores", line->cores, 0 },
		{ "devices", line->devices, 0 },
		{ "gap_ms", line->gap_ms, 0 },
	};

	if (check_numbers(number, sizeof(number) / sizeof(*number), err) ||
	    check_source(line->source, err) ||
	    (*line->node && check_text("node", line->node, err)))
		return -1;
	return check_energy("energy_uj", &line->energy, err);
}

int fh_journal_valid(const struct fh_journal_line *line, struct fh_error *err)
{
	static int (*const check[])(const struct fh_journal_line *line,
				    struct fh_error *err) = {
		[FH_JOURNAL_START] = check_start,
		[FH_JOURNAL_INTERVAL] = check_interval,
		[FH_JOURNAL_JOB] = check_job,
	};
	const struct bounded number[] = {
		{ "n", line->number, 1 },
		{ "from_ms", line->from_ms, 0 },
		{ "to_ms", line->to_ms, line->from_ms },
	};

	if (check_numbers(number, sizeof(number) / sizeof(*number), err))
		return -1;
	if (!fh_journal_kind_name(line->kind))
		return fh_err(err, "%d is no kind of a line", line->kind);
	return check[line->kind](line, err);
}
