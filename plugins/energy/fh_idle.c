/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The power that flows anyway: see fh_idle.h. */
#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_idle.h"

#define STRETCH_NS INT64_C(10000000000)
/* uJ / ns to uW. */
#define UW_NS_PER_UJ INT64_C(1000000000)

static void learn(struct fh_idle *idle, int64_t uj, int64_t ns)
{
	int64_t uw;

	idle->uj += uj;
	idle->ns += ns;
	if (idle->ns < STRETCH_NS)
		return;
	if (!fh_units_muldiv(idle->uj, UW_NS_PER_UJ, idle->ns, &uw) && uw &&
	    (idle->lowest_uw == FH_UNKNOWN || uw < idle->lowest_uw))
		idle->lowest_uw = uw;
	idle->uj = idle->ns = 0;
}

int64_t fh_idle_part(struct fh_idle *idle, int64_t given_uw, int64_t uj,
		     int64_t ns)
{
	int64_t part = uj, uw = given_uw;

	learn(idle, uj, ns);
	if (uw == FH_UNKNOWN)
		uw = idle->lowest_uw;
	if (uw != FH_UNKNOWN)
		(void) fh_units_muldiv(uw, ns, UW_NS_PER_UJ, &part);
	return part < uj ? part : uj;
}
