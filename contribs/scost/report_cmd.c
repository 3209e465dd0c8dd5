/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scost report. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "contribs/scost/booked.h"
#include "contribs/scost/cards.h"
#include "contribs/scost/command.h"
#include "contribs/scost/conf.h"
#include "contribs/scost/focus.h"
#include "contribs/scost/idle.h"
#include "contribs/scost/out.h"
#include "contribs/scost/outfile.h"
#include "contribs/scost/page.h"
#include "contribs/scost/report_args.h"
#include "contribs/scost/source.h"
#include "plugins/common/fh_charge.h"

#define EXIT_INCOMPLETE 1	/* --strict; as any other failure */

/* What a run holds from start to end. */
struct run {
	struct scost_report_args args;
	struct fh_conf *conf;		/* NULL = none published */
	struct scost_about about;
	struct scost_report report;
	struct scost_page page;		/* only for HTML */
	struct scost_focus focus;	/* only for FOCUS */
	struct scost_idle idle;		/* only for --idle */
	struct scost_outfile file[SCOST_FORM_COUNT];
	int64_t now_s;
};

/* A zone that is NULL is UTC, which needs no file. */
static int load_conf(struct run *run, struct fh_error *err)
{
	const struct fh_rates *rates;
	struct fh_error why;

	run->about.currency = "";
	run->about.timezone = "UTC";
	run->conf = run->args.idle ? scost_cards_load(&why) :
				     scost_conf_load(scost_conf_path(), &why);
	if (!run->conf && run->args.idle)
		return fh_err(err, "%s", why.text);
	if (!run->conf) {
		fprintf(stderr, "scost: no prices: %s; freehold activate "
			"publishes them, FREEHOLD_PUBLISHED names the file\n",
			why.text);
		return 0;
	}
	rates = &run->conf->rates;
	run->about.currency = rates->currency;
	run->about.tz = rates->tz;
	if (rates->tz)
		run->about.timezone = rates->billing_timezone;
	else if (strcmp(rates->billing_timezone, "UTC"))
		fprintf(stderr, "scost: the time zone %s is not in the "
			"configuration: days are those of UTC; freehold "
			"activate puts it there\n", rates->billing_timezone);
	return 0;
}

static int choose_days(struct run *run, struct scost_days *ret,
		       struct fh_error *err)
{
	const struct scost_days_wish wish = {
		.start = run->args.list.start,
		.end = run->args.list.end,
		.month = run->args.month,
		.other = scost_source_time,
		.now_s = run->now_s,
	};

	if (scost_days_make(run->about.tz, &wish, ret, err))
		return -1;
	run->about.from_s = ret->from_s;
	run->about.until_s = ret->until_s;
	return 0;
}

static int begin_idle(struct run *run, struct fh_error *err)
{
	const struct fh_cut_piece period = { run->about.from_s,
					     run->about.until_s };

	if (!run->args.idle)
		return 0;
	run->about.notes = &run->idle.nodes.notes;
	if (scost_idle_begin(&run->idle, run->conf, &period, err))
		return -1;
	/* A ledger may have jobs of other clusters. */
	if (fh_strlist_add(&run->args.list.by[SCOST_BY_CLUSTER],
			   run->idle.nodes.cluster))
		return fh_err_nomem(err);
	return 0;
}

/* Files first: a place that can't be written is told before the work. */
static int begin(struct run *run, struct fh_error *err)
{
	const struct scost_report_args *args = &run->args;

	for (int i = 0; i < SCOST_FORM_COUNT; i++)
		if (args->file[i] &&
		    scost_outfile_open(&run->file[i], args->file[i], err))
			return -1;
	if (args->file[SCOST_FORM_FOCUS] && !run->conf)
		return fh_err(err, "FOCUS needs a currency, and there is no "
			      "published configuration");
	run->focus = (struct scost_focus){
		.about = &run->about,
		.conf = run->conf,
		.issuer = args->issuer,
		.csv.out = run->file[SCOST_FORM_FOCUS].out,
	};
	if (run->focus.csv.out)
		scost_focus_header(&run->focus);
	if (args->file[SCOST_FORM_HTML] &&
	    scost_page_begin(&run->page, &run->about, &args->keys, err))
		return -1;
	return scost_report_begin(&run->report, &run->about, &args->keys,
				  err);
}

/* scost_line_fn: to everything that is written. */
static int add(const struct scost_line *line, void *ctx, struct fh_error *err)
{
	struct run *run = ctx;

	if (run->focus.csv.out &&
	    scost_focus_line(line, &run->focus, err))
		return -1;
	if (run->page.about && scost_page_add(line, &run->page, err))
		return -1;
	return scost_report_add(line, &run->report, err);
}

