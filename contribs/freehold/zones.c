/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold zones explain: every zone, whether data of a class may be there,
 * and the rule that decided.  The judgement is slurmctld's own.
 */
#include "fh_config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "contribs/freehold/command.h"
#include "contribs/freehold/sources.h"
#include "plugins/common/fh_judge.h"
#include "plugins/common/fh_line.h"
#include "plugins/common/fh_units.h"

static const char *verdict_word(const struct fh_verdict *verdict)
{
	if (!verdict->allowed)
		return "no";
	return verdict->opens_s ? "closed" : "yes";
}

/* When the verdict changes by itself, or FH_FOREVER. */
static int64_t next_change(const struct fh_conf *conf,
			   const struct fh_terms *terms, int zone,
			   int64_t now_s, bool allowed)
{
	int64_t at_s = now_s;

	do
		at_s = fh_judge_next(conf, terms, at_s).change_s;
	while (at_s != FH_FOREVER &&
	       fh_judge(conf, terms, zone, at_s).allowed == allowed);
	return at_s;
}

static void print_zone(const struct fh_conf *conf,
		       const struct fh_terms *terms, int zone, int64_t now_s)
{
	struct fh_verdict verdict = fh_judge(conf, terms, zone, now_s);
	int64_t change_s = next_change(conf, terms, zone, now_s,
				       verdict.allowed);
	char why[FH_LINE_MAX], change[32];

	fh_judge_explain(conf, terms, &verdict, why, sizeof(why));
	printf("%-20s %-12s %-7s %s", conf->zones.zone[zone].name,
	       conf->zones.zone[zone].jurisdiction, verdict_word(&verdict),
	       why);
	if (change_s != FH_FOREVER) {
		fh_units_format_instant(change_s, change, sizeof(change));
		/* Most explanations have it already. */
		if (!strstr(why, change))
			printf("; %s %s", verdict.allowed ? "until" :
			       "allowed from", change);
	}
	putchar('\n');
	if (!verdict.allowed || !verdict.passed)
		return;
	verdict = fh_judge_passed(&verdict);
	fh_judge_explain(conf, terms, &verdict, why, sizeof(why));
	printf("%-41s but for that: %s\n", "", why);
}

static int print_zones(const struct fh_conf *conf,
		       const struct fh_terms *terms)
{
	int64_t now_s = time(NULL);

	printf("%-20s %-12s %-7s %s\n", "ZONE", "JURISDICTION", "ALLOWED",
	       "WHY");
	for (size_t i = 0; i < conf->zones.zone_count; i++)
		print_zone(conf, terms, (int) i, now_s);
	return FREEHOLD_OK;
}

static void print_unknown(const struct fh_policy *policy, const char *name)
{
	const char *nearest = fh_policy_suggest_class(policy, name);

	fprintf(stderr, "freehold: policy.json has no data class %s", name);
	if (nearest)
		fprintf(stderr, "; did you mean %s?", nearest);
	else
		for (size_t i = 0; i < policy->class_count; i++)
			fprintf(stderr, "%s%s", i ? ", " : "; it has ",
				policy->data_class[i].name);
	fputc('\n', stderr);
}

static int explain_class(const struct fh_conf *conf, struct fh_terms *terms)
{
	struct fh_error err;

	if (fh_terms_add_origin(conf, terms, &err)) {
		fprintf(stderr, "freehold: %s\n", err.text);
		return FREEHOLD_FAILED;
	}
	if (fh_policy_find_class(&conf->policy, terms->request.data_class))
		return print_zones(conf, terms);
	print_unknown(&conf->policy, terms->request.data_class);
	return FREEHOLD_FAILED;
}

static int explain(const char *dir, const char *data_class,
		   const struct fh_terms *whose)
{
	struct fh_terms terms = *whose;
	struct sources sources;
	int rc = FREEHOLD_FAILED;

	if (sources_load(dir, &sources))
		return FREEHOLD_FAILED;
	terms.request.data_class = strdup(data_class);
	if (terms.request.data_class)
		rc = explain_class(sources.conf, &terms);
	free(terms.request.data_class);
	sources_clear(&sources);
	return rc;
}

static int usage(void)
{
	fputs("Usage: freehold zones explain [--account NAME] [--user NAME] "
	      "[--partition NAME]\n"
	      "                              CLASS[@ORIGIN] [DIR]\n",
	      stderr);
	return FREEHOLD_USAGE;
}

int freehold_zones(int argc, char **argv)
{
	static const struct option options[] = {
		{ "account", required_argument, NULL, 'A' },
		{ "user", required_argument, NULL, 'u' },
		{ "partition", required_argument, NULL, 'p' },
		{ 0 },
	};
	struct fh_terms whose = { .account = NULL };
	int c;

	if (argc < 2 || strcmp(argv[1], "explain"))
		return usage();
	argc--;
	argv++;
	while ((c = getopt_long(argc, argv, "A:u:p:", options, NULL)) != -1) {
		if (c == 'A')
			whose.account = optarg;
		else if (c == 'u')
			whose.user = optarg;
		else if (c == 'p')
			whose.partitions = optarg;
		else
			return usage();
	}
	if (optind >= argc || argc - optind > 2)
		return usage();
	return explain(optind + 1 < argc ? argv[optind + 1] : NULL,
		       argv[optind], &whose);
}
