/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a request would cost with each of its candidates, without submitting
 * it: the bound that sbatch prints, one by one.
 */
#ifndef SCOST_QUOTE_H
#define SCOST_QUOTE_H

#include <stdio.h>

#include "plugins/common/fh_estimate.h"
#include "plugins/common/fh_option.h"
#include "plugins/common/fh_order.h"

struct scost_quote {
	const struct fh_conf *conf;
	struct fh_terms terms;
	struct fh_plan plan;		/* the caller's */
	struct fh_candidates candidates;	/* best first */
	struct fh_order_notes notes;
	struct fh_cost *cost;		/* candidates.count entries */
};

/*
 * List the candidates in the job's order and price each.
 * wish:     the options of Freehold.
 * subject:  whose job it would be.
 * ret:      plan set, the rest empty; to scost_quote_clear, also after a
 *           failure.
 * Returns 0, or -1 with err set: what sbatch would refuse, and why.
 */
int scost_quote_make(const struct fh_conf *conf, const struct fh_wish *wish,
		     const struct fh_subject *subject,
		     struct scost_quote *ret, struct fh_error *err);

/* For people. */
void scost_quote_table(FILE *out, const struct scost_quote *quote);

/* Returns 0, or -1 with err set (no memory). */
int scost_quote_json(FILE *out, const struct scost_quote *quote,
		     struct fh_error *err);

void scost_quote_clear(struct scost_quote *quote);

#endif
