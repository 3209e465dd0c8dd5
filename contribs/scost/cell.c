/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What values look like: see cell.h. */
#include "fh_config.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "contribs/scost/cell.h"
#include "plugins/common/fh_units.h"

#define MONEY_DIGITS 4		/* a short job costs less than a cent */
#define POWER_DIGITS 1
#define KWH_DIGITS 4		/* 360 J */
#define CARBON_DIGITS 3		/* all there are */
#define MILLION 1000000

void scost_cell_text(struct scost_cell *cell, const char *text)
{
	cell->known = text != NULL;
	cell->text = text ? text : "-";
}

void scost_cell_number(struct scost_cell *cell, int64_t number,
		       const char *text)
{
	cell->numeric = true;
	cell->number = number;
	cell->known = number != FH_UNKNOWN;
	if (!cell->known)
		text = "-";
	else if (!text)
		snprintf(cell->buf, sizeof(cell->buf), "%" PRId64, number);
	cell->text = text ? text : cell->buf;
}

void scost_cell_money(struct scost_cell *cell, int64_t micro)
{
	scost_cell_number(cell, micro,
			  fh_units_format_micro(micro, MONEY_DIGITS,
						cell->buf,
						sizeof(cell->buf)));
}

void scost_cell_adjustment(struct scost_cell *cell, int64_t micro)
{
	char digits[32];

	cell->numeric = cell->known = true;
	cell->number = micro;
	fh_units_format_micro(micro < 0 ? -micro : micro, MONEY_DIGITS,
			      digits, sizeof(digits));
	snprintf(cell->buf, sizeof(cell->buf), "%s%s", micro < 0 ? "-" : "",
		 digits);
	cell->text = cell->buf;
}

/* Thousandths, shown with a point. */
static void put_milli(struct scost_cell *cell, int64_t milli, unsigned digits)
{
	int64_t micro = FH_UNKNOWN;

	if (milli != FH_UNKNOWN && fh_units_muldiv(milli, 1000, 1, &micro))
		micro = FH_UNKNOWN;
	scost_cell_number(cell, milli,
			  fh_units_format_micro(micro, digits, cell->buf,
						sizeof(cell->buf)));
}

void scost_cell_power(struct scost_cell *cell, int64_t power_mw)
{
	put_milli(cell, power_mw, POWER_DIGITS);
}

void scost_cell_carbon(struct scost_cell *cell, int64_t co2e_mg)
{
	put_milli(cell, co2e_mg, CARBON_DIGITS);
}

void scost_cell_kwh(struct scost_cell *cell, int64_t energy_uj)
{
	int64_t micro_kwh =
		scost_cell_units(energy_uj, FH_UJ_PER_KWH / MILLION);

	scost_cell_number(cell, scost_cell_units(energy_uj, FH_UJ_PER_J),
			  fh_units_format_micro(micro_kwh, KWH_DIGITS,
						cell->buf,
						sizeof(cell->buf)));
}

void scost_cell_instant(struct scost_cell *cell, int64_t at_s)
{
	time_t at = at_s;
	struct tm tm;

	if (at_s == FH_UNKNOWN || !localtime_r(&at, &tm) ||
	    !strftime(cell->buf, sizeof(cell->buf), "%Y-%m-%dT%H:%M:%S",
		      &tm)) {
		scost_cell_number(cell, FH_UNKNOWN, NULL);
		cell->text = "Unknown";
		return;
	}
	scost_cell_number(cell, at_s, cell->buf);
}

int64_t scost_cell_units(int64_t number, int64_t unit)
{
	int64_t ret;

	if (number == FH_UNKNOWN || fh_units_muldiv(number, 1, unit, &ret))
		return FH_UNKNOWN;
	return ret;
}
