/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scost verify: proof that closed periods are as they were. */
#include "fh_config.h"

#include <stdio.h>

#include "contribs/scost/command.h"
#include "contribs/scost/ledger_args.h"
#include "contribs/scost/ledger_seal.h"

static const struct scost_ledger_usage usage = {
	.letters = "lMH",
	.text = "[OPTION...] [YYYY-MM]\n"
		"Prove that closed periods, or this one, are as they were.\n\n"
		"  -l, --ledger=FILE     the ledger; default $FREEHOLD_LEDGER\n"
		"  -M, --clusters=NAME   of this cluster; default: of all\n"
		"      --head=HEAD       that scost close printed\n",
	.operands_max = 1,
};

/* What whoever changed the ledger could not change. */
static int check_kept(const struct scost_period *period, const char *head,
		      struct fh_error *err)
{
	struct fh_chain kept, here;

	if (fh_chain_parse_head(head, &kept, err) ||
	    fh_chain_parse_head(period->head, &here, err))
		return -1;
	return fh_chain_compare(&here, &kept, err);
}

/* Every period is looked at, also behind one that is wrong. */
static int verify(struct scost_ledger *ledger,
		  const struct scost_period *period, const char *head)
{
	struct fh_error err;
	int rc = scost_seal_verify(ledger, period, NULL, &err);

	if (!rc && head)
		rc = check_kept(period, head, &err);
	if (rc)
		printf("%s %s DIFFERS: %s\n", period->cluster, period->name,
		       err.text);
	else
		printf("%s %s proven, head %s\n", period->cluster,
		       period->name, period->head);
	return rc;
}

static int run(struct scost_ledger *ledger,
	       const struct scost_ledger_args *args, struct fh_error *err)
{
	const char *cluster = args->clusters.count ? args->clusters.item[0] :
						     NULL;
	struct scost_periods periods;
	size_t wrong = 0;
	int rc = scost_periods_read(ledger, cluster, args->operand, &periods,
				    err);

	if (!rc && !periods.count)
		rc = fh_err(err, "no such period is closed");
	if (!rc && args->head && periods.count > 1)
		rc = fh_err(err, "--head is of one period; name it, and its "
			    "cluster with -M");
	for (size_t i = 0; !rc && i < periods.count; i++)
		wrong += verify(ledger, &periods.item[i], args->head) != 0;
	if (wrong)
		rc = fh_err(err, "%zu of %zu periods differ", wrong,
			    periods.count);
	scost_periods_clear(&periods);
	return rc;
}

int scost_verify(int argc, char **argv)
{
	return scost_ledger_command(argc, argv, &usage, run);
}
