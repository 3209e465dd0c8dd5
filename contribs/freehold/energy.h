/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The subcommands of freehold energy; each reads its own options. */
#ifndef FREEHOLD_ENERGY_H
#define FREEHOLD_ENERGY_H

int energy_collect(int argc, char **argv);
int energy_top(int argc, char **argv);
int energy_verify(int argc, char **argv);

#endif
