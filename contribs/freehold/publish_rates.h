/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rate cards as users may see them: unit prices, not what was paid. */
#ifndef FREEHOLD_PUBLISH_RATES_H
#define FREEHOLD_PUBLISH_RATES_H

#include <json-c/json.h>

#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_error.h"

/*
 * Put prices per hour and month in the place of capital, lease and monthly
 * sums, so that costs come out the same.
 * rates:  of a bundle, changed in place.
 * conf:   that bundle, loaded.
 * Returns 0, or -1 with err set (no memory).
 */
int publish_rates(struct json_object *rates, const struct fh_conf *conf,
		  struct fh_error *err);

#endif
