/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Putting a run into the ledger: see ledger_store.h. */
#include "fh_config.h"

#include <string.h>

#include "contribs/scost/ledger_column.h"
#include "contribs/scost/ledger_label.h"
#include "contribs/scost/ledger_priv.h"
#include "contribs/scost/ledger_standing.h"
#include "contribs/scost/ledger_store.h"
#include "contribs/scost/ledger_sums.h"
#include "plugins/common/fh_units.h"

/* A run whose lines come in. */
struct taking {
	struct scost_store *store;
	const struct scost_run *run;
	int64_t run_id;
	int64_t lines;
	struct scost_standing standing;
};

/* Its id; 0: it is not there.  -1 with err set on failure. */
static int64_t find_run(struct scost_ledger *ledger,
			const struct scost_run *run, bool *ret_same,
			struct fh_error *err)
{
	sqlite3_stmt *stmt = scost_ledger_stmt(ledger, SCOST_STMT_RUN_FIND,
					       err);
	int64_t id = 0;
	int rc;

	if (!stmt)
		return -1;
	scost_db_bind_text(stmt, 1, run->cluster);
	sqlite3_bind_int64(stmt, 2, run->db_index);
	rc = scost_db_step(stmt, err);
	if (rc > 0) {
		id = sqlite3_column_int64(stmt, 0);
		*ret_same = sqlite3_column_bytes(stmt, 1) ==
				    sizeof(run->hash) &&
			    !memcmp(sqlite3_column_blob(stmt, 1), run->hash,
				    sizeof(run->hash));
	}
	sqlite3_reset(stmt);
	return rc < 0 ? -1 : id;
}

int scost_store_add_run(struct scost_ledger *ledger,
			const struct scost_run *run, int64_t seen_s,
			int64_t *ret_id, struct fh_error *err)
{
	sqlite3_stmt *stmt = scost_ledger_stmt(ledger, SCOST_STMT_RUN_ADD,
					       err);

	if (!stmt)
		return -1;
	scost_db_bind_text(stmt, 1, run->cluster);
	sqlite3_bind_int64(stmt, 2, run->db_index);
	sqlite3_bind_int64(stmt, 3, run->raw_id);
	sqlite3_bind_blob(stmt, 4, run->hash, sizeof(run->hash),
			  SQLITE_STATIC);
	sqlite3_bind_int(stmt, 5, run->open);
	sqlite3_bind_int64(stmt, 6, seen_s);
	if (scost_db_run(stmt, err))
		return -1;
	*ret_id = sqlite3_last_insert_rowid(ledger->db);
	return 0;
}

static int set_run(const struct taking *taking, struct fh_error *err)
{
	sqlite3_stmt *stmt = scost_ledger_stmt(taking->store->ledger,
					       SCOST_STMT_RUN_SET, err);

	if (!stmt)
		return -1;
	sqlite3_bind_blob(stmt, 1, taking->run->hash,
			  sizeof(taking->run->hash), SQLITE_STATIC);
	sqlite3_bind_int(stmt, 2, taking->run->open);
	sqlite3_bind_int64(stmt, 3, taking->store->now_s);
	sqlite3_bind_int64(stmt, 4, taking->run_id);
	return scost_db_run(stmt, err);
}

static int mark_seen(struct scost_store *store, int64_t run_id,
		     struct fh_error *err)
{
	sqlite3_stmt *stmt = scost_ledger_stmt(store->ledger,
					       SCOST_STMT_RUN_SEEN, err);

	if (!stmt)
		return -1;
	sqlite3_bind_int64(stmt, 1, store->now_s);
	sqlite3_bind_int64(stmt, 2, run_id);
	return scost_db_run(stmt, err);
}

int scost_store_line(struct scost_ledger *ledger, int64_t run_id,
		     int64_t reverses, const struct scost_line *line,
		     struct fh_error *err)
{
	int64_t label = scost_label_of(ledger, line, err);
	sqlite3_stmt *stmt = scost_ledger_stmt(ledger, SCOST_STMT_LINE_ADD,
					       err);

	if (label < 0 || !stmt)
		return -1;
	sqlite3_bind_int64(stmt, 1, run_id);
	sqlite3_bind_int64(stmt, 2, label);
	scost_db_bind_number(stmt, 3, reverses);
	scost_columns_bind(stmt, 4, line, SCOST_HOME_LINE);
	if (scost_db_run(stmt, err))
		return -1;
	return scost_sums_add(ledger, label, line, err);
}

