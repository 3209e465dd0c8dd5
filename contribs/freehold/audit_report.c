/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold audit report: every run under a data class, where it was, what
 * allowed it, and whether accounting knows the same runs.
 */
#include "fh_config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "contribs/freehold/audit_print.h"
#include "contribs/freehold/command.h"
#include "contribs/freehold/slurm.h"
#include "contribs/freehold/store.h"
#include "plugins/common/fh_units.h"

struct asked {
	const char *data_class, *state_dir, *log;
	int64_t from_s, to_s;
	bool json, no_accounting;
};

static int usage(void)
{
	fputs("Usage: freehold audit report --class CLASS [--from TIME] "
	      "[--to TIME] [--json]\n"
	      "           [--no-accounting] [--state-dir DIR] [--log DIR]\n",
	      stderr);
	return FREEHOLD_USAGE;
}

static int judge_all(const struct audit_proof *proof, struct fh_error *err)
{
	for (size_t i = 0; i < proof->runs->count; i++)
		if (audit_judge(proof->bundles, proof->data_class,
				&proof->runs->run[i]))
			return fh_err_nomem(err);
	audit_runs_keep_events(proof->runs, proof->data_class);
	return 0;
}

static int compare(struct audit_proof *proof, bool wanted,
		   struct fh_error *why, struct fh_error *err)
{
	char *text;
	int rc;

	if (!wanted) {
		proof->no_accounting = "--no-accounting was given";
		return 0;
	}
	text = slurm_ask_runs(proof->from_s, proof->to_s, why);
	if (!text) {
		proof->no_accounting = why->text;
		return 0;
	}
	rc = audit_compare(proof->runs, text, proof->strays);
	free(text);
	return rc ? fh_err_nomem(err) : 0;
}

/* Is every run allowed, and known to both sides? */
static bool is_proven(const struct audit_proof *proof)
{
	bool proven = !proof->strays->count && !proof->runs->unreadable;

	for (size_t i = 0; i < proof->runs->count; i++) {
		const struct audit_run *run = &proof->runs->run[i];

		if (run->of_class)
			proven &= run->allowed &&
				  (run->booked || proof->no_accounting);
	}
	return proven;
}

/* Returns an enum freehold_exit, with err set when there is no report. */
static int report(const struct asked *asked, const char *store,
		  const char *dir, struct fh_error *err)
{
	struct audit_runs runs = { 0 };
	struct audit_strays strays = { 0 };
	struct audit_bundles bundles = { .store = store };
	struct audit_proof proof = {
		.data_class = asked->data_class,
		.from_s = asked->from_s,
		.to_s = asked->to_s,
		.runs = &runs,
		.bundles = &bundles,
		.strays = &strays,
	};
	struct fh_error why = { "" };
	int rc = audit_runs_read(dir, asked->from_s, asked->to_s, &runs, err);

	if (!rc)
		rc = judge_all(&proof, err);
	if (!rc)
		rc = compare(&proof, !asked->no_accounting, &why, err);
	if (!rc && asked->json && audit_print_json(&proof))
		rc = fh_err_nomem(err);
	if (!rc && !asked->json)
		audit_print_text(&proof);
	if (!rc && runs.unreadable)
		fprintf(stderr, "freehold: %lu lines can't be read; see "
			"freehold audit verify\n", runs.unreadable);
	if (!rc && !is_proven(&proof))
		rc = 1;
	audit_bundles_clear(&bundles);
	audit_strays_clear(&strays);
	audit_runs_clear(&runs);
	return rc ? FREEHOLD_FAILED : FREEHOLD_OK;
}

/* Returns 0, or -1 after telling what is wrong. */
static int read_time(const char *option, const char *typed, int64_t *ret)
{
	struct fh_error err;

	if (!fh_units_parse_instant(typed, ret, &err))
		return 0;
	fprintf(stderr, "freehold: --%s: %s\n", option, err.text);
	return -1;
}

static int read_options(int argc, char **argv, struct asked *ret)
{
	static const struct option options[] = {
		{ "class", required_argument, NULL, 'c' },
		{ "from", required_argument, NULL, 'f' },
		{ "to", required_argument, NULL, 't' },
		{ "json", no_argument, NULL, 'j' },
		{ "no-accounting", no_argument, NULL, 'n' },
		{ "state-dir", required_argument, NULL, 's' },
		{ "log", required_argument, NULL, 'l' },
		{ 0 },
	};
	int c, rc = 0;

	while (!rc && (c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'c': ret->data_class = optarg; break;
		case 'f': rc = read_time("from", optarg, &ret->from_s); break;
		case 't': rc = read_time("to", optarg, &ret->to_s); break;
		case 'j': ret->json = true; break;
		case 'n': ret->no_accounting = true; break;
		case 's': ret->state_dir = optarg; break;
		case 'l': ret->log = optarg; break;
		default: return -1;
		}
	}
	return rc || optind < argc || !ret->data_class ||
	       ret->from_s >= ret->to_s ? -1 : 0;
}

int audit_report(int argc, char **argv)
{
	struct asked asked = { .to_s = time(NULL) + 1 };
	struct fh_error err = { "" };
	char *store = NULL, *dir = NULL;
	int rc = FREEHOLD_FAILED;

	if (read_options(argc, argv, &asked))
		return usage();
	if ((store = store_path(asked.state_dir, &err)) &&
	    (dir = audit_dir(asked.log, store, &err)))
		rc = report(&asked, store, dir, &err);
	if (*err.text)
		fprintf(stderr, "freehold: %s\n", err.text);
	free(store);
	free(dir);
	return rc;
}
