/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A node's energy journal as files: see journal.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "contribs/freehold/journal.h"
#include "plugins/common/fh_units.h"

#define SUFFIX ".jsonl"
#define OPEN_TRIES 5		/* while the node rotates its files */

/*
 * "NODE.jsonl" or "NODE.jsonl.NUMBER".
 * ret_len:    of the node's name.
 * ret_first:  the number; FH_FOREVER without.
 * Returns false for any other name.
 */
static bool parse_name(const char *name, size_t *ret_len, int64_t *ret_first)
{
	const char *suffix = NULL, *next = name;

	/* The last one counts: a node's name may have dots. */
	while ((next = strstr(next, SUFFIX)))
		suffix = next++;
	if (!suffix || suffix == name)
		return false;
	*ret_len = (size_t) (suffix - name);
	*ret_first = FH_FOREVER;
	suffix += strlen(SUFFIX);
	return !*suffix || (*suffix == '.' &&
			    !fh_units_parse_count(suffix + 1, 1, INT64_MAX,
						  ret_first, NULL));
}

static DIR *open_dir(const char *path, struct fh_error *err)
{
	DIR *dir = opendir(path);

	if (!dir)
		fh_err(err, "couldn't open %s: %s", path, strerror(errno));
	return dir;
}

static int compare_text(const void *left, const void *right)
{
	return strcmp(*(char *const *) left, *(char *const *) right);
}

int journal_nodes(const char *path, struct fh_strlist *ret,
		  struct fh_error *err)
{
	DIR *dir = open_dir(path, err);
	char node[FH_JOURNAL_NAME_MAX + 1];
	struct dirent *entry;
	int64_t first;
	size_t len;

	if (!dir)
		return -1;
	while ((entry = readdir(dir))) {
		if (!parse_name(entry->d_name, &len, &first) ||
		    len >= sizeof(node))
			continue;
		snprintf(node, sizeof(node), "%.*s", (int) len, entry->d_name);
		if (fh_strlist_has(ret, node) || !fh_strlist_add(ret, node))
			continue;
		closedir(dir);
		return fh_err_nomem(err);
	}
	closedir(dir);
	if (ret->count)
		qsort(ret->item, ret->count, sizeof(*ret->item), compare_text);
	return 0;
}

static int add_file(struct journal *journal, const char *dir, const char *name,
		    int64_t first, struct fh_error *err)
{
	struct journal_file *more =
		realloc(journal->file, (journal->count + 1) * sizeof(*more));
	struct journal_file *file;

	if (!more)
		return fh_err_nomem(err);
	journal->file = more;
	file = &more[journal->count];
	*file = (struct journal_file) { .first = first };
	if (asprintf(&file->path, "%s/%s", dir, name) < 0)
		return fh_err_nomem(err);
	journal->count++;
	return 0;
}

static int compare_first(const void *left, const void *right)
{
	const struct journal_file *a = left, *b = right;

	return a->first < b->first ? -1 : a->first > b->first;
}

/* The files' names, in order. */
static int list_files(const char *path, const char *node,
		      struct journal *journal, struct fh_error *err)
{
	DIR *dir = open_dir(path, err);
	struct dirent *entry;
	int64_t first;
	size_t len;

	if (!dir)
		return -1;
	while ((entry = readdir(dir))) {
		if (!parse_name(entry->d_name, &len, &first) ||
		    len != strlen(node) || memcmp(entry->d_name, node, len))
			continue;
		if (!add_file(journal, path, entry->d_name, first, err))
			continue;
		closedir(dir);
		return -1;
	}
	closedir(dir);
	if (!journal->count)
		return fh_err(err, "%s has no journal of node %s", path, node);
	qsort(journal->file, journal->count, sizeof(*journal->file),
	      compare_first);
	return 0;
}

static int open_file(struct journal_file *file, struct fh_error *err)
{
	struct stat st;

	if (stat(file->path, &st) ||
	    !(file->file = S_ISREG(st.st_mode) ? fopen(file->path, "re") :
						 NULL))
		return fh_err(err, "couldn't open %s: %s", file->path,
			      strerror(errno ? errno : EINVAL));
	return 0;
}

