/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Speeds of a job by type: see fh_speed.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_quote.h"
#include "fh_speed.h"
#include "fh_units.h"

#define FACTOR_MAX_MICRO INT64_C(1000000000)	/* 1000 */
#define NAME_BYTES "abcdefghijklmnopqrstuvwxyz" \
		   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"
#define HOW "write TYPE=FACTOR, as in h100=1,a100=0.42"

/* The factor of a type, or FH_UNKNOWN. */
static int64_t factor_of(const struct fh_speed *speed, size_t count,
			 const char *type)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(speed[i].type, type))
			return speed[i].factor_micro;
	return FH_UNKNOWN;
}

/* One "TYPE=FACTOR"; it is cut up. */
static int read_speed(char *part, struct fh_speed *ret, struct fh_error *err)
{
	char *equals = strchr(part, '=');
	struct fh_quoted typed;
	size_t len;

	if (!equals)
		return fh_err(err, "--accel-speed: '%s' has no factor; " HOW,
			      fh_quote(part, &typed));
	len = (size_t) (equals - part);
	if (!len || len > FH_TYPE_NAME_MAX || strspn(part, NAME_BYTES) != len)
		return fh_err(err, "--accel-speed: '%s' does not begin with "
			      "the name of a type; " HOW,
			      fh_quote(part, &typed));
	if (fh_units_parse_micro(equals + 1, &ret->factor_micro, NULL) ||
	    !ret->factor_micro || ret->factor_micro > FACTOR_MAX_MICRO)
		return fh_err(err, "--accel-speed: the factor in '%s' is not a "
			      "decimal from 0.000001 to 1000; " HOW,
			      fh_quote(part, &typed));
	memcpy(ret->type, part, len);
	ret->type[len] = '\0';
	return 0;
}

/* All parts of text, which is cut up, into room for FH_SPEED_MAX. */
static int read_all(char *text, struct fh_speed *speed, size_t *ret_count,
		    struct fh_error *err)
{
	char *part;

	while ((part = strsep(&text, ","))) {
		struct fh_speed *next = &speed[*ret_count];

		if (*ret_count == FH_SPEED_MAX)
			return fh_err(err, "--accel-speed: more than %d "
				      "factors; write fewer", FH_SPEED_MAX);
		if (read_speed(part, next, err))
			return -1;
		if (factor_of(speed, *ret_count, next->type) != FH_UNKNOWN)
			return fh_err(err, "--accel-speed: '%s' stands twice; "
				      "write each type once", next->type);
		++*ret_count;
	}
	return 0;
}

int fh_speed_parse(const char *text, struct fh_speed **ret, size_t *ret_count,
		   struct fh_error *err)
{
	struct fh_speed *speed = calloc(FH_SPEED_MAX, sizeof(*speed));
	char *copy = strdup(text);
	size_t count = 0;
	int rc = -1;

	if (!speed || !copy) {
		fh_err_nomem(err);
	} else if (!read_all(copy, speed, &count, err)) {
		*ret = speed;
		*ret_count = count;
		speed = NULL;
		rc = 0;
	}
	free(speed);
	free(copy);
	return rc;
}

int fh_speed_check(const struct fh_request *request, struct fh_error *err)
{
	if (!request->speed_count)
		return 0;
	for (size_t i = 0; i < request->alternative_count; i++) {
		const char *type = request->alternative[i].type;

		if (strcmp(type, FH_ANY) &&
		    factor_of(request->speed, request->speed_count, type) ==
			    FH_UNKNOWN)
			return fh_err(err, "--accel-speed: nothing is said of "
				      "%s, which --accel names; add "
				      "%.16s=FACTOR", type, type);
	}
	return 0;
}

int64_t fh_speed_throughput(const struct fh_request *request,
			    size_t alternative)
{
	const struct fh_alternative *of = &request->alternative[alternative];
	int64_t factor_micro = factor_of(request->speed, request->speed_count,
					 of->type);

	/* At most 1000 x 10^6 x 1024. */
	return factor_micro < 0 ? FH_UNKNOWN : factor_micro * of->count;
}

int64_t fh_speed_nominal(const struct fh_catalog *catalog,
			 const struct fh_request *request, size_t alternative)
{
	const struct fh_alternative *of = &request->alternative[alternative];
	const struct fh_accel *accel = fh_catalog_find(catalog, of->type);
	int64_t ret;

	if (!accel || accel->bf16_gflops < 0 ||
	    __builtin_mul_overflow(accel->bf16_gflops, of->count, &ret))
		return FH_UNKNOWN;
	return ret;
}

static int64_t slowest_of(const struct fh_request *request)
{
	int64_t slowest = FH_UNKNOWN;

	for (size_t i = 0; i < request->alternative_count; i++) {
		int64_t throughput = fh_speed_throughput(request, i);

		if (throughput >= 0 && (slowest < 0 || throughput < slowest))
			slowest = throughput;
	}
	return slowest;
}

int64_t fh_speed_time_s(const struct fh_request *request, size_t alternative,
			int64_t limit_s)
{
	int64_t own, time_s;

	if (!request->speed_count)
		return limit_s;
	own = fh_speed_throughput(request, alternative);
	if (own < 0 ||
	    fh_units_muldiv(limit_s, slowest_of(request), own, &time_s))
		return FH_UNKNOWN;
	return time_s > 0 ? time_s : 1;
}
