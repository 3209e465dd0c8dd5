/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sbatch, salloc and srun, as the user: read the options, refuse what the
 * grammar refuses, and hand the rest to slurmctld as job-control variables.
 * This is a user interface and no control: slurmctld judges again.
 *
 * One wish per job.  The components of a het job come one after the other,
 * each with its own options, and a job can submit another: so everything by
 * which Slurm would hand an older wish on is taken away each time.
 */
#define _GNU_SOURCE		/* environ */
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "fh_option.h"
#include "fh_request.h"
#include "spank_freehold.h"
#include "spank_options.h"

/* What the options said so far, of the job (component) being read. */
static struct fh_wish given;

/* Is each value by itself, or are all together, one the grammar takes? */
static int try_parse(const struct fh_wish *wish, struct fh_error *err)
{
	struct fh_request request = { 0 };
	int rc = fh_request_parse(wish, &request, err);

	fh_request_clear(&request);
	return rc;
}

/* Slurm adds "Invalid --accel argument: ..." behind our sentence. */
static int take_option(int val, const char *value, int remote)
{
	enum fh_option option = (enum fh_option) val;
	struct fh_wish alone = { 0 };
	struct fh_error err;
	int rc = -1;

	(void) remote;

	if (fh_wish_set(&alone, option, value, &err) < 0 ||
	    try_parse(&alone, &err) < 0 ||
	    fh_wish_set(&given, option, value, &err) < 0)
		slurm_error("freehold: %s", err.text);
	else
		rc = 0;
	fh_wish_clear(&alone);
	return rc;
}

int fh_spank_client_init(spank_t sp)
{
	return fh_spank_options_register(sp, take_option);
}

/* FREEHOLD_ACCEL and the like, for what no option says. */
static int take_variables(struct fh_error *err)
{
	for (char **entry = environ; entry && *entry; entry++)
		if (fh_wish_take_variable(&given, *entry, err) < 0)
			return -1;
	return 0;
}

/* Everything by which an older wish would reach this job or a later one. */
static void drop_carried(spank_t sp, enum fh_option option)
{
	char name[128];

	for (int i = 0; i < FH_CARRIER_COUNT; i++)
		unsetenv(fh_spank_option_carrier(option, i, name,
						 sizeof(name)));
	spank_job_control_unsetenv(
		sp, fh_spank_option_carrier(option, FH_CARRIER_AUTOMATIC,
					    name, sizeof(name)));
	spank_job_control_unsetenv(sp, fh_option_info(option)->variable);
}

static int hand_over(spank_t sp, struct fh_error *err)
{
	for (int i = 0; i < FH_OPT_COUNT; i++) {
		spank_err_t rc;

		if (!given.value[i])
			continue;
		rc = spank_job_control_setenv(sp, fh_option_info(i)->variable,
					      given.value[i], 1);
		if (rc != ESPANK_SUCCESS)
			return fh_err(err, "cannot pass --%s on: %s",
				      fh_option_info(i)->name,
				      spank_strerror(rc));
	}
	return 0;
}

/* srun inside an allocation asks for a step; sbatch and salloc never do. */
static bool is_step(void)
{
	return spank_context() == S_CTX_LOCAL &&
	       (getenv("SLURM_JOB_ID") || getenv("SLURM_JOBID"));
}

static void warn_of_step(void)
{
	for (int i = 0; i < FH_OPT_COUNT; i++)
		if (given.value[i])
			slurm_info("freehold: --%s has no effect on a step; "
				   "the job's own request counts",
				   fh_option_info(i)->name);
}

int fh_spank_client_post_opt(spank_t sp)
{
	struct fh_error err;
	int rc = 0;

	for (int i = 0; i < FH_OPT_COUNT; i++)
		drop_carried(sp, i);
	if (is_step())
		warn_of_step();
	else if (take_variables(&err) < 0 || try_parse(&given, &err) < 0 ||
		 hand_over(sp, &err) < 0)
		rc = -1;
	if (rc < 0)
		slurm_error("freehold: %s", err.text);
	fh_wish_clear(&given);
	return rc;
}
