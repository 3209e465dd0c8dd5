/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Node lists in bracket form: see fh_nodeset.h. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_nodeset.h"

#define DIGITS_MAX 9		/* of one number between brackets */
#define NODE_NAME_MAX 255

struct expansion {
	struct fh_strlist *list;
	size_t before;		/* names in the list when we began */
	struct fh_error *err;
};

/* One name of the expression: "PREFIX[RANGES]SUFFIX" or plain. */
struct part {
	const char *prefix, *suffix;
	int prefix_len, suffix_len;
};

static bool name_char(char c)
{
	return isalnum((unsigned char) c) || strchr("-_.", c);
}

static int add(struct expansion *x, const char *name, size_t len)
{
	if (len > NODE_NAME_MAX)
		return fh_err(x->err, "the node name \"%.32s...\" is longer "
			      "than %d characters", name, NODE_NAME_MAX);
	if (x->list->count - x->before >= FH_NODESET_MAX)
		return fh_err(x->err, "the node list names more than %d nodes",
			      FH_NODESET_MAX);
	if (fh_strlist_add_n(x->list, name, len))
		return fh_err_nomem(x->err);
	return 0;
}

/* Digits at *at, moved behind them.  The number and how many digits. */
static int number(const char **at, long *ret, int *ret_width,
		  struct fh_error *err)
{
	size_t width = strspn(*at, "0123456789");

	if (!width || width > DIGITS_MAX)
		return fh_err(err, "a number of 1 to %d digits is expected at "
			      "\"%.16s\"", DIGITS_MAX, *at);
	*ret = strtol(*at, NULL, 10);
	*ret_width = (int) width;
	*at += width;
	return 0;
}

static int add_range(struct expansion *x, const struct part *part, long first,
		     long last, int width)
{
	char name[NODE_NAME_MAX + 2];

	for (long i = first; i <= last; i++) {
		int len = snprintf(name, sizeof(name), "%.*s%0*ld%.*s",
				   part->prefix_len, part->prefix, width, i,
				   part->suffix_len, part->suffix);

		if (add(x, name, (size_t) len))
			return -1;
	}
	return 0;
}

/* "1-4" or "7" at *at, moved behind it. */
static int expand_range(struct expansion *x, const struct part *part,
			const char **at)
{
	const char *start = *at;
	int width, last_width;
	long first, last;

	if (number(at, &first, &width, x->err))
		return -1;
	last = first;
	if (**at == '-') {
		(*at)++;
		if (number(at, &last, &last_width, x->err))
			return -1;
	}
	if (last < first)
		return fh_err(x->err, "the range \"%.*s\" runs backwards",
			      (int) (*at - start), start);
	return add_range(x, part, first, last, width);
}

static int expand_ranges(struct expansion *x, const struct part *part,
			 const char *at, const char *close)
{
	for (;; at++) {
		if (expand_range(x, part, &at))
			return -1;
		if (at == close)
			return 0;
		if (*at != ',')
			return fh_err(x->err, "\",\", \"-\" or \"]\" is "
				      "expected at \"%.16s\"", at);
	}
}

static const char *skip_name(const char *at)
{
	while (*at && name_char(*at))
		at++;
	return at;
}

/* One name at *at, moved behind it. */
static int expand_name(struct expansion *x, const char **at)
{
	struct part part = { .prefix = *at };
	const char *open = skip_name(*at);
	const char *close, *end;

	part.prefix_len = (int) (open - *at);
	if (*open != '[') {
		*at = open;
		if (!part.prefix_len)
			return fh_err(x->err, "a node name is expected at "
				      "\"%.16s\"", open);
		return add(x, part.prefix, (size_t) part.prefix_len);
	}
	close = strchr(open, ']');
	if (!close)
		return fh_err(x->err, "\"]\" is missing behind \"%.32s\"",
			      open);
	part.suffix = close + 1;
	end = skip_name(part.suffix);
	part.suffix_len = (int) (end - part.suffix);
	if (part.prefix_len + part.suffix_len > NODE_NAME_MAX - DIGITS_MAX)
		return fh_err(x->err, "the node name \"%.32s...\" is too long",
			      part.prefix);
	*at = end;
	return expand_ranges(x, &part, open + 1, close);
}

static int expand(struct expansion *x, const char *at)
{
	for (;; at++) {
		if (expand_name(x, &at))
			return -1;
		if (!*at)
			return 0;
		if (*at == '[')
			return fh_err(x->err, "only one pair of brackets is "
				      "allowed in a node name");
		if (*at != ',')
			return fh_err(x->err, "the character at \"%.16s\" is "
				      "not allowed in a node list", at);
	}
}

int fh_nodeset_expand(const char *expr, struct fh_strlist *ret,
		      struct fh_error *err)
{
	struct expansion x = { .list = ret, .before = ret->count, .err = err };

	if (!expand(&x, expr))
		return 0;
	fh_strlist_cut(ret, x.before);
	return -1;
}
