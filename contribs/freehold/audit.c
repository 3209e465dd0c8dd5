/* SPDX-License-Identifier: GPL-2.0-or-later */
/* freehold audit: what slurmctld decided, proven and told. */
#include "fh_config.h"

#include <stdio.h>
#include <string.h>

#include "contribs/freehold/audit.h"
#include "contribs/freehold/command.h"

int freehold_audit(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "verify"))
		return audit_verify(argc - 1, argv + 1);
	if (argc > 1 && !strcmp(argv[1], "report"))
		return audit_report(argc - 1, argv + 1);
	fputs("Usage: freehold audit verify|report [OPTION...]\n", stderr);
	return FREEHOLD_USAGE;
}
