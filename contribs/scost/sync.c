/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scost sync: the ledger brought up to date with slurmdbd. */
#include "fh_config.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "contribs/scost/bar.h"
#include "contribs/scost/command.h"
#include "contribs/scost/conf.h"
#include "contribs/scost/ledger_args.h"
#include "contribs/scost/ledger_slurm.h"
#include "contribs/scost/ledger_sync.h"
#include "contribs/scost/proof.h"
#include "contribs/scost/spent.h"

static const struct scost_ledger_usage usage = {
	.letters = "lMqS",
	.text = "[OPTION...]\n"
		"Bring the ledger up to date with slurmdbd.\n\n"
		"  -l, --ledger=FILE     the ledger; default $FREEHOLD_LEDGER\n"
		"  -M, --clusters=LIST   these clusters; default: this one\n"
		"  -q, --quiet           say nothing when all is well\n"
		"  -S, --since=DATE      read again what ended since then\n",
	.writes = true,
};

static void draw(void *arg, int64_t from_s, int64_t at_s, int64_t end_s,
		 int64_t runs)
{
	scost_bar_draw(stderr, arg, at_s - from_s, end_s - from_s, runs,
		       "runs");
}

static void warn(const struct scost_trouble *trouble)
{
	if (trouble->lines || trouble->files)
		fprintf(stderr, "scost: sync: energy journals: damaged lines "
			"skipped: %" PRId64 ", files not readable: %" PRId64
			"; the first: %s\n", trouble->lines,
			trouble->files, trouble->first.text);
}

static int sync_one(struct scost_ledger *ledger, const struct fh_conf *conf,
		    const struct scost_ledger_args *args, const char *cluster,
		    struct fh_error *err)
{
	struct scost_sync_result result;
	struct scost_slurm *slurm;
	struct scost_sync sync = {
		.ledger = ledger,
		.conf = conf,
		.proof_dir = scost_proof_dir(),
		.now_s = time(NULL),
		.since_s = args->since_s,
		.progress = args->quiet ? NULL : draw,
	};
	int rc;

	if (scost_slurm_open(cluster, &slurm, err))
		return -1;
	sync.source = scost_slurm_source(slurm);
	sync.cluster = scost_slurm_cluster(slurm);
	sync.progress_arg = (void *) sync.cluster;
	rc = scost_sync_cluster(&sync, &result, err);
	if (!args->quiet)
		scost_bar_clear(stderr);
	warn(&result.trouble);
	if (!rc && !args->quiet)
		printf("%s: %" PRId64 " runs read, %" PRId64 " new or "
		       "changed, %" PRId64 " corrections\n", sync.cluster,
		       result.runs, result.changed, result.corrections);
	if (!rc)
		rc = scost_spent_write(ledger, conf, sync.cluster, sync.now_s,
				       err);
	scost_slurm_close(slurm);
	return rc;
}

static int sync_all(struct scost_ledger *ledger,
		    const struct scost_ledger_args *args,
		    const struct fh_conf *conf, struct fh_error *err)
{
	size_t count = args->clusters.count;
	int rc = 0;

	if (!conf->rates.tz && strcmp(conf->rates.billing_timezone, "UTC"))
		return fh_err(err, "the days of %s are not known: is tzdata "
			      "installed?", conf->rates.billing_timezone);
	if (!count)
		rc = sync_one(ledger, conf, args, NULL, err);
	for (size_t i = 0; !rc && i < count; i++)
		rc = sync_one(ledger, conf, args, args->clusters.item[i],
			      err);
	return rc;
}

/* Without prices a ledger would fill with lines that have none. */
static int run(struct scost_ledger *ledger,
	       const struct scost_ledger_args *args, struct fh_error *err)
{
	struct fh_conf *conf = scost_conf_load(scost_conf_path(), err);
	int rc;

	if (!conf)
		return -1;
	rc = sync_all(ledger, args, conf, err);
	fh_conf_free(conf);
	return rc;
}

int scost_sync(int argc, char **argv)
{
	return scost_ledger_command(argc, argv, &usage, run);
}
