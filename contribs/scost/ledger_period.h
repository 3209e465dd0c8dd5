/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Closed periods of a ledger.
 *
 * Their chain's label is "ledger CLUSTER 2026-10".  Its first line says what
 * it is, its second names the columns; a line of the bill each follows, by
 * day, database index, posting, zone, accelerator and time.
 */
#ifndef SCOST_LEDGER_PERIOD_H
#define SCOST_LEDGER_PERIOD_H

#include "contribs/scost/ledger.h"
#include "plugins/common/fh_chain.h"

#define SCOST_PERIOD_HEADER 2	/* lines before the bill's */

struct scost_period {
	int64_t id;
	char *cluster;
	char *name;		/* "2026-10" */
	int64_t from_s;
	int64_t until_s;	/* exclusive */
	int64_t closed_s;
	bool imported;
	char head[FH_CHAIN_HEAD_SIZE];
};

struct scost_periods {
	struct scost_period *item;
	size_t count;
};

/*
 * Read the closed ones, by cluster and time.
 * cluster, name:  NULL takes all.
 * ret:            to scost_periods_clear, also after a failure.
 * Returns 0, or -1 with err set.
 */
int scost_periods_read(struct scost_ledger *ledger, const char *cluster,
		       const char *name, struct scost_periods *ret,
		       struct fh_error *err);

/*
 * Add a closed one, with its id.  Within the transaction, behind its lines.
 * Returns 0, or -1 with err set.
 */
int scost_period_add(struct scost_ledger *ledger,
		     const struct scost_period *period, struct fh_error *err);

void scost_periods_clear(struct scost_periods *periods);

/* "ledger CLUSTER 2026-10".  Returns 0, or -1 with err set. */
int scost_period_label(const struct scost_period *period,
		       char ret[FH_CHAIN_LABEL_MAX + 1], struct fh_error *err);

/*
 * The chain with its two first lines.
 * ret_text:  not NULL: they are appended as files have them, struct printbuf.
 */
struct printbuf;
int scost_period_begin(struct scost_ledger *ledger,
		       const struct scost_period *period,
		       struct fh_chain *ret, struct printbuf *ret_text,
		       struct fh_error *err);

/* Append a line; likewise. */
int scost_period_append(struct fh_chain *chain, const char *text, size_t len,
			char ret_hex[FH_DIGEST_HEX + 1],
			struct printbuf *ret_text, struct fh_error *err);

#endif
