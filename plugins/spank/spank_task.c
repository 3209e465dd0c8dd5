/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * slurmstepd.  Before a step, as root: do the job's terms let it run on this
 * node, and can its datasets be guarded?  Before each task the answer is given
 * to Slurm: an error any earlier would drain the node.  What counts is the
 * terms file, which slurmctld's decision was written to, and the node's own
 * node.json; nothing the user can set is looked at.  A task that may not run
 * fails with a sentence in its output.
 *
 * Afterwards, as the user: the task's environment.  It is a convenience and
 * binds nobody; devices are kept apart by Slurm's ConstrainDevices.
 *
 * The last two hooks run in the task's own child of slurmstepd, so that what
 * was read as root before is still there.
 */
#include <errno.h>
#include <slurm/slurm.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_result.h"
#include "spank_args.h"
#include "spank_denied.h"
#include "spank_file.h"
#include "spank_freehold.h"
#include "spank_guard.h"
#include "spank_older.h"
#include "spank_options.h"
#include "spank_terms.h"
#include "spank_visible.h"

#define NODE_CONF_MAX (64u << 10)	/* bytes */
#define INDICES_MAX 8192		/* bytes of SLURM_STEP_GPUS */

/* The terms this step runs under; empty when it has none. */
static struct fh_result terms;

/* What was found out before the step. */
static struct {
	bool begun;
	bool denied;
	struct fh_spank_args args;
	struct fh_error why;
} verdict;

int fh_spank_task_declare(spank_t sp)
{
	(void) fh_spank_options_register(sp, NULL);
	return 0;
}

/* Terms as text; *ret_text stays NULL for a job that has none. */
static int read_terms(const struct fh_spank_args *args, const char *node,
		      uint32_t job_id, char **ret_text, struct fh_error *err)
{
	struct fh_error cause;

	if (fh_spank_terms_read(args->terms_dir, node, job_id, ret_text,
				&cause) < 0) {
		if (errno == ENOENT &&
		    fh_spank_older_has(args->terms_dir, job_id))
			return 0;
		return fh_err(err, "job %u may not run on node %s: its terms "
			      "cannot be read there (%s); tell your "
			      "administrator", job_id, node, cause.text);
	}
	if (!strcmp(*ret_text, FH_SPANK_NONE)) {
		free(*ret_text);
		*ret_text = NULL;
	}
	return 0;
}

static int read_node(const char *path, struct fh_identity *ret,
		     struct fh_error *err)
{
	char *text;
	size_t len;
	int rc;

	if (fh_spank_file_read(path, NODE_CONF_MAX, &text, &len, err) < 0)
		return -1;
	rc = fh_identity_read(path, text, len, ret, err);
	free(text);
	return rc;
}

/* Only a job that is restricted depends on the node knowing who it is. */
static int check_node(const struct fh_spank_args *args, const char *node,
		      const struct fh_result *result, struct fh_error *err)
{
	struct fh_identity identity = { 0 };
	struct fh_error cause;
	int rc = -1;

	if (!result->restricted)
		return 0;
	if (read_node(args->node_conf, &identity, &cause) < 0)
		fh_err(err, "job %u is restricted and node %s does not know "
		       "where it is (%s); tell your administrator",
		       result->job_id, node, cause.text);
	else if (!fh_result_fits(result, &identity, &cause))
		fh_err(err, "job %u may not run on node %s: %s",
		       result->job_id, node, cause.text);
	else
		rc = 0;
	fh_identity_clear(&identity);
	return rc;
}

static int check_terms(const struct fh_spank_args *args, const char *node,
		       uint32_t job_id, struct fh_error *err)
{
	struct fh_error cause;
	char *text = NULL;
	int rc = -1;

	if (read_terms(args, node, job_id, &text, err) < 0)
		return -1;
	if (!text)
		return 0;
	if (fh_result_decode(text, &terms, &cause) < 0)
		fh_err(err, "job %u may not run on node %s: its terms are not "
		       "understood there (%s); tell your administrator",
		       job_id, node, cause.text);
	else if (terms.job_id != job_id)
		fh_err(err, "job %u may not run on node %s: the terms there "
		       "are those of job %u; tell your administrator",
		       job_id, node, terms.job_id);
	else
		rc = check_node(args, node, &terms, err);
	free(text);
	return rc;
}

static int guard(const char *node, uint32_t job_id,
		 int (*make)(const struct fh_result *, const char *,
			     struct fh_error *),
		 struct fh_error *err)
{
	struct fh_error cause;

	if (make(&terms, verdict.args.terms_dir, &cause) == 0)
		return 0;
	return fh_err(err, "job %u may not run on node %s: datasets: %s",
		      job_id, node, cause.text);
}

