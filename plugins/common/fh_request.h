/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The grammar of a request: option values to a structure, without looking
 * at any configuration, so that sbatch can refuse a bad one early.
 *
 *   --accel=ALTERNATIVE[|ALTERNATIVE...]      in order of preference
 *   ALTERNATIVE = TYPE:COUNT | any:COUNT      COUNT per node, as in --gres
 *   --accel-mem=SIZE                          least, as --mem: 80G
 *   --accel-runtime=NAME                      as in the catalogue, any case
 *   --accel-policy=first|cheapest|greenest|fastest|soonest
 *   --accel-speed=TYPE=FACTOR[,TYPE=FACTOR...]      see fh_speed.h
 *   --accel-span=site|zone|any
 *   --zone=WORD[,WORD...]                     comma = or, any case
 *   --tenancy=owned|leased|cloud[,...]
 *   --data-class=LABEL[@ORIGIN]
 *   --dataset=NAME[:ro|rw][,NAME[:ro|rw]...]
 *   --accel-wait=DURATION
 *   --cost-limit=AMOUNT                       in the currency of the rates
 *
 * any:COUNT stands for every type of the catalogue that fits: fh_expand.h.
 * TYPE:COUNT@NODES and the options whose fh_option_info has a
 * not_yet are known, and refused by name.
 */
#ifndef FH_REQUEST_H
#define FH_REQUEST_H

#include <stddef.h>
#include <stdint.h>

#include "fh_catalog.h"
#include "fh_error.h"
#include "fh_grant.h"
#include "fh_option.h"
#include "fh_policy.h"
#include "fh_strlist.h"

#define FH_ALTERNATIVE_MAX 16	/* as written */
#define FH_EXPANDED_MAX 64	/* with types in the place of any */
#define FH_RUNTIME_MAX 31	/* bytes */
#define FH_SPEED_MAX 64		/* factors in one --accel-speed */
#define FH_WAIT_MAX_S 31536000	/* a year */
#define FH_WORD_MAX 32		/* words in one --zone */
#define FH_ACCEL_COUNT_MAX 1024	/* accelerators on one node */

enum fh_order {			/* fh_order.h has what they mean */
	FH_ORDER_FIRST,		/* as written */
	FH_ORDER_SOONEST,	/* earliest start */
	FH_ORDER_CHEAPEST,
	FH_ORDER_GREENEST,
	FH_ORDER_FASTEST,
	FH_ORDER_COUNT
};

struct fh_alternative {
	char type[FH_TYPE_NAME_MAX + 1];
	uint32_t count;		/* per node, 1 .. FH_ACCEL_COUNT_MAX */
};

/* How fast one accelerator does the job's work, against the others. */
struct fh_speed {
	char type[FH_TYPE_NAME_MAX + 1];
	int64_t factor_micro;	/* above 0 */
};

struct fh_request {
	struct fh_alternative alternative[FH_EXPANDED_MAX];
	size_t alternative_count;	/* 0 = no --accel */
	int64_t mem_mib;		/* least of one accelerator; 0 = any */
	char runtime[FH_RUNTIME_MAX + 1];	/* lower case; "" = any */
	enum fh_order order;
	struct fh_speed *speed;		/* NULL: nothing was said */
	size_t speed_count;
	int64_t wait_s;			/* between the openings of candidates */
	enum fh_span span;
	struct fh_strlist zones;	/* words, as written; empty = any */
	unsigned tenancies;		/* bits; 0 = any */
	char *data_class;		/* LABEL[@ORIGIN], or NULL */
	struct fh_grant dataset[FH_GRANT_MAX];
	size_t dataset_count;
	int64_t cost_limit_micro;	/* 0 = none */
};

/*
 * Parse a wish.
 * ret:  empty before; filled on success only; to fh_request_clear.
 * Returns 0, or -1 with err set: one sentence naming the option, what is
 * wrong with it and what would be accepted.  An option or policy that this
 * version does not deliver is refused here.
 */
int fh_request_parse(const struct fh_wish *wish, struct fh_request *ret,
		     struct fh_error *err);

const char *fh_order_name(enum fh_order order);	/* "cheapest" */
const char *fh_span_name(enum fh_span span);	/* "site" */
/* 1 .. max letters, digits and _ . - */
bool fh_request_name_ok(const char *text, size_t max);

/* dst (empty) becomes a copy of src.  Returns 0, or -1 with err set. */
int fh_request_copy(struct fh_request *dst, const struct fh_request *src,
		    struct fh_error *err);

void fh_request_clear(struct fh_request *request);

#endif
