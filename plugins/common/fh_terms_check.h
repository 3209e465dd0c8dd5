/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The checks of fh_terms_make(); nobody else needs them. */
#ifndef FH_TERMS_CHECK_H
#define FH_TERMS_CHECK_H

#include "fh_terms.h"

/*
 * Who gave values of the terms that the user did not: "the account's", "the
 * partition's"; NULL = the user did.
 */
struct fh_terms_origin {
	const char *of_class;
	const char *of_zones;
};

/*
 * Is every name in the terms known, and may account and user use the class?
 * Returns 0, or -1 with err set to the sentence for the user.
 */
int fh_terms_check_names(const struct fh_conf *conf,
			 const struct fh_terms *terms,
			 const struct fh_terms_origin *origin, int64_t now_s,
			 struct fh_error *err);

/*
 * Is a zone left for terms that restrict zones?
 * Returns as above, naming the rule that left each zone out.
 */
int fh_terms_check_zones(const struct fh_conf *conf,
			 const struct fh_terms *terms,
			 const struct fh_terms_origin *origin, int64_t now_s,
			 struct fh_error *err);

#endif
