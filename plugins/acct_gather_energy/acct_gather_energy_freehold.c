/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * acct_gather_energy/freehold: every job's own energy.  slurmd's copy runs
 * the node's sampler, those of slurmstepd register their step with it and
 * read its share back, slurmctld's does nothing.  This file is what Slurm
 * calls; plugins/energy does the work.  See acct_gather_energy_freehold(8).
 */
#include "energy_conf.h"
#include "energy_view.h"

#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_sampler.h"
#include "plugins/energy/fh_step.h"

#define UW_PER_W 1000000
#define NS_PER_MS 1000000

const char plugin_name[] = "Freehold energy plugin";
const char plugin_type[] = "acct_gather_energy/freehold";
const uint32_t plugin_version = SLURM_VERSION_NUMBER;

/* slurmd's and slurmstepd's own takes its place; slurmctld has none. */
slurmd_conf_t *conf;

/* Slurm finds all of these by name: no header declares them. */
extern int init(void);
extern int fini(void);
extern int acct_gather_energy_p_update_node_energy(void);
extern int acct_gather_energy_p_get_data(enum acct_energy_type type,
					 void *data);
extern int acct_gather_energy_p_set_data(enum acct_energy_type type,
					 void *data);
extern void acct_gather_energy_p_conf_options(s_p_options_t **options,
					      int *count);
extern void acct_gather_energy_p_conf_set(int context_id,
					  s_p_hashtbl_t *table);
#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(24, 11, 0)
extern void acct_gather_energy_p_conf_values(list_t **list);
#else
extern void acct_gather_energy_p_conf_values(List *list);
#endif

static struct energy_conf keys;
static struct fh_sampler *sampler;	/* slurmd's */
static bool sampler_hangs;		/* one that could not be ended */
static struct fh_step *own_step;	/* slurmstepd's */

static void log_error(const char *text)
{
	error("freehold: %s", text);
}

static void log_info(const char *text)
{
	info("freehold: %s", text);
}

extern int init(void)
{
	return SLURM_SUCCESS;
}

extern int fini(void)
{
	if (sampler && fh_sampler_stop(sampler)) {
		sampler_hangs = true;
		error("freehold: energy: a meter does not answer; the sampler "
		      "is left behind until slurmd is restarted");
	}
	sampler = NULL;
	energy_conf_clear(&keys);
	return SLURM_SUCCESS;
}

static void start_sampler(void)
{
	struct fh_error err;
	char *conf_dir = energy_conf_expand(keys.conf_dir, conf->node_name);
	char *run_dir = energy_conf_expand(keys.run_dir, conf->node_name);
	char *journal_dir = energy_conf_expand(keys.journal_dir,
					       conf->node_name);
	char *root = energy_conf_expand(keys.root, conf->node_name);
	const char *cgroup_root = slurm_cgroup_conf.cgroup_mountpoint;
	const struct fh_node_conf node_conf = {
		.node = conf->node_name,
		.conf_dir = conf_dir,
		.run_dir = run_dir,
		.journal_dir = journal_dir,
		.root = root,
		.cgroup_root = cgroup_root ? cgroup_root : "/sys/fs/cgroup",
		.cores = (int64_t) conf->sockets * conf->cores,
		.period_ns = (int64_t) keys.period_ms * NS_PER_MS,
		.log = { .error = log_error, .info = log_info },
	};

	sampler = fh_sampler_start(&node_conf, &err);
	if (!sampler)
		error("freehold: energy: %s; no energy is counted", err.text);
	xfree(conf_dir);
	xfree(run_dir);
	xfree(journal_dir);
	xfree(root);
}

/* slurmd calls this when it is a daemon already: a thread may start here. */
extern void acct_gather_energy_p_conf_set(int context_id,
					  s_p_hashtbl_t *table)
{
	(void) context_id;
	energy_conf_read(&keys, table);
	if (running_in_slurmd() && !sampler && !sampler_hangs)
		start_sampler();
}

extern void acct_gather_energy_p_conf_options(s_p_options_t **options,
					      int *count)
{
	energy_conf_options(options, count);
}

