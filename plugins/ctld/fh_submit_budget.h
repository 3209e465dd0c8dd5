/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A submission against the budgets of its account. */
#ifndef FH_SUBMIT_BUDGET_H
#define FH_SUBMIT_BUDGET_H

#include <stdint.h>

#include "fh_bound.h"
#include "fh_submit.h"

/*
 * Does the cheapest of the candidates, with the jobs that there are, fit into
 * the budgets of the submission?  What it can cost more than before counts as
 * waiting from now on, until the next sweep finds the job or not.
 * reply:  bound is set; note, when its owner is to know.
 * Returns 0, or -1 with err set: the sentence for the user.
 */
int fh_submit_check_budgets(const struct fh_bound *bound,
			    const struct fh_decide_list *list,
			    const struct fh_submission *submission,
			    struct fh_submit_reply *reply,
			    struct fh_error *err);

#endif
