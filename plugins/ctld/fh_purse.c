/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sums of budgets: see fh_purse.h. */
#include "fh_purse_state.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_units.h"

struct fh_purse_state fh_purse_state = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.as_of_s = FH_UNKNOWN,
};

#define state fh_purse_state

/* Sums stop at the largest number, and never go below 0. */
static int64_t plus(int64_t a, int64_t b)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		return INT64_MAX;
	return sum < 0 ? 0 : sum;
}

static bool is_within(const struct fh_purse_line *line, int64_t at_s)
{
	return at_s >= line->from_s && at_s < line->until_s;
}

/* A line's sum of what was spent or settled. */
typedef int64_t *sum_fn(struct fh_purse_line *line);

static int64_t *spent_sum(struct fh_purse_line *line)
{
	return &line->spent_micro;
}

static int64_t *settled_sum(struct fh_purse_line *line)
{
	return &line->settled_micro;
}

/* Add a list up, which is the caller's copy, and free it. */
static void add_list(struct fh_purse *purse, const struct fh_policy *policy,
		     fh_purse_mask_fn *mask_of, struct fh_purse_list *list,
		     sum_fn *sum_of)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct fh_purse_sum *sum = &list->item[i];
		uint64_t budgets = mask_of(policy, sum->account);

		for (size_t j = 0; j < purse->count; j++) {
			struct fh_purse_line *line = &purse->line[j];
			int64_t *to = sum_of(line);

			if (budgets & UINT64_C(1) << j &&
			    is_within(line, sum->at_s))
				*to = plus(*to, sum->micro);
		}
	}
	free(list->item);
}

/* A copy, as the masks are asked for without the lock. */
static struct fh_purse_list copy_of(const struct fh_purse_list *list)
{
	struct fh_purse_list copy = { 0 };

	copy.item = malloc((list->count + 1) * sizeof(*copy.item));
	if (!copy.item)
		return copy;
	if (list->count)
		memcpy(copy.item, list->item,
		       list->count * sizeof(*copy.item));
	copy.count = list->count;
	return copy;
}

static void begin_lines(const struct fh_conf *conf, int64_t now_s,
			struct fh_purse *ret)
{
	const struct fh_policy *policy = &conf->policy;

	ret->count = policy->budget_count;
	for (size_t i = 0; i < ret->count; i++) {
		struct fh_purse_line *line = &ret->line[i];

		fh_budget_span(policy->budget[i].period, conf->rates.tz, now_s,
			       &line->from_s, &line->until_s);
		line->spent_micro = ret->as_of_s < 0 ? FH_UNKNOWN : 0;
	}
}

void fh_purse_begin(const struct fh_conf *conf, int64_t now_s,
		    fh_purse_mask_fn *mask_of, struct fh_purse *ret)
{
	struct fh_purse_list spent, settled;

	memset(ret, 0, sizeof(*ret));
	memcpy(ret->digest, conf->digest, sizeof(ret->digest));
	pthread_mutex_lock(&state.lock);
	ret->as_of_s = state.as_of_s;
	spent = copy_of(&state.spent);
	settled = copy_of(&state.settled);
	pthread_mutex_unlock(&state.lock);

	begin_lines(conf, now_s, ret);
	add_list(ret, &conf->policy, mask_of, &spent, spent_sum);
	add_list(ret, &conf->policy, mask_of, &settled, settled_sum);
}

void fh_purse_add(struct fh_purse *purse, uint64_t budgets, int64_t micro,
		  bool running)
{
	for (size_t i = 0; i < purse->count; i++) {
		struct fh_purse_line *line = &purse->line[i];
		int64_t *sum = running ? &line->committed_micro :
					 &line->pending_micro;

		if (budgets & UINT64_C(1) << i)
			*sum = plus(*sum, micro);
	}
}

static int64_t taken_of(const struct fh_purse_line *line)
{
	return plus(plus(line->settled_micro, line->committed_micro),
		    line->spent_micro > 0 ? line->spent_micro : 0);
}

/* Below 0 when more than the limit is taken. */
static int64_t left_of(const struct fh_budget *budget,
		       const struct fh_purse_line *line, bool pending)
{
	return budget->limit_micro -
	       plus(taken_of(line), pending ? line->pending_micro : 0);
}

bool fh_purse_put(const struct fh_purse *purse)
{
	bool more;

	pthread_mutex_lock(&state.lock);
	more = strcmp(state.purse.digest, purse->digest);
	for (size_t i = 0; !more && i < purse->count; i++)
		more = purse->line[i].from_s != state.purse.line[i].from_s ||
		       taken_of(&purse->line[i]) <
			       taken_of(&state.purse.line[i]);
	state.purse = *purse;
	pthread_mutex_unlock(&state.lock);
	return more;
}

void fh_purse_commit(const struct fh_conf *conf, uint64_t budgets,
		     int64_t micro, bool running)
{
	pthread_mutex_lock(&state.lock);
	if (!strcmp(state.purse.digest, conf->digest))
		fh_purse_add(&state.purse, budgets, micro, running);
	state.changed = true;
	pthread_mutex_unlock(&state.lock);
}

bool fh_purse_has_changed(void)
{
	bool changed;

	pthread_mutex_lock(&state.lock);
	changed = state.changed;
	state.changed = false;
	pthread_mutex_unlock(&state.lock);
	return changed;
}

int64_t fh_purse_left(const struct fh_conf *conf, uint64_t budgets,
		      enum fh_budget_over over, bool pending, size_t *ret)
{
	int64_t least = INT64_MAX;

	pthread_mutex_lock(&state.lock);
	for (size_t i = 0; i < conf->policy.budget_count; i++) {
		const struct fh_budget *budget = &conf->policy.budget[i];
		int64_t left;

		if (!(budgets & UINT64_C(1) << i) || budget->over != over ||
		    strcmp(state.purse.digest, conf->digest))
			continue;
		left = left_of(budget, &state.purse.line[i], pending);
		if (left >= least)
			continue;
		least = left;
		*ret = i;
	}
	pthread_mutex_unlock(&state.lock);
	return least;
}

int64_t fh_purse_until(const struct fh_conf *conf, size_t budget)
{
	int64_t until_s = FH_FOREVER;

	pthread_mutex_lock(&state.lock);
	if (!strcmp(state.purse.digest, conf->digest))
		until_s = state.purse.line[budget].until_s;
	pthread_mutex_unlock(&state.lock);
	return until_s;
}

int fh_purse_parse_bound(const char *text, int64_t *ret_micro, int64_t *ret_s)
{
	char rest;

	if (text && sscanf(text, "%" SCNd64 ",%" SCNd64 "%c", ret_micro,
			   ret_s, &rest) == 2 &&
	    *ret_micro >= 0 && *ret_s > 0)
		return 0;
	return -1;
}
