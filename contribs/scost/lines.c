/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of a bill: see lines.h. */
#include "fh_config.h"

#include <string.h>

#include "contribs/scost/lines.h"
#include "plugins/common/fh_cut.h"
#include "plugins/common/fh_period.h"
#include "plugins/common/fh_units.h"

/* What the lines of a job have in common. */
struct writer {
	const struct fh_conf *conf;
	const struct fh_tz *tz;		/* NULL: UTC */
	const struct scost_bill *bill;
	struct fh_cut_piece whole;	/* of the job */
	int64_t past_micro;		/* cost of the lines so far */
	int64_t charged_micro;		/* charged in them */
	struct scost_line line;
	char state[SCOST_STATE_MAX];
	scost_line_fn *fn;
	void *ctx;
};

/* What a part has come to by an instant. */
struct reading {
	int64_t energy_uj;
	struct fh_footprint footprint;
};

static const char *text_of(const char *text)
{
	return text ? text : "";
}

/* later - before, or FH_UNKNOWN when one of them is. */
static int64_t since(int64_t later, int64_t before)
{
	return later < 0 || before < 0 ? FH_UNKNOWN : later - before;
}

static int64_t energy_by(const struct fh_cut_piece *whole, int64_t energy_uj,
			 int64_t until_s)
{
	const struct fh_cut_piece past = { whole->from_s, until_s };

	if (until_s == whole->until_s)
		return energy_uj;
	return fh_cut_share(energy_uj, whole, &past);
}

static void read_at(const struct writer *writer, const struct scost_part *part,
		    int64_t until_s, struct reading *ret)
{
	const struct scost_stretch past = {
		writer->whole.from_s, until_s,
		energy_by(&writer->whole, part->energy_uj, until_s),
	};

	ret->energy_uj = past.energy_uj;
	ret->footprint = scost_footprint_unknown;
	if (writer->bill->part_count)
		scost_part_weigh(writer->conf, part, &past, &ret->footprint);
}

static void set_energy(const struct reading *now, const struct reading *then,
		       struct scost_line *line)
{
	line->energy_uj = since(now->energy_uj, then->energy_uj);
	line->meter_uj = since(now->footprint.meter_uj,
			       then->footprint.meter_uj);
	line->co2e_mg = since(now->footprint.co2e_mg,
			      then->footprint.co2e_mg);
}

/* What of the charge has come when so much of the cost has. */
static int64_t charge_by(const struct scost_bill *bill, int64_t past_micro)
{
	/* What is charged for nothing is charged with the first line. */
	if (past_micro == bill->cost.total_micro)
		return bill->charge_micro;
	return (int64_t) ((fh_wide) bill->charge_micro * past_micro /
			  bill->cost.total_micro);
}

static void set_charge(struct writer *writer)
{
	struct scost_line *line = &writer->line;
	int64_t now_micro;

	line->charge_micro = FH_UNKNOWN;
	if (writer->bill->charge_micro < 0)
		return;
	writer->past_micro += line->cost.total_micro;
	now_micro = charge_by(writer->bill, writer->past_micro);
	line->charge_micro = now_micro - writer->charged_micro;
	writer->charged_micro = now_micro;
}

static int64_t times(int64_t count, int64_t seconds)
{
	int64_t ret;

	if (count < 0 || __builtin_mul_overflow(count, seconds, &ret))
		return FH_UNKNOWN;
	return ret;
}

static int64_t count_accel(const struct scost_part *part)
{
	int64_t sum = 0;

	for (size_t i = 0; i < part->held_count; i++)
		if (part->held[i].count < 0 ||
		    __builtin_add_overflow(sum, part->held[i].count, &sum))
			return FH_UNKNOWN;
	return sum;
}

static void set_time(const struct scost_part *part, const struct fh_tz *tz,
		     const struct fh_cut_piece *piece, struct scost_line *line)
{
	int64_t seconds = piece->until_s - piece->from_s;
	struct fh_period day;

	fh_period_at(tz, FH_PERIOD_DAY, piece->from_s, &day);
	line->day_s = day.from_s;
	line->from_s = piece->from_s;
	line->until_s = piece->until_s;
	line->accel_s = times(count_accel(part), seconds);
	line->core_s = times(part->cores, seconds);
	line->mib_s = times(part->memory_mib, seconds);
}

static void set_place(const struct fh_conf *conf, int index,
		      struct scost_line *line)
{
	const struct fh_zone *zone;

