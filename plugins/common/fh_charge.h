/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is charged of a cost, by the rules of a rate card:
 *
 *   charge = cost x percent of the end state x factor of the QOS
 *
 * rounded once, half to even, and at least the card's minimum, unless the
 * end state is not charged at all.  Cost and charge are told apart
 * everywhere: their difference is an adjustment, and what the work cost
 * stays what it was.
 */
#ifndef FH_CHARGE_H
#define FH_CHARGE_H

#include <stdbool.h>

#include "fh_rate.h"

/* Slurm's names of the states a run can end in, NULL-terminated. */
extern const char *const fh_charge_states[];

/*
 * The charge of a run.
 * card:   the one valid at its start; NULL: none, and no rule.
 * state:  as above; any other (a run that goes on) is charged in full.
 * qos:    name, any case; NULL: not known, factor 1.
 * Returns it, or FH_UNKNOWN where the cost is (or it is too large).
 */
int64_t fh_charge_of(const struct fh_card *card, const char *state,
		     const char *qos, int64_t cost_micro);

/* Does any card charge by QOS, so that a job's has to be known? */
bool fh_charge_by_qos(const struct fh_rates *rates);

#endif
