/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold residency: what the catalogue says about where data of an origin
 * may be, and the data class to begin with.  It changes nothing.
 */
#include "fh_config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "contribs/freehold/command.h"
#include "contribs/freehold/residency.h"
#include "contribs/freehold/sources.h"
#include "plugins/common/fh_units.h"

/* What the command line asks for. */
struct question {
	const char *dir;
	const char *origin, *label;
	int64_t review_s;	/* FH_UNKNOWN = not given */
	int64_t now_s;
};

static int list(const struct fh_residency *residency,
		const struct question *question)
{
	char review[32];

	printf("%-7s %-15s %-23s %-10s %-18s %s\n", "ORIGIN", "LABEL", "KIND",
	       "CONFIDENCE", "REVIEW", "RULE");
	for (size_t i = 0; i < residency->rule_count; i++) {
		const struct fh_residency_rule *rule = &residency->rule[i];
		bool lapsed = fh_residency_lapsed(rule, question->now_s);

		fh_residency_format_day(rule->due_s, review, sizeof(review));
		printf("%-7s %-15s %-23s %-10s %s%-8s %s\n", rule->origin,
		       rule->label, fh_residency_kind_words[rule->kind],
		       fh_confidence_words[rule->confidence], review,
		       lapsed ? " lapsed" : "", rule->id);
	}
	return FREEHOLD_OK;
}

/* There is no rule: say what there is, and that this is not "free". */
static void print_missing(const struct fh_residency *residency,
			  const struct question *question)
{
	size_t found = 0;

	fprintf(stderr, "freehold: the catalogue has no rule for %s data of "
		"%s", question->label, question->origin);
	for (size_t i = 0; i < residency->rule_count; i++) {
		const char *label = residency->rule[i].label;

		if (fh_residency_find(residency, question->origin, label) ==
		    &residency->rule[i])
			fprintf(stderr, "%s%s", found++ ? ", " :
				"; it has some for ", label);
	}
	fprintf(stderr, "%s; that does not mean that they may be anywhere\n",
		found ? "" : ", nor for other data of it");
}

static void print_lapsed(const struct fh_residency_rule *rule)
{
	char review[32];

	fh_residency_format_day(rule->due_s, review, sizeof(review));
	fprintf(stderr, "freehold: the rule %s was to be reviewed by %s; ask "
		"counsel whether it still is so\n", rule->id, review);
}

/* The rule that was asked for, or NULL after telling that there is none. */
static const struct fh_residency_rule *
find(const struct fh_residency *residency, const struct question *question)
{
	const struct fh_residency_rule *rule = fh_residency_find(
		residency, question->origin, question->label);

	if (!rule)
		print_missing(residency, question);
	return rule;
}

static int show(const struct fh_residency *residency,
		const struct question *question)
{
	const struct fh_residency_rule *rule = find(residency, question);

	if (!rule)
		return FREEHOLD_FAILED;
	if (fh_residency_lapsed(rule, question->now_s))
		print_lapsed(rule);
	residency_show(residency, rule);
	return FREEHOLD_OK;
}

/* A lapsed rule gives a class only with a new date of review. */
static int make_template(const struct fh_residency *residency,
			 const struct question *question)
{
	const struct fh_residency_rule *rule = find(residency, question);
	char *text;
	int rc;

	if (!rule)
		return FREEHOLD_FAILED;
	if (question->review_s == FH_UNKNOWN &&
	    fh_residency_lapsed(rule, question->now_s)) {
		print_lapsed(rule);
		fputs("freehold: then --review-after DATE gives the class, "
		      "with that date of review\n", stderr);
		return FREEHOLD_FAILED;
	}
	text = fh_residency_template(residency, rule, question->origin,
				     question->review_s);
	rc = text && fputs(text, stdout) >= 0 ? FREEHOLD_OK : FREEHOLD_FAILED;
	if (!text)
		fputs("freehold: out of memory\n", stderr);
	free(text);
	return rc;
}

static const struct action {
	const char *name;
	bool about_rule;	/* it takes ORIGIN LABEL */
	bool dated;		/* and --review-after */
	int (*run)(const struct fh_residency *residency,
		   const struct question *question);
} actions[] = {
	{ "list", false, false, list },
	{ "show", true, false, show },
	{ "template", true, true, make_template },
};

static int usage(void)
{
	fputs("Usage: freehold residency [list] [--dir DIR]\n"
	      "       freehold residency show [--dir DIR] ORIGIN LABEL\n"
	      "       freehold residency template [--dir DIR] "
	      "[--review-after DATE] ORIGIN LABEL\n", stderr);
	return FREEHOLD_USAGE;
}

static const struct action *find_action(const char *name)
{
	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++)
		if (!strcmp(actions[i].name, name))
			return &actions[i];
	return NULL;
}

static int run(const struct action *action, const struct question *question)
{
	struct fh_diags diags = { 0 };
	struct fh_residency *residency;
	int rc = FREEHOLD_FAILED;

	residency = fh_residency_load_dir(question->dir, &diags);
	if (residency)
		rc = action->run(residency, question);
	else
		sources_print_mistakes(&diags);
	fh_residency_free(residency);
	fh_diag_clear(&diags);
	return rc;
}

/* Returns 0, or -1 after telling why not. */
static int parse_review(const char *text, struct question *question)
{
	struct fh_error err;

	if (fh_units_parse_instant(text, &question->review_s, &err)) {
		fprintf(stderr, "freehold: --review-after: %s\n", err.text);
		return -1;
	}
	if (question->review_s > question->now_s)
		return 0;
	fprintf(stderr, "freehold: --review-after: %s is not in the future\n",
		text);
	return -1;
}

int freehold_residency(int argc, char **argv)
{
	static const struct option options[] = {
		{ "dir", required_argument, NULL, 'd' },
		{ "review-after", required_argument, NULL, 'r' },
		{ 0 },
	};
	struct question question = {
		.dir = FH_DATADIR "/residency",
		.review_s = FH_UNKNOWN,
		.now_s = time(NULL),
	};
	const struct action *action = &actions[0];
	int c;

	if (argc > 1 && argv[1][0] != '-') {
		action = find_action(argv[1]);
		argc--;
		argv++;
	}
	if (!action)
		return usage();
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'd')
			question.dir = optarg;
		else if (c != 'r' || !action->dated)
			return usage();
		else if (parse_review(optarg, &question))
			return FREEHOLD_USAGE;
	}
	if (argc - optind != (action->about_rule ? 2 : 0))
		return usage();
	if (action->about_rule) {
		question.origin = argv[optind];
		question.label = argv[optind + 1];
	}
	return run(action, &question);
}
