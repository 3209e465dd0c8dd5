/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Frozen periods: see ledger_sql.h.
 *
 * closed  a period of a cluster, with the head of the chain over its lines
 * sealed  its lines in the chain's order with their hashes
 *
 * The triggers refuse what must not happen, to scost and to a visitor with
 * the sqlite3 command alike.  One who drops them is found by the chain.  The
 * one that each new line meets comes with the first closed period.
 */
#include "contribs/scost/ledger_sql.h"

const char scost_sql_closing[] =
	"CREATE TABLE closed (id INTEGER PRIMARY KEY, cluster TEXT NOT NULL,"
	" period TEXT NOT NULL, from_s INTEGER NOT NULL,"
	" until_s INTEGER NOT NULL, closed_s INTEGER NOT NULL,"
	" head TEXT NOT NULL, imported INTEGER NOT NULL,"
	" UNIQUE (cluster, period));"
	"CREATE TABLE sealed (closed INTEGER NOT NULL, n INTEGER NOT NULL,"
	" line INTEGER NOT NULL REFERENCES line (id), hash TEXT NOT NULL,"
	" PRIMARY KEY (closed, n)) WITHOUT ROWID;"
	"CREATE UNIQUE INDEX sealed_line ON sealed (line);"

	"CREATE TRIGGER closed_is_kept BEFORE UPDATE ON closed BEGIN"
	" SELECT RAISE(ABORT, 'this period is closed'); END;"
	"CREATE TRIGGER closed_stays BEFORE DELETE ON closed BEGIN"
	" SELECT RAISE(ABORT, 'this period is closed'); END;"
	"CREATE TRIGGER sealed_is_kept BEFORE UPDATE ON sealed BEGIN"
	" SELECT RAISE(ABORT, 'this period is closed'); END;"
	"CREATE TRIGGER sealed_stays BEFORE DELETE ON sealed BEGIN"
	" SELECT RAISE(ABORT, 'this period is closed'); END;"
	"CREATE TRIGGER sealed_is_full BEFORE INSERT ON sealed"
	" WHEN EXISTS (SELECT 1 FROM closed WHERE id = NEW.closed) BEGIN"
	" SELECT RAISE(ABORT, 'this period is closed'); END;"
	"CREATE TRIGGER line_stays BEFORE DELETE ON line"
	" WHEN EXISTS (SELECT 1 FROM sealed WHERE line = OLD.id) BEGIN"
	" SELECT RAISE(ABORT, 'this period is closed'); END;";

const char scost_sql_closed_guard[] =
	"CREATE TRIGGER IF NOT EXISTS line_comes_late BEFORE INSERT ON line"
	" WHEN EXISTS (SELECT 1 FROM closed JOIN label"
	" ON label.id = NEW.label AND label.cluster = closed.cluster"
	" WHERE NEW.day_s >= from_s AND NEW.day_s < until_s) BEGIN"
	" SELECT RAISE(ABORT, 'this period is closed'); END;";
