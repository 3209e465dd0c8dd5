/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands in a journal's line: see fh_journal_key.h. */
#include "fh_journal_key.h"

#define START (1u << FH_JOURNAL_START)
#define INTERVAL (1u << FH_JOURNAL_INTERVAL)
#define JOB (1u << FH_JOURNAL_JOB)
#define AT(member) offsetof(struct fh_journal_line, member)
#define METER_AT(member) offsetof(struct fh_journal_meter, member)

const struct fh_journal_key fh_journal_key[] = {
	{ "at_ms", START, FH_JOURNAL_AT, 0 },
	{ "from_ms", INTERVAL | JOB, FH_JOURNAL_NUMBER, AT(from_ms) },
	{ "to_ms", INTERVAL | JOB, FH_JOURNAL_NUMBER, AT(to_ms) },
	{ "node", START, FH_JOURNAL_TEXT, AT(node) },
	{ "node", JOB, FH_JOURNAL_LABEL, AT(node) },
	{ "boot_id", START, FH_JOURNAL_BOOT, AT(boot_id) },
	{ "simulated", START, FH_JOURNAL_FLAG, AT(simulated) },
	{ "meters", START, FH_JOURNAL_METERS, 0 },
	{ "gap", INTERVAL, FH_JOURNAL_FLAG, AT(gap) },
	{ "counted", INTERVAL, FH_JOURNAL_COUNTS, 0 },
	{ "node_uj", INTERVAL, FH_JOURNAL_MAYBE, AT(node_uj) },
	{ "debt_uj", INTERVAL, FH_JOURNAL_NUMBER, AT(debt_uj) },
	{ "metered_uj", INTERVAL, FH_JOURNAL_ENERGY, AT(metered) },
	{ "jobs", INTERVAL, FH_JOURNAL_SHARES, 0 },
	{ "idle_uj", INTERVAL, FH_JOURNAL_ENERGY, AT(idle) },
	{ "system_uj", INTERVAL, FH_JOURNAL_ENERGY, AT(system) },
	{ "unattributed_uj", INTERVAL, FH_JOURNAL_ENERGY, AT(unattributed) },
	{ "job", JOB, FH_JOURNAL_ID, AT(job_id) },
	{ "uid", JOB, FH_JOURNAL_ID, AT(uid) },
	{ "clean", JOB, FH_JOURNAL_BOOL, AT(clean) },
	{ "cores", JOB, FH_JOURNAL_NUMBER, AT(cores) },
	{ "devices", JOB, FH_JOURNAL_NUMBER, AT(devices) },
	{ "source", JOB, FH_JOURNAL_SOURCE, AT(source) },
	{ "gap_ms", JOB, FH_JOURNAL_NUMBER, AT(gap_ms) },
	{ "energy_uj", JOB, FH_JOURNAL_ENERGY, AT(energy) },
};

const size_t fh_journal_key_count =
	sizeof(fh_journal_key) / sizeof(*fh_journal_key);

const struct fh_journal_key fh_journal_meter_key[] = {
	{ "name", START, FH_JOURNAL_TEXT, METER_AT(name) },
	{ "sensor", START, FH_JOURNAL_TEXT, METER_AT(sensor) },
	{ "part", START, FH_JOURNAL_PART, 0 },
	{ "source", START, FH_JOURNAL_SOURCE, METER_AT(source) },
	{ "power", START, FH_JOURNAL_FLAG, METER_AT(is_power) },
	{ "range_uj", START, FH_JOURNAL_MAYBE, METER_AT(range_uj) },
};

const size_t fh_journal_meter_key_count =
	sizeof(fh_journal_meter_key) / sizeof(*fh_journal_meter_key);

int64_t *fh_journal_count_at(struct fh_journal_meter *meter, size_t i)
{
	int64_t *const value[FH_JOURNAL_COUNT_VALUES] = {
		&meter->from_value, &meter->to_value, &meter->wraps,
		&meter->resets, &meter->uj, &meter->rejected_uj,
	};

	return value[i];
}

const char *fh_journal_kind_name(unsigned kind)
{
	static const char *const name[] = {
		[FH_JOURNAL_START] = "start",
		[FH_JOURNAL_INTERVAL] = "interval",
		[FH_JOURNAL_JOB] = "job",
	};

	return kind < sizeof(name) / sizeof(*name) ? name[kind] : NULL;
}
