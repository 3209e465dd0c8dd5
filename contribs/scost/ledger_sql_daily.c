/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sums per day: see ledger_sql.h.  A report of a month reads these, some
 * ten thousands of rows where lines are a million.
 *
 * Lines are summed that agree in their day, texts, posting and gaps, and in
 * which numbers they know (known: bit n for the n-th), so that a sum never
 * mixes numbers with gaps.  New lines are added when their transaction is
 * committed, all at once (ledger_sums.h; a trigger for each would take longer
 * than all the rest); a trigger takes away those that go.
 */
#include "contribs/scost/ledger_sql.h"

#define KEY "day_s, label, posting, energy_source, cost_gaps, gaps, known"
#define SUMS \
	"lines, runs, accel_s, core_s, mib_s, energy_uj, meter_uj," \
	" co2e_mg, capital_micro, accel_micro, lease_micro," \
	" operations_micro, core_micro, memory_micro, energy_micro," \
	" total_micro, charge_micro"

#define KNOWN(row) \
	"(" \
	"("row "accel_s IS NOT NULL) * 1 + " \
	"("row "core_s IS NOT NULL) * 2 + " \
	"("row "mib_s IS NOT NULL) * 4 + " \
	"("row "energy_uj IS NOT NULL) * 8 + " \
	"("row "meter_uj IS NOT NULL) * 16 + " \
	"("row "co2e_mg IS NOT NULL) * 32 + " \
	"("row "capital_micro IS NOT NULL) * 64 + " \
	"("row "accel_micro IS NOT NULL) * 128 + " \
	"("row "lease_micro IS NOT NULL) * 256 + " \
	"("row "operations_micro IS NOT NULL) * 512 + " \
	"("row "core_micro IS NOT NULL) * 1024 + " \
	"("row "memory_micro IS NOT NULL) * 2048 + " \
	"("row "energy_micro IS NOT NULL) * 4096 + " \
	"("row "total_micro IS NOT NULL) * 8192 + " \
	"("row "charge_micro IS NOT NULL) * 16384)"

/* The row of daily that an old line is in. */
#define ROW_OF_OLD \
	" WHERE day_s = OLD.day_s AND label = OLD.label" \
	" AND posting = OLD.posting AND energy_source = OLD.energy_source" \
	" AND cost_gaps = OLD.cost_gaps AND gaps = OLD.gaps" \
	" AND known = " KNOWN("OLD.")

/* A number that became too large for an integer would be a real one. */
#define SUM(name) \
	" " name " INTEGER NOT NULL CHECK (typeof(" name ") = 'integer'),"

const char scost_sql_daily[] =
	"CREATE TABLE daily ("
	" day_s INTEGER NOT NULL, label INTEGER NOT NULL,"
	" posting INTEGER NOT NULL, energy_source INTEGER NOT NULL,"
	" cost_gaps INTEGER NOT NULL, gaps INTEGER NOT NULL,"
	" known INTEGER NOT NULL, lines INTEGER NOT NULL,"
	" runs INTEGER NOT NULL,"
	SUM("accel_s")
	SUM("core_s")
	SUM("mib_s")
	SUM("energy_uj")
	SUM("meter_uj")
	SUM("co2e_mg")
	SUM("capital_micro")
	SUM("accel_micro")
	SUM("lease_micro")
	SUM("operations_micro")
	SUM("core_micro")
	SUM("memory_micro")
	SUM("energy_micro")
	SUM("total_micro")
	SUM("charge_micro")
	" PRIMARY KEY (" KEY ")) WITHOUT ROWID;"

	"CREATE TRIGGER line_takes AFTER DELETE ON line BEGIN"
	" UPDATE daily SET lines = lines - 1, runs = runs - OLD.runs,"
	" accel_s = accel_s - coalesce(OLD.accel_s, 0),"
	" core_s = core_s - coalesce(OLD.core_s, 0),"
	" mib_s = mib_s - coalesce(OLD.mib_s, 0),"
	" energy_uj = energy_uj - coalesce(OLD.energy_uj, 0),"
	" meter_uj = meter_uj - coalesce(OLD.meter_uj, 0),"
	" co2e_mg = co2e_mg - coalesce(OLD.co2e_mg, 0),"
	" capital_micro = capital_micro - coalesce(OLD.capital_micro, 0),"
	" accel_micro = accel_micro - coalesce(OLD.accel_micro, 0),"
	" lease_micro = lease_micro - coalesce(OLD.lease_micro, 0),"
	" operations_micro = operations_micro - coalesce(OLD.operations_micro, 0),"
	" core_micro = core_micro - coalesce(OLD.core_micro, 0),"
	" memory_micro = memory_micro - coalesce(OLD.memory_micro, 0),"
	" energy_micro = energy_micro - coalesce(OLD.energy_micro, 0),"
	" total_micro = total_micro - coalesce(OLD.total_micro, 0),"
	" charge_micro = charge_micro - coalesce(OLD.charge_micro, 0)"
	ROW_OF_OLD "; DELETE FROM daily" ROW_OF_OLD " AND lines = 0; END;";

const char scost_sql_daily_fill[] =
	"INSERT INTO daily (" KEY ", " SUMS ") SELECT day_s, label,"
	" posting, energy_source, cost_gaps, gaps, known, count(*),"
	" sum(runs),"
	" sum(coalesce(accel_s, 0)), sum(coalesce(core_s, 0)),"
	" sum(coalesce(mib_s, 0)), sum(coalesce(energy_uj, 0)),"
	" sum(coalesce(meter_uj, 0)), sum(coalesce(co2e_mg, 0)),"
	" sum(coalesce(capital_micro, 0)),"
	" sum(coalesce(accel_micro, 0)),"
	" sum(coalesce(lease_micro, 0)),"
	" sum(coalesce(operations_micro, 0)),"
	" sum(coalesce(core_micro, 0)),"
	" sum(coalesce(memory_micro, 0)),"
	" sum(coalesce(energy_micro, 0)),"
	" sum(coalesce(total_micro, 0)),"
	" sum(coalesce(charge_micro, 0))"
	" FROM (SELECT *, " KNOWN("") " AS known FROM line) GROUP BY " KEY;

const char scost_sql_daily_add[] =
	"INSERT INTO daily (" KEY ", " SUMS ") VALUES (?, ?, ?, ?, ?, ?, ?,"
	" ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	" ON CONFLICT (" KEY ") DO UPDATE SET"
	" lines = lines + excluded.lines,"
	" runs = runs + excluded.runs,"
	" accel_s = accel_s + excluded.accel_s,"
	" core_s = core_s + excluded.core_s,"
	" mib_s = mib_s + excluded.mib_s,"
	" energy_uj = energy_uj + excluded.energy_uj,"
	" meter_uj = meter_uj + excluded.meter_uj,"
	" co2e_mg = co2e_mg + excluded.co2e_mg,"
	" capital_micro = capital_micro + excluded.capital_micro,"
	" accel_micro = accel_micro + excluded.accel_micro,"
	" lease_micro = lease_micro + excluded.lease_micro,"
	" operations_micro = operations_micro + excluded.operations_micro,"
	" core_micro = core_micro + excluded.core_micro,"
	" memory_micro = memory_micro + excluded.memory_micro,"
	" energy_micro = energy_micro + excluded.energy_micro,"
	" total_micro = total_micro + excluded.total_micro,"
	" charge_micro = charge_micro + excluded.charge_micro";