	line->zone = line->site = line->tenancy = "";
	if (index == FH_NO_ZONE)
		return;
	zone = &conf->zones.zone[index];
	line->zone = zone->name;
	line->site = conf->zones.site[zone->site].name;
	line->tenancy = fh_tenancy_name(zone->tenancy);
}

static int write_part(struct writer *writer, const struct scost_part *part,
		      struct fh_error *err)
{
	struct fh_cut_piece piece = writer->whole;
	const struct scost_stretch stretch = {
		piece.from_s, piece.until_s, part->energy_uj,
	};
	struct reading then = { 0 }, now;
	struct scost_part_run run;
	struct fh_cut cut;
	bool more;

	writer->line.cost = scost_cost_unknown;
	if (writer->bill->part_count)
		scost_part_begin(&run, writer->conf, part, &stretch);

	fh_cut_begin(&cut, piece.from_s, piece.until_s);
	fh_cut_add(&cut, fh_cut_day, writer->tz);
	/* A job of no time is one empty piece. */
	more = piece.from_s == piece.until_s || fh_cut_next(&cut, &piece);
	for (; more; more = fh_cut_next(&cut, &piece)) {
		read_at(writer, part, piece.until_s, &now);
		set_time(part, writer->tz, &piece, &writer->line);
		set_energy(&now, &then, &writer->line);
		if (writer->bill->part_count)
			scost_part_next(&run, piece.until_s,
					&writer->line.cost);
		set_charge(writer);
		if (writer->fn(&writer->line, writer->ctx, err))
			return -1;
		then = now;
	}
	return 0;
}

/* All of a job whose zones are not known. */
static int write_unplaced(struct writer *writer, const struct scost_job *job,
			  struct fh_error *err)
{
	const struct scost_bill *bill = writer->bill;
	const struct scost_part part = {
		.zone = FH_NO_ZONE,
		.held = { { -1, bill->accel_count } },
		.held_count = 1,
		.cores = job->tres.cpus,
		.memory_mib = job->tres.memory_mib,
		.energy_uj = bill->energy.energy_uj,
	};

	writer->line.zone = text_of(bill->zone);
	writer->line.site = text_of(bill->site);
	writer->line.tenancy = "";
	return write_part(writer, &part, err);
}

static bool is_utc(const char *timezone)
{
	return timezone && !strcmp(timezone, "UTC");
}

static void begin(struct writer *writer, const struct scost_job *job)
{
	const struct scost_bill *bill = writer->bill;
	const struct fh_conf *conf = writer->conf;

	scost_job_state(job, writer->state);
	writer->line = (struct scost_line){
		.cluster = text_of(job->cluster),
		.db_index = job->db_index,
		.job_id = text_of(job->id),
		.job_name = text_of(job->name),
		.user = text_of(job->user),
		.account = text_of(job->account),
		.qos = text_of(job->qos),
		.partition = text_of(job->partition),
		.wckey = text_of(job->wckey),
		.data_class = text_of(bill->note.data_class),
		.state = writer->state,
		.accel = bill->accel_count ? text_of(bill->accel) : "",
		.energy_source = bill->energy.energy_uj == FH_UNKNOWN ?
					 0 : bill->energy.proof.sources,
		.gaps = bill->gaps & ~(unsigned) SCOST_GAP_NO_LIMIT,
		.digest = conf ? conf->digest : "",
		.reservation = job->reservation,
	};
	if (!writer->tz && !(conf && is_utc(conf->rates.billing_timezone)))
		writer->line.gaps |= SCOST_GAP_TIMEZONE;
}

int scost_lines(const struct fh_conf *conf, const struct scost_job *job,
		const struct scost_bill *bill, scost_line_fn *fn, void *ctx,
		struct fh_error *err)
{
	struct writer writer = {
		.conf = conf,
		.tz = conf ? conf->rates.tz : NULL,
		.bill = bill,
		.whole = { job->start_s, job->start_s + job->elapsed_s },
		.fn = fn,
		.ctx = ctx,
	};

	if (bill->gaps & SCOST_GAP_NOT_STARTED)
		return 0;
	begin(&writer, job);
	if (!bill->part_count)
		return write_unplaced(&writer, job, err);
	for (size_t i = 0; i < bill->part_count; i++) {
		set_place(conf, bill->part[i].zone, &writer.line);
		if (write_part(&writer, &bill->part[i], err))
			return -1;
	}
	return 0;
}
