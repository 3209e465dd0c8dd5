/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A residency rule as a data class of policy.json: see fh_residency.h. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fh_residency.h"
#include "fh_units.h"

#define COLUMNS 78		/* of a comment */
#define LIST_COLUMNS 52	/* of a list, behind three tabs */
#define COMMENT_MAX 1600	/* bytes of one comment: texts are shorter */

/* Any failure sets failed: checked once, at the end. */
struct writer {
	struct printbuf *out;
	bool failed;
};

static void put(struct writer *writer, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void put(struct writer *writer, const char *fmt, ...)
{
	char text[COMMENT_MAX];
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (len < 0 || (size_t) len >= sizeof(text) ||
	    printbuf_memappend(writer->out, text, len) < 0)
		writer->failed = true;
}

/* A comment of as many lines as it takes, broken at blanks. */
static void comment(struct writer *writer, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void comment(struct writer *writer, const char *fmt, ...)
{
	char text[COMMENT_MAX], *save, *word;
	size_t column = 0;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (len < 0 || (size_t) len >= sizeof(text))
		writer->failed = true;
	for (word = strtok_r(text, " ", &save); word;
	     word = strtok_r(NULL, " ", &save)) {
		if (column && column + 1 + strlen(word) > COLUMNS)
			column = 0;
		if (!column) {
			put(writer, "%s//", word == text ? "" : "\n");
			column = 2;
		}
		put(writer, " %s", word);
		column += 1 + strlen(word);
	}
	put(writer, "\n");
}

static void put_mechanisms(struct writer *writer,
			   const struct fh_residency_rule *rule)
{
	char text[FH_MECHANISM_TEXT_MAX];

	if (!rule->allowed.given && !rule->denied.places.count)
		comment(writer, "It closes no place.");
	else if (rule->mechanisms == 1u << FH_MECHANISM_NONE)
		comment(writer, "No mechanism opens another place.");
	else if (rule->mechanisms == 1u << FH_MECHANISM_UNKNOWN)
		comment(writer, "What would open another place is not known.");
	else
		comment(writer, "For another place it asks for: %s. A place "
			"for which you have that goes into \"transfers\", "
			"with its evidence and its end.",
			fh_mechanism_format(rule->mechanisms, text,
					    sizeof(text)));
}

/* Members of its lists that are in them for some recipients only. */
static void put_limits(struct writer *writer,
		       const struct fh_residency *residency,
		       const struct fh_residency_rule *rule)
{
	for (size_t i = 0; i < rule->allowed.lists.count; i++) {
		const struct fh_residency_list *list = fh_residency_find_list(
			residency, rule->allowed.lists.item[i]);

		for (size_t j = 0; list && j < list->limited.count; j++)
			comment(writer, "Left out, as %s has it with a limit: "
				"%s (%s).", list->name, list->limited.item[j],
				list->limits.item[j]);
	}
}

static void put_dates(struct writer *writer,
		      const struct fh_residency_rule *rule, int64_t review_s)
{
	const struct fh_residency_basis *basis = &rule->basis;
	bool own = review_s != FH_UNKNOWN;
	char day[32], review[32];

	if (rule->binds_from_s != INT64_MIN)
		comment(writer, "Binds from %s.",
			fh_residency_format_day(rule->binds_from_s, day,
						sizeof(day)));
	for (size_t i = 0; i < basis->change_count; i++)
		comment(writer, "Change on %s: %s",
			fh_residency_format_day(basis->change[i].at_s, day,
						sizeof(day)),
			basis->change[i].text);
	fh_residency_format_day(basis->as_of_s, day, sizeof(day));
	fh_residency_format_day(own ? review_s : rule->due_s, review,
				sizeof(review));
	comment(writer, "Confidence: %s. As of %s; review by %s%s.",
		fh_confidence_words[rule->confidence], day, review,
		own ? ", a date of your own" : "");
}

static void put_comments(struct writer *writer,
			 const struct fh_residency *residency,
			 const struct fh_residency_rule *rule,
			 int64_t review_s)
{
	comment(writer, "Origin %s, label %s: %s.", rule->origin, rule->label,
		fh_residency_kind_words[rule->kind]);
	comment(writer, "Data: %s.", rule->scope);
	comment(writer, "Law: %s.", rule->law);
	comment(writer, "Condition: %s", rule->condition);
	put_mechanisms(writer, rule);
	put_limits(writer, residency, rule);
	if (rule->note)
		comment(writer, "Note: %s", rule->note);
	put_dates(writer, rule, review_s);
	for (size_t i = 0; i < rule->basis.source.count; i++)
		comment(writer, "Source: %s", rule->basis.source.item[i]);
	comment(writer, "A starting point for counsel, not legal advice.");
}

/* policy.json takes a regime only where zones.json has it. */
static void put_regimes(struct writer *writer,
			const struct fh_residency *residency,
			const struct fh_strlist *places)
{
	for (size_t i = 0; i < places->count; i++)
		if (fh_residency_find_regime(residency, places->item[i]))
			put(writer, "\t\t// %s is a regime: a zone of "
			    "zones.json must have it.\n", places->item[i]);
}

/* As many on a line as it takes. */
static void put_list(struct writer *writer, const struct fh_strlist *places)
{
	size_t column = LIST_COLUMNS;

	for (size_t i = 0; i < places->count; i++) {
		size_t wide = strlen(places->item[i]) + strlen("\"\", ");

		if (column + wide > LIST_COLUMNS) {
			put(writer, "\n\t\t\t");
			column = 0;
		} else {
			put(writer, " ");
		}
		put(writer, "\"%s\"%s", places->item[i],
		    i + 1 < places->count ? "," : "");
		column += wide;
	}
	put(writer, "\n\t\t");
}

/*
 * "allow" or "deny", with the comma behind it.  One that is given and empty
 * stands there as such: left out, "allow" would allow every place.
 */
static void put_where(struct writer *writer,
		      const struct fh_residency *residency, const char *key,
		      const struct fh_residency_where *where)
{
	const struct fh_strlist *places = &where->places;

	if (!where->given)
		return;
	put(writer, "\t\"%s\": {\n", key);
	put_regimes(writer, residency, places);
	put(writer, "\t\t\"jurisdictions\": [");
	if (places->count == 1)
		put(writer, "\"%s\"", places->item[0]);
	else if (places->count)
		put_list(writer, places);
	put(writer, "]\n\t},\n");
}

/* What transfers the class admits: where nothing is closed, none is needed. */
static void put_transfers(struct writer *writer,
			  const struct fh_residency_rule *rule)
{
	const char *before = "";

	if (!rule->allowed.given)
		return;
	put(writer, "\t\"mechanisms\": [");
	for (int i = 0; i < FH_MECHANISM_COUNT; i++) {
		if (!(rule->mechanisms & 1u << i))
			continue;
		put(writer, "%s\"%s\"", before, fh_mechanism_words[i]);
		before = ", ";
	}
	put(writer, "],\n\t\"transfers\": [],\n");
}

/* The rule's own way of writing its origin, else upper case as codes have. */
static void put_name(struct writer *writer,
		     const struct fh_residency_rule *rule, const char *origin)
{
	put(writer, "\"%s@", rule->label);
	if (!strcasecmp(origin, rule->origin))
		put(writer, "%s", rule->origin);
	else
		for (; *origin; origin++)
			put(writer, "%c", toupper((unsigned char) *origin));
	put(writer, "\": {\n");
}

char *fh_residency_template(const struct fh_residency *residency,
			    const struct fh_residency_rule *rule,
			    const char *origin, int64_t review_s)
{
	struct writer writer = { .out = printbuf_new() };
	char *text = NULL, review[32];

	if (!writer.out)
		return NULL;
	put_comments(&writer, residency, rule, review_s);
	put_name(&writer, rule, origin);
	put_where(&writer, residency, "allow", &rule->allowed);
	put_where(&writer, residency, "deny", &rule->denied);
	put_transfers(&writer, rule);
	fh_residency_format_day(review_s == FH_UNKNOWN ? rule->due_s :
				review_s, review, sizeof(review));
	put(&writer, "\t\"review\": \"%s\",\n", review);
	put(&writer, "\t// Nobody yet: name the accounts that may use it.\n"
	    "\t\"accounts\": []\n}\n");
	if (!writer.failed)
		text = strdup(writer.out->buf);
	printbuf_free(writer.out);
	return text;
}
