/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Freehold's options as SPANK knows them. */
#include <stdio.h>

#include "spank_options.h"

#define AUTOMATIC "_SLURM_SPANK_OPTION_freehold_"
#define INHERITED "SLURM_SPANK_"

int fh_spank_options_register(spank_t sp, spank_opt_cb_f callback)
{
	for (int i = 0; i < FH_OPT_COUNT; i++) {
		const struct fh_option_info *info = fh_option_info(i);
		/* Slurm copies the strings; only its header says char *. */
		struct spank_option option = {
			.name = (char *) info->name,
			.arginfo = (char *) info->arg,
			.usage = (char *) (info->not_yet ? info->not_yet
							 : info->help),
			.has_arg = 1,
			.val = i,
			.cb = callback,
		};
		spank_err_t rc = spank_option_register(sp, &option);

		if (rc != ESPANK_SUCCESS) {
			slurm_error("freehold: cannot register --%s: %s",
				    info->name, spank_strerror(rc));
			return -1;
		}
	}
	return 0;
}

char *fh_spank_option_carrier(enum fh_option option,
			      enum fh_spank_carrier carrier, char *buf,
			      size_t size)
{
	static const char *const front[FH_CARRIER_COUNT] = {
		[FH_CARRIER_AUTOMATIC] = AUTOMATIC,
		[FH_CARRIER_AUTOMATIC_INHERITED] = INHERITED AUTOMATIC,
		[FH_CARRIER_OWN_INHERITED] = INHERITED,
	};
	const struct fh_option_info *info = fh_option_info(option);
	const char *name = carrier == FH_CARRIER_OWN_INHERITED
				   ? info->variable : info->name;

	snprintf(buf, size, "%s%s", front[carrier], name);
	/* Slurm writes '_' for what cannot stand in a variable's name. */
	for (char *p = buf; *p; p++)
		if (*p == '-')
			*p = '_';
	return buf;
}
