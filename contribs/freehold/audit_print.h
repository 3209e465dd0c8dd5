/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The residency proof, for people and as JSON. */
#ifndef FREEHOLD_AUDIT_PRINT_H
#define FREEHOLD_AUDIT_PRINT_H

#include "contribs/freehold/audit_runs.h"

struct audit_proof {
	const char *data_class;
	int64_t from_s, to_s;
	struct audit_runs *runs;	/* of all classes */
	struct audit_bundles *bundles;
	struct audit_strays *strays;
	const char *no_accounting;	/* why it was not compared; or NULL */
};

void audit_print_text(const struct audit_proof *proof);
/* The class and the zones, as the bundle has them. */
void audit_print_rules(const struct audit_proof *proof,
		       const struct audit_bundle *bundle);
/* Returns 0, or -1 without memory. */
int audit_print_json(const struct audit_proof *proof);

#endif
