/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scost close: a month of the ledger frozen. */
#include "fh_config.h"

#include <stdio.h>
#include <time.h>

#include "contribs/scost/command.h"
#include "contribs/scost/ledger_args.h"
#include "contribs/scost/ledger_seal.h"

static const struct scost_ledger_usage usage = {
	.letters = "lM",
	.text = "[OPTION...] YYYY-MM\n"
		"Freeze a month: what changes later becomes a correction.\n"
		"The head that is printed proves it; keep it elsewhere.\n\n"
		"  -l, --ledger=FILE     the ledger; default $FREEHOLD_LEDGER\n"
		"  -M, --clusters=LIST   of these clusters; default: of all\n"
		"                        that the ledger syncs\n",
	.operands_min = 1,
	.operands_max = 1,
	.writes = true,
};

static int close_all(struct scost_ledger *ledger,
		     const struct fh_strlist *clusters, const char *period,
		     struct fh_error *err)
{
	char head[FH_CHAIN_HEAD_SIZE];

	for (size_t i = 0; i < clusters->count; i++) {
		if (scost_seal_close(ledger, clusters->item[i], period,
				     time(NULL), head, err))
			return -1;
		printf("%s %s closed, head %s\n", clusters->item[i], period,
		       head);
	}
	return 0;
}

static int run(struct scost_ledger *ledger,
	       const struct scost_ledger_args *args, struct fh_error *err)
{
	struct fh_strlist synced = { 0 };
	int rc;

	if (args->clusters.count)
		return close_all(ledger, &args->clusters, args->operand, err);
	rc = scost_seal_clusters(ledger, &synced, err);
	if (!rc && !synced.count)
		rc = fh_err(err, "the ledger is empty; scost sync fills it");
	if (!rc)
		rc = close_all(ledger, &synced, args->operand, err);
	fh_strlist_clear(&synced);
	return rc;
}

int scost_close(int argc, char **argv)
{
	return scost_ledger_command(argc, argv, &usage, run);
}
