/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * scost, the sacct extension.  A new subcommand is one file, one line of
 * command.h and one of this table.
 */
#include "fh_config.h"

#include <string.h>

#include "contribs/scost/command.h"

static const struct command {
	const char *name;
	const char *arguments;
	const char *help;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "budget", "[--json]", "what is left of the budgets of policy.json",
	  scost_budget },
	{ "quote", "[SBATCH-OPTION...]",
	  "what a job would cost at most, without submitting it",
	  scost_quote },
	{ "report", "[OPTION...]", "sums by account, accelerator, month ...",
	  scost_report },
	{ "tco", "[OPTION...]",
	  "owned against cloud, for the work there was", scost_tco },
	{ "sync", "[OPTION...]", "bring the ledger up to date with slurmdbd",
	  scost_sync },
	{ "close", "[OPTION...] YYYY-MM", "freeze a month of the ledger",
	  scost_close },
	{ "verify", "[OPTION...] [YYYY-MM]",
	  "prove that frozen months are as they were", scost_verify },
	{ "export", "[OPTION...] FILE", "write a frozen month as a bundle",
	  scost_export },
	{ "import", "[OPTION...] FILE", "take a bundle into the ledger",
	  scost_import },
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

void scost_command_help(FILE *out)
{
	fputs("\nCommands; each knows --help:\n", out);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		fprintf(out, "  scost %s %s\n        %s\n", commands[i].name,
			commands[i].arguments, commands[i].help);
	fputs("\nSee scost(1).\n", out);
}

int main(int argc, char **argv)
{
	for (size_t i = 0; argc > 1 && i < COMMAND_COUNT; i++)
		if (!strcmp(commands[i].name, argv[1]))
			return commands[i].run(argc - 1, argv + 1);
	return scost_list(argc, argv);
}
