/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The subcommands of freehold.  Each reads its own options: argv[0] is its
 * name.  Messages go to stderr, results to stdout.
 */
#ifndef FREEHOLD_COMMAND_H
#define FREEHOLD_COMMAND_H

enum freehold_exit {
	FREEHOLD_OK = 0,
	FREEHOLD_FAILED = 1,	/* mistakes in the sources, or no success */
	FREEHOLD_USAGE = 2,
};

int freehold_lint(int argc, char **argv);
int freehold_activate(int argc, char **argv);
int freehold_active(int argc, char **argv);
int freehold_audit(int argc, char **argv);
int freehold_check(int argc, char **argv);
int freehold_detect(int argc, char **argv);
int freehold_energy(int argc, char **argv);
int freehold_rates(int argc, char **argv);
int freehold_residency(int argc, char **argv);
int freehold_resume(int argc, char **argv);
int freehold_zones(int argc, char **argv);

#endif
