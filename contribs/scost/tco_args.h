/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of scost tco. */
#ifndef SCOST_TCO_ARGS_H
#define SCOST_TCO_ARGS_H

#include <stdint.h>

#include "contribs/scost/args.h"

enum scost_tco_form {
	SCOST_TCO_TABLE,
	SCOST_TCO_CSV,
	SCOST_TCO_JSON,
};

struct scost_tco_args {
	struct scost_args list;		/* its times */
	enum scost_tco_form form;
	const char *ledger;		/* as in report_args.h */
	const char *month;
	const char *rates;		/* other rate cards; NULL */
	int64_t used_ppm;		/* what if; FH_UNKNOWN */
};

/*
 * Read the command line.
 * ret:  to scost_args_clear(&ret->list), also after a failure.
 * Returns 0, or -1 after a message on stderr.
 */
int scost_tco_args_parse(int argc, char **argv, struct scost_tco_args *ret);

void scost_tco_args_help(FILE *out);

#endif
