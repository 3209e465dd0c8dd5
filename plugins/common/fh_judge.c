/* SPDX-License-Identifier: GPL-2.0-or-later */
/* May a job run in a zone?  See fh_judge.h. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "fh_judge.h"
#include "fh_quote.h"
#include "fh_units.h"

/* What the rules look at, found once. */
struct judgement {
	const struct fh_request *request;
	const char *account;
	const struct fh_class *data_class;	/* NULL = none, or unknown */
	const struct fh_account *entry;		/* NULL = none */
	const struct fh_zone *zone;		/* NULL = in no zone */
};

static struct judgement look_up(const struct fh_conf *conf,
				const struct fh_terms *terms, int zone)
{
	const char *name = terms->request.data_class;

	return (struct judgement) {
		.request = &terms->request,
		.account = terms->account,
		.data_class = name ? fh_policy_find_class(&conf->policy, name) :
				     NULL,
		.entry = fh_policy_find_account(&conf->policy, terms->account),
		.zone = zone >= 0 && (size_t) zone < conf->zones.zone_count ?
				&conf->zones.zone[zone] : NULL,
	};
}

static bool covered_by_any(const struct fh_zone *zone,
			   const struct fh_strlist *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (fh_zone_covered(zone, words->item[i]))
			return true;
	return false;
}

/*
 * As covered_by_any() without zone names: a zone called "in" is not in India
 * for that.
 */
static bool lies_in_any(const struct fh_zone *zone,
			const struct fh_strlist *jurisdictions)
{
	struct fh_zone nameless = *zone;
	char none[] = "";

	nameless.name = none;
	return covered_by_any(&nameless, jurisdictions);
}

static bool has_tenancy(const struct fh_zone *zone, unsigned tenancies)
{
	return tenancies & 1u << zone->tenancy;
}

static bool is_placed(const struct fh_zone *zone, const struct fh_where *where)
{
	return fh_strlist_has_any_case(&where->zones, zone->name) ||
	       lies_in_any(zone, &where->jurisdictions);
}

/* Anything on a deny-list denies. */
static bool denies(const struct fh_where *where, const struct fh_zone *zone)
{
	return is_placed(zone, where) || has_tenancy(zone, where->tenancies);
}

/*
 * Every kind of allow-list that says something must allow; zones and
 * jurisdictions are one kind.  A list that says nothing at all allows
 * nothing.
 */
static bool allows(const struct fh_where *where, const struct fh_zone *zone)
{
	bool places = where->zones.count || where->jurisdictions.count;

	if (!where->given)
		return true;
	if (!places && !where->tenancies)
		return false;
	return (!places || is_placed(zone, where)) &&
	       (!where->tenancies || has_tenancy(zone, where->tenancies));
}

static bool class_is_unknown(const struct judgement *at)
{
	return at->request->data_class && !at->data_class;
}

static bool class_is_closed(const struct judgement *at)
{
	return at->data_class && !fh_class_open_to(at->data_class, at->account);
}

static bool class_denies(const struct judgement *at)
{
	return at->data_class && denies(&at->data_class->deny, at->zone);
}

static bool class_does_not_allow(const struct judgement *at)
{
	return at->data_class && !allows(&at->data_class->allow, at->zone);
}

static bool class_needs_air_gap(const struct judgement *at)
{
	return at->data_class && at->data_class->need_air_gap &&
	       !at->zone->air_gapped;
}

static bool floor_leaves_out(const struct judgement *at)
{
	if (!at->entry)
		return false;
	return (at->entry->floor_zones.count &&
		!covered_by_any(at->zone, &at->entry->floor_zones)) ||
	       (at->entry->floor_tenancies &&
		!has_tenancy(at->zone, at->entry->floor_tenancies));
}

static bool words_leave_out(const struct judgement *at)
{
	return at->request->zones.count &&
	       !covered_by_any(at->zone, &at->request->zones);
}

static bool tenancies_leave_out(const struct judgement *at)
{
	return at->request->tenancies &&
	       !has_tenancy(at->zone, at->request->tenancies);
}

