/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the ledger's own files know of it. */
#ifndef SCOST_LEDGER_PRIV_H
#define SCOST_LEDGER_PRIV_H

#include "contribs/scost/ledger.h"
#include "contribs/scost/ledger_db.h"

/* Statements that are asked for each line; prepared when first used. */
enum scost_ledger_stmt {
	SCOST_STMT_RUN_FIND,
	SCOST_STMT_RUN_ADD,
	SCOST_STMT_RUN_SET,
	SCOST_STMT_RUN_SEEN,
	SCOST_STMT_LABEL_FIND,
	SCOST_STMT_LABEL_ADD,
	SCOST_STMT_LINE_ADD,
	SCOST_STMT_LINE_DROP,
	SCOST_STMT_STANDING,
	SCOST_STMT_CLOSED_AT,
	SCOST_STMT_DAILY_ADD,
	SCOST_STMT_COUNT
};

struct scost_ledger {
	sqlite3 *db;
	sqlite3_stmt *stmt[SCOST_STMT_COUNT];
	sqlite3_int64 closed_until_s;	/* of the last closed period, when
					 * the transaction began */
	struct lh_table *labels;	/* of ledger_label.c; NULL: none yet */
	struct lh_table *sums;		/* of ledger_sums.c; NULL: none yet */
};

/* The statement, or NULL with err set. */
sqlite3_stmt *scost_ledger_stmt(struct scost_ledger *ledger,
				enum scost_ledger_stmt which,
				struct fh_error *err);

#endif
