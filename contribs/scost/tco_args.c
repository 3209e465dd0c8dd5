/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of scost tco: see tco_args.h. */
#include "fh_config.h"

#include <string.h>

#include "contribs/scost/tco_args.h"
#include "plugins/common/fh_quote.h"
#include "plugins/common/fh_units.h"

#define PPM_MAX 1000000
#define PPM_PER_PERCENT 10000
#define MILLION 1000000

enum {
	OPT_CSV = SCOST_ARGS_MORE,
	OPT_JSON,
	OPT_LEDGER,
	OPT_MONTH,
	OPT_RATES,
	OPT_UTILISATION,
};

static const struct option more_options[] = {
	{ "csv", no_argument, NULL, OPT_CSV },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "ledger", optional_argument, NULL, OPT_LEDGER },
	{ "month", required_argument, NULL, OPT_MONTH },
	{ "rates", required_argument, NULL, OPT_RATES },
	{ "utilisation", required_argument, NULL, OPT_UTILISATION },
	{ 0 },
};

static int complain(const char *text)
{
	fprintf(stderr, "scost: tco: %s\n", text);
	return -1;
}

/* "80", "62.5", "80%" */
static int take_percent(const char *arg, int64_t *ret_ppm)
{
	char text[16];
	size_t len = strlen(arg);
	struct fh_quoted quoted;
	int64_t micro;

	if (len && arg[len - 1] == '%')
		len--;
	snprintf(text, sizeof(text), "%.*s", (int) (len < 15 ? len : 15), arg);
	if (len < sizeof(text) && !fh_units_parse_micro(text, &micro, NULL) &&
	    micro <= 100LL * MILLION &&
	    !fh_units_muldiv(micro, PPM_PER_PERCENT, MILLION, ret_ppm) &&
	    *ret_ppm > 0 && *ret_ppm <= PPM_MAX)
		return 0;
	fprintf(stderr, "scost: tco: --utilisation is a percentage above 0, "
		"at most 100, and not \"%s\"\n", fh_quote(arg, &quoted));
	return -1;
}

static int take(void *ctx, int option, const char *arg)
{
	struct scost_tco_args *args = ctx;

	switch (option) {
	case OPT_CSV:
		args->form = SCOST_TCO_CSV;
		return 0;
	case OPT_JSON:
		args->form = SCOST_TCO_JSON;
		return 0;
	case OPT_LEDGER:
		args->ledger = arg ? arg : "";
		return 0;
	case OPT_MONTH:
		args->month = arg;
		return 0;
	case OPT_RATES:
		args->rates = arg;
		return 0;
	}
	return take_percent(arg, &args->used_ppm);
}

/* What is paid is for all jobs: a part of them has no share of it. */
static int check(struct scost_tco_args *args)
{
	struct scost_args *list = &args->list;

	for (int i = 0; i < SCOST_BY_COUNT; i++)
		if (list->by[i].count)
			return complain("what is paid is compared with the "
					"work of all jobs of this cluster; "
					"there is no choice of them");
	if (list->format || list->output != SCOST_ALIGNED)
		return complain("it is written as a table, --csv or --json");
	if (args->month && (list->start || list->end))
		return complain("--month stands for --starttime and "
				"--endtime; give either");
	list->all_users = list->duplicates = true;
	return 0;
}

int scost_tco_args_parse(int argc, char **argv, struct scost_tco_args *ret)
{
	const struct scost_args_more more = { more_options, take, ret };

	memset(ret, 0, sizeof(*ret));
	ret->used_ppm = FH_UNKNOWN;
	if (scost_args_parse(argc, argv, &more, &ret->list))
		return -1;
	return check(ret);
}

void scost_tco_args_help(FILE *out)
{
	fputs("Usage: scost tco [OPTION...]\n"
	      "Owned against cloud, by zone and accelerator type: what the "
	      "work cost,\n"
	      "what it would have cost in the cheapest cloud zone, from what "
	      "utilisation\n"
	      "on owning pays, and what the next hour costs.\n\n"
	      "      --month=YYYY-MM    a month of the billing time zone\n"
	      "  -S, --starttime=TIME   days from this one on; default: the\n"
	      "                         month's first\n"
	      "  -E, --endtime=TIME     days before this one; default: to\n"
	      "                         now\n"
	      "      --utilisation=PERCENT  what if that much were used\n"
	      "      --rates=FILE       what if these were the rate cards, a\n"
	      "                         rates.json\n"
	      "      --ledger[=FILE]    jobs from the ledger\n"
	      "      --csv              comma-separated values\n"
	      "      --json             an object, for programs\n"
	      "  -h, --help             this text\n",
	      out);
}
