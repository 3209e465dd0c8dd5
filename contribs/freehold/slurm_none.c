/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A build without Slurm: see slurm.h. */
#include "fh_config.h"

#include <stddef.h>

#include "contribs/freehold/slurm.h"

char *slurm_state_dir(struct fh_error *err)
{
	fh_err(err, "this freehold was built without Slurm: give slurmctld's "
	       "StateSaveLocation with --state-dir");
	return NULL;
}

int slurm_ask_reconfigure(struct fh_error *err)
{
	return fh_err(err, "this freehold was built without Slurm");
}

char *slurm_ask_settings(struct fh_error *err)
{
	fh_err(err, "this freehold was built without Slurm");
	return NULL;
}

char *slurm_ask_runs(int64_t from_s, int64_t to_s, struct fh_error *err)
{
	(void) from_s;
	(void) to_s;
	fh_err(err, "this freehold was built without Slurm");
	return NULL;
}

char *slurm_ask_placements(struct fh_error *err)
{
	fh_err(err, "this freehold was built without Slurm");
	return NULL;
}

char *slurm_ask_accounts(struct fh_error *err)
{
	fh_err(err, "this freehold was built without Slurm");
	return NULL;
}

char *slurm_ask_node(const char *name, struct fh_error *err)
{
	(void) name;
	fh_err(err, "this freehold was built without Slurm");
	return NULL;
}
