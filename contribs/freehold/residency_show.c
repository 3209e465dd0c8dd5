/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One rule of the residency catalogue for people: see residency.h. */
#include "fh_config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/residency.h"

#define KEY_COLUMNS 12
#define COLUMNS 78

/* A key and its text, broken at blanks and indented. */
static void line(const char *key, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void line(const char *key, const char *fmt, ...)
{
	size_t column = KEY_COLUMNS;
	char *text, *save, *word;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&text, fmt, ap);
	va_end(ap);
	printf("%-*s", KEY_COLUMNS, key);
	if (len < 0) {
		puts("(out of memory)");
		return;
	}
	for (word = strtok_r(text, " ", &save); word;
	     word = strtok_r(NULL, " ", &save)) {
		if (column > KEY_COLUMNS &&
		    column + 1 + strlen(word) > COLUMNS) {
			printf("\n%-*s", KEY_COLUMNS, "");
			column = KEY_COLUMNS;
		}
		printf("%s%s", column > KEY_COLUMNS ? " " : "", word);
		column += 1 + strlen(word);
	}
	putchar('\n');
	free(text);
}

/* Is the place there by one of the lists? */
static bool in_lists(const struct fh_residency *residency,
		     const struct fh_residency_where *where, const char *place)
{
	for (size_t i = 0; i < where->lists.count; i++)
		if (fh_strlist_has(&fh_residency_find_list(
					   residency,
					   where->lists.item[i])->members,
				   place))
			return true;
	return false;
}

/* Places that are there by none of the lists, with commas between. */
static void show_others(const struct fh_residency *residency, const char *key,
			const struct fh_residency_where *where)
{
	const struct fh_strlist *places = &where->places;
	struct printbuf *text = printbuf_new();
	bool whole = text;

	for (size_t i = 0; i < places->count && whole; i++)
		if (!in_lists(residency, where, places->item[i]))
			whole = sprintbuf(text, "%s%s",
					  printbuf_length(text) ? ", " : "",
					  places->item[i]) >= 0;
	if (!whole)
		line(key, "(out of memory)");
	else if (printbuf_length(text))
		line(key, "%s", text->buf);
	if (text)
		printbuf_free(text);
}

/* The lists by name, as nobody reads thirty codes, and what else there is. */
static void show_where(const struct fh_residency *residency, const char *key,
		       const struct fh_residency_where *where)
{
	if (!where->given)
		return;
	if (!where->places.count)
		line(key, "no place yet");
	show_others(residency, key, where);
	for (size_t i = 0; i < where->lists.count; i++) {
		const struct fh_residency_list *list = fh_residency_find_list(
			residency, where->lists.item[i]);

		line(key, "%s: %s", list->name, list->title);
		for (size_t j = 0; j < list->limited.count; j++)
			line("", "(%s, %s: not allowed by this rule)",
			     list->limited.item[j], list->limits.item[j]);
	}
}

static void show_dates(const struct fh_residency_rule *rule)
{
	const struct fh_residency_basis *basis = &rule->basis;
	char day[32];

	if (rule->binds_from_s != INT64_MIN)
		line("Binds from", "%s",
		     fh_residency_format_day(rule->binds_from_s, day,
					     sizeof(day)));
	for (size_t i = 0; i < basis->change_count; i++)
		line("Change", "%s: %s",
		     fh_residency_format_day(basis->change[i].at_s, day,
					     sizeof(day)),
		     basis->change[i].text);
	line("As of", "%s", fh_residency_format_day(basis->as_of_s, day,
						    sizeof(day)));
	line("Review by", "%s", fh_residency_format_day(rule->due_s, day,
							sizeof(day)));
}

void residency_show(const struct fh_residency *residency,
		    const struct fh_residency_rule *rule)
{
	char mechanisms[FH_MECHANISM_TEXT_MAX];

	line("Rule", "%s", rule->id);
	line("Origin", "%s", rule->origin);
	line("Label", "%s", rule->label);
	line("Kind", "%s", fh_residency_kind_words[rule->kind]);
	line("Data", "%s", rule->scope);
	line("Law", "%s", rule->law);
	line("Condition", "%s", rule->condition);
	show_where(residency, "Allowed", &rule->allowed);
	show_where(residency, "Denied", &rule->denied);
	line("Mechanism", "%s", fh_mechanism_format(rule->mechanisms,
						    mechanisms,
						    sizeof(mechanisms)));
	if (rule->note)
		line("Note", "%s", rule->note);
	line("Confidence", "%s", fh_confidence_words[rule->confidence]);
	show_dates(rule);
	for (size_t i = 0; i < rule->basis.source.count; i++)
		line("Source", "%s", rule->basis.source.item[i]);
	puts("A starting point for counsel, not legal advice.");
}