/* In the order they are applied. */
static const struct {
	enum fh_rule rule;
	bool (*speaks_against)(const struct judgement *at);
	bool of_class;		/* observe mode takes its force away */
	bool needs_zone;
} rules[] = {
	{ FH_RULE_CLASS_UNKNOWN, class_is_unknown, false, false },
	{ FH_RULE_CLASS_ACCOUNT, class_is_closed, true, false },
	{ FH_RULE_CLASS_DENY, class_denies, true, true },
	{ FH_RULE_CLASS_ALLOW, class_does_not_allow, true, true },
	{ FH_RULE_CLASS_AIR_GAP, class_needs_air_gap, true, true },
	{ FH_RULE_FLOOR, floor_leaves_out, false, true },
	{ FH_RULE_ZONE, words_leave_out, false, true },
	{ FH_RULE_TENANCY, tenancies_leave_out, false, true },
};

static bool restricts(const struct judgement *at)
{
	bool observed = at->data_class && at->data_class->enforce == FH_OBSERVE;
	bool has_floor = at->entry && (at->entry->floor_zones.count ||
				       at->entry->floor_tenancies);

	return (at->request->data_class && !observed) || has_floor ||
	       at->request->zones.count || at->request->tenancies;
}

struct fh_verdict fh_judge(const struct fh_conf *conf,
			   const struct fh_terms *terms, int zone,
			   int64_t now_s)
{
	struct judgement at = look_up(conf, terms, zone);
	bool observe = at.data_class && at.data_class->enforce == FH_OBSERVE;
	struct fh_verdict verdict = { .allowed = true };

	if (!at.zone) {
		/* A class that only observes would have wanted a zone. */
		verdict.observed = observe;
		verdict.allowed = !restricts(&at);
		if (!verdict.allowed)
			verdict.rule = FH_RULE_NO_ZONE;
		return verdict;
	}
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++) {
		if (!rules[i].speaks_against(&at))
			continue;
		if (rules[i].of_class && observe) {
			verdict.observed = true;
			continue;
		}
		verdict.allowed = false;
		verdict.rule = rules[i].rule;
		return verdict;
	}
	if (at.zone->closed_until_s > now_s)
		verdict.opens_s = at.zone->closed_until_s;
	return verdict;
}

bool fh_judge_restricts(const struct fh_conf *conf,
			const struct fh_terms *terms)
{
	struct judgement at = look_up(conf, terms, FH_NO_ZONE);

	return restricts(&at);
}

/* Why a rule left the zone out. */
static void explain_rule(enum fh_rule rule, const char *data_class,
			 const char *account, char *buf, size_t size)
{
	/* A text in two halves around a name. */
	static const struct {
		const char *before;
		enum { NOBODY, CLASS, ACCOUNT } name;
		const char *behind;
	} text[FH_RULE_COUNT] = {
		[FH_RULE_NONE] = { "allowed", NOBODY, "" },
		[FH_RULE_NO_ZONE] = { "the node is in no zone", NOBODY, "" },
		[FH_RULE_CLASS_UNKNOWN] = { "class ", CLASS,
			" is not in the policy any more" },
		[FH_RULE_CLASS_ACCOUNT] = { "class ", CLASS,
			" is not open to the job's account" },
		[FH_RULE_CLASS_DENY] = { "class ", CLASS, " denies it" },
		[FH_RULE_CLASS_ALLOW] = { "class ", CLASS,
			" does not allow it" },
		[FH_RULE_CLASS_AIR_GAP] = { "class ", CLASS,
			" needs an air gap" },
		[FH_RULE_FLOOR] = { "the floor of account ", ACCOUNT,
			" leaves it out" },
		[FH_RULE_ZONE] = { "--zone leaves it out", NOBODY, "" },
		[FH_RULE_TENANCY] = { "--tenancy leaves it out", NOBODY, "" },
	};
	const char *const name[] = { "", data_class, account };

	snprintf(buf, size, "%s%s%s", text[rule].before,
		 name[text[rule].name], text[rule].behind);
}

void fh_judge_explain(const struct fh_conf *conf,
		      const struct fh_terms *terms,
		      const struct fh_verdict *verdict, char *buf, size_t size)
{
	const char *name = terms->account ? terms->account : "(none)";
	struct fh_quoted data_class, account;
	char opens[32];

	(void) conf;
	fh_quote(terms->request.data_class, &data_class);
	fh_quote(name, &account);
	if (!verdict->allowed)
		explain_rule(verdict->rule, data_class.text, account.text,
			     buf, size);
	else if (verdict->opens_s)
		snprintf(buf, size, "closed until %s",
			 fh_units_format_instant(verdict->opens_s, opens,
						 sizeof(opens)));
	else if (verdict->observed)
		snprintf(buf, size, "allowed, as class %s only observes",
			 data_class.text);
	else
		explain_rule(FH_RULE_NONE, "", "", buf, size);
}
