/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Putting a run and its lines into the ledger.  Doing it again changes
 * nothing; a run that was changed since gets its lines anew where their
 * period is open, and corrections where it is closed.
 */
#ifndef SCOST_LEDGER_STORE_H
#define SCOST_LEDGER_STORE_H

#include "contribs/scost/ledger.h"
#include "contribs/scost/line.h"
#include "plugins/common/fh_digest.h"

/* A row of slurmdbd's job table. */
struct scost_run {
	const char *cluster;
	int64_t db_index;
	int64_t raw_id;
	bool open;			/* has not ended */
	unsigned char hash[FH_DIGEST_SIZE];	/* of all its lines come from */
};

/* Hands the lines of a run to fn; asked only when its hash is another. */
struct scost_line_maker {
	int (*make)(void *arg, scost_line_fn *fn, void *ctx,
		    struct fh_error *err);
	void *arg;
};

/* What a sync brings. */
struct scost_store {
	struct scost_ledger *ledger;
	int64_t now_s;		/* of the sync: marks what it saw */
	int64_t book_day_s;	/* of corrections */
	int64_t runs;		/* counted: looked at, */
	int64_t changed;	/* new or other than before, */
	int64_t corrections;	/* lines in closed periods that changed */
};

/*
 * Put one run.  Within a transaction, which a failure leaves to be rolled
 * back.
 * Returns 0, or -1 with err set.
 */
int scost_store_run(struct scost_store *store, const struct scost_run *run,
		    const struct scost_line_maker *maker,
		    struct fh_error *err);

/* Add a line as it is, of a bundle for instance. */
int scost_store_line(struct scost_ledger *ledger, int64_t run_id,
		     int64_t reverses, const struct scost_line *line,
		     struct fh_error *err);

/* Add a run without looking for it.  ret_id: to add its lines with. */
int scost_store_add_run(struct scost_ledger *ledger,
			const struct scost_run *run, int64_t seen_s,
			int64_t *ret_id, struct fh_error *err);

#endif
