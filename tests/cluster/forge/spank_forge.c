/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a user could load with a plugstack of his own: it puts its arguments,
 * NAME=VALUE each, into the job's SPANK environment.  Active when FORGE is
 * set in the client's environment.
 */
#include <slurm/spank.h>
#include <stdlib.h>
#include <string.h>

SPANK_PLUGIN(forge, 1)

int slurm_spank_init_post_opt(spank_t spank, int count, char **argument)
{
	if (spank_remote(spank) || !getenv("FORGE"))
		return 0;
	for (int i = 0; i < count; i++) {
		char *name = strdup(argument[i]);
		char *value = name ? strchr(name, '=') : NULL;

		if (value) {
			*value++ = '\0';
			spank_job_control_setenv(spank, name, value, 1);
		}
		free(name);
	}
	return 0;
}
