/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A dataset that a job asks for, and how it wants or gets it. */
#ifndef FH_GRANT_H
#define FH_GRANT_H

#include <stddef.h>

#include "fh_error.h"

#define FH_NAME_MAX 63		/* bytes of a zone, class or dataset name */
#define FH_GRANT_MAX 16		/* datasets of one job */

enum fh_access {
	FH_ACCESS_NONE,		/* not said, or not to be had */
	FH_ACCESS_RO,
	FH_ACCESS_RW,
};

struct fh_grant {
	char name[FH_NAME_MAX + 1];
	enum fh_access access;
};

const char *fh_access_name(enum fh_access access);	/* "ro"; "" = none */
/* The access of that name of len bytes; FH_ACCESS_NONE when there is none. */
enum fh_access fh_access_find(const char *name, size_t len);

/*
 * Parse NAME[:ro|rw] of --dataset.
 * part:  is written to.
 * Returns 0, or -1 with err set to the sentence for the user.
 */
int fh_grant_parse(char *part, struct fh_grant *ret, struct fh_error *err);

#endif
