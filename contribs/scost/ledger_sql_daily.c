/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sums per day: see ledger_sql.h.  A report of a month reads these, some
 * ten thousands of rows where lines are a million.
 *
 * Lines are summed that agree in their day, texts, posting and gaps, and in
 * which numbers they know (known: bit n for the n-th), so that a sum never
 * mixes numbers with gaps.  Triggers keep them; what would overflow refuses
 * the line.
 */
#include "contribs/scost/ledger_sql.h"

/* Column by column the same for the new table, a new line, an old one. */
#define KEY "day_s, label, posting, energy_source, cost_gaps, gaps, known"
#define SUMS \
	"lines, runs, accel_s, core_s, mib_s, energy_uj, meter_uj, " \
	"co2e_mg, accel_micro, core_micro, memory_micro, " \
	"energy_micro, total_micro"

#define KNOWN_NEW \
	"(" \
	"(NEW.accel_s IS NOT NULL) * 1 + " \
	"(NEW.core_s IS NOT NULL) * 2 + " \
	"(NEW.mib_s IS NOT NULL) * 4 + " \
	"(NEW.energy_uj IS NOT NULL) * 8 + " \
	"(NEW.meter_uj IS NOT NULL) * 16 + " \
	"(NEW.co2e_mg IS NOT NULL) * 32 + " \
	"(NEW.accel_micro IS NOT NULL) * 64 + " \
	"(NEW.core_micro IS NOT NULL) * 128 + " \
	"(NEW.memory_micro IS NOT NULL) * 256 + " \
	"(NEW.energy_micro IS NOT NULL) * 512 + " \
	"(NEW.total_micro IS NOT NULL) * 1024" \
	")"

#define KNOWN_OLD \
	"(" \
	"(OLD.accel_s IS NOT NULL) * 1 + " \
	"(OLD.core_s IS NOT NULL) * 2 + " \
	"(OLD.mib_s IS NOT NULL) * 4 + " \
	"(OLD.energy_uj IS NOT NULL) * 8 + " \
	"(OLD.meter_uj IS NOT NULL) * 16 + " \
	"(OLD.co2e_mg IS NOT NULL) * 32 + " \
	"(OLD.accel_micro IS NOT NULL) * 64 + " \
	"(OLD.core_micro IS NOT NULL) * 128 + " \
	"(OLD.memory_micro IS NOT NULL) * 256 + " \
	"(OLD.energy_micro IS NOT NULL) * 512 + " \
	"(OLD.total_micro IS NOT NULL) * 1024" \
	")"

