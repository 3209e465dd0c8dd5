/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold, the administrator's tool.  A new subcommand is one file and one
 * line of the table.
 */
#include "fh_config.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "contribs/freehold/command.h"

static const struct command {
	const char *name;
	const char *arguments;
	const char *help;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "lint", "[DIR]", "check the configuration sources",
	  freehold_lint },
	{ "activate", "[OPTION...] [DIR]",
	  "check the sources and put them in force", freehold_activate },
	{ "active", "[--state-dir DIR]", "which configuration is in force",
	  freehold_active },
	{ "audit", "verify|report [OPTION...]",
	  "what slurmctld decided: proven, and told for a data class",
	  freehold_audit },
	{ "check", "[--json] [--state-dir DIR] [DIR]",
	  "is all there that Freehold needs", freehold_check },
	{ "detect", "[OPTION...] [DIR]",
	  "which accelerators a machine has, and its lines of configuration",
	  freehold_detect },
	{ "energy", "verify|top|collect [OPTION...] [NODE]",
	  "a node's energy: proven, live, collected", freehold_energy },
	{ "rates", "--billing-weights [DIR]",
	  "the rate card as Slurm's TRESBillingWeights", freehold_rates },
	{ "residency", "[list|show|template] [ORIGIN LABEL]",
	  "what the law of an origin says about where data may be",
	  freehold_residency },
	{ "resume", "[--state-dir DIR] [--jobs FILE] NODES",
	  "may these nodes be rented for the jobs that wait for them",
	  freehold_resume },
	{ "zones", "explain [OPTION...] CLASS[@ORIGIN] [DIR]",
	  "where data of a class may be, and why", freehold_zones },
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static int usage(FILE *out, int status)
{
	fputs("Usage: freehold COMMAND [ARGUMENT...]\n\n", out);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		fprintf(out, "  freehold %s %s\n        %s\n",
			commands[i].name, commands[i].arguments,
			commands[i].help);
	fputs("\nDIR is where accelerators.json, zones.json, policy.json, "
	      "rates.json and\nenergy.json are; without it $FREEHOLD_CONF or "
	      FH_SYSCONFDIR ".\nSee freehold(8).\n",
	      out);
	return status;
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";

	umask(022);
	if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
		puts(PACKAGE_NAME " " PACKAGE_VERSION);
		return FREEHOLD_OK;
	}
	if (!strcmp(name, "--help") || !strcmp(name, "-h"))
		return usage(stdout, FREEHOLD_OK);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (!strcmp(commands[i].name, name))
			return commands[i].run(argc - 1, argv + 1);
	if (*name)
		fprintf(stderr, "freehold: there is no command %s\n", name);
	return usage(stderr, FREEHOLD_USAGE);
}
