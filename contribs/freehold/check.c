/* SPDX-License-Identifier: GPL-2.0-or-later */
/* freehold check: is all there that Freehold needs, and how to mend it. */
#include "fh_config.h"

#include <getopt.h>
#include <json-c/json.h>
#include <stdio.h>

#include "contribs/freehold/check.h"
#include "contribs/freehold/command.h"

/* In a table and in JSON. */
static const struct {
	const char *word, *key;
} result_name[] = {
	[CHECK_OK] = { "ok", "ok" },
	[CHECK_WARNING] = { "warning", "warning" },
	[CHECK_FAILED] = { "FAILED", "failed" },
	[CHECK_UNKNOWN] = { "unknown", "unknown" },
};

static bool needs_fix(enum check_result result)
{
	return result == CHECK_WARNING || result == CHECK_FAILED;
}

static void print_row(const struct check_rule *rule, enum check_result result,
		      const char *what)
{
	printf("%-21s %-8s %s\n", rule->name, result_name[result].word, what);
	if (needs_fix(result))
		printf("%-30s fix: %s\n", "", rule->fix);
}

/* Without memory the row is NULL, and left out. */
static struct json_object *json_row(const struct check_rule *rule,
				    enum check_result result, const char *what)
{
	struct json_object *row = json_object_new_object();

	json_object_object_add(row, "check",
			       json_object_new_string(rule->name));
	json_object_object_add(row, "result",
			       json_object_new_string(result_name[result].key));
	json_object_object_add(row, "text", json_object_new_string(what));
	if (needs_fix(result))
		json_object_object_add(row, "fix",
				       json_object_new_string(rule->fix));
	return row;
}

/* Returns how many rules failed. */
static int judge_all(const struct check_facts *facts, struct json_object *rows)
{
	int failed = 0;

	if (!rows)
		printf("%-21s %-8s %s\n", "CHECK", "RESULT", "WHAT");
	for (size_t i = 0; i < check_rule_count; i++) {
		struct fh_line what = { 0 };
		enum check_result result =
			check_judge(&check_rule[i], facts, &what);

		failed += result == CHECK_FAILED;
		if (rows)
			json_object_array_add(rows, json_row(&check_rule[i],
							     result,
							     what.text));
		else
			print_row(&check_rule[i], result, what.text);
	}
	return failed;
}

static int usage(void)
{
	fputs("Usage: freehold check [--json] [--state-dir DIR] [DIR]\n",
	      stderr);
	return FREEHOLD_USAGE;
}

int freehold_check(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "state-dir", required_argument, NULL, 's' },
		{ 0 },
	};
	const char *state_dir = NULL;
	struct json_object *rows = NULL;
	struct check_gathered gathered;
	bool json = false;
	int c, failed;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'j')
			json = true;
		else if (c == 's')
			state_dir = optarg;
		else
			return usage();
	}
	if (argc - optind > 1)
		return usage();
	check_gather(argv[optind], state_dir, &gathered);
	if (json)
		rows = json_object_new_array();
	failed = judge_all(&gathered.facts, rows);
	if (rows)
		puts(json_object_to_json_string_ext(
			rows, JSON_C_TO_STRING_PRETTY |
				      JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(rows);
	check_gathered_clear(&gathered);
	return failed ? FREEHOLD_FAILED : FREEHOLD_OK;
}
