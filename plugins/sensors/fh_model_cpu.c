/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * CPUs that nothing measures: idle + (nameplate - idle) x utilisation, as an
 * energy since the machine was booted, so that nothing is lost while nobody
 * reads it.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "fh_model.h"
#include "fh_sensor_kinds.h"
#include "fh_units.h"

#define LINE_MAX_BYTES 256
#define FIELDS 8		/* user nice system idle iowait irq softirq
				 * steal; guests are in user */
#define IDLE 3
#define IOWAIT 4
#define LAG_MS 20		/* two of its ticks */

struct cpus {
	char path[PATH_MAX];
	int64_t idle_w;
	int64_t max_w;
	int64_t count;
	int64_t ticks_s;	/* in a second */
	int64_t last_uj;	/* the largest that was read */
};

static const struct fh_sensor_ops cpu_ops;

/* The first line of /proc/stat, which is long behind it. */
static int read_line(const char *path, char *line, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	ssize_t len;

	if (fd < 0)
		return -1;
	len = pread(fd, line, size - 1, 0);
	close(fd);
	if (len <= 0)
		return -1;
	line[len] = '\0';
	line[strcspn(line, "\n")] = '\0';
	return 0;
}

/* Ticks of all CPUs that they did not idle. */
static int parse_busy(const char *line, int64_t *ret_ticks)
{
	const char *at = line;
	int64_t busy = 0;

	if (strncmp(at, "cpu ", strlen("cpu ")))
		return -1;
	at += strlen("cpu ");
	for (int i = 0; i < FIELDS; i++) {
		int64_t ticks;

		at += strspn(at, " ");
		if (fh_sensor_digits(&at, " ", &ticks))
			return -1;
		if (i != IDLE && i != IOWAIT &&
		    __builtin_add_overflow(busy, ticks, &busy))
			return -1;
	}
	*ret_ticks = busy;
	return 0;
}

static int64_t boottime_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

/* Ticks may seem to go back a little; energy doesn't. */
static void read_cpus(struct fh_sensor *meter, bool in_use,
		      struct fh_counter_reading *ret)
{
	struct cpus *cpus = meter->data;
	char line[LINE_MAX_BYTES];
	int64_t ticks, above_uj;

	(void) in_use;
	ret->epoch = 0;
	ret->ok = !read_line(cpus->path, line, sizeof(line)) &&
		  !parse_busy(line, &ticks) &&
		  !fh_units_muldiv((cpus->max_w - cpus->idle_w) * FH_UJ_PER_J,
				   ticks, cpus->count * cpus->ticks_s,
				   &above_uj) &&
		  !__builtin_add_overflow(cpus->idle_w * boottime_us(),
					  above_uj, &ret->value);
	if (!ret->ok)
		return;
	if (ret->value < cpus->last_uj)
		ret->value = cpus->last_uj;
	cpus->last_uj = ret->value;
}

static void close_cpus(struct fh_sensor *meter)
{
	free(meter->data);
	meter->data = NULL;
}

static const struct fh_sensor_ops cpu_ops = {
	.name = "model",
	.assumes = true,
	.read = read_cpus,
	.close = close_cpus,
};

/* Simulated hardware may come without a /proc: then it is the real one. */
static void name_stat(const struct fh_sensor_env *env, char *path)
{
	bool own = fh_sensor_exists(env->root, "proc/stat");

	snprintf(path, PATH_MAX, "%s/proc/stat", own ? env->root : "");
}

int fh_model_find_cpu(const struct fh_sensor_env *env, struct fh_sensors *ret,
		      struct fh_error *err)
{
	const struct fh_meter *conf = env->conf;
	struct fh_sensor *meter;
	struct cpus *cpus;

	if (conf->cpu_idle_w == FH_UNKNOWN || conf->cpu_max_w == FH_UNKNOWN)
		return 0;
	meter = fh_sensors_add(ret, &cpu_ops, FH_SENSOR_CPU, -1, err);
	if (!meter)
		return -1;
	cpus = calloc(1, sizeof(*cpus));
	if (!cpus)
		return fh_err_nomem(err);
	name_stat(env, cpus->path);
	cpus->idle_w = conf->cpu_idle_w;
	cpus->max_w = conf->cpu_max_w;
	cpus->count = sysconf(_SC_NPROCESSORS_ONLN);
	cpus->ticks_s = sysconf(_SC_CLK_TCK);
	meter->data = cpus;
	meter->source = FH_ENERGY_MODELLED;
	meter->limits.lag_ns = LAG_MS * FH_NS_PER_MS;
	strcpy(meter->name, "cpu");
	return 0;
}
