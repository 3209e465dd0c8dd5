/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold zones explain: every zone, whether data of a class may be there,
 * and the rule that decided.  The judgement is slurmctld's own.
 */
#include "fh_config.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "contribs/freehold/command.h"
#include "contribs/freehold/sources.h"
#include "plugins/common/fh_judge.h"

static const char *verdict_word(const struct fh_verdict *verdict)
{
	if (!verdict->allowed)
		return "no";
	return verdict->opens_s ? "closed" : "yes";
}

static int print_zones(const struct fh_conf *conf,
		       const struct fh_terms *terms)
{
	const struct fh_zones *zones = &conf->zones;
	int64_t now_s = time(NULL);
	char why[256];

	printf("%-20s %-12s %-7s %s\n", "ZONE", "JURISDICTION", "ALLOWED",
	       "WHY");
	for (size_t i = 0; i < zones->zone_count; i++) {
		struct fh_verdict verdict =
			fh_judge(conf, terms, (int) i, now_s);

		fh_judge_explain(conf, terms, &verdict, why, sizeof(why));
		printf("%-20s %-12s %-7s %s\n", zones->zone[i].name,
		       zones->zone[i].jurisdiction, verdict_word(&verdict),
		       why);
	}
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

static int explain(const char *dir, char *data_class, char *account)
{
	struct fh_terms terms = {
		.account = account,
		.request.data_class = data_class,
	};
	struct sources sources;
	int rc = FREEHOLD_FAILED;

	if (sources_load(dir, &sources))
		return FREEHOLD_FAILED;
	if (fh_policy_find_class(&sources.conf->policy, data_class))
		rc = print_zones(sources.conf, &terms);
	else
		print_unknown(&sources.conf->policy, data_class);
	sources_clear(&sources);
	return rc;
}

static int usage(void)
{
	fputs("Usage: freehold zones explain [--account NAME] CLASS [DIR]\n",
	      stderr);
	return FREEHOLD_USAGE;
}

int freehold_zones(int argc, char **argv)
{
	static const struct option options[] = {
		{ "account", required_argument, NULL, 'A' },
		{ 0 },
	};
	char *account = NULL;
	int c;

	if (argc < 2 || strcmp(argv[1], "explain"))
		return usage();
	argc--;
	argv++;
	while ((c = getopt_long(argc, argv, "A:", options, NULL)) != -1) {
		if (c != 'A')
			return usage();
		account = optarg;
	}
	if (optind >= argc || argc - optind > 2)
		return usage();
	return explain(optind + 1 < argc ? argv[optind + 1] : NULL,
		       argv[optind], account);
}
