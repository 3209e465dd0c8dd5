/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The datasets in resolved terms, as text; only fh_result.c needs it. */
#ifndef FH_RESULT_DATA_H
#define FH_RESULT_DATA_H

#include "fh_codec.h"
#include "fh_result.h"

/* Append them.  Returns 0, or -1 without memory. */
int fh_result_put_data(struct printbuf *to, const struct fh_result *result);

/* For the table of keys: "alone", "mri,ro,/data/mri", "/data/a,/data/b". */
int fh_result_read_node(const struct fh_codec_key *key, void *into,
			const char *raw, size_t len, struct fh_error *err);
int fh_result_read_grant(const struct fh_codec_key *key, void *into,
			 const char *raw, size_t len, struct fh_error *err);
int fh_result_read_hide(const struct fh_codec_key *key, void *into,
			const char *raw, size_t len, struct fh_error *err);

void fh_result_clear_data(struct fh_result *result);

#endif
