/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What accelerators must have, as options say it; for fh_request.c alone. */
#ifndef FH_NEED_H
#define FH_NEED_H

#include "fh_request.h"

/* As Slurm reads --mem: MiB, or with M, G or T.  0, or -1 with err set. */
int fh_need_parse_mem(const char *text, struct fh_request *into,
		      struct fh_error *err);

/* A name in any case.  0, or -1 with err set. */
int fh_need_parse_runtime(const char *text, struct fh_request *into,
			  struct fh_error *err);

#endif
