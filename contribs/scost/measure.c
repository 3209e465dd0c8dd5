/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The figures of a report: see measure.h. */
#include "fh_config.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "contribs/scost/measure.h"
#include "plugins/common/fh_units.h"

#define HOUR_S 3600
#define MILLION 1000000
#define MONEY_DIGITS 2
#define HOURS_DIGITS 2
#define KWH_DIGITS 3
#define KG_DIGITS 3
#define FIGURES_LEAST 100	/* a number of three figures */

/* Unit of the line, of JSON and of people, with what lies between. */
#define SECONDS_AS_HOURS 1, HOUR_S, MILLION, HOURS_DIGITS
#define UJ_AS_KWH FH_UJ_PER_J, FH_UJ_PER_KWH / MILLION, 1, KWH_DIGITS
#define MG_AS_KG 1, 1, 1, KG_DIGITS
#define MICRO_AS_MONEY 1, 1, 1, MONEY_DIGITS

static const struct scost_measure_info infos[SCOST_MEASURE_COUNT] = {
	[SCOST_MEASURE_ACCEL] = {
		"accelerator_time", "AccelHours", "accelerator_seconds",
		"Time accelerators were held", SECONDS_AS_HOURS },
	[SCOST_MEASURE_CORE] = {
		"core_time", "CoreHours", "core_seconds",
		"Time cores were held", SECONDS_AS_HOURS },
	[SCOST_MEASURE_ENERGY] = {
		"energy", "EnergykWh", "energy_joules",
		"Energy at the nodes", UJ_AS_KWH },
	[SCOST_MEASURE_METER] = {
		"meter_energy", "MeterkWh", "meter_energy_joules",
		"Energy at the utility's meter", UJ_AS_KWH },
	[SCOST_MEASURE_CO2E] = {
		"co2e", "CO2ekg", "co2e_milligrams",
		"CO2 equivalent of the energy at the meter", MG_AS_KG },
	[SCOST_MEASURE_COST] = {
		"cost", "Cost", "cost_micro",
		"Cost before the rules of charging", MICRO_AS_MONEY },
	[SCOST_MEASURE_CHARGE] = {
		"charge", "Charge", "charge_micro",
		"Cost after the rules of charging", MICRO_AS_MONEY },
	[SCOST_MEASURE_COST_CAPITAL] = {
		"cost_capital", "CostCapital", "cost_capital_micro",
		"Capital's part of the cost", MICRO_AS_MONEY },
	[SCOST_MEASURE_COST_ACCEL] = {
		"cost_accelerators", "CostAccel", "cost_accelerators_micro",
		"Accelerators' part of the cost", MICRO_AS_MONEY },
	[SCOST_MEASURE_COST_LEASE] = {
		"cost_lease", "CostLease", "cost_lease_micro",
		"Leases' part of the cost", MICRO_AS_MONEY },
	[SCOST_MEASURE_COST_OPERATIONS] = {
		"cost_operations", "CostOps", "cost_operations_micro",
		"Operations' part of the cost", MICRO_AS_MONEY },
	[SCOST_MEASURE_COST_CORE] = {
		"cost_cores", "CostCores", "cost_cores_micro",
		"Cores' part of the cost", MICRO_AS_MONEY },
	[SCOST_MEASURE_COST_MEMORY] = {
		"cost_memory", "CostMemory", "cost_memory_micro",
		"Memory's part of the cost", MICRO_AS_MONEY },
	[SCOST_MEASURE_COST_ENERGY] = {
		"cost_energy", "CostEnergy", "cost_energy_micro",
		"Energy's part of the cost", MICRO_AS_MONEY },
};

const struct scost_measure_info *scost_measure_info(enum scost_measure measure)
{
	return &infos[measure];
}

int64_t scost_measure_of(enum scost_measure measure,
			 const struct scost_line *line)
{
	const int64_t of[SCOST_MEASURE_COUNT] = {
		[SCOST_MEASURE_ACCEL] = line->accel_s,
		[SCOST_MEASURE_CORE] = line->core_s,
		[SCOST_MEASURE_ENERGY] = line->energy_uj,
		[SCOST_MEASURE_METER] = line->meter_uj,
		[SCOST_MEASURE_CO2E] = line->co2e_mg,
		[SCOST_MEASURE_COST] = line->cost.total_micro,
		[SCOST_MEASURE_CHARGE] = line->charge_micro,
		[SCOST_MEASURE_COST_CAPITAL] = line->cost.capital_micro,
		[SCOST_MEASURE_COST_ACCEL] = line->cost.accel_micro,
		[SCOST_MEASURE_COST_LEASE] = line->cost.lease_micro,
		[SCOST_MEASURE_COST_OPERATIONS] = line->cost.operations_micro,
		[SCOST_MEASURE_COST_CORE] = line->cost.core_micro,
		[SCOST_MEASURE_COST_MEMORY] = line->cost.memory_micro,
		[SCOST_MEASURE_COST_ENERGY] = line->cost.energy_micro,
	};

	return of[measure];
}

