/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The arguments of the plugstack line. */
#include <json-c/printbuf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "spank_args.h"

/* In the order of struct fh_spank_args. */
enum { ARG_TERMS_DIR, ARG_NODE_CONF, ARG_COUNT };

static const struct {
	const char *name;
	const char *otherwise;
} known[ARG_COUNT] = {
	[ARG_TERMS_DIR] = { "terms_dir", "/run/freehold/terms" },
	[ARG_NODE_CONF] = { "node_conf", FH_SYSCONFDIR "/node.json" },
};

/* Which argument "name=value" is, or -1; ret_value points into it. */
static int find(const char *arg, const char **ret_value)
{
	for (int i = 0; i < ARG_COUNT; i++) {
		size_t len = strlen(known[i].name);

		if (!strncmp(arg, known[i].name, len) && arg[len] == '=') {
			*ret_value = arg + len + 1;
			return i;
		}
	}
	return -1;
}

static bool names_node(const char *value)
{
	for (; (value = strchr(value, '%')) && value[1]; value += 2)
		if (value[1] == 'n')
			return true;
	return false;
}

/* What the letter behind % stands for, or NULL with err set. */
static const char *meaning(const char *name, char letter, const char *node,
			   struct fh_error *err)
{
	if (letter == '%')
		return "%";
	if (letter == 'n')
		return node;
	fh_err(err, "%s: %% must be followed by n (the node's name) or by "
	       "another %%", name);
	return NULL;
}

/* Copy value into out with %n and %% replaced. */
static int fill(struct printbuf *out, const char *name, const char *value,
		const char *node, struct fh_error *err)
{
	while (*value) {
		size_t plain = strcspn(value, "%");
		const char *text = value;

		if (plain) {
			value += plain;
		} else {
			text = meaning(name, value[1], node, err);
			if (!text)
				return -1;
			plain = strlen(text);
			value += 2;
		}
		if (printbuf_memappend(out, text, (int) plain) < 0)
			return fh_err_nomem(err);
	}
	return 0;
}

/* The value with its % forms filled in, malloc'ed; NULL with err set. */
static char *expand(const char *name, const char *value, const char *node,
		    struct fh_error *err)
{
	struct printbuf *out;
	char *path = NULL;

	if (*value != '/') {
		fh_err(err, "%s must be an absolute path, not \"%s\"", name,
		       value);
		return NULL;
	}
	out = printbuf_new();
	if (!out) {
		fh_err_nomem(err);
		return NULL;
	}
	if (fill(out, name, value, node, err) == 0) {
		path = strdup(out->buf);
		if (!path)
			fh_err_nomem(err);
	}
	printbuf_free(out);
	return path;
}

/* Every argument's value as written; those not given stay NULL. */
static int collect(int argc, char **argv, const char *given[ARG_COUNT],
		   struct fh_error *err)
{
	for (int i = 0; i < argc; i++) {
		const char *value;
		int which = find(argv[i], &value);

		if (which < 0)
			return fh_err(err, "unknown plugstack argument "
				      "\"%s\"; terms_dir=DIR and "
				      "node_conf=FILE are known", argv[i]);
		if (given[which])
			return fh_err(err, "plugstack argument %s is given "
				      "twice", known[which].name);
		given[which] = value;
	}
	return 0;
}

int fh_spank_args_parse(int argc, char **argv, const char *node,
			struct fh_spank_args *ret, struct fh_error *err)
{
	const char *given[ARG_COUNT] = { NULL };
	char *path[ARG_COUNT] = { NULL };

	if (collect(argc, argv, given, err) < 0)
		return -1;
	for (int i = 0; i < ARG_COUNT; i++) {
		const char *value = given[i] ? given[i] : known[i].otherwise;

		if (!node && names_node(value))
			continue;
		path[i] = expand(known[i].name, value, node, err);
		if (!path[i])
			goto fail;
	}
	ret->terms_dir = path[ARG_TERMS_DIR];
	ret->node_conf = path[ARG_NODE_CONF];
	return 0;
fail:
	for (int i = 0; i < ARG_COUNT; i++)
		free(path[i]);
	return -1;
}

void fh_spank_args_clear(struct fh_spank_args *args)
{
	if (!args)
		return;
	free(args->terms_dir);
	free(args->node_conf);
	*args = (struct fh_spank_args) { 0 };
}
