/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For tests of the ledger: a file, a source, and a configuration. */
#ifndef LEDGER_CASE_H
#define LEDGER_CASE_H

#include "scost_case.h"

#include <stdlib.h>

#include "contribs/scost/ledger_priv.h"
#include "contribs/scost/ledger_read.h"
#include "contribs/scost/ledger_seal.h"
#include "contribs/scost/ledger_sync.h"
#include "tests/fakes/fake_jobs.h"
#include "tests/fakes/temp_tree.h"

#define DAY_S 86400
#define MARCH_S (START_S + 28 * DAY_S)	/* 2026-03-01 */

/* Two zones' worth of jobs is enough for every rule. */
struct ledger_case {
	struct fh_conf *conf;
	const char *path;
	struct scost_ledger *ledger;
	struct fake_row row[8];
	struct fake_jobs jobs;
	struct scost_source source;
};

static inline void case_open(struct ledger_case *at)
{
	struct fh_error err = { "" };

	if (scost_ledger_open(at->path, true, &at->ledger, &err))
		fail_msg("%s", err.text);
}

static inline void case_close(struct ledger_case *at)
{
	scost_ledger_free(at->ledger);
	at->ledger = NULL;
}

/* Four runs that ended in February, one of them requeued. */
static inline void case_begin(struct ledger_case *at, void **state)
{
	static const struct fake_row rows[] = {
		{ 1, 11, "bio", "COMPLETED", "h100", 4, START_S + 100,
		  START_S + 7300, 5000000 },
		{ 2, 12, "bio", "REQUEUED", "h100", 1, START_S + 200,
		  START_S + 560, FH_UNKNOWN },
		{ 3, 12, "bio", "COMPLETED", "h100", 1, START_S + 900,
		  START_S + 3 * DAY_S, 7000000000 },
		{ 4, 13, "chem", "FAILED", "h100", 2, START_S + DAY_S,
		  START_S + DAY_S + 60, FH_UNKNOWN },
	};

	*at = (struct ledger_case){
		.path = temp_tree_path(*state, "ledger.sqlite"),
		.jobs = { .count = sizeof(rows) / sizeof(rows[0]) },
	};
	memcpy(at->row, rows, sizeof(rows));
	at->jobs.row = at->row;
	assert_int_equal(load((void **) &at->conf), 0);
	case_open(at);
}

static inline void case_end(struct ledger_case *at)
{
	case_close(at);
	fh_conf_free(at->conf);
}

static inline struct scost_sync_result case_sync(struct ledger_case *at,
						 int64_t now_s)
{
	struct scost_source source = fake_jobs_source(&at->jobs);
	const struct scost_sync sync = {
		.ledger = at->ledger,
		.source = &source,
		.conf = at->conf,
		.cluster = "tx",
		.now_s = now_s,
		.since_s = START_S,
	};
	struct scost_sync_result result;
	struct fh_error err = { "" };

	at->jobs.now_s = now_s;
	if (scost_sync_cluster(&sync, &result, &err))
		fail_msg("%s", err.text);
	return result;
}

/* malloc'ed */
static inline char *case_dump(struct ledger_case *at)
{
	struct fh_error err = { "" };
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	if (scost_ledger_dump(at->ledger, out, &err))
		fail_msg("%s", err.text);
	fclose(out);
	return text;
}

static inline int64_t case_number(struct ledger_case *at, const char *sql)
{
	struct fh_error err = { "" };
	sqlite3_int64 ret = 0;

	if (scost_db_number(at->ledger->db, sql, FH_UNKNOWN, &ret, &err))
		fail_msg("%s: %s", sql, err.text);
	return ret;
}

static inline void case_month(struct ledger_case *at, const char *name,
			      int64_t now_s)
{
	char head[FH_CHAIN_HEAD_SIZE];
	struct fh_error err = { "" };

	if (scost_seal_close(at->ledger, "tx", name, now_s, head, &err))
		fail_msg("%s", err.text);
}

/* 0, or -1 with what differs in err. */
static inline int case_verify(struct ledger_case *at, struct fh_error *err)
{
	struct scost_periods periods;
	int rc = 0;

	assert_int_equal(scost_periods_read(at->ledger, NULL, NULL, &periods,
					    err), 0);
	assert_true(periods.count > 0);
	for (size_t i = 0; !rc && i < periods.count; i++)
		rc = scost_seal_verify(at->ledger, &periods.item[i], NULL,
				       err);
	scost_periods_clear(&periods);
	return rc;
}

#endif
