/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The listing, which scost makes without a subcommand: jobs out of slurmdbd,
 * priced with the published rate card.
 */
#include "fh_config.h"

#include <inttypes.h>
#include <stdlib.h>

#include "contribs/scost/command.h"
#include "contribs/scost/conf.h"
#include "contribs/scost/query.h"
#include "contribs/scost/table.h"
#include "plugins/common/fh_charge.h"
#include "plugins/common/fh_units.h"

/* What a run holds from start to end. */
struct run {
	struct scost_args args;
	struct scost_format format;
	struct fh_conf *conf;		/* NULL = none published */
	struct scost_jobs jobs;
	struct scost_bill *bill;	/* one per job */
	struct scost_row *row;		/* likewise */
};

static void print_fields(void)
{
	size_t count;
	const struct scost_field *fields = scost_fields(&count);

	for (size_t i = 0; i < count; i++)
		printf("%-12s %s\n", fields[i].name, fields[i].help);
}

/* Everything but listing jobs. */
static void act(enum scost_action action)
{
	switch (action) {
	case SCOST_HELP:
		scost_args_help(stdout);
		scost_command_help(stdout);
		break;
	case SCOST_HELPFORMAT:
		print_fields();
		break;
	case SCOST_USAGE:
		puts("Usage: scost [COMMAND] [options]\n\tUse --help for help");
		break;
	default:
		puts("scost " PACKAGE_VERSION);
	}
}

/* --format, then the environment, then the default; JSON has all fields. */
static const char *chosen_format(const struct scost_args *args)
{
	const char *text = getenv("SCOST_FORMAT");

	if (args->format)
		return args->format;
	if (args->output == SCOST_JSON)
		return "ALL";
	return text && *text ? text : SCOST_FORMAT_DEFAULT;
}

static void load_conf(struct run *run)
{
	const char *path = scost_conf_path();
	struct fh_error err;

	run->conf = scost_conf_load(path, &err);
	if (!run->conf)
		fprintf(stderr, "scost: no prices: %s; costs show as -. "
			"freehold activate publishes them, "
			"FREEHOLD_PUBLISHED names the file\n", err.text);
}

static int price_all(struct run *run, struct fh_error *err)
{
	size_t count = run->jobs.count;

	run->bill = calloc(count + 1, sizeof(*run->bill));
	run->row = calloc(count + 1, sizeof(*run->row));
	if (!run->bill || !run->row)
		return fh_err_nomem(err);
	for (size_t i = 0; i < count; i++) {
		struct scost_job *job = &run->jobs.item[i];

		if (scost_price(run->conf, job, &run->bill[i], err))
			return -1;
		run->row[i] = (struct scost_row){
			.job = job,
			.bill = &run->bill[i],
			.conf = run->conf,
		};
	}
	return 0;
}

/* Lines take long to read: only when something shows what they say. */
static bool wants_proof(const struct run *run)
{
	return run->args.output == SCOST_EXPLAIN ||
	       scost_format_has(&run->format, "EnergySrc");
}

static void warn(const struct scost_trouble *trouble)
{
	if (trouble->lines || trouble->files)
		fprintf(stderr, "scost: energy journals: damaged lines "
			"skipped: %" PRId64 ", files not readable: %" PRId64
			"; the first: %s\n", trouble->lines,
			trouble->files, trouble->first.text);
}

static int prove_all(struct run *run, struct fh_error *err)
{
	struct scost_trouble trouble = { 0 };
	struct scost_proof *proof;
	int rc;

	if (!wants_proof(run))
		return 0;
	proof = calloc(run->jobs.count + 1, sizeof(*proof));
	if (!proof)
		return fh_err_nomem(err);
	rc = scost_proof_read(scost_proof_dir(), &run->jobs, proof, &trouble,
			      err);
	for (size_t i = 0; !rc && i < run->jobs.count; i++)
		run->bill[i].energy.proof = proof[i];
	free(proof);
	warn(&trouble);
	return rc;
}

