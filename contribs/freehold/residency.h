/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What freehold residency prints. */
#ifndef FREEHOLD_RESIDENCY_H
#define FREEHOLD_RESIDENCY_H

#include "plugins/common/fh_residency.h"

/* Everything the catalogue says in a rule, to stdout. */
void residency_show(const struct fh_residency *residency,
		    const struct fh_residency_rule *rule);

#endif
