/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines straight from slurmdbd: see source.h. */
#include "fh_config.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include <slurm/slurm.h>
#include <slurm/slurm_errno.h>

#include "contribs/scost/libslurm.h"
#include "contribs/scost/lines.h"
#include "contribs/scost/proof.h"
#include "contribs/scost/query.h"
#include "contribs/scost/source.h"

#define TIME_MAX_LEN 32

/* Days that are not asked for are dropped here: a job lasts many. */
struct sieve {
	const struct scost_days *days;
	scost_line_fn *fn;
	void *ctx;
};

static int sift(const struct scost_line *line, void *ctx,
		struct fh_error *err)
{
	const struct sieve *sieve = ctx;

	if (line->day_s < sieve->days->from_s ||
	    line->day_s >= sieve->days->until_s)
		return 0;
	return sieve->fn(line, sieve->ctx, err);
}

static int prove(const struct scost_jobs *jobs, struct scost_proof *proof,
		 struct fh_error *err)
{
	struct scost_trouble trouble = { 0 };
	int rc = scost_proof_read(scost_proof_dir(), jobs, proof, &trouble,
				  err);

	if (trouble.lines || trouble.files)
		fprintf(stderr, "scost: energy journals: damaged lines "
			"skipped: %" PRId64 ", files not readable: %" PRId64
			"; the first: %s\n", trouble.lines, trouble.files,
			trouble.first.text);
	return rc;
}

static int write_job(const struct fh_conf *conf, const struct scost_job *job,
		     const struct scost_proof *proof, struct sieve *sieve,
		     struct fh_error *err)
{
	struct scost_bill bill;
	int rc = scost_price(conf, job, &bill, err);

	if (!rc && proof)
		bill.energy.proof = *proof;
	if (!rc)
		rc = scost_lines(conf, job, &bill, sift, sieve, err);
	scost_bill_clear(&bill);
	return rc;
}

static int write_jobs(const struct scost_source *source,
		      const struct scost_jobs *jobs, struct sieve *sieve,
		      struct fh_error *err)
{
	struct scost_proof *proof = NULL;
	int rc = 0;

	if (source->with_proof) {
		proof = calloc(jobs->count + 1, sizeof(*proof));
		rc = proof ? prove(jobs, proof, err) : fh_err_nomem(err);
	}
	for (size_t i = 0; !rc && i < jobs->count; i++)
		rc = write_job(source->conf, &jobs->item[i],
			       proof ? &proof[i] : NULL, sieve, err);
	free(proof);
	return rc;
}

int scost_source_read(const struct scost_source *source, scost_line_fn *fn,
		      void *ctx, struct fh_error *err)
{
	struct sieve sieve = { &source->days, fn, ctx };
	char start[TIME_MAX_LEN], end[TIME_MAX_LEN];
	struct scost_args args = *source->args;
	struct scost_jobs jobs = { 0 };
	int rc;

	/* Slurm's way to write an instant whatever the local zone is. */
	snprintf(start, sizeof(start), "uts%" PRId64, source->days.from_s);
	snprintf(end, sizeof(end), "uts%" PRId64, source->days.until_s);
	args.start = start;
	args.end = end;
	rc = scost_query(&args, source->with_qos, &jobs, err);
	if (!rc)
		rc = write_jobs(source, &jobs, &sieve, err);
	scost_jobs_clear(&jobs);
	return rc;
}

int scost_source_time(const char *text, int64_t *ret_s, struct fh_error *err)
{
	time_t at;

	errno = 0;
	at = slurm_parse_time(text, 1);
	if (errno == ESLURM_INVALID_TIME_VALUE)
		return fh_err(err, "\"%s\" is not a time; \"2026-10\", "
			      "\"2026-10-31\" or \"now-7days\" is", text);
	*ret_s = at;
	return 0;
}
