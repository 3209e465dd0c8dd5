/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scost tco. */
#include "fh_config.h"

#include <stdlib.h>
#include <time.h>

#include "contribs/scost/booked.h"
#include "contribs/scost/cards.h"
#include "contribs/scost/command.h"
#include "contribs/scost/days.h"
#include "contribs/scost/tco.h"
#include "contribs/scost/tco_args.h"

/* What a run holds from start to end. */
struct run {
	struct scost_tco_args args;
	struct fh_conf *conf;
	struct scost_tco tco;
};

static int load(struct run *run, struct fh_error *err)
{
	run->conf = scost_cards_load(err);
	if (!run->conf)
		return -1;
	return run->args.rates ?
	       scost_cards_replace(run->conf, run->args.rates, err) : 0;
}

static int choose_days(const struct run *run, int64_t now_s,
		       struct scost_days *ret, struct fh_error *err)
{
	const struct scost_days_wish wish = {
		.start = run->args.list.start,
		.end = run->args.list.end,
		.month = run->args.month,
		.other = scost_source_time,
		.now_s = now_s,
	};

	return scost_days_make(run->conf->rates.tz, &wish, ret, err);
}

static int read_lines(struct run *run, const struct scost_source *source,
		      struct fh_error *err)
{
	const char *ledger = run->args.ledger;

	if (!ledger)
		return scost_source_read(source, scost_tco_add, &run->tco,
					 err);
	return scost_booked_read(source, ledger, false, scost_tco_add,
				 &run->tco, err);
}

static int print(struct run *run, struct fh_error *err)
{
	switch (run->args.form) {
	case SCOST_TCO_JSON:
		if (scost_tco_json(stdout, &run->tco, err))
			return -1;
		break;
	case SCOST_TCO_CSV:
		scost_tco_csv(stdout, &run->tco);
		break;
	case SCOST_TCO_TABLE:
		scost_tco_table(stdout, &run->tco);
		break;
	}
	return fflush(stdout) || ferror(stdout) ?
	       fh_err(err, "couldn't write the output") : 0;
}

static int compare(struct run *run, struct fh_error *err)
{
	struct scost_source source = { .args = &run->args.list };
	struct fh_cut_piece period;
	int64_t now_s = time(NULL);

	if (load(run, err) || choose_days(run, now_s, &source.days, err))
		return -1;
	period = (struct fh_cut_piece) { source.days.from_s,
					 source.days.until_s };
	if (period.until_s > now_s)
		period.until_s = now_s;
	if (period.until_s <= period.from_s)
		return fh_err(err, "the time is yet to come");
	source.conf = run->conf;
	source.currency = run->conf->rates.currency;
	source.timezone = run->conf->rates.tz ?
			  run->conf->rates.billing_timezone : "UTC";
	if (scost_tco_begin(&run->tco, run->conf, &period,
			    run->args.used_ppm, err) ||
	    read_lines(run, &source, err))
		return -1;
	scost_tco_finish(&run->tco);
	return print(run, err);
}

int scost_tco(int argc, char **argv)
{
	struct run run = { .conf = NULL };
	struct fh_error err = { "" };
	int rc = EXIT_SUCCESS;

	if (scost_tco_args_parse(argc, argv, &run.args)) {
		rc = EXIT_FAILURE;
	} else if (run.args.list.action != SCOST_LIST) {
		scost_tco_args_help(stdout);
	} else if (compare(&run, &err)) {
		fprintf(stderr, "scost: %s\n", err.text);
		rc = EXIT_FAILURE;
	}
	scost_tco_clear(&run.tco);
	scost_args_clear(&run.args.list);
	fh_conf_free(run.conf);
	return rc;
}
