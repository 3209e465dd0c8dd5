/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of an audit: see audit.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/audit.h"
#include "plugins/common/fh_bundle.h"
#include "plugins/common/fh_units.h"

#define SUFFIX ".jsonl"

/* "HOST.jsonl" or "HOST.jsonl.17": the length of HOST, or 0. */
static size_t split_name(const char *entry, int64_t *ret_first)
{
	const char *suffix = strstr(entry, SUFFIX);
	const char *rest;

	while (suffix && strstr(suffix + 1, SUFFIX))
		suffix = strstr(suffix + 1, SUFFIX);
	if (!suffix)
		return 0;
	rest = suffix + strlen(SUFFIX);
	*ret_first = FH_FOREVER;
	if (*rest && (*rest != '.' ||
		      fh_units_parse_count(rest + 1, 1, INT64_MAX, ret_first,
					   NULL)))
		return 0;
	return (size_t) (suffix - entry);
}

static struct audit_host *find_host(struct audit_hosts *hosts,
				    const char *name, size_t len)
{
	struct audit_host *host;

	for (size_t i = 0; i < hosts->count; i++)
		if (strlen(hosts->host[i].name) == len &&
		    !memcmp(hosts->host[i].name, name, len))
			return &hosts->host[i];
	host = reallocarray(hosts->host, hosts->count + 1, sizeof(*host));
	if (!host)
		return NULL;
	hosts->host = host;
	host += hosts->count;
	*host = (struct audit_host) { .name = strndup(name, len) };
	if (!host->name)
		return NULL;
	hosts->count++;
	return host;
}

static int add_file(struct audit_hosts *hosts, const char *dir,
		    const char *entry, struct fh_error *err)
{
	struct audit_host *host;
	struct audit_file *file;
	int64_t first;
	size_t len = split_name(entry, &first);

	if (!len)
		return 0;
	if (!(host = find_host(hosts, entry, len)))
		return fh_err_nomem(err);
	file = reallocarray(host->file, host->count + 1, sizeof(*file));
	if (!file)
		return fh_err_nomem(err);
	host->file = file;
	file += host->count;
	file->first = first;
	if (asprintf(&file->path, "%s/%s", dir, entry) < 0)
		return fh_err_nomem(err);
	host->count++;
	return 0;
}

static int by_first(const void *a, const void *b)
{
	const struct audit_file *one = a, *two = b;

	return (one->first > two->first) - (one->first < two->first);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct audit_host *) a)->name,
		      ((const struct audit_host *) b)->name);
}

int audit_hosts_find(const char *dir, struct audit_hosts *ret,
		     struct fh_error *err)
{
	DIR *open_dir = opendir(dir);
	struct dirent *entry;
	int rc = 0;

	memset(ret, 0, sizeof(*ret));
	if (!open_dir)
		return fh_err(err, "%s: %s", dir, strerror(errno));
	while (!rc && (entry = readdir(open_dir)))
		rc = add_file(ret, dir, entry->d_name, err);
	(void) closedir(open_dir);
	if (!rc && !ret->count)
		rc = fh_err(err, "%s has no audit: no file HOST" SUFFIX, dir);
	if (rc) {
		audit_hosts_clear(ret);
		return -1;
	}
	qsort(ret->host, ret->count, sizeof(*ret->host), by_name);
	for (size_t i = 0; i < ret->count; i++)
		qsort(ret->host[i].file, ret->host[i].count,
		      sizeof(*ret->host[i].file), by_first);
	return 0;
}

void audit_hosts_clear(struct audit_hosts *hosts)
{
	for (size_t i = 0; i < hosts->count; i++) {
		for (size_t k = 0; k < hosts->host[i].count; k++)
			free(hosts->host[i].file[k].path);
		free(hosts->host[i].file);
		free(hosts->host[i].name);
	}
	free(hosts->host);
	memset(hosts, 0, sizeof(*hosts));
}

/* One line of a file.  Returns 0 to go on, -1 to end. */
static int visit_line(const struct audit_place *place, const char *text,
		      size_t len, audit_visit *visit, void *arg)
{
	struct fh_audit_line line;
	struct fh_error why = { "" };
	int rc;

	if (fh_audit_decode(text, len, &line, &why))
		return visit(place, NULL, why.text, arg);
	rc = visit(place, &line, NULL, arg);
	fh_audit_line_clear(&line);
	return rc;
}

/* Returns 1 when visit ended it. */
static int read_file(const struct audit_file *file, audit_visit *visit,
		     void *arg, struct fh_error *err)
{
	struct audit_place place = { .path = file->path };
	FILE *in = fopen(file->path, "re");
	char *text = NULL;
	size_t size = 0;
	ssize_t len;
	int rc = 0;

	if (!in)
		return fh_err(err, "%s: %s", file->path, strerror(errno));
	while (!rc && (len = getline(&text, &size, in)) > 0) {
		place.line++;
		if (text[len - 1] == '\n')
			rc = visit_line(&place, text, (size_t) len, visit,
					arg) ? 1 : 0;
		else if (file->first != FH_FOREVER)
			rc = visit(&place, NULL, "it has no end", arg) ? 1 : 0;
	}
	if (ferror(in))
		rc = fh_err(err, "%s: %s", file->path, strerror(errno));
	free(text);
	(void) fclose(in);
	return rc;
}

int audit_read(const struct audit_host *host, audit_visit *visit, void *arg,
	       struct fh_error *err)
{
	int rc = 0;

	for (size_t i = 0; i < host->count && !rc; i++)
		rc = read_file(&host->file[i], visit, arg, err);
	return rc < 0 ? -1 : 0;
}

char *audit_dir(const char *typed, const char *store, struct fh_error *err)
{
	char digest[FH_DIGEST_HEX + 1], *ret = NULL;
	struct fh_conf *conf = NULL;

	if (!typed && !fh_bundle_active(store, digest, NULL))
		conf = fh_bundle_load(store, digest, NULL);
	if (!typed && conf)
		typed = conf->policy.audit.directory;
	if (typed)
		ret = strdup(typed);
	else if (asprintf(&ret, "%s/audit", store) < 0)
		ret = NULL;
	fh_conf_free(conf);
	if (!ret)
		fh_err_nomem(err);
	return ret;
}