const char scost_sql_daily[] =
	"CREATE TABLE daily ("
	" day_s INTEGER NOT NULL, label INTEGER NOT NULL,"
	" posting INTEGER NOT NULL, energy_source INTEGER NOT NULL,"
	" cost_gaps INTEGER NOT NULL, gaps INTEGER NOT NULL,"
	" known INTEGER NOT NULL, lines INTEGER NOT NULL,"
	" runs INTEGER NOT NULL,"
	" accel_s INTEGER NOT NULL"
	" CHECK (typeof(accel_s) = 'integer'), "
	" core_s INTEGER NOT NULL"
	" CHECK (typeof(core_s) = 'integer'), "
	" mib_s INTEGER NOT NULL"
	" CHECK (typeof(mib_s) = 'integer'), "
	" energy_uj INTEGER NOT NULL"
	" CHECK (typeof(energy_uj) = 'integer'), "
	" meter_uj INTEGER NOT NULL"
	" CHECK (typeof(meter_uj) = 'integer'), "
	" co2e_mg INTEGER NOT NULL CHECK (typeof(co2e_mg) = 'integer'), "
	" accel_micro INTEGER NOT NULL"
	" CHECK (typeof(accel_micro) = 'integer'), "
	" core_micro INTEGER NOT NULL"
	" CHECK (typeof(core_micro) = 'integer'), "
	" memory_micro INTEGER NOT NULL"
	" CHECK (typeof(memory_micro) = 'integer'), "
	" energy_micro INTEGER NOT NULL"
	" CHECK (typeof(energy_micro) = 'integer'), "
	" total_micro INTEGER NOT NULL"
	" CHECK (typeof(total_micro) = 'integer'),"
	" PRIMARY KEY (" KEY ")) WITHOUT ROWID;"

	"CREATE TRIGGER line_adds AFTER INSERT ON line BEGIN"
	" INSERT INTO daily (" KEY ", " SUMS ") VALUES (NEW.day_s,"
	" NEW.label, NEW.posting, NEW.energy_source, NEW.cost_gaps,"
	" NEW.gaps, " KNOWN_NEW ", 1, NEW.runs,"
	" coalesce(NEW.accel_s, 0), coalesce(NEW.core_s, 0), "
	" coalesce(NEW.mib_s, 0), coalesce(NEW.energy_uj, 0), "
	" coalesce(NEW.meter_uj, 0), coalesce(NEW.co2e_mg, 0), "
	" coalesce(NEW.accel_micro, 0), "
	" coalesce(NEW.core_micro, 0), "
	" coalesce(NEW.memory_micro, 0), "
	" coalesce(NEW.energy_micro, 0), "
	" coalesce(NEW.total_micro, 0))"
	" ON CONFLICT (" KEY ") DO UPDATE SET lines = lines + 1,"
	" runs = runs + excluded.runs, "
	" accel_s = accel_s + excluded.accel_s, "
	" core_s = core_s + excluded.core_s, "
	" mib_s = mib_s + excluded.mib_s, "
	" energy_uj = energy_uj + excluded.energy_uj, "
	" meter_uj = meter_uj + excluded.meter_uj, "
	" co2e_mg = co2e_mg + excluded.co2e_mg, "
	" accel_micro = accel_micro + excluded.accel_micro, "
	" core_micro = core_micro + excluded.core_micro, "
	" memory_micro = memory_micro + excluded.memory_micro, "
	" energy_micro = energy_micro + excluded.energy_micro, "
	" total_micro = total_micro + excluded.total_micro; END;"

	"CREATE TRIGGER line_takes AFTER DELETE ON line BEGIN"
	" UPDATE daily SET lines = lines - 1, runs = runs - OLD.runs,"
	" accel_s = accel_s - coalesce(OLD.accel_s, 0), "
	" core_s = core_s - coalesce(OLD.core_s, 0), "
	" mib_s = mib_s - coalesce(OLD.mib_s, 0), "
	" energy_uj = energy_uj - coalesce(OLD.energy_uj, 0), "
	" meter_uj = meter_uj - coalesce(OLD.meter_uj, 0), "
	" co2e_mg = co2e_mg - coalesce(OLD.co2e_mg, 0), "
	" accel_micro = accel_micro - coalesce(OLD.accel_micro, 0), "
	" core_micro = core_micro - coalesce(OLD.core_micro, 0), "
	" memory_micro = memory_micro - coalesce(OLD.memory_micro, 0), "
	" energy_micro = energy_micro - coalesce(OLD.energy_micro, 0), "
	" total_micro = total_micro - coalesce(OLD.total_micro, 0)"
	" WHERE day_s = OLD.day_s AND label = OLD.label"
	" AND posting = OLD.posting AND energy_source = OLD.energy_source"
	" AND cost_gaps = OLD.cost_gaps AND gaps = OLD.gaps"
	" AND known = " KNOWN_OLD ";"
	" DELETE FROM daily"
	" WHERE day_s = OLD.day_s AND label = OLD.label"
	" AND posting = OLD.posting AND energy_source = OLD.energy_source"
	" AND cost_gaps = OLD.cost_gaps AND gaps = OLD.gaps"
	" AND known = " KNOWN_OLD
	" AND lines = 0; END;"

	"INSERT INTO daily (" KEY ", " SUMS ") SELECT day_s, label,"
	" posting, energy_source, cost_gaps, gaps, known, count(*),"
	" sum(runs),"
	" sum(coalesce(accel_s, 0)), sum(coalesce(core_s, 0)), "
	" sum(coalesce(mib_s, 0)), sum(coalesce(energy_uj, 0)), "
	" sum(coalesce(meter_uj, 0)), sum(coalesce(co2e_mg, 0)), "
	" sum(coalesce(accel_micro, 0)), "
	" sum(coalesce(core_micro, 0)), "
	" sum(coalesce(memory_micro, 0)), "
	" sum(coalesce(energy_micro, 0)), "
	" sum(coalesce(total_micro, 0))"
	" FROM (SELECT *,"
	" (accel_s IS NOT NULL) * 1 + (core_s IS NOT NULL) * 2 + "
	" (mib_s IS NOT NULL) * 4 + (energy_uj IS NOT NULL) * 8 + "
	" (meter_uj IS NOT NULL) * 16 + "
	" (co2e_mg IS NOT NULL) * 32 + "
	" (accel_micro IS NOT NULL) * 64 + "
	" (core_micro IS NOT NULL) * 128 + "
	" (memory_micro IS NOT NULL) * 256 + "
	" (energy_micro IS NOT NULL) * 512 + "
	" (total_micro IS NOT NULL) * 1024"
	" AS known FROM line)"
	" GROUP BY day_s, label, posting, energy_source, cost_gaps, gaps,"
	" known;";
