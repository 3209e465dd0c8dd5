/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does an interval's energy add up: see fh_journal_finding.h. */
#include <stdio.h>
#include <string.h>

#include "fh_journal_finding.h"
#include "fh_units.h"

struct sums {
	fh_wide part[FH_ENERGY_PARTS];
	fh_wide node;
	bool has_node;
};

/* What a counter counted is what its readings say. */
static void check_readings(const struct fh_journal_meter *is,
			   const struct fh_journal_meter *did,
			   struct fh_journal_finding *finding)
{
	const struct fh_journal_pair pair = { is->name, "by its readings",
					      "counted" };
	fh_wide counted = (fh_wide) did->uj + did->rejected_uj;
	fh_wide by_readings = (fh_wide) did->to_value - did->from_value +
			      (fh_wide) did->wraps * (is->range_uj + 1);

	if ((did->from_value == FH_UNKNOWN) != (did->to_value == FH_UNKNOWN))
		fh_journal_find(finding, "%s: only one of its two readings "
				"is known", is->name);
	else if (did->wraps && is->range_uj == FH_UNKNOWN)
		fh_journal_find(finding, "%s: it wrapped and has no range",
				is->name);
	else if (did->to_value == FH_UNKNOWN)
		fh_journal_compare(finding, &pair, 0, counted);
	else if (is->is_power)
		return;		/* power says little about energy */
	else if (!did->resets)
		fh_journal_compare(finding, &pair, by_readings, counted);
	else if (counted < did->to_value)
		fh_journal_compare(finding, &pair, did->to_value, counted);
}

static void check_meter(struct fh_journal_known *known,
			const struct fh_journal_meter *did,
			struct sums *sums, struct fh_journal_finding *finding)
{
	const struct fh_journal_meter *is = &known->meter;
	const struct fh_journal_pair pair = { is->name, "it ended at",
					      "and goes on from" };

	if (known->reading != FH_UNKNOWN && did->from_value == FH_UNKNOWN)
		fh_journal_find(finding, "%s: its reading before is forgotten",
				is->name);
	else if (known->reading != FH_UNKNOWN)
		fh_journal_compare(finding, &pair, known->reading,
				   did->from_value);
	known->reading = did->to_value;
	check_readings(is, did, finding);
	if (is->is_node) {
		sums->node += did->uj;
		sums->has_node = true;
	} else {
		sums->part[is->part] += did->uj;
	}
}

/* The node's meter: what of it the parts have, other has. */
static void check_node(const struct fh_journal_line *line, int64_t debt_uj,
		       struct sums *sums, struct fh_journal_finding *finding)
{
	const struct fh_journal_pair pair = { "node", "by its meter",
					      "in node_uj" };

	if (sums->has_node != (line->node_uj != FH_UNKNOWN)) {
		fh_journal_find(finding, "node_uj %s", sums->has_node ?
				"is missing" : "is there without a meter");
		return;
	}
	if (!sums->has_node)
		return;
	fh_journal_compare(finding, &pair, sums->node, line->node_uj);
	for (unsigned i = 0; i < FH_ENERGY_OTHER; i++)
		sums->part[FH_ENERGY_OTHER] -= sums->part[i];
	sums->part[FH_ENERGY_OTHER] += sums->node + line->debt_uj - debt_uj;
}

static void check_meters(const struct fh_journal_line *line,
			 struct fh_journal_known *known, int64_t debt_uj,
			 struct fh_journal_finding *finding)
{
	struct sums sums = { 0 };

	for (size_t i = 0; i < line->meter_count; i++)
		check_meter(&known[i], &line->meter[i], &sums, finding);
	check_node(line, debt_uj, &sums, finding);
	for (unsigned i = 0; i < FH_ENERGY_PARTS; i++) {
		const struct fh_journal_pair pair = {
			fh_energy_part_name(i), "by the meters", "metered"
		};

		if (i != FH_ENERGY_OTHER || !sums.has_node ||
		    debt_uj != FH_UNKNOWN)
			fh_journal_compare(finding, &pair, sums.part[i],
					   line->metered.uj[i]);
	}
}

static bool same_meters(const struct fh_journal_line *line,
			const struct fh_journal_known *known, size_t count)
{
	if (line->meter_count != count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(line->meter[i].name, known[i].meter.name))
			return false;
	return true;
}

static void check_shares(const struct fh_journal_line *line,
			 struct fh_journal_finding *finding)
{
	for (unsigned i = 0; i < FH_ENERGY_PARTS; i++) {
		const struct fh_journal_pair pair = {
			fh_energy_part_name(i), "metered", "divided"
		};
		fh_wide divided = (fh_wide) line->idle.uj[i] +
				  line->system.uj[i] +
				  line->unattributed.uj[i];

		for (size_t j = 0; j < line->share_count; j++)
			divided += line->share[j].energy.uj[i];
		fh_journal_compare(finding, &pair, line->metered.uj[i],
				   divided);
	}
}

void fh_journal_balance(const struct fh_journal_line *line,
			struct fh_journal_known *known, size_t known_count,
			int64_t debt_uj, struct fh_journal_finding *finding)
{
	if (known && !same_meters(line, known, known_count))
		fh_journal_find(finding, "its meters are not those of the "
				"start");
	else if (known)
		check_meters(line, known, debt_uj, finding);
	check_shares(line, finding);
}
