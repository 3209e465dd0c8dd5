/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading gres.conf: see gres_conf.h and gres.conf(5). */
#include "fh_config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "contribs/freehold/gres_conf.h"
#include "plugins/common/fh_file.h"
#include "plugins/common/fh_nodeset.h"

#define GRES_CONF_MAX (1u << 20)
#define INCLUDE_DEPTH 5		/* as many as Slurm follows, and more */

struct reading {
	const char *path, *node;
	unsigned depth;
	struct gres_conf *ret;
	struct fh_error *err;
};

static int read_file(struct reading *reading);

/* A file that is named beside the one it is named in, unless from the root. */
static int include(const struct reading *reading, const char *name)
{
	const char *slash = strrchr(reading->path, '/');
	struct reading inner = *reading;
	char *path;
	int rc;

	if (reading->depth == INCLUDE_DEPTH)
		return fh_err(reading->err, "%s: Include goes deeper than %d "
			      "files", reading->path, INCLUDE_DEPTH);
	rc = *name == '/' || !slash ?
		     asprintf(&path, "%s", name) :
		     asprintf(&path, "%.*s%s",
			      (int) (slash - reading->path + 1), reading->path,
			      name);
	if (rc < 0)
		return fh_err_nomem(reading->err);
	inner.path = path;
	inner.depth++;
	rc = read_file(&inner);
	free(path);
	return rc;
}

/* "/dev/nvidia[0-3]" in the brackets of node lists, which have no '/'. */
static int expand_files(const struct reading *reading, const char *value,
			struct fh_strlist *ret)
{
	const char *slash = strrchr(value, '/');
	size_t dir_len = slash ? (size_t) (slash - value + 1) : 0;
	struct fh_strlist names = { 0 };
	int rc = fh_nodeset_expand(value + dir_len, &names, reading->err);

	for (size_t i = 0; !rc && i < names.count; i++) {
		char *path = NULL;

		if (asprintf(&path, "%.*s%s", (int) dir_len, value,
			     names.item[i]) < 0 ||
		    fh_strlist_add(ret, path))
			rc = fh_err_nomem(reading->err);
		free(path);
	}
	fh_strlist_clear(&names);
	return rc;
}

static int is_for_node(const struct reading *reading, const char *value,
		       bool *ret)
{
	struct fh_strlist names = { 0 };

	if (fh_nodeset_expand(value, &names, reading->err))
		return -1;
	*ret = fh_strlist_has(&names, reading->node);
	fh_strlist_clear(&names);
	return 0;
}

static int copy(const struct reading *reading, const char *value, char **ret)
{
	free(*ret);
	*ret = strdup(value);
	return *ret ? 0 : fh_err_nomem(reading->err);
}

/* What a line says, before it is known whether it is for the node. */
struct words {
	bool is_gpu, for_node;
	struct gres_line line;
};

static int take_word(const struct reading *reading, const char *key,
		     const char *value, struct words *ret)
{
	if (!strcasecmp(key, "NodeName"))
		return is_for_node(reading, value, &ret->for_node);
	if (!strcasecmp(key, "Name"))
		ret->is_gpu = !strcasecmp(value, "gpu");
	else if (!strcasecmp(key, "AutoDetect"))
		reading->ret->automatic = strcasecmp(value, "off") != 0;
	else if (!strcasecmp(key, "Type"))
		return copy(reading, value, &ret->line.type);
	else if (!strcasecmp(key, "Cores"))
		return copy(reading, value, &ret->line.cores);
	else if (!strcasecmp(key, "Flags"))
		return copy(reading, value, &ret->line.flags);
	else if (!strcasecmp(key, "File"))
		return expand_files(reading, value, &ret->line.files);
	return 0;
}

static void clear_line(struct gres_line *line)
{
	free(line->path);
	free(line->type);
	free(line->cores);
	free(line->flags);
	fh_strlist_clear(&line->files);
}

static int keep(const struct reading *reading, struct words *words)
{
	struct gres_conf *conf = reading->ret;
	struct gres_line *more = realloc(conf->line,
					 (conf->count + 1) * sizeof(*more));

	if (!more)
		return fh_err_nomem(reading->err);
	conf->line = more;
	more[conf->count++] = words->line;
	return 0;
}

/* "Name=gpu Type=h100 File=/dev/nvidia[0-3]", cut into words in place. */
static int read_line(const struct reading *reading, char *text,
		     unsigned number)
{
	struct words words = { .for_node = true, .line.number = number };
	char *save, *word = strtok_r(text, " \t\r", &save);
	int rc = 0;

	if (word && !strcasecmp(word, "Include")) {
		word = strtok_r(NULL, " \t\r", &save);
		return word ? include(reading, word) : 0;
	}
	for (; word && !rc; word = strtok_r(NULL, " \t\r", &save)) {
		char *value = strchr(word, '=');

		if (!value)
			continue;
		*value++ = '\0';
		rc = take_word(reading, word, value, &words);
	}
	if (!rc && words.is_gpu && words.for_node)
		rc = copy(reading, reading->path, &words.line.path);
	if (!rc && words.line.path && !keep(reading, &words))
		return 0;
	clear_line(&words.line);
	return rc;
}

/* A line that ends in '\' goes on in the next one; '\r' keeps the count. */
static void join_lines(char *text)
{
	for (; (text = strstr(text, "\\\n")); text += 2)
		memcpy(text, " \r", 2);
}

static unsigned count_joined(const char *line)
{
	unsigned n = 0;

	while ((line = strchr(line, '\r')))
		n += line++ && *line;
	return n;
}

static int read_file(struct reading *reading)
{
	char *text, *line, *save;
	unsigned number = 0;
	size_t len;
	int rc = 0;

	if (fh_file_read(reading->path, GRES_CONF_MAX, &text, &len,
			 reading->err))
		return -1;
	join_lines(text);
	for (line = save = text; save && !rc; line = save) {
		save = strchr(line, '\n');
		if (save)
			*save++ = '\0';
		number += 1 + count_joined(line);
		line[strcspn(line, "#")] = '\0';
		rc = read_line(reading, line, number);
	}
	free(text);
	return rc;
}

int gres_conf_read(const char *path, const char *node, struct gres_conf *ret,
		   struct fh_error *err)
{
	struct reading reading = {
		.path = path, .node = node, .ret = ret, .err = err,
	};

	return read_file(&reading);
}

void gres_conf_clear(struct gres_conf *conf)
{
	for (size_t i = 0; i < conf->count; i++)
		clear_line(&conf->line[i]);
	free(conf->line);
	memset(conf, 0, sizeof(*conf));
}
