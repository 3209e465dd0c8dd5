/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the sampler works with: see fh_node.h. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugins/common/fh_meter_node.h"
#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_metering.h"
#include "plugins/energy/fh_node.h"
#include "plugins/energy/fh_proc.h"

#define UW_PER_W 1000000

static void say(void (*log)(const char *text), const char *fmt, va_list args)
{
	char text[768];
	int len = snprintf(text, sizeof(text), "energy: ");

	(void) vsnprintf(text + len, sizeof(text) - (size_t) len, fmt, args);
	log(text);
}

void fh_node_error(const struct fh_node *node, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(node->log.error, fmt, args);
	va_end(args);
}

void fh_node_info(const struct fh_node *node, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(node->log.info, fmt, args);
	va_end(args);
}

static int copy_text(char *to, size_t size, const char *from,
		     struct fh_error *err)
{
	if ((size_t) snprintf(to, size, "%s", from) >= size)
		return fh_err(err, "%s: longer than %zu bytes", from,
			      size - 1);
	return 0;
}

static int fill_in(struct fh_node *node, const struct fh_node_conf *conf,
		   struct fh_error *err)
{
	if (copy_text(node->name, sizeof(node->name), conf->node, err) ||
	    copy_text(node->root, sizeof(node->root), conf->root, err) ||
	    copy_text(node->conf_dir, sizeof(node->conf_dir), conf->conf_dir,
		      err) ||
	    copy_text(node->cgroup_root, sizeof(node->cgroup_root),
		      conf->cgroup_root, err))
		return -1;
	node->cores = conf->cores;
	node->period_ns = conf->period_ns;
	node->log = conf->log;
	node->cpu_idle_uw = node->memory_idle_uw = FH_UNKNOWN;
	return 0;
}

/*
 * What another sampler left.  Readings of simulated meters are none of real
 * ones.
 */
static void take_on(struct fh_node *node)
{
	struct fh_state *state = node->state;
	bool simulated = *node->root;

	if (fh_state_load(node->shm->copy, state))
		fh_state_reset(state);
	if (state->simulated != simulated)
		for (uint32_t i = 0; i < state->meter_count; i++)
			state->meter[i].last.ok = false;
	state->simulated = simulated;
	state->period_ns = node->period_ns;
}

struct fh_node *fh_node_new(const struct fh_node_conf *conf,
			    struct fh_error *err)
{
	struct fh_node *node = calloc(1, sizeof(*node));
	char path[PATH_MAX];

	if (!node) {
		fh_err_nomem(err);
		return NULL;
	}
	fh_proc_boot_id(node->boot_id, sizeof(node->boot_id));
	fh_node_path(conf->run_dir, conf->node, path, sizeof(path));
	if (fill_in(node, conf, err))
		goto failed;
	node->state = calloc(1, sizeof(*node->state));
	if (!node->state) {
		fh_err_nomem(err);
		goto failed;
	}
	node->shm = fh_shm_create(path, node->boot_id, err);
	if (node->shm)
		return node;
failed:
	fh_node_free(node);
	return NULL;
}

void fh_node_begin(struct fh_node *node)
{
	take_on(node);
}

static int64_t as_uw(int64_t w)
{
	return w == FH_UNKNOWN ? FH_UNKNOWN : w * UW_PER_W;
}

int fh_node_open_meters(struct fh_node *node, struct fh_error *err)
{
	struct fh_meter_node conf = { 0 };
	struct fh_sensor_env env = { .root = node->root };
	struct fh_sensors sensors = { 0 };
	int rc = -1;

	if (fh_meter_node_load(node->conf_dir, node->name, &conf, err))
		return -1;
	env.catalog = &conf.catalog;
	env.conf = conf.meter;
	if (fh_sensors_open(&env, &sensors, err)) {
		fh_sensors_close(&sensors);
		goto out;
	}
	if (*sensors.skipped.text)
		fh_node_error(node, "%s", sensors.skipped.text);
	node->cpu_idle_uw = as_uw(conf.meter->cpu_idle_w);
	node->memory_idle_uw = as_uw(conf.meter->memory_idle_w);
	fh_sensors_close(&node->sensors);
	node->sensors = sensors;
	rc = 0;
out:
	fh_meter_node_clear(&conf);
	return rc;
}

void fh_node_path(const char *run_dir, const char *node, char *buf,
		  size_t size)
{
	(void) snprintf(buf, size, "%s/%s.energy", run_dir, node);
}

void fh_node_free(struct fh_node *node)
{
	if (!node)
		return;
	for (size_t i = 0; i < FH_JOURNAL_JOB_MAX; i++)
		fh_cgroup_close(&node->job_group[i].cgroup);
	for (size_t i = 0; i < FH_SLOT_COUNT; i++)
		fh_cgroup_close(&node->step_group[i].cgroup);
	fh_sensors_close(&node->sensors);
	fh_shm_close(node->shm);
	free(node->state);
	free(node);
}
