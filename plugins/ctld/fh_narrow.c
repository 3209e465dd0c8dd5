/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Running jobs that are no longer allowed: see fh_narrow.h. */
#include <stdio.h>

#include "fh_narrow.h"

static void explain(const struct fh_conf *conf,
		    const struct fh_decision *decision, size_t zone,
		    char *why, size_t size)
{
	char reason[256];

	fh_judge_explain(conf, &decision->terms, &decision->verdict[zone],
			 reason, sizeof(reason));
	snprintf(why, size, "zone %s is no longer allowed: %s",
		 conf->zones.zone[zone].name, reason);
}

bool fh_narrow_is(const struct fh_conf *conf,
		  const struct fh_decision *decision, const bool *used,
		  bool outside, char *why, size_t size)
{
	if (decision->read != FH_TERMS_OK)
		return false;
	if (outside && decision->restricted) {
		snprintf(why, size, "a node of the job is in no zone now");
		return true;
	}
	for (size_t i = 0; i < decision->zone_count; i++) {
		if (!used[i] || decision->allowed[i])
			continue;
		explain(conf, decision, i, why, size);
		return true;
	}
	return false;
}

enum fh_on_narrow fh_narrow_action(const struct fh_conf *conf,
				   const struct fh_decision *decision)
{
	const char *name = decision->terms.request.data_class;
	const struct fh_class *data_class =
		name ? fh_policy_find_class(&conf->policy, name) : NULL;

	return data_class ? data_class->on_narrow : FH_NARROW_LEAVE;
}
