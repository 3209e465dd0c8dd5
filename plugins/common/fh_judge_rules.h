/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside of fh_judge: the rules, one by one, in the order they are applied. */
#ifndef FH_JUDGE_RULES_H
#define FH_JUDGE_RULES_H

#include "fh_judge.h"

/* What the rules look at, found once. */
struct fh_judgement {
	const struct fh_conf *conf;
	const struct fh_terms *terms;
	const struct fh_request *request;
	int64_t now_s;
	const struct fh_class *data_class;	/* NULL = none, or unknown */
	const struct fh_account *entry;		/* NULL = none */
	const struct fh_zone *zone;		/* NULL = in no zone */
};

enum fh_judge_force {
	FH_JUDGE_OF_CLASS,	/* observe mode and an exception take it away */
	FH_JUDGE_OF_FLOOR,	/* an exception does */
	FH_JUDGE_OF_REQUEST,	/* nothing does */
};

struct fh_judge_rule {
	enum fh_rule rule;
	/* The verdict gets what the rule is about. */
	bool (*speaks_against)(const struct fh_judgement *at,
			       struct fh_verdict *verdict);
	enum fh_judge_force force;
};

extern const struct fh_judge_rule fh_judge_rules[];
extern const size_t fh_judge_rule_count;

/* Does something with such dates hold at the moment that is judged? */
bool fh_judge_in_force(const struct fh_judgement *at, int64_t from_s,
		       int64_t until_s);

/* Is the zone in the set?  One that is given and empty has none. */
bool fh_judge_allows(const struct fh_where *where, const struct fh_zone *zone);

bool fh_judge_has_floor(const struct fh_account *entry);

#endif
