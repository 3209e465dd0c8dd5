/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does a login on this host get into a job, past its guarded datasets? */
#ifndef FREEHOLD_CHECK_ADOPT_H
#define FREEHOLD_CHECK_ADOPT_H

#include <stdbool.h>
#include <stddef.h>

struct check_adopt {
	size_t datasets;	/* that are declared */
	size_t files;		/* of PAM that were read */
	size_t unreadable;
	char found[256];	/* name of one with pam_slurm_adopt; "" */
};

/*
 * Look for pam_slurm_adopt in every file of a directory.
 * dir:  "/etc/pam.d", or one like it; one that is not there has no files.
 */
void check_adopt_look(const char *dir, struct check_adopt *ret);

#endif
