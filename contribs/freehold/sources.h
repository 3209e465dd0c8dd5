/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading the five sources and telling every mistake in them. */
#ifndef FREEHOLD_SOURCES_H
#define FREEHOLD_SOURCES_H

#include "plugins/common/fh_conf.h"

struct sources {
	struct fh_conf *conf;
	char *bundle;			/* canonical text */
	char digest[FH_DIGEST_HEX + 1];	/* of the bundle */
};

/* dir itself, or where the sources are when it is NULL. */
const char *sources_dir(const char *dir);

/*
 * Load the sources in dir (NULL: the configured place).
 * Returns 0, or -1 after writing every mistake to stderr, one per line as
 * file:line:col: /pointer: text, and their number; ret is then empty.
 */
int sources_load(const char *dir, struct sources *ret);

/*
 * Write every mistake to stderr, sorted, one per line as above, and their
 * number.
 */
void sources_print_mistakes(struct fh_diags *diags);

/* Free what it holds; an empty one is allowed. */
void sources_clear(struct sources *sources);

#endif
