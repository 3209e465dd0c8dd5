/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a job to a run of the ledger: see ledger_run.h. */
#include "fh_config.h"

#include <inttypes.h>
#include <json-c/printbuf.h>
#include <string.h>

#include "contribs/scost/ledger_run.h"
#include "contribs/scost/lines.h"
#include "plugins/common/fh_units.h"

struct pricing {
	const struct fh_conf *conf;
	const struct scost_job *job;
	const struct scost_proof *proof;
};

static int make_lines(void *arg, scost_line_fn *fn, void *ctx,
		      struct fh_error *err)
{
	const struct pricing *pricing = arg;
	struct scost_bill bill;
	int rc = scost_price(pricing->conf, pricing->job, &bill, err);

	if (!rc && pricing->proof)
		bill.energy.proof = *pricing->proof;
	if (!rc)
		rc = scost_lines(pricing->conf, pricing->job, &bill, fn, ctx,
				 err);
	scost_bill_clear(&bill);
	return rc;
}

/* Texts with their NUL, so that none can run into the next. */
static void add_text(struct printbuf *row, const char *text)
{
	if (text)
		printbuf_memappend(row, text, (int) strlen(text));
	printbuf_memappend(row, "", 1);
}

static void add_number(struct printbuf *row, int64_t number)
{
	printbuf_memappend(row, (const char *) &number, sizeof(number));
}

static void add_tres(struct printbuf *row, const struct scost_tres *tres)
{
	add_number(row, tres->cpus);
	add_number(row, tres->memory_mib);
	add_number(row, tres->nodes);
	add_number(row, tres->energy_uj);
	add_number(row, tres->gpus);
	for (size_t i = 0; i < tres->type_count; i++) {
		add_text(row, tres->typed[i].type);
		add_number(row, tres->typed[i].count);
	}
}

/* All that its lines come from. */
static void add_job(struct printbuf *row, const struct scost_job *job)
{
	const char *const texts[] = {
		job->id, job->name, job->user, job->account, job->partition,
		job->cluster, job->qos, job->wckey, job->state, job->nodes,
		job->admin_comment,
	};
	const int64_t numbers[] = {
		job->start_s, job->end_s, job->elapsed_s, job->suspended_s,
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		add_text(row, texts[i]);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		add_number(row, numbers[i]);
	add_tres(row, &job->tres);
}

static int hash_of(const struct pricing *pricing,
		   unsigned char ret[FH_DIGEST_SIZE], struct fh_error *err)
{
	const char *digest = pricing->conf ? pricing->conf->digest : "";
	struct printbuf *row = printbuf_new();
	int rc;

	if (!row)
		return fh_err_nomem(err);
	add_job(row, pricing->job);
	if (pricing->proof) {
		add_number(row, pricing->proof->nodes);
		add_number(row, pricing->proof->sources);
	}
	rc = fh_digest_two(digest, strlen(digest), row->buf,
			   (size_t) printbuf_length(row), ret, err);
	printbuf_free(row);
	return rc;
}

int scost_run_put(struct scost_store *store, const struct fh_conf *conf,
		  const char *cluster, const struct scost_job *job,
		  const struct scost_proof *proof, struct fh_error *err)
{
	struct pricing pricing = { conf, job, proof };
	const struct scost_line_maker maker = { make_lines, &pricing };
	struct scost_run run = {
		.cluster = cluster,
		.db_index = job->db_index,
		.raw_id = job->raw_id,
		.open = job->end_s == FH_UNKNOWN,
	};

	if (!job->nodes)	/* held nothing: there is nothing to bill */
		return 0;
	if (hash_of(&pricing, run.hash, err))
		return -1;
	return scost_store_run(store, &run, &maker, err);
}
