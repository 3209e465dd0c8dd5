/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What speaks against a zone: see fh_judge.h. */
#include "fh_judge_rules.h"

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
bool fh_judge_allows(const struct fh_where *where, const struct fh_zone *zone)
{
	bool places = where->zones.count || where->jurisdictions.count;

	if (!where->given)
		return true;
	if (!places && !where->tenancies)
		return false;
	return (!places || is_placed(zone, where)) &&
	       (!where->tenancies || has_tenancy(zone, where->tenancies));
}

bool fh_judge_in_force(const struct fh_judgement *at, int64_t from_s,
		       int64_t until_s)
{
	return from_s <= at->now_s && at->now_s < until_s;
}

static bool class_is_unknown(const struct fh_judgement *at,
			     struct fh_verdict *verdict)
{
	(void) verdict;
	return at->request->data_class && !at->data_class;
}

static bool class_has_lapsed(const struct fh_judgement *at,
			     struct fh_verdict *verdict)
{
	(void) verdict;
	return at->data_class && at->now_s >= at->data_class->until_s;
}

static bool class_is_closed(const struct fh_judgement *at,
			    struct fh_verdict *verdict)
{
	(void) verdict;
	return at->data_class &&
	       !fh_class_open_to(at->data_class, at->terms->account);
}

static bool class_is_closed_to_user(const struct fh_judgement *at,
				    struct fh_verdict *verdict)
{
	(void) verdict;
	return at->data_class &&
	       !fh_class_open_to_user(at->data_class, at->terms->user);
}

/* Without a word about where the daemons are, they are nowhere good. */
static bool is_overseen_from_elsewhere(const struct fh_judgement *at,
				       struct fh_verdict *verdict)
{
	const struct fh_zones *zones = &at->conf->zones;

	if (!at->data_class || !at->data_class->control_plane.given)
		return false;
	for (size_t i = 0; i < zones->overseer_count; i++) {
		const struct fh_overseer *overseer = &zones->overseer[i];

		if (fh_judge_allows(&at->data_class->control_plane,
			   &zones->zone[overseer->zone]))
			continue;
		verdict->about = overseer->name;
		return true;
	}
	return !zones->overseer_count;
}

static bool class_denies(const struct fh_judgement *at,
			 struct fh_verdict *verdict)
{
	(void) verdict;
	return at->data_class && denies(&at->data_class->deny, at->zone);
}

/* Any transfer to the zone, but rather one that is in force. */
static const struct fh_transfer *find_transfer(const struct fh_judgement *at)
{
	const struct fh_transfer *found = NULL;

	for (size_t i = 0; i < at->data_class->transfer_count; i++) {
		const struct fh_transfer *transfer =
			&at->data_class->transfer[i];

		if (!fh_judge_allows(&transfer->to, at->zone))
			continue;
		if (fh_judge_in_force(at, transfer->from_s, transfer->until_s))
			return transfer;
		found = transfer;
	}
	return found;
}

static bool class_does_not_allow(const struct fh_judgement *at,
				 struct fh_verdict *verdict)
{
	if (!at->data_class || fh_judge_allows(&at->data_class->allow, at->zone))
		return false;
	verdict->transfer = find_transfer(at);
	return !verdict->transfer;
}

static bool transfer_is_not_in_force(const struct fh_judgement *at,
				     struct fh_verdict *verdict)
{
	const struct fh_transfer *transfer = verdict->transfer;

	return transfer &&
	       !fh_judge_in_force(at, transfer->from_s, transfer->until_s);
}

static bool class_needs_air_gap(const struct fh_judgement *at,
				struct fh_verdict *verdict)
{
	(void) verdict;
	return at->data_class && at->data_class->need_air_gap &&
	       !at->zone->air_gapped;
}

static bool lacks_attestation(const struct fh_judgement *at,
			      struct fh_verdict *verdict)
{
	if (!at->data_class)
		return false;
	for (size_t i = 0; i < at->data_class->attestations.count; i++) {
		const char *name = at->data_class->attestations.item[i];
		const struct fh_attestation *found =
			fh_zone_find_attestation(at->zone, name);

		if (found &&
		    fh_judge_in_force(at, found->from_s, found->until_s))
			continue;
		verdict->about = name;
		return true;
	}
	return false;
}

bool fh_judge_has_floor(const struct fh_account *entry)
{
	return entry->floor_zones.count || entry->floor_tenancies;
}

static bool is_below_floor(const struct fh_account *entry,
			   const struct fh_zone *zone)
{
	return (entry->floor_zones.count &&
		!covered_by_any(zone, &entry->floor_zones)) ||
	       (entry->floor_tenancies &&
		!has_tenancy(zone, entry->floor_tenancies));
}

static bool floor_leaves_out(const struct fh_judgement *at,
			     struct fh_verdict *verdict)
{
	(void) verdict;
	return at->entry && is_below_floor(at->entry, at->zone);
}

/* A job in several partitions meets the floors of all of them. */
static bool partition_leaves_out(const struct fh_judgement *at,
				 struct fh_verdict *verdict)
{
	const struct fh_account *entry;
	const char *list = at->terms->partitions;

	while ((entry = fh_policy_next_partition(&at->conf->policy, &list))) {
		if (!is_below_floor(entry, at->zone))
			continue;
		verdict->about = entry->name;
		return true;
	}
	return false;
}

static bool words_leave_out(const struct fh_judgement *at,
			    struct fh_verdict *verdict)
{
	(void) verdict;
	return at->request->zones.count &&
	       !covered_by_any(at->zone, &at->request->zones);
}

static bool tenancies_leave_out(const struct fh_judgement *at,
				struct fh_verdict *verdict)
{
	(void) verdict;
	return at->request->tenancies &&
	       !has_tenancy(at->zone, at->request->tenancies);
}

/* In the order they are applied. */
const struct fh_judge_rule fh_judge_rules[] = {
	{ FH_RULE_CLASS_UNKNOWN, class_is_unknown, FH_JUDGE_OF_REQUEST },
	{ FH_RULE_CLASS_LAPSED, class_has_lapsed, FH_JUDGE_OF_CLASS },
	{ FH_RULE_CLASS_ACCOUNT, class_is_closed, FH_JUDGE_OF_CLASS },
	{ FH_RULE_CLASS_USER, class_is_closed_to_user, FH_JUDGE_OF_CLASS },
	{ FH_RULE_CONTROL_PLANE, is_overseen_from_elsewhere, FH_JUDGE_OF_CLASS },
	{ FH_RULE_CLASS_DENY, class_denies, FH_JUDGE_OF_CLASS },
	{ FH_RULE_CLASS_ALLOW, class_does_not_allow, FH_JUDGE_OF_CLASS },
	{ FH_RULE_CLASS_TRANSFER, transfer_is_not_in_force, FH_JUDGE_OF_CLASS },
	{ FH_RULE_CLASS_AIR_GAP, class_needs_air_gap, FH_JUDGE_OF_CLASS },
	{ FH_RULE_ATTESTATION, lacks_attestation, FH_JUDGE_OF_CLASS },
	{ FH_RULE_FLOOR, floor_leaves_out, FH_JUDGE_OF_FLOOR },
	{ FH_RULE_PARTITION, partition_leaves_out, FH_JUDGE_OF_FLOOR },
	{ FH_RULE_ZONE, words_leave_out, FH_JUDGE_OF_REQUEST },
	{ FH_RULE_TENANCY, tenancies_leave_out, FH_JUDGE_OF_REQUEST },
};

const size_t fh_judge_rule_count =
	sizeof(fh_judge_rules) / sizeof(*fh_judge_rules);