/* scost_line_fn: of a job. */
static int add_job(const struct scost_line *line, void *ctx,
		   struct fh_error *err)
{
	struct run *run = ctx;

	if (run->args.idle && scost_idle_add(line, &run->idle, err))
		return -1;
	return add(line, run, err);
}

static bool has_key(const struct scost_keys *keys, enum scost_key key)
{
	for (size_t i = 0; i < keys->count; i++)
		if (keys->item[i] == key)
			return true;
	return false;
}

static int print(struct run *run)
{
	const struct scost_args *list = &run->args.list;

	if (list->output == SCOST_PARSABLE || list->output == SCOST_PARSABLE2)
		scost_out_parsable(stdout, &run->report, list->delimiter,
				   list->output == SCOST_PARSABLE,
				   !list->no_header);
	else
		scost_out_table(stdout, &run->report, !list->no_header);
	return fflush(stdout) || ferror(stdout) ? -1 : 0;
}

static int write_form(struct run *run, enum scost_form form,
		      struct fh_error *err)
{
	FILE *out = run->file[form].out;

	switch (form) {
	case SCOST_FORM_CSV:
		scost_out_csv(out, &run->report, !run->args.list.no_header);
		return 0;
	case SCOST_FORM_HTML:
		return scost_page_write(out, &run->page, run->now_s, err);
	case SCOST_FORM_JSON:
		return scost_out_json(out, &run->report, err);
	case SCOST_FORM_OPENMETRICS:
		scost_out_openmetrics(out, &run->report);
		return 0;
	default:
		return 0;	/* FOCUS: written line by line */
	}
}

static int write_all(struct run *run, struct fh_error *err)
{
	scost_report_sort(&run->report);
	if (!scost_report_args_forms(&run->args))
		return print(run) ? fh_err(err, "couldn't write the output") :
				    0;
	for (int i = 0; i < SCOST_FORM_COUNT; i++)
		if (run->file[i].out &&
		    (write_form(run, (enum scost_form) i, err) ||
		     scost_outfile_commit(&run->file[i], err)))
			return -1;
	scost_out_left_out(stderr, &run->report);
	return 0;
}

/* FOCUS has a row per line; sums are as exact of whole days. */
static int read_lines(struct run *run, const struct scost_source *source,
		      struct fh_error *err)
{
	const char *ledger = run->args.ledger;

	if (!ledger)
		return scost_source_read(source, add_job, run, err);
	return scost_booked_read(source, ledger,
				 run->args.file[SCOST_FORM_FOCUS], add_job,
				 run, err);
}

static int report(struct run *run, struct fh_error *err)
{
	const struct scost_report_args *args = &run->args;
	struct scost_source source = {
		.args = &args->list,
		.with_qos = args->file[SCOST_FORM_FOCUS] ||
			    has_key(&args->keys, SCOST_KEY_QOS),
		.with_proof = args->file[SCOST_FORM_FOCUS],
	};

	run->now_s = time(NULL);
	if (load_conf(run, err) || choose_days(run, &source.days, err) ||
	    begin_idle(run, err) || begin(run, err))
		return -1;
	source.conf = run->conf;
	source.currency = run->about.currency;
	source.timezone = run->about.timezone;
	source.with_qos |= run->conf && fh_charge_by_qos(&run->conf->rates);
	if (read_lines(run, &source, err) ||
	    (args->idle && scost_idle_write(&run->idle, args->spread_idle,
					    add, run, err)))
		return -1;
	return write_all(run, err);
}

static void clear(struct run *run)
{
	for (int i = 0; i < SCOST_FORM_COUNT; i++)
		scost_outfile_discard(&run->file[i]);
	scost_report_clear(&run->report);
	scost_page_clear(&run->page);
	scost_idle_clear(&run->idle);
	scost_report_args_clear(&run->args);
	fh_conf_free(run->conf);
}

int scost_report(int argc, char **argv)
{
	struct run run = { 0 };
	struct fh_error err = { "" };
	int rc = 0;

	if (scost_report_args_parse(argc, argv, &run.args)) {
		rc = EXIT_FAILURE;
	} else if (run.args.list.action != SCOST_LIST) {
		scost_report_args_help(stdout);
	} else if (report(&run, &err)) {
		fprintf(stderr, "scost: %s\n", err.text);
		rc = EXIT_FAILURE;
	} else if (run.args.list.strict && run.report.incomplete) {
		rc = EXIT_INCOMPLETE;
	}
	clear(&run);
	return rc;
}
