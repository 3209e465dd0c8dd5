/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scost budget: what is left of the budgets, as slurmctld wrote it down. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <getopt.h>
#include <json-c/json.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "contribs/scost/command.h"
#include "contribs/scost/libslurm.h"
#include "plugins/common/fh_file.h"
#include "plugins/common/fh_units.h"

#define MAX_BYTES (16u << 20)
#define FORMAT "%-16s %-24s %-8s %-7s %12s %12s %9s %12s %12s %12s\n"

static int64_t number(struct json_object *of, const char *key)
{
	struct json_object *value;

	if (!json_object_object_get_ex(of, key, &value) || !value)
		return FH_UNKNOWN;
	return json_object_get_int64(value);
}

static const char *text(struct json_object *of, const char *key)
{
	struct json_object *value;

	return json_object_object_get_ex(of, key, &value) && value ?
		       json_object_get_string(value) : "-";
}

/* Of what is known: an unknown part counts as nothing. */
static int64_t part(struct json_object *budget, const char *key)
{
	int64_t micro = number(budget, key);

	return micro < 0 ? 0 : micro;
}

/* Spent by the ledger, and by jobs that it does not have yet. */
static int64_t spent(struct json_object *budget)
{
	return part(budget, "spent_micro") + part(budget, "settled_micro");
}

static int64_t left(struct json_object *budget)
{
	return part(budget, "limit_micro") - spent(budget) -
	       part(budget, "committed_micro");
}

static void print_one(struct json_object *budget, const char *age)
{
	int64_t left_micro = left(budget);
	char from[32], limit[32], used[32], committed[32], waiting[32];
	char rest[34] = "-";

	/* A day is enough of the period's begin. */
	fh_units_format_instant(number(budget, "from_s"), from, sizeof(from));
	fh_units_format_micro(left_micro < 0 ? -left_micro : left_micro, 2,
			      rest + 1, sizeof(rest) - 1);
	printf(FORMAT, text(budget, "name"), text(budget, "accounts"),
	       text(budget, "period"), text(budget, "over"),
	       fh_units_format_micro(part(budget, "limit_micro"), 2, limit,
				     sizeof(limit)),
	       fh_units_format_micro(spent(budget), 2, used, sizeof(used)),
	       age,
	       fh_units_format_micro(part(budget, "committed_micro"), 2,
				     committed, sizeof(committed)),
	       fh_units_format_micro(part(budget, "pending_micro"), 2,
				     waiting, sizeof(waiting)),
	       left_micro < 0 ? rest : rest + 1);
}

static void print_table(struct json_object *root, struct json_object *budgets)
{
	int64_t as_of_s = number(root, "spent_as_of_s");
	char age[32] = "never";

	if (as_of_s >= 0)
		fh_units_format_elapsed(time(NULL) - as_of_s, age,
					sizeof(age));
	printf("# %s; read from the ledger %s ago; jobs that ended since "
	       "then count by their bounds\n", text(root, "currency"), age);
	printf(FORMAT, "BUDGET", "ACCOUNTS", "PERIOD", "OVER", "LIMIT",
	       "SPENT", "AGE", "COMMITTED", "WAITING", "LEFT");
	for (size_t i = 0; i < json_object_array_length(budgets); i++)
		print_one(json_object_array_get_idx(budgets, i), age);
}

static int print(const char *path, bool json, struct fh_error *err)
{
	struct json_object *root, *budgets;
	char *whole;
	size_t len;
	int rc = 0;

	if (fh_file_read(path, MAX_BYTES, &whole, &len, err))
		return -1;
	root = json_tokener_parse(whole);
	free(whole);
	if (!json_object_object_get_ex(root, "budgets", &budgets) ||
	    !json_object_is_type(budgets, json_type_array)) {
		rc = fh_err(err, "%s is not what slurmctld writes", path);
	} else if (json) {
		json_object_object_del(root, "settled");
		puts(json_object_to_json_string_ext(root,
						    JSON_C_TO_STRING_PRETTY));
	} else {
		print_table(root, budgets);
	}
	json_object_put(root);
	return rc;
}

static void help(FILE *out)
{
	fputs("Usage: scost budget [--json]\n"
	      "What is left of the budgets of policy.json. Who may read "
	      "slurmctld's\nStateSaveLocation can ask, mostly root and "
	      "SlurmUser.\n", out);
}

int scost_budget(int argc, char **argv)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "json", no_argument, NULL, 'j' },
		{ 0 },
	};
	struct fh_error err = { "out of memory" };
	bool json = false;
	char *path;
	int c, rc;

	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (c != 'j') {
			help(c == 'h' ? stdout : stderr);
			return c == 'h' ? 0 : 1;
		}
		json = true;
	}
	if (optind < argc) {
		help(stderr);
		return 1;
	}
	slurm_init(NULL);
	if (asprintf(&path, "%s/freehold/budgets.json",
		     slurm_conf.state_save_location) < 0)
		return 1;
	rc = print(path, json, &err);
	if (rc)
		fprintf(stderr, "scost: budget: %s\n", err.text);
	free(path);
	slurm_fini();
	return rc ? 1 : 0;
}
