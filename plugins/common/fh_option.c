/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options a job can carry: see fh_option.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_option.h"
#include "fh_quote.h"
#include "fh_suggest.h"

static const struct fh_option_info info[FH_OPT_COUNT] = {
	[FH_OPT_ACCEL] = {
		"accel", "TYPE:COUNT[|TYPE:COUNT...]",
		"accelerators per node, alternatives in order of preference",
		"FREEHOLD_ACCEL", NULL },
	[FH_OPT_ACCEL_POLICY] = {
		"accel-policy", "POLICY",
		"which to take: first, cheapest, greenest, fastest or soonest",
		"FREEHOLD_ACCEL_POLICY", NULL },
	[FH_OPT_ACCEL_WAIT] = {
		"accel-wait", "DURATION",
		"how long to wait for a better one before the next may start",
		"FREEHOLD_ACCEL_WAIT", NULL },
	[FH_OPT_ACCEL_SPEED] = {
		"accel-speed", "TYPE=FACTOR[,TYPE=FACTOR...]",
		"how fast the job is on one accelerator of each type",
		"FREEHOLD_ACCEL_SPEED", NULL },
	[FH_OPT_ACCEL_MEM] = {
		"accel-mem", "SIZE",
		"least memory of one accelerator",
		"FREEHOLD_ACCEL_MEM", NULL },
	[FH_OPT_ACCEL_RUNTIME] = {
		"accel-runtime", "RUNTIME",
		"programming interface the accelerators must have",
		"FREEHOLD_ACCEL_RUNTIME", NULL },
	[FH_OPT_ACCEL_SPAN] = {
		"accel-span", "SPAN",
		"what the job may stretch over: site, zone or any",
		"FREEHOLD_ACCEL_SPAN", NULL },
	[FH_OPT_ZONE] = {
		"zone", "WORD[,WORD...]",
		"zones or jurisdictions the job may run in",
		"FREEHOLD_ZONE", NULL },
	[FH_OPT_DATA_CLASS] = {
		"data-class", "LABEL[@ORIGIN]",
		"class of the data the job works on, and where they are from",
		"FREEHOLD_DATA_CLASS", NULL },
	[FH_OPT_DATASET] = {
		"dataset", "NAME[:ro|rw][,NAME...]",
		"datasets the job works on, read-only or writable",
		"FREEHOLD_DATASET", NULL },
	[FH_OPT_COST_LIMIT] = {
		"cost-limit", "AMOUNT",
		"most the job, or each task of an array, may cost",
		"FREEHOLD_COST_LIMIT", NULL },
	[FH_OPT_TENANCY] = {
		"tenancy", "TENANCY[,TENANCY...]",
		"kinds of zones the job may run in: owned, leased or cloud",
		"FREEHOLD_TENANCY", NULL },
};

const struct fh_option_info *fh_option_info(enum fh_option option)
{
	return &info[option];
}

