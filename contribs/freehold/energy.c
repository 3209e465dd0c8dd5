/* SPDX-License-Identifier: GPL-2.0-or-later */
/* freehold energy: what a node's energy journal and its sampler know. */
#include "fh_config.h"

#include <stdio.h>
#include <string.h>

#include "contribs/freehold/command.h"
#include "contribs/freehold/energy.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "verify", energy_verify },
	{ "top", energy_top },
	{ "collect", energy_collect },
};

int freehold_energy(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (argc > 1 && !strcmp(argv[1], commands[i].name))
			return commands[i].run(argc - 1, argv + 1);
	fputs("Usage: freehold energy verify|top|collect [OPTION...]\n",
	      stderr);
	return FREEHOLD_USAGE;
}
