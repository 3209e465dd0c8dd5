/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How fast a job is on each accelerator type, as its user measured it:
 *
 *   --accel-speed=h100=1,a100=0.42
 *
 * A factor is the work that one accelerator of the type does in a time,
 * against the others; only their ratios matter.  A job's work is spread
 * evenly over its accelerators, so with COUNT on each node its throughput is
 * factor x COUNT.  The time limit is what the slowest alternative needs;
 * another one needs
 *
 *   limit x throughput of the slowest / its own
 *
 * By hand: h100:4|a100:8 for 8 hours with the factors above are 4 and 3.36,
 * so the a100 need the 8 hours and the h100 6:43:12.
 */
#ifndef FH_SPEED_H
#define FH_SPEED_H

#include <stdint.h>

#include "fh_request.h"

/*
 * Read the option's value.
 * ret:  malloc'ed; set on success only.
 * Returns 0, or -1 with err set: not TYPE=FACTOR, a type named twice, a
 * factor that is not a decimal from 0.000001 to 1000.
 */
int fh_speed_parse(const char *text, struct fh_speed **ret, size_t *ret_count,
		   struct fh_error *err);

/*
 * When something is said of speeds, is it of every type in the request?  Of
 * those that any stands for, the rest have no speed and come last.
 * Returns 0, or -1 with err set.
 */
int fh_speed_check(const struct fh_request *request, struct fh_error *err);

/*
 * Throughput of an alternative by the factors given: factor_micro x count.
 * FH_UNKNOWN when nothing was said of its type.
 */
int64_t fh_speed_throughput(const struct fh_request *request,
			    size_t alternative);

/*
 * The same by the catalogue: dense BF16 GFLOPS x count.  A guess for who says
 * nothing; FH_UNKNOWN when the type has no such figure.
 */
int64_t fh_speed_nominal(const struct fh_catalog *catalog,
			 const struct fh_request *request, size_t alternative);

/*
 * What an alternative needs of limit_s, the slowest's time: at least a second.
 * Without factors all need the whole.  FH_UNKNOWN when its factor is not known.
 */
int64_t fh_speed_time_s(const struct fh_request *request, size_t alternative,
			int64_t limit_s);

#endif
