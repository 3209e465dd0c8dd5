/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions about the residency catalogue: see fh_residency.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fh_residency.h"
#include "fh_units.h"

const char *const fh_residency_kind_words[FH_RESIDENCY_KIND_COUNT + 1] = {
	[FH_HARD_LOCALISATION] = "hard_localisation",
	[FH_LOCAL_COPY] = "local_copy",
	[FH_SECTORAL_LOCALISATION] = "sectoral_localisation",
	[FH_APPROVAL_REQUIRED] = "approval_required",
	[FH_CONDITIONAL_TRANSFER] = "conditional_transfer",
	[FH_RESTRICTED_DESTINATIONS] = "restricted_destinations",
	[FH_FREE] = "free",
};

const char *const fh_confidence_words[FH_CONFIDENCE_HIGH + 2] = {
	[FH_CONFIDENCE_LOW] = "low",
	[FH_CONFIDENCE_MEDIUM] = "medium",
	[FH_CONFIDENCE_HIGH] = "high",
};

const struct fh_residency_regime *
fh_residency_find_regime(const struct fh_residency *residency,
			 const char *name)
{
	for (size_t i = 0; i < residency->regime_count; i++)
		if (!strcasecmp(residency->regime[i].name, name))
			return &residency->regime[i];
	return NULL;
}

const struct fh_residency_list *
fh_residency_find_list(const struct fh_residency *residency, const char *name)
{
	for (size_t i = 0; i < residency->list_count; i++)
		if (!strcasecmp(residency->list[i].name, name))
			return &residency->list[i];
	return NULL;
}

/* Is code a member of the list that is the rule's origin? */
static bool in_group(const struct fh_residency *residency,
		     const struct fh_residency_rule *rule, const char *code)
{
	const struct fh_residency_list *list =
		fh_residency_find_list(residency, rule->origin);

	return list && fh_strlist_has_any_case(&list->members, code);
}

static const struct fh_residency_rule *
find_in(const struct fh_residency *residency, const char *origin,
	const char *label, bool group)
{
	for (size_t i = 0; i < residency->rule_count; i++) {
		const struct fh_residency_rule *rule = &residency->rule[i];

		if (!strcasecmp(rule->label, label) &&
		    (group ? in_group(residency, rule, origin) :
			     !strcasecmp(rule->origin, origin)))
			return rule;
	}
	return NULL;
}

const struct fh_residency_rule *
fh_residency_find(const struct fh_residency *residency, const char *origin,
		  const char *label)
{
	const struct fh_residency_rule *rule;
	char country[3];

	rule = find_in(residency, origin, label, false);
	if (!rule)
		rule = find_in(residency, origin, label, true);
	if (rule || strlen(origin) < 3 || origin[2] != '-' ||
	    fh_residency_find_regime(residency, origin))
		return rule;
	memcpy(country, origin, 2);
	country[2] = '\0';
	return fh_residency_find(residency, country, label);
}

bool fh_residency_lapsed(const struct fh_residency_rule *rule, int64_t at_s)
{
	return rule->due_s <= at_s;
}

char *fh_residency_format_day(int64_t at_s, char *buf, size_t size)
{
	fh_units_format_instant(at_s, buf, size);
	buf[strcspn(buf, "T")] = '\0';
	return buf;
}

static void clear_basis(struct fh_residency_basis *basis)
{
	for (size_t i = 0; i < basis->change_count; i++)
		free(basis->change[i].text);
	free(basis->change);
	fh_strlist_clear(&basis->source);
}

static void clear_list(struct fh_residency_list *list)
{
	free(list->name);
	free(list->title);
	fh_strlist_clear(&list->members);
	fh_strlist_clear(&list->limited);
	fh_strlist_clear(&list->limits);
	clear_basis(&list->basis);
}

static void clear_where(struct fh_residency_where *where)
{
	fh_strlist_clear(&where->places);
	fh_strlist_clear(&where->lists);
}

static void clear_rule(struct fh_residency_rule *rule)
{
	free(rule->id);
	free(rule->origin);
	free(rule->label);
	free(rule->scope);
	free(rule->law);
	free(rule->condition);
	free(rule->note);
	clear_where(&rule->allowed);
	clear_where(&rule->denied);
	clear_basis(&rule->basis);
}

void fh_residency_clear(struct fh_residency *residency)
{
	if (!residency)
		return;
	for (size_t i = 0; i < residency->regime_count; i++) {
		free(residency->regime[i].name);
		free(residency->regime[i].title);
		free(residency->regime[i].jurisdiction);
	}
	for (size_t i = 0; i < residency->list_count; i++)
		clear_list(&residency->list[i]);
	for (size_t i = 0; i < residency->rule_count; i++)
		clear_rule(&residency->rule[i]);
	free(residency->regime);
	free(residency->list);
	free(residency->rule);
	memset(residency, 0, sizeof(*residency));
}

void fh_residency_free(struct fh_residency *residency)
{
	fh_residency_clear(residency);
	free(residency);
}
