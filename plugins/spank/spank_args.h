/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The arguments of the plugstack line:
 *
 *   required spank_freehold.so [terms_dir=DIR] [node_conf=FILE]
 *
 * Both are absolute paths.  %n in them is the node's name (several slurmds
 * on one host), %% is a percent sign.
 */
#ifndef SPANK_ARGS_H
#define SPANK_ARGS_H

#include "fh_error.h"

struct fh_spank_args {
	char *terms_dir;
	char *node_conf;
};

/*
 * Read the arguments; what is not given gets its default.
 * node:  this node's name, or NULL where it is not known: a path with %n is
 *        then left NULL.
 * ret:   filled on success only; to fh_spank_args_clear.
 * Returns 0, or -1 with err set: an unknown argument, one given twice, a
 * relative path, another letter behind %.
 */
int fh_spank_args_parse(int argc, char **argv, const char *node,
			struct fh_spank_args *ret, struct fh_error *err);

/* NULL-safe. */
void fh_spank_args_clear(struct fh_spank_args *args);

#endif
