/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms to decisions, and the table of those already made. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_decide.h"
#include "fh_share.h"
#include "plugins/common/fh_expand.h"
#include "plugins/common/fh_units.h"

#define NONCE_KEY ";nonce="
#define ORDER_KEY ";order="

struct entry {
	char *key;		/* partitions, terms without nonce */
	struct fh_plan plan;	/* what of it matters to the order */
	uint64_t generation;
	int64_t from_s;
	struct fh_decision decision;
};

/* A slot per hash value: a collision pushes the older answer out. */
struct fh_decider {
	struct entry *slot[FH_DECIDE_SLOTS];
};

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Judge every zone.  until_s becomes the first instant a verdict changes. */
static int judge_zones(const struct fh_conf *conf, int64_t now_s,
		       struct fh_decision *ret)
{
	struct fh_judge_dates dates = fh_judge_next(conf, &ret->terms, now_s);
	int64_t moves_s = fh_zones_next_change(&conf->zones, now_s);
	size_t count = conf->zones.zone_count;

	/* One more than needed: calloc(0) may return NULL. */
	ret->verdict = calloc(count + 1, sizeof(*ret->verdict));
	ret->allowed = calloc(count + 1, sizeof(*ret->allowed));
	ret->open = calloc(count + 1, sizeof(*ret->open));
	if (!ret->verdict || !ret->allowed || !ret->open)
		return -1;

	ret->zone_count = count;
	ret->until_s = earlier(moves_s, dates.change_s);
	ret->hope_s = earlier(moves_s, dates.opening_s);
	for (size_t i = 0; i < count; i++) {
		struct fh_verdict verdict =
			fh_judge(conf, &ret->terms, (int) i, now_s);
		bool closed = verdict.opens_s > now_s;

		ret->verdict[i] = verdict;
		ret->allowed[i] = verdict.allowed;
		ret->open[i] = verdict.allowed && !closed;
		if (!verdict.allowed || !closed)
			continue;
		ret->until_s = earlier(ret->until_s, verdict.opens_s);
		ret->hope_s = earlier(ret->hope_s, verdict.opens_s);
	}
	return 0;
}

/* Candidates of the zones in usable, in order.  -1 only without memory. */
static int list_candidates(const struct fh_conf *conf, const bool *usable,
			   const struct fh_plan *plan,
			   struct fh_decision *decision,
			   struct fh_decide_list *ret)
{
	struct fh_candidates *all = calloc(1, sizeof(*all));
	int rc = -1;

	if (!all)
		return -1;
	if (fh_expand(conf, plan->fleet, &decision->terms.request,
		      &decision->why) ||
	    fh_place_list(conf, &decision->terms, usable, all,
			  &decision->why)) {
		decision->read = FH_TERMS_BAD;
		rc = 0;
		goto out;
	}
	if (fh_order_sort(conf, &decision->terms, usable, plan, all, NULL,
			  NULL))
		goto out;
	ret->item = calloc(all->count + 1, sizeof(*ret->item));
	if (!ret->item)
		goto out;
	memcpy(ret->item, all->item, all->count * sizeof(*ret->item));
	ret->count = all->count;
	decision->compare_start = all->compare_start;
	rc = 0;
out:
	free(all);
	return rc;
}

static int copy_list(const struct fh_decide_list *from,
		     struct fh_decide_list *ret)
{
	ret->item = calloc(from->count + 1, sizeof(*ret->item));
	if (!ret->item)
		return -1;
	if (from->count)
		memcpy(ret->item, from->item, from->count * sizeof(*ret->item));
	ret->count = from->count;
	return 0;
}

/* Mostly no zone is closed, and nothing has to be priced again. */
static int list_open(const struct fh_conf *conf, const struct fh_plan *plan,
		     struct fh_decision *decision)
{
	if (!memcmp(decision->allowed, decision->open,
		    decision->zone_count * sizeof(*decision->open)))
		return copy_list(&decision->ever, &decision->now);
	return list_candidates(conf, decision->open, plan, decision,
			       &decision->now);
}

/* When the first allowed zone opens. */
static int64_t first_opening(const struct fh_conf *conf, int64_t now_s,
			     const struct fh_decision *decision)
{
	int64_t first_s = FH_FOREVER;

	for (size_t i = 0; i < decision->zone_count; i++) {
		int64_t opens_s = conf->zones.zone[i].closed_until_s;

		if (decision->allowed[i] && opens_s > now_s)
			first_s = earlier(first_s, opens_s);
	}
	return first_s;
}

static int decide(const struct fh_conf *conf, const char *text,
		  const char *partitions, const struct fh_plan *plan,
		  int64_t now_s, struct fh_decision *ret)
{
	struct fh_plan from_now = *plan;

	from_now.start_s = now_s;
	ret->until_s = FH_FOREVER;
	ret->hope_s = FH_FOREVER;
	ret->read = fh_terms_decode(text, &ret->terms, &ret->why);
	if (ret->read != FH_TERMS_OK)
		return 0;
	if (partitions && !(ret->terms.partitions = strdup(partitions)))
		return -1;

	ret->restricted = fh_judge_restricts(conf, &ret->terms);
	if (fh_share_text(conf, &ret->terms, &ret->share) ||
	    judge_zones(conf, now_s, ret) ||
	    list_candidates(conf, ret->allowed, &from_now, ret, &ret->ever) ||
	    list_open(conf, &from_now, ret))
		return -1;
	ret->until_s = earlier(ret->until_s,
			       fh_order_until(conf, &ret->terms, ret->allowed,
					      now_s));
	if (ret->ever.count && !ret->now.count)
		ret->opens_s = first_opening(conf, now_s, ret);
	return 0;
}