static int begin(spank_t sp, int argc, char **argv, struct fh_error *err)
{
	uint32_t job_id;
	/* slurmstepd's own: spank_getenv() would give the user's text. */
	const char *node = getenv("SLURMD_NODENAME");
	spank_err_t got = spank_get_item(sp, S_JOB_ID, &job_id);

	if (got != ESPANK_SUCCESS)
		return fh_err(err, "no job id: %s", spank_strerror(got));
	if (!node)
		return fh_err(err, "slurmstepd does not know its node's name");
	if (fh_spank_args_parse(argc, argv, node, &verdict.args, err) < 0 ||
	    check_terms(&verdict.args, node, job_id, err) < 0)
		return -1;
	return guard(node, job_id, fh_spank_guard_step, err);
}

/* The step that holds the job's place on the node runs nothing. */
static bool is_extern(spank_t sp)
{
	uint32_t id;

	return spank_get_item(sp, S_JOB_STEPID, &id) == ESPANK_SUCCESS &&
	       id == SLURM_EXTERN_CONT;
}

int fh_spank_step_begin(spank_t sp, int argc, char **argv)
{
	if (is_extern(sp))
		return 0;
	fh_result_clear(&terms);
	fh_spank_args_clear(&verdict.args);
	verdict.begun = true;
	verdict.denied = begin(sp, argc, argv, &verdict.why) < 0;
	if (verdict.denied)
		fh_spank_guard_refuse_step();
	return 0;
}

/* Nothing of the user's has run in this process: the answer still holds. */
static int check_task(spank_t sp, struct fh_error *err)
{
	const char *node = getenv("SLURMD_NODENAME");
	uint32_t job_id;

	if (!verdict.begun)
		return fh_err(err, "slurmstepd has not begun the step");
	if (verdict.denied) {
		*err = verdict.why;
		return -1;
	}
	if (spank_get_item(sp, S_JOB_ID, &job_id) != ESPANK_SUCCESS || !node)
		return fh_err(err, "no job id or node");
	return guard(node, job_id, fh_spank_guard_task, err);
}

int fh_spank_task_check(spank_t sp)
{
	struct fh_error err;

	if (check_task(sp, &err) == 0)
		return 0;
	fh_spank_guard_refuse_task();
	fh_result_clear(&terms);
	fh_spank_denied_note(err.text);
	slurm_spank_log("freehold: %s", err.text);
	return -1;
}

/* A variable without a value goes: it may come from the submitting job. */
static void put(spank_t sp, const char *name, const char *value)
{
	spank_err_t rc = value ? spank_setenv(sp, name, value, 1)
			       : spank_unsetenv(sp, name);

	if (rc != ESPANK_SUCCESS)
		slurm_error("freehold: cannot set %s: %s", name,
			    spank_strerror(rc));
}

/*
 * The devices of this task, as Slurm's gres/gpu says; false when it has
 * none.  Slurm sets or removes one of two variables itself, whatever
 * gres.conf's Flags say; the other one may hold what the user put there.
 */
static bool task_devices(spank_t sp, char *buf, int size)
{
	uint32_t step;
	bool whole_job;

	if (spank_get_item(sp, S_JOB_STEPID, &step) != ESPANK_SUCCESS)
		return false;
	whole_job = step == SLURM_BATCH_SCRIPT ||
		    step == SLURM_INTERACTIVE_STEP;
	return spank_getenv(sp, whole_job ? "SLURM_JOB_GPUS"
					  : "SLURM_STEP_GPUS",
			    buf, size) == ESPANK_SUCCESS && *buf;
}

static void put_visible(spank_t sp)
{
	char indices[INDICES_MAX];
	struct fh_error err;
	char *value = NULL;

	if (!terms.visible_variable ||
	    (terms.visible_form != FH_VISIBLE_INDEX &&
	     terms.visible_form != FH_VISIBLE_UNITS))
		return;
	if (task_devices(sp, indices, sizeof(indices))) {
		value = fh_visible_value(indices, terms.visible_form,
					 terms.units_per_device, &err);
		if (!value)
			slurm_error("freehold: %s: %s", terms.visible_variable,
				    err.text);
	}
	put(sp, terms.visible_variable, value);
	free(value);
}

int fh_spank_task_environment(spank_t sp)
{
	char count[16];

	snprintf(count, sizeof(count), "%u", terms.accel_count);
	put(sp, "SLURM_ACCEL_TYPE", terms.accel);
	put(sp, "SLURM_ACCEL_COUNT", terms.accel ? count : NULL);
	put(sp, "SLURM_ACCEL_SITE", terms.site);
	put_visible(sp);
	return 0;
}
