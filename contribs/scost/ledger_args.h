/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options of the ledger's commands. */
#ifndef SCOST_LEDGER_ARGS_H
#define SCOST_LEDGER_ARGS_H

#include <stdbool.h>
#include <stdint.h>

#include "contribs/scost/ledger.h"
#include "plugins/common/fh_strlist.h"

struct scost_ledger_args {
	const char *ledger;		/* the file */
	struct fh_strlist clusters;	/* empty: this one */
	const char *period;		/* NULL: not given */
	const char *head;		/* likewise */
	int64_t since_s;		/* FH_UNKNOWN: likewise */
	bool dump;
	bool quiet;
	const char *operand;		/* NULL: none */
	bool done;			/* --help was served */
};

/* What a command takes: letters of options, and an operand. */
struct scost_ledger_usage {
	const char *letters;		/* getopt's, "h" left out */
	const char *text;		/* of --help, from its arguments on */
	int operands_min;
	int operands_max;
	bool writes;			/* opens the ledger for that */
};

/*
 * Read a command's line.
 * ret:  to scost_ledger_args_clear, also after a failure.
 * Returns 0, or -1 after a message on stderr.
 */
int scost_ledger_args_parse(int argc, char **argv,
			    const struct scost_ledger_usage *usage,
			    struct scost_ledger_args *ret);

void scost_ledger_args_clear(struct scost_ledger_args *args);

/*
 * A whole command: its line is read, the ledger opened, run called, and what
 * it says printed.  Returns the exit status.
 */
int scost_ledger_command(int argc, char **argv,
			 const struct scost_ledger_usage *usage,
			 int (*run)(struct scost_ledger *ledger,
				    const struct scost_ledger_args *args,
				    struct fh_error *err));

#endif
