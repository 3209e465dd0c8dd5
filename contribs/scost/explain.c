/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --explain: scost_explain_print() of table.h. */
#include "fh_config.h"

#include <inttypes.h>

#include "contribs/scost/table.h"
#include "plugins/common/fh_units.h"

#define MONEY_DIGITS 6		/* all there are */

/* The parts of a cost that there are, one line. */
static void print_cost(FILE *out, const char *currency,
		       const struct fh_cost *cost)
{
	const char *sign = "=";
	char text[32];

	fprintf(out, "%s %s",
		fh_units_format_micro(cost->total_micro, MONEY_DIGITS, text,
				      sizeof(text)), currency);
	for (enum fh_cost_part i = 0; i < FH_PART_COUNT; i++) {
		int64_t micro = fh_cost_part(cost, i);

		if (!micro)
			continue;
		fprintf(out, " %s %s %s", sign, fh_cost_part_name(i),
			fh_units_format_micro(micro, MONEY_DIGITS, text,
					      sizeof(text)));
		sign = "+";
	}
	fputc('\n', out);
}

/* Where the rules of charging change it. */
static void print_charge(FILE *out, const char *currency,
			 const struct scost_bill *bill)
{
	char text[32];

	if (bill->charge_micro == bill->cost.total_micro)
		return;
	fprintf(out, "  charged, by the card's rules: %s %s\n",
		fh_units_format_micro(bill->charge_micro, MONEY_DIGITS, text,
				      sizeof(text)), currency);
}

/* Where its prices are from: every card that was valid while it ran. */
static void print_cards(FILE *out, const struct scost_row *row)
{
	const struct fh_rates *rates = &row->conf->rates;
	int64_t at_s = row->job->start_s;
	int64_t end_s = at_s + row->job->elapsed_s;
	char from[32];

	do {
		const struct fh_card *card = fh_rates_at(rates, at_s);

		if (card)
			fprintf(out, "  rate card from %s: %s\n",
				fh_units_format_instant(card->from_s, from,
							sizeof(from)),
				card->source);
		at_s = fh_rates_next_change(rates, at_s);
	} while (at_s < end_s);
}

static void print_parts(FILE *out, const struct scost_row *row)
{
	const char *currency = row->conf->rates.currency;
	const struct scost_bill *bill = row->bill;

	for (size_t i = 0; i < bill->part_count; i++) {
		const struct scost_part *part = &bill->part[i];

		fprintf(out, "  %s, %" PRId64 " of its nodes: ",
			part->zone == FH_NO_ZONE ?
				"no zone" :
				row->conf->zones.zone[part->zone].name,
			part->nodes);
		print_cost(out, currency, &part->cost);
	}
	print_charge(out, currency, bill);
	print_cards(out, row);
	if (bill->bound.total_micro == FH_UNKNOWN)
		return;
	fputs("  at its time limit: ", out);
	print_cost(out, currency, &bill->bound);
}

/* How much of a journal's figure Slurm was told, where it is not all. */
static void print_journal(FILE *out, const struct scost_energy *energy)
{
	const struct scost_proof *proof = &energy->proof;
	char text[32];

	if (!proof->nodes)
		return;
	fprintf(out, "  journals of %" PRId64 " of its nodes: %s\n",
		proof->nodes,
		fh_units_format_energy(proof->energy_uj, text, sizeof(text)));
	if (proof->gap_ms)
		fprintf(out, "  for up to %" PRId64 ".%03d s of its time the "
			"sampler was away: that is divided by cores and "
			"devices alone\n",
			proof->gap_ms / 1000, (int) (proof->gap_ms % 1000));
	if (proof->unclean)
		fprintf(out, "  on %" PRId64 " of them it did not end as it "
			"should: Slurm may know less than the journal\n",
			proof->unclean);
}

/* Its energy, at the nodes and at the meter. */
static void print_energy(FILE *out, const struct scost_row *row)
{
	const struct scost_energy *energy = &row->bill->energy;
	char source[SCOST_ENERGY_SOURCE_MAX], text[32], limit[32];
	struct scost_cell meter = { 0 }, carbon = { 0 };

	if (scost_energy_rejected(energy))
		fprintf(out, "  energy %s is not believed: its hardware can "
			"have drawn %s at most\n",
			fh_units_format_energy(energy->told_uj, text,
					       sizeof(text)),
			fh_units_format_energy(energy->limit_uj, limit,
					       sizeof(limit)));
	print_journal(out, energy);
	if (energy->energy_uj == FH_UNKNOWN)
		return;
	scost_cell_kwh(&meter, row->bill->footprint.meter_uj);
	scost_cell_carbon(&carbon, row->bill->footprint.co2e_mg);
	fprintf(out, "  energy %s, %s; %s kWh at the meter, %s g CO2e\n",
		fh_units_format_energy(energy->energy_uj, text, sizeof(text)),
		scost_energy_source(energy, source, sizeof(source)),
		meter.text, carbon.text);
	if (energy->proof.nodes < energy->nodes && energy->sensors)
		fprintf(out, "  declared for its nodes: %s\n",
			energy->sensors);
}

/* Without energy that is all there is to say. */
static void print_footprint_gaps(FILE *out, const struct scost_bill *bill)
{
	const char *text;

	if (bill->energy.energy_uj == FH_UNKNOWN)
		return;
	for (unsigned bit = 1; (text = fh_footprint_gap_text(bit)); bit <<= 1)
		if (bill->footprint.gaps & bit)
			fprintf(out, "  %s\n", text);
}

static void print_gaps(FILE *out, const struct scost_bill *bill)
{
	unsigned cost_gaps = bill->cost.gaps;
	const char *text;

	/* It was measured; why it is left out stands above. */
	if (scost_energy_rejected(&bill->energy))
		cost_gaps &= ~(unsigned) FH_GAP_ENERGY;
	for (unsigned bit = 1; (text = scost_gap_text(bit)); bit <<= 1)
		if (bill->gaps & bit)
			fprintf(out, "  %s\n", text);
	for (unsigned bit = 1; (text = fh_gap_text(bit)); bit <<= 1)
		if (cost_gaps & bit)
			fprintf(out, "  %s\n", text);
	print_footprint_gaps(out, bill);
}

/* "8 h100, 64 CPUs, 1024M on 2 nodes for 01:00:00" */
static void print_holding(FILE *out, const struct scost_row *row)
{
	const struct scost_tres *tres = &row->job->tres;
	char elapsed[32];

	if (row->bill->accel_count)
		fprintf(out, "%" PRId64 " %s, ", row->bill->accel_count,
			row->bill->accel);
	fprintf(out, "%" PRId64 " CPUs, %" PRId64 "M on %s for %s\n",
		tres->cpus, tres->memory_mib, row->job->nodes,
		fh_units_format_elapsed(row->job->elapsed_s, elapsed,
					sizeof(elapsed)));
}

void scost_explain_print(FILE *out, const struct scost_row *row)
{
	fprintf(out, "%s: ", row->job->id);
	if (row->bill->gaps & SCOST_GAP_NOT_STARTED) {
		fprintf(out, "%s\n", scost_gap_text(SCOST_GAP_NOT_STARTED));
		return;
	}
	print_holding(out, row);
	if (row->conf)
		print_parts(out, row);
	print_energy(out, row);
	print_gaps(out, row->bill);
}
