/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Labels: see ledger_label.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include <json-c/linkhash.h>
#include <json-c/printbuf.h>

#include "contribs/scost/ledger_column.h"
#include "contribs/scost/ledger_label.h"
#include "contribs/scost/ledger_priv.h"

#define FIRST_ROOM 1024
#define MOST 20000	/* in memory, of some 200 bytes each */

/* The texts with their NULs, which no text has inside. */
struct key {
	size_t len;
	const char *bytes;
};

static unsigned long hash_of(const void *at)
{
	const struct key *key = at;
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < key->len; i++)
		hash = (hash ^ (unsigned char) key->bytes[i]) *
		       0x100000001b3u;
	return (unsigned long) hash;
}

static int is_equal(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	return x->len == y->len && !memcmp(x->bytes, y->bytes, x->len);
}

static void free_key(struct lh_entry *entry)
{
	free((void *) (uintptr_t) entry->k);
}

static int make_key(const struct scost_line *line, struct printbuf *texts,
		    struct key *ret)
{
	size_t count;
	const struct scost_column *column = scost_columns(&count);

	for (size_t i = 0; i < count; i++) {
		const char *text;

		if (column[i].home != SCOST_HOME_LABEL)
			continue;
		text = scost_column_text(&column[i], line);
		if (printbuf_memappend(texts, text,
				       (int) strlen(text) + 1) < 0)
			return -1;
	}
	*ret = (struct key){ (size_t) printbuf_length(texts), texts->buf };
	return 0;
}

/* A copy, with its bytes behind it. */
static struct key *copy_key(const struct key *key)
{
	struct key *ret = malloc(sizeof(*ret) + key->len);

	if (!ret)
		return NULL;
	*ret = (struct key){ key->len, (char *) (ret + 1) };
	memcpy(ret + 1, key->bytes, key->len);
	return ret;
}

/* Where there is no memory for it, the file is asked again. */
static void remember(struct scost_ledger *ledger, const struct key *key,
		     int64_t id)
{
	struct key *copy;

	if (ledger->labels && lh_table_length(ledger->labels) >= MOST)
		scost_labels_clear(ledger);
	if (!ledger->labels)
		ledger->labels = lh_table_new(FIRST_ROOM, free_key, hash_of,
					      is_equal);
	copy = ledger->labels ? copy_key(key) : NULL;
	if (copy && lh_table_insert(ledger->labels, copy,
				    (const void *) (intptr_t) id))
		free(copy);
}

/* In the file; 0: it is not there.  -1 with err set on failure. */
static int64_t find(struct scost_ledger *ledger, const struct scost_line *line,
		    struct fh_error *err)
{
	sqlite3_stmt *stmt = scost_ledger_stmt(ledger, SCOST_STMT_LABEL_FIND,
					       err);
	int64_t id = 0;
	int rc;

	if (!stmt)
		return -1;
	scost_columns_bind(stmt, 1, line, SCOST_HOME_LABEL);
	rc = scost_db_step(stmt, err);
	if (rc > 0)
		id = sqlite3_column_int64(stmt, 0);
	sqlite3_reset(stmt);
	return rc < 0 ? -1 : id;
}

static int64_t find_or_add(struct scost_ledger *ledger,
			   const struct scost_line *line, struct fh_error *err)
{
	int64_t id = find(ledger, line, err);
	sqlite3_stmt *stmt;

	if (id)
		return id;
	stmt = scost_ledger_stmt(ledger, SCOST_STMT_LABEL_ADD, err);
	if (!stmt)
		return -1;
	scost_columns_bind(stmt, 1, line, SCOST_HOME_LABEL);
	if (scost_db_run(stmt, err))
		return -1;
	return sqlite3_last_insert_rowid(ledger->db);
}

static int64_t look_up(struct scost_ledger *ledger,
		       const struct scost_line *line, struct printbuf *texts,
		       struct fh_error *err)
{
	struct lh_entry *entry = NULL;
	struct key key;
	int64_t id;

	if (make_key(line, texts, &key))
		return fh_err_nomem(err);
	if (ledger->labels)
		entry = lh_table_lookup_entry(ledger->labels, &key);
	if (entry)
		return (intptr_t) entry->v;
	id = find_or_add(ledger, line, err);
	if (id > 0)
		remember(ledger, &key, id);
	return id;
}

int64_t scost_label_of(struct scost_ledger *ledger,
		       const struct scost_line *line, struct fh_error *err)
{
	struct printbuf *texts = printbuf_new();
	int64_t id;

	if (!texts)
		return fh_err_nomem(err);
	id = look_up(ledger, line, texts, err);
	printbuf_free(texts);
	return id;
}

void scost_labels_clear(struct scost_ledger *ledger)
{
	if (ledger->labels)
		lh_table_free(ledger->labels);
	ledger->labels = NULL;
}