static int open_files(const char *dir, const char *node,
		      struct journal *journal, struct fh_error *err)
{
	if (list_files(dir, node, journal, err))
		return -1;
	for (size_t i = 0; i < journal->count; i++)
		if (open_file(&journal->file[i], err))
			return -1;
	return 0;
}

/* Are these the files that are there now? */
static bool still_so(const char *dir, const char *node,
		     const struct journal *journal)
{
	struct journal now = { 0 };
	bool same = !list_files(dir, node, &now, NULL) &&
		    now.count == journal->count;

	for (size_t i = 0; same && i < now.count; i++)
		same = !strcmp(now.file[i].path, journal->file[i].path);
	journal_close(&now);
	return same;
}

int journal_open(const char *dir, const char *node, struct journal *ret,
		 struct fh_error *err)
{
	struct journal journal = { 0 };
	int tries = OPEN_TRIES;

	/* Once open, a file may be renamed or removed. */
	while (open_files(dir, node, &journal, err) ||
	       !still_so(dir, node, &journal)) {
		journal_close(&journal);
		if (!--tries)
			return -1;
		fh_err(err, "the journal of node %s in %s doesn't keep still",
		       node, dir);
	}
	journal.text = malloc(FH_JOURNAL_LINE_MAX + 1);
	if (!journal.text) {
		journal_close(&journal);
		return fh_err_nomem(err);
	}
	*ret = journal;
	return 0;
}

/*
 * One line with its newline; what is behind FH_JOURNAL_LINE_MAX bytes is
 * passed over.  Returns its length with that; 0 at the end.
 */
static size_t read_line(FILE *file, char *text)
{
	size_t len = 0;
	int c;

	while ((c = getc_unlocked(file)) != EOF) {
		if (len <= FH_JOURNAL_LINE_MAX)
			text[len] = (char) c;
		len++;
		if (c == '\n')
			break;
	}
	return len;
}

const char *journal_file(const struct journal *journal)
{
	return journal->file[journal->at].path;
}

/* Lines have their kind in front. */
static bool is_job(const char *text, size_t len)
{
	static const char kind[] = "\"kind\":\"job\",";

	return memmem(text, len < 64 ? len : 64, kind, strlen(kind));
}

/* The length of the next line, at most one byte too many; 0 at the end. */
static size_t next_text(struct journal *journal)
{
	while (journal->at < journal->count) {
		size_t len = read_line(journal->file[journal->at].file,
				       journal->text);
		bool last = journal->at == journal->count - 1;

		journal->line++;
		if (len > FH_JOURNAL_LINE_MAX)
			return FH_JOURNAL_LINE_MAX + 1;
		if (len && (!last || journal->text[len - 1] == '\n'))
			return len;
		if (last)
			break;
		journal->at++;
		journal->line = 0;
	}
	return 0;
}

enum journal_got journal_next(struct journal *journal,
			      struct fh_journal_line *ret,
			      struct fh_error *err)
{
	struct fh_error why;
	size_t len;

	do {
		len = next_text(journal);
		if (!len)
			return JOURNAL_END;
	} while (journal->jobs_only && !is_job(journal->text, len));
	if (!fh_journal_decode(journal->text, len, ret, &why))
		return JOURNAL_LINE;
	fh_err(err, "%s:%lu: %s", journal_file(journal), journal->line,
	       why.text);
	return JOURNAL_BAD;
}

void journal_rewind(struct journal *journal)
{
	for (size_t i = 0; i < journal->count; i++)
		rewind(journal->file[i].file);
	journal->at = 0;
	journal->line = 0;
}

void journal_close(struct journal *journal)
{
	for (size_t i = 0; i < journal->count; i++) {
		if (journal->file[i].file)
			fclose(journal->file[i].file);
		free(journal->file[i].path);
	}
	free(journal->file);
	free(journal->text);
	memset(journal, 0, sizeof(*journal));
}
