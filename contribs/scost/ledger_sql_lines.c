/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tables of runs and lines: see ledger_sql.h.
 *
 * run     a row of slurmdbd's job table: hash is of what it said when it was
 *         priced; open: it had not ended
 * label   the texts that many lines share, never changed
 * line    a line of a bill; "lines" shows it with its texts
 * cluster how far slurmdbd was read
 */
#include "contribs/scost/ledger_sql.h"

const char scost_sql_lines[] =
	"CREATE TABLE ledger (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
	" WITHOUT ROWID;"
	"CREATE TABLE cluster (name TEXT PRIMARY KEY,"
	" cursor_s INTEGER NOT NULL, wide_s INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE run (id INTEGER PRIMARY KEY, cluster TEXT NOT NULL,"
	" db_index INTEGER NOT NULL, raw_id INTEGER NOT NULL,"
	" hash BLOB NOT NULL, open INTEGER NOT NULL, seen INTEGER NOT NULL,"
	" UNIQUE (cluster, db_index));"
	"CREATE INDEX run_open ON run (cluster) WHERE open;"

	"CREATE TABLE label (id INTEGER PRIMARY KEY,"
	" cluster TEXT NOT NULL, user TEXT NOT NULL,"
	" account TEXT NOT NULL, qos TEXT NOT NULL,"
	" partition TEXT NOT NULL, wckey TEXT NOT NULL,"
	" data_class TEXT NOT NULL, state TEXT NOT NULL,"
	" accel TEXT NOT NULL, zone TEXT NOT NULL,"
	" site TEXT NOT NULL, tenancy TEXT NOT NULL,"
	" digest TEXT NOT NULL,"
	" UNIQUE (cluster, user, account, qos, partition, wckey,"
	" data_class, state, accel, zone, site, tenancy, digest));"
	"CREATE TRIGGER label_is_kept BEFORE UPDATE ON label BEGIN"
	" SELECT RAISE(ABORT, 'texts of lines are never changed'); END;"
	"CREATE TRIGGER label_stays BEFORE DELETE ON label BEGIN"
	" SELECT RAISE(ABORT, 'texts of lines are never removed'); END;"

	"CREATE TABLE line (id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" run INTEGER NOT NULL REFERENCES run (id),"
	" label INTEGER NOT NULL REFERENCES label (id),"
	" reverses INTEGER REFERENCES line (id),"
	" posting INTEGER NOT NULL, job_id TEXT NOT NULL,"
	" job_name TEXT NOT NULL, day_s INTEGER NOT NULL,"
	" from_s INTEGER NOT NULL, until_s INTEGER NOT NULL,"
	" runs INTEGER NOT NULL, energy_source INTEGER NOT NULL,"
	" cost_gaps INTEGER NOT NULL, gaps INTEGER NOT NULL,"
	" accel_s INTEGER, core_s INTEGER, mib_s INTEGER,"
	" energy_uj INTEGER, meter_uj INTEGER, co2e_mg INTEGER,"
	" capital_micro INTEGER, accel_micro INTEGER,"
	" lease_micro INTEGER, operations_micro INTEGER,"
	" core_micro INTEGER, memory_micro INTEGER,"
	" energy_micro INTEGER, total_micro INTEGER,"
	" charge_micro INTEGER);"
	"CREATE INDEX line_run ON line (run);"
	"CREATE INDEX line_day ON line (day_s);"
	"CREATE INDEX line_reverses ON line (reverses)"
	" WHERE reverses IS NOT NULL;"
	"CREATE TRIGGER line_is_kept BEFORE UPDATE ON line BEGIN"
	" SELECT RAISE(ABORT, 'lines are never edited'); END;"

	"CREATE VIEW lines AS SELECT"
	" posting, label.cluster AS cluster, db_index, job_id,"
	" job_name, user, account, qos, partition, wckey, data_class,"
	" state, accel, zone, site, tenancy, digest, day_s, from_s,"
	" until_s, runs, accel_s, core_s, mib_s, energy_uj,"
	" energy_source, meter_uj, co2e_mg, capital_micro,"
	" accel_micro, lease_micro, operations_micro, core_micro,"
	" memory_micro, energy_micro, total_micro, charge_micro,"
	" cost_gaps, gaps"
	", run, reverses, line.id AS line FROM line"
	" JOIN run ON run.id = line.run JOIN label ON label.id = line.label;";
