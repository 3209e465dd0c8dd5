/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a job's terms mean under the configuration in force at this moment:
 * whether they can be read, which zones they allow, which of those take jobs
 * now, and the candidates in the order of the job's policy.
 *
 * Jobs are tested many times a minute, so answers are kept, keyed by the
 * terms' text without its nonce, and the job's partitions: all tasks of an
 * array and all jobs that ask for the same share one.  Where the order hangs
 * on prices, so does the key on the job's size, and the answer is kept until
 * a price changes.
 */
#ifndef FH_DECIDE_H
#define FH_DECIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_error.h"
#include "plugins/common/fh_judge.h"
#include "plugins/common/fh_order.h"
#include "plugins/common/fh_place.h"
#include "plugins/common/fh_terms.h"

/* How many answers are kept; one more pushes out another. */
#define FH_DECIDE_SLOTS 256

struct fh_decide_list {
	struct fh_candidate *item;
	size_t count;
};

struct fh_decision {
	enum fh_terms_read read;
	struct fh_error why;		/* set unless read is FH_TERMS_OK */
	struct fh_terms terms;		/* nonce: of any job that asked;
					 * types in the place of any */
	bool restricted;		/* no node outside every zone */
	char *share;			/* of fh_share_text() */
	size_t zone_count;		/* of the configuration */
	struct fh_verdict *verdict;	/* per zone */
	bool *allowed;			/* per zone: its terms allow it */
	bool *open;			/* per zone: allowed, not closed */
	struct fh_decide_list ever;	/* candidates in allowed zones */
	struct fh_decide_list now;	/* candidates in open zones */
	bool compare_start;		/* see struct fh_candidates */
	int64_t opens_s;		/* 0 unless ever has candidates and
					 * now has none: when it will */
	int64_t until_s;		/* from then on ask again */
	int64_t hope_s;			/* from then on more may be allowed;
					 * FH_FOREVER = by no date */
};

struct fh_decider;

/* Returns NULL without memory. */
struct fh_decider *fh_decider_create(void);
/* NULL is allowed. */
void fh_decider_free(struct fh_decider *decider);

/*
 * The answer for the terms in text.
 * partitions:  of the job, with commas between, or NULL.
 * conf:        held by the caller.
 * generation:  of conf; read it before holding conf.
 * plan:        the job's size; prices count from now_s, whatever its start_s.
 * now_s:       UTC.
 * Returns a decision that stays valid until the next call with the same
 * decider, or NULL without memory.  Not for two threads at once.
 */
const struct fh_decision *fh_decide(struct fh_decider *decider,
				    const struct fh_conf *conf,
				    uint64_t generation, const char *text,
				    const char *partitions,
				    const struct fh_plan *plan, int64_t now_s);

#endif
