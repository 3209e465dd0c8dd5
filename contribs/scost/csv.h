/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Comma-separated values, RFC 4180, safe to open in a spreadsheet: a text
 * that one would take for a formula (it begins with = + - @) gets a ' in
 * front.  Numbers are written as they are.
 */
#ifndef SCOST_CSV_H
#define SCOST_CSV_H

#include <stdbool.h>
#include <stdio.h>

struct scost_csv {
	FILE *out;
	bool in_line;		/* a value stands before the next */
};

/* NULL and "" are an empty value: not known. */
void scost_csv_text(struct scost_csv *csv, const char *text);

/* Digits, a point, a sign; NULL, "" and "-" are an empty value. */
void scost_csv_number(struct scost_csv *csv, const char *text);

void scost_csv_end_line(struct scost_csv *csv);

#endif
