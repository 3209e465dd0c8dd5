/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of scost report. */
#ifndef SCOST_REPORT_ARGS_H
#define SCOST_REPORT_ARGS_H

#include "contribs/scost/args.h"
#include "contribs/scost/key.h"

/* What a report can be written as, beside the table. */
enum scost_form {
	SCOST_FORM_CSV,
	SCOST_FORM_FOCUS,
	SCOST_FORM_HTML,
	SCOST_FORM_JSON,
	SCOST_FORM_OPENMETRICS,
	SCOST_FORM_COUNT
};

struct scost_report_args {
	struct scost_args list;		/* which jobs; -p, -P, -n, --strict */
	struct scost_keys keys;
	const char *file[SCOST_FORM_COUNT];	/* "-": stdout; NULL: not
						 * asked for */
	const char *issuer;		/* of FOCUS; NULL */
	const char *ledger;		/* "": the usual one; NULL: slurmdbd */
	const char *month;		/* "2026-10"; NULL */
	bool idle;		/* what nobody had, too */
	bool spread_idle;	/* over the accounts; then idle is set */
};

/*
 * Read the command line.
 * ret:  to scost_report_args_clear, also after a failure.
 * Returns 0, or -1 after a message on stderr.
 */
int scost_report_args_parse(int argc, char **argv,
			    struct scost_report_args *ret);

/* Is some form asked for, so that no table is printed? */
bool scost_report_args_forms(const struct scost_report_args *args);

void scost_report_args_help(FILE *out);

void scost_report_args_clear(struct scost_report_args *args);

#endif
