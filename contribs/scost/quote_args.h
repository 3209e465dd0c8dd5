/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of scost quote, in sbatch's letters. */
#ifndef SCOST_QUOTE_ARGS_H
#define SCOST_QUOTE_ARGS_H

#include <stdbool.h>
#include <stdio.h>

#include "plugins/common/fh_estimate.h"
#include "plugins/common/fh_option.h"

struct scost_quote_args {
	struct fh_wish wish;
	struct fh_plan plan;		/* but its start */
	const char *account;
	bool json;
	bool help;
};

/*
 * Read the command line.
 * ret:  to scost_quote_args_clear, also after a failure.
 * Returns 0, or -1 with err set ("" when getopt has said why).
 */
int scost_quote_args_parse(int argc, char **argv,
			   struct scost_quote_args *ret,
			   struct fh_error *err);

void scost_quote_args_help(FILE *out);

void scost_quote_args_clear(struct scost_quote_args *args);

#endif
