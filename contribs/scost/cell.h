/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What values look like in a column and in JSON. */
#ifndef SCOST_CELL_H
#define SCOST_CELL_H

#include <stdbool.h>
#include <stdint.h>

#include "contribs/scost/energy.h"

/* One value: for people as text, for JSON as text or as a number. */
struct scost_cell {
	const char *text;	/* never NULL; in buf or owned by the row */
	bool known;		/* false: text is "-" and JSON has null */
	bool numeric;		/* JSON takes number; the table never cuts */
	int64_t number;
	char buf[SCOST_ENERGY_SOURCE_MAX];
};

/* A text that outlives the cell, or is in its buf; NULL: not known. */
void scost_cell_text(struct scost_cell *cell, const char *text);

/* A number that text (NULL: its digits) shows to people. */
void scost_cell_number(struct scost_cell *cell, int64_t number,
		       const char *text);

/* Millionths of the currency. */
void scost_cell_money(struct scost_cell *cell, int64_t micro);

/* Likewise, of any sign: -1 is a number here. */
void scost_cell_adjustment(struct scost_cell *cell, int64_t micro);

/* Milliwatts, shown as W. */
void scost_cell_power(struct scost_cell *cell, int64_t power_mw);

/* Microjoules, shown as kWh; JSON has joules. */
void scost_cell_kwh(struct scost_cell *cell, int64_t energy_uj);

/* Milligrams of CO2 equivalent, shown as g. */
void scost_cell_carbon(struct scost_cell *cell, int64_t co2e_mg);

/* UTC seconds, shown as sacct does: local time. */
void scost_cell_instant(struct scost_cell *cell, int64_t at_s);

/* number / unit, rounded half to even; FH_UNKNOWN stays. */
int64_t scost_cell_units(int64_t number, int64_t unit);

#endif