/* What its accelerators came to, where all of that is known. */
static void add_accel(struct scost_sum *sum, const struct scost_line *line,
		      bool back)
{
	const int64_t part[] = {
		line->cost.capital_micro, line->cost.accel_micro,
		line->cost.lease_micro, line->cost.operations_micro,
	};
	fh_wide micro = 0;

	if (line->accel_s <= 0 || line->use)
		return;
	for (size_t i = 0; i < sizeof(part) / sizeof(part[0]); i++) {
		if (part[i] == FH_UNKNOWN)
			return;
		micro += part[i];
	}
	sum->priced_accel_s += back ? -line->accel_s : line->accel_s;
	sum->accel_micro += back ? -micro : micro;
}

static void add_adjustment(struct scost_sum *sum,
			   const struct scost_line *line, bool back)
{
	int64_t micro = line->charge_micro - line->cost.total_micro;

	if (line->use || line->charge_micro == FH_UNKNOWN ||
	    line->cost.total_micro == FH_UNKNOWN)
		return;
	sum->adjustment_micro += back ? -micro : micro;
}

/* Lines of 64 bits can't overflow 128: no machine holds that many. */
void scost_sum_add(struct scost_sum *sum, const struct scost_line *line)
{
	bool back = line->posting == SCOST_REVERSAL;

	sum->lines++;
	add_accel(sum, line, back);
	add_adjustment(sum, line, back);
	for (int i = 0; i < SCOST_MEASURE_COUNT; i++) {
		int64_t figure = scost_measure_of((enum scost_measure) i, line);

		if (figure == FH_UNKNOWN) {
			sum->of[i].lines_without++;
			continue;
		}
		sum->of[i].value += back ? -figure : figure;
		sum->of[i].lines++;
	}
}

int64_t scost_total_scale(const struct scost_total *total, int64_t num,
			  int64_t den)
{
	int64_t ret;

	if (!total->lines || fh_wide_divide(total->value * num, den, &ret))
		return SCOST_NO_SUM;
	return ret;
}

int64_t scost_sum_shown_micro(const struct scost_sum *sum,
			      enum scost_measure measure)
{
	const struct scost_measure_info *info = &infos[measure];

	return scost_total_scale(&sum->of[measure], info->shown_by,
				 info->shown_micro);
}

int64_t scost_sum_raw(const struct scost_sum *sum, enum scost_measure measure)
{
	return scost_total_scale(&sum->of[measure], 1,
				 infos[measure].raw_unit);
}

int64_t scost_sum_accel_hour_micro(const struct scost_sum *sum)
{
	int64_t ret;

	if (sum->priced_accel_s <= 0 || sum->accel_micro < 0 ||
	    fh_wide_divide(sum->accel_micro * HOUR_S, sum->priced_accel_s,
			   &ret))
		return SCOST_NO_SUM;
	return ret;
}

int64_t scost_sum_adjustment(const struct scost_sum *sum)
{
	int64_t ret;

	return fh_wide_divide(sum->adjustment_micro, 1, &ret) ? SCOST_NO_SUM :
								ret;
}

char *scost_micro_format(int64_t micro, unsigned digits, char *buf,
			 size_t size)
{
	if (micro >= 0 || micro == SCOST_NO_SUM)
		return fh_units_format_micro(micro, digits, buf, size);
	*buf = '-';
	fh_units_format_micro(-micro, digits, buf + 1, size - 1);
	/* What rounds to nothing has no sign. */
	if (!buf[1 + strspn(buf + 1, "0.")])
		memmove(buf, buf + 1, strlen(buf));
	return buf;
}

/* Three figures or more are to be seen, in steps of two digits. */
unsigned scost_sum_digits(const struct scost_sum *sum,
			  enum scost_measure measure)
{
	int64_t micro = scost_sum_shown_micro(sum, measure);
	unsigned digits = infos[measure].digits;
	int64_t least_micro = FIGURES_LEAST;

	if (micro == SCOST_NO_SUM || !micro)
		return digits;
	for (unsigned i = digits; i < SCOST_DIGITS_MAX; i++)
		least_micro *= 10;
	while (digits < SCOST_DIGITS_MAX && micro < least_micro &&
	       micro > -least_micro) {
		digits += 2;
		least_micro /= 100;
	}
	return digits < SCOST_DIGITS_MAX ? digits : SCOST_DIGITS_MAX;
}

char *scost_sum_format(const struct scost_sum *sum,
		       enum scost_measure measure, unsigned digits, char *buf,
		       size_t size)
{
	return scost_micro_format(scost_sum_shown_micro(sum, measure), digits,
				  buf, size);
}
