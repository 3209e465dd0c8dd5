/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ledger's tables, a script per version of the file. */
#ifndef SCOST_LEDGER_SQL_H
#define SCOST_LEDGER_SQL_H

extern const char scost_sql_lines[];	/* 1: runs and their lines */
extern const char scost_sql_closing[];	/* 2: frozen periods */
extern const char scost_sql_daily[];	/* 3: sums per day, for reports */

/* Before a period is closed: no more lines come into it. */
extern const char scost_sql_closed_guard[];

/* Fills the sums of all lines there are; adds a row to them. */
extern const char scost_sql_daily_fill[];
extern const char scost_sql_daily_add[];

#endif