#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(24, 11, 0)
extern void acct_gather_energy_p_conf_values(list_t **list)
#else
extern void acct_gather_energy_p_conf_values(List *list)
#endif
{
	energy_conf_values(&keys, *list);
}

static void register_step(const stepd_step_rec_t *step)
{
	char *run_dir = energy_conf_expand(keys.run_dir, conf->node_name);
	struct fh_slot_step claim;
	struct fh_error err;
	char path[PATH_MAX];

	energy_view_step(step, &claim);
	fh_node_path(run_dir, conf->node_name, path, sizeof(path));
	own_step = fh_step_open(path, &claim, &err);
	if (!own_step)
		error("freehold: energy: %s; this step has no figure",
		      err.text);
	xfree(run_dir);
}

extern int acct_gather_energy_p_set_data(enum acct_energy_type type,
					 void *data)
{
	if (type == ENERGY_DATA_STEP_PTR && running_in_slurmstepd() &&
	    !own_step)
		register_step(data);
	return SLURM_SUCCESS;
}

static uint32_t as_watts(int64_t uw)
{
	return uw == FH_UNKNOWN ? NO_VAL :
				  (uint32_t) ((uw + UW_PER_W / 2) / UW_PER_W);
}

static uint64_t as_joules(int64_t uj)
{
	return uj == FH_UNKNOWN ? NO_VAL64 :
				  (uint64_t) ((uj + FH_UJ_PER_J / 2) /
					      FH_UJ_PER_J);
}

/*
 * All of Slurm's figures from ours: the struct is each task's own, so what
 * is in it is no start to go on from.
 */
static void read_step(acct_gather_energy_t *energy)
{
	struct fh_step_reading reading = {
		.energy_uj = FH_UNKNOWN,
		.power_uw = FH_UNKNOWN,
		.mean_uw = FH_UNKNOWN,
	};

	if (own_step)
		fh_step_read(own_step, fh_step_is_over(own_step), &reading);
	memset(energy, 0, sizeof(*energy));
	energy->consumed_energy = as_joules(reading.energy_uj);
	energy->previous_consumed_energy = as_joules(reading.base_uj);
	energy->current_watts = as_watts(reading.power_uw);
	energy->ave_watts = as_watts(reading.mean_uw);
	energy->poll_time = reading.at_ms / 1000;
	if (reading.energy_uj != FH_UNKNOWN)
		energy->base_consumed_energy =
			energy->consumed_energy -
			energy->previous_consumed_energy;
}

static void read_node(acct_gather_energy_t *energy)
{
	struct fh_sampler_reading reading = { .power_uw = FH_UNKNOWN };

	if (sampler)
		fh_sampler_read(sampler, &reading);
	memset(energy, 0, sizeof(*energy));
	energy->consumed_energy = reading.at_ms ?
					  as_joules(reading.energy_uj) :
					  NO_VAL64;
	energy->current_watts = as_watts(reading.power_uw);
	energy->ave_watts = energy->current_watts;
	energy->poll_time = reading.at_ms / 1000;
}

static void read_energy(acct_gather_energy_t *energy)
{
	if (running_in_slurmstepd())
		read_step(energy);
	else
		read_node(energy);
}

extern int acct_gather_energy_p_get_data(enum acct_energy_type type,
					 void *data)
{
	acct_gather_energy_t energy;

	switch (type) {
	case ENERGY_DATA_JOULES_TASK:
	case ENERGY_DATA_NODE_ENERGY:
	case ENERGY_DATA_NODE_ENERGY_UP:
	case ENERGY_DATA_STRUCT:
		read_energy(data);
		return SLURM_SUCCESS;
	case ENERGY_DATA_LAST_POLL:
		read_node(&energy);
		*(time_t *) data = energy.poll_time;
		return SLURM_SUCCESS;
	case ENERGY_DATA_SENSOR_CNT:
		*(uint16_t *) data = 1;
		return SLURM_SUCCESS;
	default:
		return SLURM_ERROR;
	}
}

/* The sampler keeps itself up to date. */
extern int acct_gather_energy_p_update_node_energy(void)
{
	return SLURM_SUCCESS;
}
