/* SPDX-License-Identifier: GPL-2.0-or-later */
/* May a job run in a zone?  See fh_judge.h. */
#include "fh_dataset.h"
#include "fh_judge_rules.h"

static struct fh_judgement look_up(const struct fh_conf *conf,
				const struct fh_terms *terms, int zone,
				int64_t now_s)
{
	const char *name = terms->request.data_class;

	return (struct fh_judgement) {
		.conf = conf,
		.terms = terms,
		.request = &terms->request,
		.now_s = now_s,
		.data_class = name ? fh_policy_find_class(&conf->policy, name) :
				     NULL,
		.entry = fh_policy_find_account(&conf->policy, terms->account),
		.zone = zone >= 0 && (size_t) zone < conf->zones.zone_count ?
				&conf->zones.zone[zone] : NULL,
	};
}

static bool observes(const struct fh_judgement *at)
{
	return at->data_class && at->data_class->enforce == FH_OBSERVE;
}

/* Is the exception for this job at this moment, wherever to? */
static bool is_for_job(const struct fh_judgement *at,
		       const struct fh_break_glass *glass)
{
	if (!at->data_class ||
	    !fh_judge_in_force(at, glass->from_s, glass->until_s))
		return false;
	if (!fh_strlist_has(&glass->accounts, "*") &&
	    !(at->terms->account &&
	      fh_strlist_has(&glass->accounts, at->terms->account)))
		return false;
	if (!fh_strlist_has(&glass->users, "*") &&
	    !(at->terms->user &&
	      fh_strlist_has(&glass->users, at->terms->user)))
		return false;
	for (size_t i = 0; i < glass->classes.count; i++)
		if (fh_policy_find_class(&at->conf->policy,
					 glass->classes.item[i]) ==
		    at->data_class)
			return true;
	return false;
}

static const struct fh_break_glass *find_glass(const struct fh_judgement *at)
{
	const struct fh_policy *policy = &at->conf->policy;

	for (size_t i = 0; i < policy->break_glass_count; i++) {
		const struct fh_break_glass *glass = &policy->break_glass[i];

		if (is_for_job(at, glass) && fh_judge_allows(&glass->to, at->zone))
			return glass;
	}
	return NULL;
}

bool fh_judge_glass(const struct fh_conf *conf, const struct fh_terms *terms,
		    int64_t now_s)
{
	struct fh_judgement at = look_up(conf, terms, FH_NO_ZONE, now_s);

	for (size_t i = 0; i < conf->policy.break_glass_count; i++)
		if (is_for_job(&at, &conf->policy.break_glass[i]))
			return true;
	return false;
}

static bool restricts(const struct fh_judgement *at)
{
	const char *list = at->terms->partitions;
	const struct fh_account *entry = at->entry;

	if ((at->request->data_class && !observes(at)) ||
	    at->request->zones.count || at->request->tenancies)
		return true;
	do {
		if (entry && fh_judge_has_floor(entry))
			return true;
		entry = fh_policy_next_partition(&at->conf->policy, &list);
	} while (entry);
	return false;
}

/* A class that only observes would have wanted a zone. */
static struct fh_verdict judge_no_zone(const struct fh_judgement *at)
{
	struct fh_verdict verdict = { .allowed = !restricts(at) };

	verdict.observed = observes(at);
	if (!verdict.allowed)
		verdict.rule = FH_RULE_NO_ZONE;
	else if (verdict.observed)
		verdict.passed = FH_RULE_NO_ZONE;
	return verdict;
}

/* Does the rule lose its force here?  Then the verdict says by what. */
static bool is_passed(const struct fh_judgement *at, enum fh_judge_force force,
		      struct fh_verdict *verdict)
{
	if (force == FH_JUDGE_OF_REQUEST)
		return false;
	if (!verdict->glass && !(verdict->glass = find_glass(at)) &&
	    !(force == FH_JUDGE_OF_CLASS && observes(at)))
		return false;
	verdict->observed = !verdict->glass;
	return true;
}

/* Without the job's datasets. */
static struct fh_verdict judge_job(const struct fh_conf *conf,
				   const struct fh_terms *terms, int zone,
				   int64_t now_s)
{
	struct fh_judgement at = look_up(conf, terms, zone, now_s);
	struct fh_verdict verdict = { .allowed = true };

	if (!at.zone)
		return judge_no_zone(&at);
	for (size_t i = 0; i < fh_judge_rule_count; i++) {
		struct fh_verdict seen = verdict;

		if (!fh_judge_rules[i].speaks_against(&at, &seen)) {
			verdict = seen;
		} else if (!is_passed(&at, fh_judge_rules[i].force, &verdict)) {
			seen.allowed = false;
			seen.rule = fh_judge_rules[i].rule;
			return seen;
		} else if (!verdict.passed) {
			verdict.passed = fh_judge_rules[i].rule;
			verdict.transfer = seen.transfer;
			verdict.about = seen.about;
		}
	}
	if (at.zone->closed_until_s > now_s)
		verdict.opens_s = at.zone->closed_until_s;
	return verdict;
}

struct fh_verdict fh_judge_passed(const struct fh_verdict *verdict)
{
	struct fh_verdict passed = *verdict;

	passed.allowed = false;
	passed.rule = verdict->passed;
	return passed;
}

struct fh_verdict fh_judge(const struct fh_conf *conf,
			   const struct fh_terms *terms, int zone,
			   int64_t now_s)
{
	struct fh_verdict verdict = judge_job(conf, terms, zone, now_s);

	fh_dataset_judge(conf, terms, zone, now_s, &verdict);
	return verdict;
}

bool fh_judge_restricts(const struct fh_conf *conf,
			const struct fh_terms *terms)
{
	/* No date has a say in it. */
	struct fh_judgement at = look_up(conf, terms, FH_NO_ZONE, 0);

	return restricts(&at) || fh_dataset_restricts(conf, terms);
}
