/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The plugin's keys in acct_gather.conf. */
#ifndef ENERGY_CONF_H
#define ENERGY_CONF_H

#include "energy_slurm.h"

struct energy_conf {
	char *conf_dir;		/* Slurm's memory, %n as written */
	char *run_dir;
	char *journal_dir;
	char *root;
	uint32_t period_ms;
};

/* Add the keys to those that Slurm looks for. */
void energy_conf_options(s_p_options_t **options, int *count);

/* Read them; what is not there has its default. */
void energy_conf_read(struct energy_conf *conf, s_p_hashtbl_t *table);

/* Append each key and its value to Slurm's list, for scontrol show config. */
void energy_conf_values(const struct energy_conf *conf, void *list);

/* The directory with the node's name for %n; to xfree(). */
char *energy_conf_expand(const char *dir, const char *node);

void energy_conf_clear(struct energy_conf *conf);

#endif