static void clear_decision(struct fh_decision *decision)
{
	fh_terms_clear(&decision->terms);
	free(decision->share);
	free(decision->verdict);
	free(decision->allowed);
	free(decision->open);
	free(decision->ever.item);
	free(decision->now.item);
}

static void free_entry(struct entry *entry)
{
	if (!entry)
		return;
	clear_decision(&entry->decision);
	free(entry->key);
	free(entry);
}

/* Cut ";nonce=..." out of the text. */
static void cut_nonce(char *text)
{
	char *nonce = strstr(text, NONCE_KEY);
	char *rest = nonce ? strchr(nonce + 1, ';') : NULL;

	if (rest)
		memmove(nonce, rest, strlen(rest) + 1);
	else if (nonce)
		*nonce = '\0';
}

/* What an answer depends on, malloc'ed; a text of terms has no blank. */
static char *make_key(const char *text, const char *partitions)
{
	char *key;

	if (asprintf(&key, "%s %s", partitions ? partitions : "", text) < 0)
		return NULL;
	cut_nonce(key);
	return key;
}

/*
 * The numbers that an order may hang on.  Without order= in the terms none
 * does, and jobs of all sizes share an answer.
 */
static struct fh_plan size_of(const char *key, const struct fh_plan *plan)
{
	if (!strstr(key, ORDER_KEY))
		return (struct fh_plan) { 0 };
	return (struct fh_plan) {
		.limit_s = plan->limit_s,
		.nodes = plan->nodes,
		.cores = plan->cores,
		.memory_mib = plan->memory_mib,
		.cores_per_accel = plan->cores_per_accel,
		.memory_per_accel_mib = plan->memory_per_accel_mib,
		.whole_nodes = plan->whole_nodes,
		.whole_memory = plan->whole_memory,
	};
}

/* FNV-1a: short keys, no adversary (a collision only costs time). */
static uint32_t hash_bytes(uint32_t hash, const void *bytes, size_t len)
{
	const unsigned char *byte = bytes;

	while (len--)
		hash = (hash ^ *byte++) * 16777619u;
	return hash;
}

static size_t slot_of(const char *key, const struct fh_plan *size)
{
	const int64_t number[] = { size->limit_s, size->nodes, size->cores,
				   size->memory_mib };
	uint32_t hash = hash_bytes(2166136261u, key, strlen(key));

	return hash_bytes(hash, number, sizeof(number)) % FH_DECIDE_SLOTS;
}

static bool same_size(const struct fh_plan *a, const struct fh_plan *b)
{
	return a->limit_s == b->limit_s && a->nodes == b->nodes &&
	       a->cores == b->cores && a->memory_mib == b->memory_mib &&
	       a->cores_per_accel == b->cores_per_accel &&
	       a->memory_per_accel_mib == b->memory_per_accel_mib &&
	       a->whole_nodes == b->whole_nodes &&
	       a->whole_memory == b->whole_memory;
}

static bool is_fresh(const struct entry *entry, const char *key,
		     const struct fh_plan *size, uint64_t generation,
		     int64_t now_s)
{
	return entry && entry->generation == generation &&
	       now_s >= entry->from_s && now_s < entry->decision.until_s &&
	       same_size(&entry->plan, size) && !strcmp(entry->key, key);
}

struct fh_decider *fh_decider_create(void)
{
	return calloc(1, sizeof(struct fh_decider));
}

void fh_decider_free(struct fh_decider *decider)
{
	if (!decider)
		return;
	for (size_t i = 0; i < FH_DECIDE_SLOTS; i++)
		free_entry(decider->slot[i]);
	free(decider);
}

const struct fh_decision *fh_decide(struct fh_decider *decider,
				    const struct fh_conf *conf,
				    uint64_t generation, const char *text,
				    const char *partitions,
				    const struct fh_plan *plan, int64_t now_s)
{
	char *key = make_key(text, partitions);
	struct entry **slot, *entry;
	struct fh_plan size;

	if (!key)
		return NULL;
	size = size_of(key, plan);
	slot = &decider->slot[slot_of(key, &size)];
	if (is_fresh(*slot, key, &size, generation, now_s)) {
		free(key);
		return &(*slot)->decision;
	}

	entry = calloc(1, sizeof(*entry));
	if (!entry) {
		free(key);
		return NULL;
	}
	entry->key = key;
	entry->plan = size;
	entry->generation = generation;
	entry->from_s = now_s;
	if (decide(conf, text, partitions, plan, now_s, &entry->decision)) {
		free_entry(entry);
		return NULL;
	}
	free_entry(*slot);
	*slot = entry;
	return &entry->decision;
}
