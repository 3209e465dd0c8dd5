/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scost import: a bundle into a common ledger. */
#include "fh_config.h"

#include <stdio.h>

#include "contribs/scost/command.h"
#include "contribs/scost/ledger_args.h"
#include "contribs/scost/ledger_bundle.h"

static const struct scost_ledger_usage usage = {
	.letters = "l",
	.text = "[OPTION...] FILE\n"
		"Take a bundle of scost export: all of it, or nothing.\n\n"
		"  -l, --ledger=FILE     the ledger; default $FREEHOLD_LEDGER\n",
	.operands_min = 1,
	.operands_max = 1,
	.writes = true,
};

static int run(struct scost_ledger *ledger,
	       const struct scost_ledger_args *args, struct fh_error *err)
{
	char label[FH_CHAIN_LABEL_MAX + 1], head[FH_CHAIN_HEAD_SIZE];

	if (scost_bundle_read(ledger, args->operand, label, head, err))
		return -1;
	printf("%s imported, head %s\n", label, head);
	return 0;
}

int scost_import(int argc, char **argv)
{
	return scost_ledger_command(argc, argv, &usage, run);
}
