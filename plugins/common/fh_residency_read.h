/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside of fh_residency: what the readers of its files share. */
#ifndef FH_RESIDENCY_READ_H
#define FH_RESIDENCY_READ_H

#include "fh_reader.h"
#include "fh_residency.h"

/*
 * Room for more entries behind count ones, zeroed.
 * Returns the array, which may have moved, or NULL after adding a mistake;
 * the old one is then as it was.
 */
void *fh_residency_grow(const struct fh_reader *reader, void *array,
			size_t count, size_t more, size_t size);

/* Values of lists and rules; the reader's context is struct fh_residency. */
FH_READER_VALUE(fh_residency_read_sources);	/* struct fh_strlist */
FH_READER_VALUE(fh_residency_read_changes);	/* struct fh_residency_basis */

/* The dates of a basis that was read without a mistake. */
void fh_residency_check_basis(const struct fh_reader *reader,
			      const struct fh_residency_basis *basis);

/* Read the regimes and lists of one document, and find unknown keys. */
void fh_residency_read_lists(const struct fh_json *doc,
			     struct fh_residency *ret,
			     struct fh_diags *diags);

/* Check a rule that was read without a mistake against itself and others. */
void fh_residency_check_rule(const struct fh_reader *reader,
			     const struct fh_residency *residency,
			     const struct fh_residency_rule *rule);

#endif
