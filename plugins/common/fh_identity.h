/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The values of struct fh_identity by number, in the order of its members. */
#ifndef FH_IDENTITY_H
#define FH_IDENTITY_H

#include "fh_result.h"

#define FH_IDENTITY_VALUES 6

/* What node.json calls a value: "jurisdiction". */
const char *fh_identity_key(size_t i);
/* May the value be absent? */
bool fh_identity_optional(size_t i);
/* The value; "" when absent. */
const char *fh_identity_get(const struct fh_identity *identity, size_t i);
/* Where the value is kept. */
char **fh_identity_at(struct fh_identity *identity, size_t i);

#endif
