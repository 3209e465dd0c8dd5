/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sums per day of a transaction's lines: see ledger_sums.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include <json-c/linkhash.h>

#include "contribs/scost/ledger_column.h"
#include "contribs/scost/ledger_priv.h"
#include "contribs/scost/ledger_sums.h"
#include "plugins/common/fh_units.h"

#define FIRST_ROOM 256
#define FIGURES 15	/* numbers of a line that may be unknown */

/* What daily's rows are told apart by, in the order of its columns. */
enum { DAY, LABEL, POSTING, SOURCE, COST_GAPS, GAPS, KNOWN, KEY_COUNT };

struct sum {
	int64_t key[KEY_COUNT];
	int64_t lines;
	int64_t runs;
	int64_t figure[FIGURES];
};

static unsigned long hash_of(const void *at)
{
	const struct sum *sum = at;
	uint64_t hash = 0;

	for (int i = 0; i < KEY_COUNT; i++)
		hash = (hash ^ (uint64_t) sum->key[i]) * 0x9e3779b97f4a7c15u;
	return (unsigned long) (hash ^ hash >> 32);
}

static int is_equal(const void *a, const void *b)
{
	return !memcmp(((const struct sum *) a)->key,
		       ((const struct sum *) b)->key,
		       sizeof(((const struct sum *) a)->key));
}

static void free_sum(struct lh_entry *entry)
{
	free((void *) (uintptr_t) entry->k);
}

/* A sum of one line. */
static void begin(int64_t label, const struct scost_line *line,
		  struct sum *ret)
{
	size_t count, figures = 0;
	const struct scost_column *column = scost_columns(&count);

	*ret = (struct sum){
		.key = { line->day_s, label, line->posting,
			 line->energy_source, line->cost.gaps, line->gaps },
		.lines = 1,
		.runs = line->runs,
	};
	for (size_t i = 0; i < count; i++) {
		int64_t number;

		if (column[i].kind != SCOST_COLUMN_NUMBER)
			continue;
		number = scost_column_number(&column[i], line);
		if (number != FH_UNKNOWN) {
			ret->key[KNOWN] |= 1 << figures;
			ret->figure[figures] = number;
		}
		figures++;
	}
}

/* The sum it belongs to, or itself, copied, where it is the first. */
static int merge(struct lh_table *sums, const struct sum *one,
		 struct fh_error *err)
{
	struct lh_entry *entry = lh_table_lookup_entry(sums, one);
	struct sum *sum;
	bool large = false;

	if (!entry) {
		sum = malloc(sizeof(*sum));
		if (!sum)
			return fh_err_nomem(err);
		*sum = *one;
		if (!lh_table_insert(sums, sum, NULL))
			return 0;
		free(sum);
		return fh_err_nomem(err);
	}
	sum = (struct sum *) (uintptr_t) entry->k;
	sum->lines += one->lines;
	sum->runs += one->runs;
	for (int i = 0; i < FIGURES; i++)
		large |= __builtin_add_overflow(sum->figure[i], one->figure[i],
						&sum->figure[i]);
	return large ? fh_err(err, "the sums of a day are too large") : 0;
}

int scost_sums_add(struct scost_ledger *ledger, int64_t label,
		   const struct scost_line *line, struct fh_error *err)
{
	struct sum one;

	if (!ledger->sums) {
		ledger->sums = lh_table_new(FIRST_ROOM, free_sum, hash_of,
					    is_equal);
		if (!ledger->sums)
			return fh_err_nomem(err);
	}
	begin(label, line, &one);
	return merge(ledger->sums, &one, err);
}

static int write_one(sqlite3_stmt *stmt, const struct sum *sum,
		     struct fh_error *err)
{
	int at = 1;

	for (int i = 0; i < KEY_COUNT; i++)
		sqlite3_bind_int64(stmt, at++, sum->key[i]);
	sqlite3_bind_int64(stmt, at++, sum->lines);
	sqlite3_bind_int64(stmt, at++, sum->runs);
	for (int i = 0; i < FIGURES; i++)
		sqlite3_bind_int64(stmt, at++, sum->figure[i]);
	return scost_db_run(stmt, err);
}

int scost_sums_write(struct scost_ledger *ledger, struct fh_error *err)
{
	sqlite3_stmt *stmt = scost_ledger_stmt(ledger, SCOST_STMT_DAILY_ADD,
					       err);
	struct lh_entry *entry;
	int rc = stmt ? 0 : -1;

	if (!ledger->sums)
		return rc;
	for (entry = lh_table_head(ledger->sums); entry && !rc;
	     entry = entry->next)
		rc = write_one(stmt, entry->k, err);
	scost_sums_clear(ledger);
	return rc;
}

void scost_sums_clear(struct scost_ledger *ledger)
{
	if (ledger->sums)
		lh_table_free(ledger->sums);
	ledger->sums = NULL;
}
