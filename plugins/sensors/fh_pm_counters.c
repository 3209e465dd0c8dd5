/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The counters of Cray EX nodes: the whole node, its CPUs, memory and
 * accelerators, in joules, scanned ten times a second.  "startup" changes
 * when they begin anew, "freshness" with every scan.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fh_sensor_kinds.h"
#include "fh_units.h"

#define PM "sys/cray/pm_counters"
#define SCAN_MS 100
#define STALLED_S 10		/* no scan for that long: no reading */
#define ACCELS_MAX 64
#define TEXT_MAX 64

/* What the meters of the node share. */
struct counters {
	int users;
	struct fh_sensor_file startup;
	struct fh_sensor_file freshness;
	bool has_freshness;
	int64_t fresh;		/* its last value */
	int64_t fresh_ns;	/* when it was first seen */
};

struct counter {
	struct counters *all;
	struct fh_sensor_file file;
};

static const struct {
	const char *file;
	const char *meter;
	enum fh_sensor_scope scope;
} fixed[] = {
	{ "energy", "node", FH_SENSOR_NODE },
	{ "cpu_energy", "cpu", FH_SENSOR_CPU },
	{ "memory_energy", "memory", FH_SENSOR_MEMORY },
};

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * FH_NS_PER_S + now.tv_nsec;
}

/* "" or " 1700000000000000 us", and the newline: when it was scanned. */
static bool is_stamp(const char *text)
{
	int64_t when_us;

	if (*text == ' ') {
		text++;
		if (fh_sensor_digits(&text, " ", &when_us) ||
		    strncmp(text, " us", strlen(" us")))
			return false;
		text += strlen(" us");
	}
	return !strcmp(text, *text ? "\n" : "");
}

/*
 * "1360621494 J 1700000000000000 us"; older ones without the time.
 * unit:  what follows the number, " J", or "" also for microseconds.
 */
static int value_of(struct fh_sensor_file *file, const char *unit,
		    int64_t *ret)
{
	char text[TEXT_MAX];
	const char *at = text;
	int64_t value;

	if (fh_sensor_file_read(file, text, sizeof(text)) < 0 ||
	    fh_sensor_digits(&at, " \n", &value) ||
	    strncmp(at, unit, strlen(unit)))
		return -1;
	at += strlen(unit);
	if (!*unit && !strncmp(at, " us", strlen(" us")))
		at += strlen(" us");
	if (!is_stamp(at))
		return -1;
	*ret = value;
	return 0;
}

/* Were they scanned of late? */
static bool is_fresh(struct counters *all)
{
	int64_t at_ns = now_ns();
	int64_t value;

	if (!all->has_freshness)
		return true;
	if (value_of(&all->freshness, "", &value))
		return false;
	if (value != all->fresh) {
		all->fresh = value;
		all->fresh_ns = at_ns;
	}
	return at_ns - all->fresh_ns < STALLED_S * FH_NS_PER_S;
}

/* A value belongs to the epoch that stands before and behind it. */
static void read_meter(struct fh_sensor *meter, bool in_use,
		       struct fh_counter_reading *ret)
{
	struct counter *counter = meter->data;
	struct fh_sensor_file *startup = &counter->all->startup;
	int64_t before, behind, joules;

	(void) in_use;
	ret->ok = is_fresh(counter->all) && !value_of(startup, "", &before) &&
		  !value_of(&counter->file, " J", &joules) &&
		  !value_of(startup, "", &behind) && before == behind &&
		  !__builtin_mul_overflow(joules, FH_UJ_PER_J, &ret->value);
	if (ret->ok)
		ret->epoch = before;
}

/* The last user closes what is shared. */
static void release(struct counters *all)
{
	if (--all->users)
		return;
	fh_sensor_file_close(&all->startup);
	fh_sensor_file_close(&all->freshness);
	free(all);
}

static void close_meter(struct fh_sensor *meter)
{
	struct counter *counter = meter->data;

	if (!counter)
		return;
	fh_sensor_file_close(&counter->file);
	release(counter->all);
	free(counter);
	meter->data = NULL;
}

static struct counters *open_all(const struct fh_sensor_env *env,
				 struct fh_error *err)
{
	struct counters *all = calloc(1, sizeof(*all));

	if (!all) {
		fh_err_nomem(err);
		return NULL;
	}
	if (fh_sensor_file_open(&all->startup, err, env->root, PM "/startup")) {
		free(all);
		return NULL;
	}
	all->has_freshness = !fh_sensor_file_open(&all->freshness, NULL,
						  env->root, PM "/freshness");
	all->fresh = FH_UNKNOWN;
	return all;
}

/* A meter of a file that is there; NULL with err set. */
static struct fh_sensor *add(const struct fh_sensor_env *env,
			     struct counters *all, const char *file,
			     enum fh_sensor_scope scope, int device,
			     struct fh_sensors *ret, struct fh_error *err)
{
	struct fh_sensor *meter;
	struct counter *counter;

	meter = fh_sensors_add(ret, &fh_pm_counters_ops, scope, device, err);
	if (!meter)
		return NULL;
	counter = malloc(sizeof(*counter));
	if (!counter) {
		fh_err_nomem(err);
		return NULL;
	}
	counter->all = all;
	all->users++;
	meter->data = counter;
	meter->limits.lag_ns = SCAN_MS * FH_NS_PER_MS;
	return fh_sensor_file_open(&counter->file, err, env->root, PM "/%s",
				   file) ? NULL : meter;
}

static int find_fixed(const struct fh_sensor_env *env, struct counters *all,
		      struct fh_sensors *ret, struct fh_error *err)
{
	for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++) {
		struct fh_sensor *meter;

		if (!fh_sensor_exists(env->root, PM "/%s", fixed[i].file))
			continue;
		meter = add(env, all, fixed[i].file, fixed[i].scope, -1, ret,
			    err);
		if (!meter)
			return -1;
		strcpy(meter->name, fixed[i].meter);
	}
	return 0;
}

static int find_accels(const struct fh_sensor_env *env, struct counters *all,
		       struct fh_sensors *ret, struct fh_error *err)
{
	for (int i = 0; i < ACCELS_MAX; i++) {
		int device = fh_sensor_device(env, "", i);
		struct fh_sensor *meter;
		char file[32];

		snprintf(file, sizeof(file), "accel%d_energy", i);
		if (device < 0 || !fh_sensor_exists(env->root, PM "/%s", file))
			return 0;
		meter = add(env, all, file, FH_SENSOR_ACCEL, device, ret, err);
		if (!meter)
			return -1;
		snprintf(meter->name, sizeof(meter->name), "gpu%d", device);
	}
	return 0;
}

static int find(const struct fh_sensor_env *env, struct fh_sensors *ret,
		struct fh_error *err)
{
	struct counters *all;
	int rc;

	if (!fh_sensor_exists(env->root, PM "/startup"))
		return 0;
	all = open_all(env, err);
	if (!all)
		return -1;
	all->users++;
	rc = find_fixed(env, all, ret, err);
	if (!rc)
		rc = find_accels(env, all, ret, err);
	release(all);
	return rc;
}

const struct fh_sensor_ops fh_pm_counters_ops = {
	.name = "pm_counters",
	.find = find,
	.read = read_meter,
	.close = close_meter,
};