/* Are there costs, and does any of them leave out energy? */
static void print_footnote(const struct run *run)
{
	bool priced = false, without = false;
	int64_t rejected = 0;

	for (size_t i = 0; i < run->jobs.count; i++) {
		const struct fh_cost *cost = &run->bill[i].cost;

		rejected += scost_energy_rejected(&run->bill[i].energy);
		if (cost->total_micro == FH_UNKNOWN)
			continue;
		priced = true;
		if (cost->energy_micro == FH_UNKNOWN ||
		    scost_energy_partial(&run->bill[i].energy))
			without = true;
	}
	if (priced && scost_format_has(&run->format, "Cost"))
		printf("Costs in %s%s\n", run->conf->rates.currency,
		       without ? "; they leave out energy that was not "
				 "measured or has no tariff." : ".");
	if (rejected)
		printf("Left out, since their hardware can't have drawn it: "
		       "energy of jobs: %" PRId64 "; --explain says which.\n",
		       rejected);
}

static int print_all(const struct run *run, struct fh_error *err)
{
	const struct scost_args *args = &run->args;

	if (args->output == SCOST_JSON)
		return scost_json_print(stdout, &run->format, run->row,
					run->jobs.count) ?
			       fh_err_nomem(err) :
			       0;
	if (args->output != SCOST_EXPLAIN && !args->no_header)
		scost_table_header(stdout, args, &run->format);
	for (size_t i = 0; i < run->jobs.count; i++) {
		if (args->output == SCOST_EXPLAIN)
			scost_explain_print(stdout, &run->row[i]);
		else
			scost_table_row(stdout, args, &run->format,
					&run->row[i]);
	}
	if (args->output == SCOST_ALIGNED && !args->no_header)
		print_footnote(run);
	return 0;
}

/* --strict: is a figure missing of a job that ran?  Says how many. */
static bool is_incomplete(const struct run *run)
{
	int64_t costs = 0, energies = 0;

	for (size_t i = 0; i < run->jobs.count; i++) {
		const struct scost_bill *bill = &run->bill[i];

		if (bill->gaps & SCOST_GAP_NOT_STARTED)
			continue;
		costs += bill->cost.total_micro == FH_UNKNOWN;
		energies += bill->energy.energy_uj == FH_UNKNOWN;
	}
	if (costs || energies)
		fprintf(stderr, "scost: jobs without a cost: %" PRId64
			", without energy: %" PRId64 "; --explain says why\n",
			costs, energies);
	return costs || energies;
}

/* Shown, or charged by. */
static bool needs_qos(const struct run *run)
{
	return scost_format_has(&run->format, "QOS") ||
	       (run->conf && fh_charge_by_qos(&run->conf->rates));
}

static int list(struct run *run, struct fh_error *err)
{
	if (scost_format_parse(chosen_format(&run->args), &run->format, err))
		return -1;
	load_conf(run);
	if (scost_query(&run->args, needs_qos(run), &run->jobs, err))
		return -1;
	if (price_all(run, err) || prove_all(run, err) || print_all(run, err))
		return -1;
	if (fflush(stdout) || ferror(stdout))
		return fh_err(err, "couldn't write the output");
	return 0;
}

static void clear(struct run *run)
{
	for (size_t i = 0; run->bill && i < run->jobs.count; i++)
		scost_bill_clear(&run->bill[i]);
	free(run->bill);
	free(run->row);
	scost_jobs_clear(&run->jobs);
	fh_conf_free(run->conf);
	scost_args_clear(&run->args);
}

int scost_list(int argc, char **argv)
{
	struct run run = { 0 };
	struct fh_error err = { "" };
	int rc = 0;

	if (scost_args_parse(argc, argv, NULL, &run.args))
		rc = -1;
	else if (run.args.action != SCOST_LIST)
		act(run.args.action);
	else if ((rc = list(&run, &err)))
		fprintf(stderr, "scost: %s\n", err.text);
	else if (run.args.strict && is_incomplete(&run))
		rc = -1;
	clear(&run);
	return rc ? EXIT_FAILURE : EXIT_SUCCESS;
}
