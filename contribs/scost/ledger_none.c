/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ledger's commands in a build without SQLite. */
#include "fh_config.h"

#include <stdlib.h>

#include "contribs/scost/command.h"

static int refuse(const char *name)
{
	fprintf(stderr, "scost: %s needs the ledger, and this scost was built "
		"without it\n", name);
	return EXIT_FAILURE;
}

int scost_sync(int argc, char **argv)
{
	(void) argc;
	return refuse(argv[0]);
}

int scost_close(int argc, char **argv)
{
	(void) argc;
	return refuse(argv[0]);
}

int scost_verify(int argc, char **argv)
{
	(void) argc;
	return refuse(argv[0]);
}

int scost_export(int argc, char **argv)
{
	(void) argc;
	return refuse(argv[0]);
}

int scost_import(int argc, char **argv)
{
	(void) argc;
	return refuse(argv[0]);
}
