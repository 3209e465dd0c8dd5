/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the directory of the residency catalogue: see fh_residency.h. */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_file.h"
#include "fh_residency.h"

#define FILES_MAX 256

static int is_json(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' && dot && !strcmp(dot, ".json");
}

/* In bytewise order: that of a locale would change who comes first. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* The document, or NULL after adding a mistake. */
static struct fh_json *read_file(const char *dir, const char *name,
				 struct fh_diags *diags)
{
	struct fh_json *doc;
	struct fh_error err;
	char path[PATH_MAX];
	char *text;
	size_t len;
	int wanted = snprintf(path, sizeof(path), "%s/%s", dir, name);

	if (wanted < 0 || (size_t) wanted >= sizeof(path)) {
		fh_diag_add(diags, dir, 0, 0, "",
			    "the directory's name is too long");
		return NULL;
	}
	if (fh_file_read(path, FH_JSON_MAX_BYTES, &text, &len, &err)) {
		fh_diag_add(diags, "", 0, 0, "", "%s", err.text);
		return NULL;
	}
	doc = fh_json_parse(path, text, len, diags);
	free(text);
	return doc;
}

static void read_files(const char *dir, struct dirent **entry, size_t count,
		       struct fh_residency *residency, struct fh_diags *diags)
{
	struct fh_json *doc[FILES_MAX] = { NULL };

	for (size_t i = 0; i < count; i++)
		doc[i] = read_file(dir, entry[i]->d_name, diags);
	fh_residency_read(doc, count, residency, diags);
	for (size_t i = 0; i < count; i++)
		fh_json_free(doc[i]);
}

static void read_dir(const char *dir, struct fh_residency *residency,
		     struct fh_diags *diags)
{
	struct dirent **entry = NULL;
	int count = scandir(dir, &entry, is_json, by_name);

	if (count < 0)
		fh_diag_add(diags, dir, 0, 0, "", "couldn't read it: %s",
			    strerror(errno));
	else if (!count)
		fh_diag_add(diags, dir, 0, 0, "", "no file in it ends in "
			    "\".json\"");
	else if (count > FILES_MAX)
		fh_diag_add(diags, dir, 0, 0, "", "%d files are too many; at "
			    "most %d are read", count, FILES_MAX);
	else
		read_files(dir, entry, (size_t) count, residency, diags);
	for (int i = 0; i < count; i++)
		free(entry[i]);
	free(entry);
}

struct fh_residency *fh_residency_load_dir(const char *dir,
					   struct fh_diags *diags)
{
	struct fh_residency *residency = calloc(1, sizeof(*residency));

	if (!residency) {
		fh_diag_add(diags, dir, 0, 0, "", "out of memory");
		return NULL;
	}
	read_dir(dir, residency, diags);
	if (!fh_diag_total(diags))
		return residency;
	fh_diag_sort(diags);
	fh_residency_free(residency);
	return NULL;
}
