/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks a residency rule against itself and others: see fh_residency.h. */
#include <string.h>
#include <strings.h>

#include "fh_residency_read.h"

#define BIT(mechanism) (1u << FH_MECHANISM_##mechanism)

/* What a kind must and must not say about places. */
enum need { NEVER, MAY, MUST };

static const struct kind_shape {
	enum need allowed, denied;
	unsigned mechanism;	/* one that it has by its nature; 0 = any */
} shapes[FH_RESIDENCY_KIND_COUNT] = {
	[FH_HARD_LOCALISATION] = { MUST, MAY, 0 },
	[FH_LOCAL_COPY] = { MUST, MAY, BIT(COPY) },
	[FH_SECTORAL_LOCALISATION] = { MUST, MAY, 0 },
	[FH_APPROVAL_REQUIRED] = { MUST, MAY, BIT(APPROVAL) },
	[FH_CONDITIONAL_TRANSFER] = { MUST, MAY, 0 },
	[FH_RESTRICTED_DESTINATIONS] = { NEVER, MUST, 0 },
	[FH_FREE] = { NEVER, NEVER, BIT(NONE) },
};

static void check_need(const struct fh_reader *reader, const char *kind,
		       const char *key, enum need need, bool given)
{
	if (need == MUST && !given)
		fh_reader_diag(reader, "the kind \"%s\" needs the key \"%s\"",
			       kind, key);
	if (need == NEVER && given)
		fh_reader_diag(reader, "the kind \"%s\" does not go with "
			       "\"%s\"", kind, key);
}

static void check_mechanisms(const struct fh_reader *reader,
			     const struct fh_residency_rule *rule)
{
	const char *kind = fh_residency_kind_words[rule->kind];
	unsigned needed = shapes[rule->kind].mechanism;
	unsigned bits = rule->mechanisms;

	if (!bits)
		fh_reader_diag(reader, "\"mechanism\" is empty; where there is "
			       "none, say \"none\"");
	if (bits & (BIT(NONE) | BIT(UNKNOWN)) && bits & (bits - 1))
		fh_reader_diag(reader, "\"none\" and \"unknown\" stand alone "
			       "in \"mechanism\"");
	if (bits & BIT(UNKNOWN) && rule->confidence != FH_CONFIDENCE_LOW)
		fh_reader_diag(reader, "a rule with an unknown mechanism has "
			       "low confidence");
	if (bits & BIT(NONE) && rule->kind == FH_CONDITIONAL_TRANSFER)
		fh_reader_diag(reader, "a conditional transfer has a "
			       "mechanism: without any it is localisation");
	if (needed && !(bits & needed))
		fh_reader_diag(reader, "the kind \"%s\" goes with the "
			       "mechanism \"%s\"", kind,
			       fh_mechanism_words[ffs((int) needed) - 1]);
}

/* Is the code that country or regime, or a part of that country? */
static bool covers(const char *place, const char *code)
{
	size_t len = strlen(place);

	return !strncmp(place, code, len) &&
	       (!code[len] || (len == 2 && code[len] == '-'));
}

static bool covered(const struct fh_strlist *places, const char *code)
{
	for (size_t i = 0; i < places->count; i++)
		if (covers(places->item[i], code))
			return true;
	return false;
}

/* Is every one of the origin's places allowed? */
static bool home_allowed(const struct fh_residency *residency,
			 const struct fh_residency_rule *rule)
{
	const struct fh_residency_list *group =
		fh_residency_find_list(residency, rule->origin);

	if (!group)
		return covered(&rule->allowed.places, rule->origin);
	for (size_t i = 0; i < group->members.count; i++)
		if (!covered(&rule->allowed.places, group->members.item[i]))
			return false;
	return true;
}

static void check_places(const struct fh_reader *reader,
			 const struct fh_residency *residency,
			 const struct fh_residency_rule *rule)
{
	const struct fh_strlist *places = &rule->allowed.places;

	if (covered(&rule->denied.places, rule->origin))
		fh_reader_diag(reader, "\"denied\" has the origin \"%s\"",
			       rule->origin);
	if (!rule->allowed.given)
		return;
	if (!home_allowed(residency, rule))
		fh_reader_diag(reader, "\"allowed\" leaves out the origin "
			       "\"%s\"", rule->origin);
	if (rule->kind != FH_HARD_LOCALISATION)
		return;
	for (size_t i = 0; i < places->count; i++)
		if (strncmp(places->item[i], rule->origin, 2))
			fh_reader_diag(reader, "a hard localisation allows "
				       "nothing outside of its origin, so not "
				       "\"%s\"", places->item[i]);
}

/* The rules before it; those with mistakes may lack anything. */
static void check_unique(const struct fh_reader *reader,
			 const struct fh_residency *residency,
			 const struct fh_residency_rule *rule)
{
	const struct fh_residency_rule *other = residency->rule;

	for (; other < rule; other++) {
		if (!strcmp(other->id, rule->id))
			fh_reader_diag(reader, "there is a rule \"%s\" in "
				       "another file already", rule->id);
		if (other->origin && other->label &&
		    !strcasecmp(other->origin, rule->origin) &&
		    !strcmp(other->label, rule->label))
			fh_reader_diag(reader, "the rule \"%s\" is for the "
				       "same origin and label", other->id);
	}
}

void fh_residency_check_rule(const struct fh_reader *reader,
			     const struct fh_residency *residency,
			     const struct fh_residency_rule *rule)
{
	const struct kind_shape *shape = &shapes[rule->kind];
	const char *kind = fh_residency_kind_words[rule->kind];

	check_need(reader, kind, "allowed", shape->allowed,
		   rule->allowed.given);
	check_need(reader, kind, "denied", shape->denied, rule->denied.given);
	check_mechanisms(reader, rule);
	check_places(reader, residency, rule);
	fh_residency_check_basis(reader, &rule->basis);
	check_unique(reader, residency, rule);
}