static bool is_printable(const char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

int fh_wish_set(struct fh_wish *wish, enum fh_option option,
		const char *value, struct fh_error *err)
{
	const char *name = info[option].name;
	struct fh_quoted typed;
	char *copy;

	if (!*value)
		return fh_err(err, "--%s: its value is empty; write --%s=%s",
			      name, name, info[option].arg);
	if (strnlen(value, FH_OPTION_VALUE_MAX + 1) > FH_OPTION_VALUE_MAX)
		return fh_err(err, "--%s: '%s' is longer than %d bytes; write "
			      "less", name, fh_quote(value, &typed),
			      FH_OPTION_VALUE_MAX);
	if (!is_printable(value))
		return fh_err(err, "--%s: '%s' has bytes that are not "
			      "printable ASCII; write --%s=%s", name,
			      fh_quote(value, &typed), name,
			      info[option].arg);
	copy = strdup(value);
	if (!copy)
		return fh_err_nomem(err);
	free(wish->value[option]);
	wish->value[option] = copy;
	return 0;
}

int fh_wish_fill(struct fh_wish *wish, const struct fh_wish *from,
		 struct fh_error *err)
{
	struct fh_wish added = { 0 };

	for (size_t i = 0; i < FH_OPT_COUNT; i++) {
		if (wish->value[i] || !from->value[i])
			continue;
		added.value[i] = strdup(from->value[i]);
		if (!added.value[i]) {
			fh_wish_clear(&added);
			return fh_err_nomem(err);
		}
	}
	for (size_t i = 0; i < FH_OPT_COUNT; i++)
		if (added.value[i])
			wish->value[i] = added.value[i];
	return 0;
}

int fh_wish_take_variable(struct fh_wish *wish, const char *assignment,
			  struct fh_error *err)
{
	const char *equals = strchr(assignment, '=');
	size_t len = equals ? (size_t) (equals - assignment) : 0;

	for (size_t i = 0; len && i < FH_OPT_COUNT; i++) {
		if (strlen(info[i].variable) != len ||
		    strncmp(info[i].variable, assignment, len))
			continue;
		if (wish->value[i])
			return 0;
		return fh_wish_set(wish, i, equals + 1, err) ? -1 : 1;
	}
	return 0;
}

/* The option of that name (len bytes), or FH_OPT_COUNT. */
static enum fh_option find_option(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < FH_OPT_COUNT; i++)
		if (strlen(info[i].name) == len &&
		    !strncmp(info[i].name, name, len))
			break;
	return i;
}

static int unknown_option(const char *name, struct fh_error *err)
{
	const char *names[FH_OPT_COUNT], *near;
	struct fh_quoted typed;

	for (size_t i = 0; i < FH_OPT_COUNT; i++)
		names[i] = info[i].name;
	near = fh_suggest(name, names, FH_OPT_COUNT);
	if (near)
		return fh_err(err, "--%s is not an option of Freehold; did "
			      "you mean --%s?", fh_quote(name, &typed), near);
	return fh_err(err, "--%s is not an option of Freehold; there are "
		      "--accel, --zone, --data-class and others",
		      fh_quote(name, &typed));
}

/* One word of a line: "--name=value". */
static int take_word(struct fh_wish *wish, char *word, struct fh_error *err)
{
	char *equals = strchr(word, '=');
	struct fh_quoted typed;
	enum fh_option option;

	if (strncmp(word, "--", 2))
		return fh_err(err, "'%s' is not an option; write "
			      "--NAME=VALUE, as in --zone=us",
			      fh_quote(word, &typed));
	word += 2;
	if (equals)
		*equals = '\0';
	option = find_option(word, strlen(word));
	if (option == FH_OPT_COUNT)
		return unknown_option(word, err);
	if (!equals)
		return fh_err(err, "--%s has no value; write --%s=%s, or "
			      "--%s= to take it away", word, word,
			      info[option].arg, word);
	if (equals[1])
		return fh_wish_set(wish, option, equals + 1, err);
	free(wish->value[option]);
	wish->value[option] = NULL;
	return 0;
}

int fh_wish_parse_line(struct fh_wish *wish, const char *line,
		       struct fh_error *err)
{
	struct fh_wish next = { 0 };
	char *copy = strdup(line), *rest = NULL;
	int rc = -1;

	if (!copy) {
		fh_err_nomem(err);
		goto out;
	}
	if (fh_wish_fill(&next, wish, err))
		goto out;
	for (char *word = strtok_r(copy, " \t", &rest); word;
	     word = strtok_r(NULL, " \t", &rest))
		if (take_word(&next, word, err))
			goto out;
	fh_wish_clear(wish);
	*wish = next;
	next = (struct fh_wish) { 0 };
	rc = 0;
out:
	fh_wish_clear(&next);
	free(copy);
	return rc;
}

bool fh_wish_empty(const struct fh_wish *wish)
{
	for (size_t i = 0; i < FH_OPT_COUNT; i++)
		if (wish->value[i])
			return false;
	return true;
}

void fh_wish_clear(struct fh_wish *wish)
{
	if (!wish)
		return;
	for (size_t i = 0; i < FH_OPT_COUNT; i++) {
		free(wish->value[i]);
		wish->value[i] = NULL;
	}
}
