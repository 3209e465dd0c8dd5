/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256, as bytes and as the hex digits that files and records have. */
#ifndef FH_DIGEST_H
#define FH_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "fh_error.h"

#define FH_DIGEST_SIZE 32	/* bytes */
#define FH_DIGEST_HEX 64	/* hex digits, without the NUL */

/*
 * Of two texts, one behind the other (len 0: none).
 * Returns 0, or -1 with err set (libcrypto has no SHA-256 or no memory).
 */
int fh_digest_two(const void *one, size_t one_len, const void *two,
		  size_t two_len, unsigned char ret[FH_DIGEST_SIZE],
		  struct fh_error *err);

/* As lower-case digits and a NUL. */
void fh_digest_put(const unsigned char digest[FH_DIGEST_SIZE],
		   char ret[FH_DIGEST_HEX + 1]);

/*
 * Back from the first FH_DIGEST_HEX bytes of text, which may end before.
 * Returns false when one of them is no lower-case digit.
 */
bool fh_digest_read(const char *text, unsigned char ret[FH_DIGEST_SIZE]);

#endif
