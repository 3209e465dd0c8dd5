/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The subcommands of scost.  Each reads its own options: argv[0] is its
 * name.  Messages go to stderr, results to stdout.  Each returns its exit
 * status.
 */
#ifndef SCOST_COMMAND_H
#define SCOST_COMMAND_H

#include <stdio.h>

/* Without a subcommand: the table of jobs, sacct's options. */
int scost_list(int argc, char **argv);

/* What a request would cost: quote_args.h. */
int scost_quote(int argc, char **argv);

/* Sums by account, accelerator, month, ...: report_args.h. */
int scost_report(int argc, char **argv);

/* Owned against cloud: tco_args.h. */
int scost_tco(int argc, char **argv);

/* What is left of budgets. */
int scost_budget(int argc, char **argv);

int scost_sync(int argc, char **argv);
int scost_close(int argc, char **argv);
int scost_verify(int argc, char **argv);
int scost_export(int argc, char **argv);
int scost_import(int argc, char **argv);

/* One line per subcommand. */
void scost_command_help(FILE *out);

#endif
