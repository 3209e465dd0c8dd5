/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of scost report: see report_args.h. */
#include "fh_config.h"

#include <string.h>

#include "contribs/scost/report_args.h"

#define BY_DEFAULT "account"

/* A form's option is its number behind SCOST_ARGS_MORE. */
enum {
	OPT_FORM = SCOST_ARGS_MORE,
	OPT_BY = OPT_FORM + SCOST_FORM_COUNT,
	OPT_IDLE,
	OPT_ISSUER,
	OPT_LEDGER,
	OPT_MONTH,
	OPT_SPREAD_IDLE,
};

static const struct option more_options[] = {
	{ "by", required_argument, NULL, OPT_BY },
	{ "csv", optional_argument, NULL, OPT_FORM + SCOST_FORM_CSV },
	{ "focus", optional_argument, NULL, OPT_FORM + SCOST_FORM_FOCUS },
	{ "html", required_argument, NULL, OPT_FORM + SCOST_FORM_HTML },
	{ "idle", no_argument, NULL, OPT_IDLE },
	{ "issuer", required_argument, NULL, OPT_ISSUER },
	{ "json", optional_argument, NULL, OPT_FORM + SCOST_FORM_JSON },
	{ "ledger", optional_argument, NULL, OPT_LEDGER },
	{ "month", required_argument, NULL, OPT_MONTH },
	{ "openmetrics", optional_argument, NULL,
	  OPT_FORM + SCOST_FORM_OPENMETRICS },
	{ "spread-idle", no_argument, NULL, OPT_SPREAD_IDLE },
	{ 0 },
};

static int complain(const char *text)
{
	fprintf(stderr, "scost: report: %s\n", text);
	return -1;
}

static int take(void *ctx, int option, const char *arg)
{
	struct scost_report_args *args = ctx;
	struct fh_error err;

	switch (option) {
	case OPT_BY:
		if (scost_keys_parse(arg, &args->keys, &err))
			return complain(err.text);
		return 0;
	case OPT_IDLE:
		args->idle = true;
		return 0;
	case OPT_SPREAD_IDLE:
		args->idle = args->spread_idle = true;
		return 0;
	case OPT_ISSUER:
		args->issuer = arg;
		return 0;
	case OPT_LEDGER:
		args->ledger = arg ? arg : "";
		return 0;
	case OPT_MONTH:
		args->month = arg;
		return 0;
	}
	args->file[option - OPT_FORM] = arg ? arg : "-";
	return 0;
}

/* Idle is what no job had: of all jobs, of all users, of this cluster. */
static int check_all(struct scost_args *list)
{
	for (int i = 0; i < SCOST_BY_COUNT; i++)
		if (list->by[i].count)
			return complain("idle time is what no job of this "
					"cluster had: --idle and --spread-idle "
					"go with no choice of jobs");
	list->all_users = true;
	return 0;
}

/* What the listing has and a sum has no use for, and what fits together. */
static int check(struct scost_report_args *args)
{
	int on_stdout = 0;

	for (int i = 0; i < SCOST_FORM_COUNT; i++)
		if (args->file[i] && !strcmp(args->file[i], "-"))
			on_stdout++;
	if (on_stdout > 1)
		return complain("one form can be written to stdout; give the "
				"others a file: --csv=FILE");
	if (args->list.format || args->list.output == SCOST_EXPLAIN)
		return complain("--format and --explain are of the listing; "
				"a report takes --by");
	if (args->month && (args->list.start || args->list.end))
		return complain("--month stands for --starttime and "
				"--endtime; give either");
	return args->idle ? check_all(&args->list) : 0;
}

/* Jobs and what nobody had are told apart, unless the keys say otherwise. */
static void add_use(struct scost_report_args *args)
{
	struct scost_keys *keys = &args->keys;

	for (size_t i = 0; i < keys->count; i++)
		if (keys->item[i] == SCOST_KEY_USE)
			return;
	if (args->idle && !args->spread_idle)
		keys->item[keys->count++] = SCOST_KEY_USE;
}

int scost_report_args_parse(int argc, char **argv,
			    struct scost_report_args *ret)
{
	const struct scost_args_more more = { more_options, take, ret };

	memset(ret, 0, sizeof(*ret));
	if (scost_keys_parse(BY_DEFAULT, &ret->keys, NULL) ||
	    scost_args_parse(argc, argv, &more, &ret->list))
		return -1;
	/* Every row of slurmdbd costs, those of a requeued job too. */
	ret->list.duplicates = true;
	if (check(ret))
		return -1;
	add_use(ret);
	return 0;
}

bool scost_report_args_forms(const struct scost_report_args *args)
{
	for (int i = 0; i < SCOST_FORM_COUNT; i++)
		if (args->file[i])
			return true;
	return false;
}

void scost_report_args_help(FILE *out)
{
	fputs("Usage: scost report [OPTION...]\n"
	      "Energy and cost summed by keys; without a form, a table.\n"
	      "Jobs are chosen as in scost(1): -a -A -L -M -N -r -s -u -W.\n\n"
	      "      --by=KEY[,KEY...]  default: " BY_DEFAULT "; of:\n"
	      "                         ", out);
	for (int i = 0; i < SCOST_KEY_COUNT; i++)
		fprintf(out, "%s%s", scost_key_name((enum scost_key) i),
			i + 1 == SCOST_KEY_COUNT ? "\n" :
			i == SCOST_KEY_COUNT / 2 ? "\n                         " :
						   " ");
	fputs("      --ledger[=FILE]    from the ledger, as of its last sync,\n"
	      "                         not from slurmdbd\n"
	      "      --month=YYYY-MM    a month of the billing time zone\n"
	      "  -S, --starttime=TIME   days from this one on; default: the\n"
	      "                         month's first\n"
	      "  -E, --endtime=TIME     days before this one; default: to\n"
	      "                         today\n"
	      "      --idle             what nobody had, too: with it the\n"
	      "                         total is what the cluster cost\n"
	      "      --spread-idle      that, spread over the accounts\n"
	      "      --csv[=FILE]       comma-separated values\n"
	      "      --focus[=FILE]     FOCUS 1.2, one row per line\n"
	      "      --html=FILE        a page with plots, for people\n"
	      "      --json[=FILE]      an object, for programs\n"
	      "      --openmetrics[=FILE]  for Prometheus\n"
	      "      --issuer=NAME      InvoiceIssuerName of FOCUS\n"
	      "  -n, --noheader         rows only\n"
	      "  -p, --parsable         a | behind every field\n"
	      "  -P, --parsable2        a | between fields\n"
	      "      --delimiter=TEXT   instead of |\n"
	      "      --strict           exit with 1 when a job has no cost\n"
	      "                         or no energy\n"
	      "  -h, --help             this text\n",
	      out);
}

void scost_report_args_clear(struct scost_report_args *args)
{
	scost_args_clear(&args->list);
}