/* Is the day in a closed period?  1, 0, or -1 with err set. */
static int is_closed(struct scost_ledger *ledger, const char *cluster,
		     int64_t day_s, struct fh_error *err)
{
	sqlite3_stmt *stmt;
	int rc;

	if (day_s >= ledger->closed_until_s)
		return 0;
	stmt = scost_ledger_stmt(ledger, SCOST_STMT_CLOSED_AT, err);
	if (!stmt)
		return -1;
	scost_db_bind_text(stmt, 1, cluster);
	sqlite3_bind_int64(stmt, 2, day_s);
	rc = scost_db_step(stmt, err);
	sqlite3_reset(stmt);
	return rc;
}

static bool stands(const struct scost_standing_line *old,
		   const struct scost_line *line)
{
	struct scost_line booked = *line;

	booked.posting = old->line.posting;
	booked.day_s = old->line.day_s;
	return scost_line_equal(&old->line, &booked, !old->frozen);
}

static int take_line(const struct scost_line *given, void *ctx,
		     struct fh_error *err)
{
	struct taking *taking = ctx;
	struct scost_store *store = taking->store;
	struct scost_line line = *given;
	struct scost_standing_line *old;
	int closed;

	line.runs = !taking->lines++;
	old = scost_standing_find(&taking->standing, &line);
	if (old && stands(old, &line)) {
		old->kept = true;
		return 0;
	}
	closed = is_closed(store->ledger, line.cluster, line.day_s, err);
	if (closed < 0)
		return -1;
	if (closed) {
		line.posting = SCOST_CORRECTION;
		line.day_s = store->book_day_s;
		store->corrections++;
	}
	return scost_store_line(store->ledger, taking->run_id, FH_UNKNOWN,
				&line, err);
}

static int drop(struct scost_ledger *ledger, int64_t id, struct fh_error *err)
{
	sqlite3_stmt *stmt = scost_ledger_stmt(ledger, SCOST_STMT_LINE_DROP,
					       err);

	if (!stmt || scost_sums_write(ledger, err))
		return -1;
	sqlite3_bind_int64(stmt, 1, id);
	return scost_db_run(stmt, err);
}

/* What no longer stands goes, or is taken back where it is frozen. */
static int settle(struct taking *taking, struct fh_error *err)
{
	struct scost_store *store = taking->store;

	for (size_t i = 0; i < taking->standing.count; i++) {
		struct scost_standing_line *old = &taking->standing.item[i];
		struct scost_line line = old->line;
		int rc = 0;

		if (old->kept)
			continue;
		line.posting = SCOST_REVERSAL;
		line.day_s = store->book_day_s;
		if (old->frozen)
			rc = scost_store_line(store->ledger, taking->run_id,
					      old->id, &line, err);
		else
			rc = drop(store->ledger, old->id, err);
		if (rc)
			return -1;
		store->corrections += old->frozen;
	}
	return 0;
}

static int replace(struct taking *taking, const struct scost_line_maker *maker,
		   struct fh_error *err)
{
	int rc = scost_standing_read(taking->store->ledger, taking->run_id,
				     &taking->standing, err);

	if (!rc)
		rc = maker->make(maker->arg, take_line, taking, err);
	if (!rc)
		rc = settle(taking, err);
	scost_standing_clear(&taking->standing);
	return rc ? -1 : set_run(taking, err);
}

int scost_store_run(struct scost_store *store, const struct scost_run *run,
		    const struct scost_line_maker *maker,
		    struct fh_error *err)
{
	struct taking taking = { .store = store, .run = run };
	bool same = false;

	store->runs++;
	taking.run_id = find_run(store->ledger, run, &same, err);
	if (taking.run_id < 0)
		return -1;
	if (taking.run_id && same)
		return run->open ? mark_seen(store, taking.run_id, err) : 0;
	store->changed++;
	if (taking.run_id)
		return replace(&taking, maker, err);
	if (scost_store_add_run(store->ledger, run, store->now_s,
				&taking.run_id, err))
		return -1;
	return maker->make(maker->arg, take_line, &taking, err);
}
