/* SPDX-License-Identifier: GPL-2.0-or-later */
/* freehold lint: every mistake in the sources at once. */
#include "fh_config.h"

#include <stdio.h>

#include "contribs/freehold/command.h"
#include "contribs/freehold/sources.h"

int freehold_lint(int argc, char **argv)
{
	struct sources sources;

	if (argc > 2 || (argc == 2 && argv[1][0] == '-')) {
		fputs("Usage: freehold lint [DIR]\n", stderr);
		return FREEHOLD_USAGE;
	}
	if (sources_load(argv[1], &sources))
		return FREEHOLD_FAILED;
	printf("no mistakes\n%s\n", sources.digest);
	sources_clear(&sources);
	return FREEHOLD_OK;
}
