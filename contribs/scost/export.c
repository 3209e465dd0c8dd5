/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scost export: a closed period as a file, or all lines as text. */
#include "fh_config.h"

#include <stdio.h>

#include "contribs/scost/command.h"
#include "contribs/scost/ledger_args.h"
#include "contribs/scost/ledger_bundle.h"
#include "contribs/scost/ledger_read.h"

static const struct scost_ledger_usage usage = {
	.letters = "lMpd",
	.text = "[OPTION...] --period=YYYY-MM FILE\n"
		"       scost export [OPTION...] --dump\n"
		"Write a closed period to a new file that scost import takes,\n"
		"or print all lines of the ledger.\n\n"
		"      --dump            every line, in one order\n"
		"  -l, --ledger=FILE     the ledger; default $FREEHOLD_LEDGER\n"
		"  -M, --clusters=NAME   of this cluster, where the ledger\n"
		"                        has several\n"
		"  -p, --period=YYYY-MM  this period\n",
	.operands_max = 1,
};

static int export_period(struct scost_ledger *ledger,
			 const struct scost_ledger_args *args,
			 struct fh_error *err)
{
	const char *cluster = args->clusters.count ? args->clusters.item[0] :
						     NULL;
	struct scost_periods periods;
	int rc = scost_periods_read(ledger, cluster, args->period, &periods,
				    err);

	if (!rc && !periods.count)
		rc = fh_err(err, "%s is not closed", args->period);
	if (!rc && periods.count > 1)
		rc = fh_err(err, "several clusters have %s; -M names one",
			    args->period);
	if (!rc)
		rc = scost_bundle_write(ledger, &periods.item[0],
					args->operand, err);
	if (!rc)
		printf("%s %s exported, head %s\n", periods.item[0].cluster,
		       periods.item[0].name, periods.item[0].head);
	scost_periods_clear(&periods);
	return rc;
}

static int run(struct scost_ledger *ledger,
	       const struct scost_ledger_args *args, struct fh_error *err)
{
	if (args->dump)
		return scost_ledger_dump(ledger, stdout, err);
	if (!args->period || !args->operand)
		return fh_err(err, "--period and a file are needed, or "
			      "--dump");
	return export_period(ledger, args, err);
}

int scost_export(int argc, char **argv)
{
	return scost_ledger_command(argc, argv, &usage, run);
}
