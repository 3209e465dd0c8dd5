/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * slurmd and its "slurmd spank prolog|epilog", as root: the terms that
 * slurmctld decided are laid down where slurmstepd finds them and the user
 * does not.  slurmctld's record of the job reaches this process as
 * SPANK_<name> in its environment (with PrologFlags=Alloc; without it the
 * record of all but the first node would come from srun).
 *
 * A failing prolog drains its node, so nothing here ever fails: what went
 * wrong is logged, and the terms that are missing then stop the job's tasks.
 */
#include <stdlib.h>
#include <time.h>

#include "fh_result.h"
#include "spank_args.h"
#include "spank_freehold.h"
#include "spank_older.h"
#include "spank_terms.h"

/*
 * The directory of terms; one just made starts the list of older jobs.
 * Without that list no job is older, which is no obstacle to the terms.
 */
static int prepare(const char *dir, struct fh_error *err)
{
	int made = fh_spank_terms_prepare(dir, err);

	if (made < 0)
		return -1;
	if (made && fh_spank_older_record(dir, "/proc", getenv("SLURM_CONF"),
					  err) < 0)
		slurm_error("freehold: %s", err->text);
	return 0;
}

int fh_spank_slurmd_init(int argc, char **argv)
{
	struct fh_spank_args args = { 0 };
	struct fh_error err;

	/*
	 * slurmd does not tell its node's name; a directory that has it in
	 * its path is made by the first prolog.
	 */
	if (fh_spank_args_parse(argc, argv, NULL, &args, &err) < 0 ||
	    (args.terms_dir && prepare(args.terms_dir, &err) < 0))
		slurm_error("freehold: slurmd: %s", err.text);
	fh_spank_args_clear(&args);
	return 0;
}

/* What one run of the prolog or epilog is about. */
struct job_script {
	struct fh_spank_args args;
	const char *node;
	uint32_t job_id;
};

static int begin(spank_t sp, int argc, char **argv, struct job_script *ret,
		 struct fh_error *err)
{
	spank_err_t rc = spank_get_item(sp, S_JOB_ID, &ret->job_id);

	if (rc != ESPANK_SUCCESS)
		return fh_err(err, "no job id: %s", spank_strerror(rc));
	ret->node = getenv("SLURMD_NODENAME");
	if (!ret->node)
		return fh_err(err, "SLURMD_NODENAME is not set");
	return fh_spank_args_parse(argc, argv, ret->node, &ret->args, err);
}

static int write_terms(const struct job_script *job, struct fh_error *err)
{
	const char *terms = getenv("SPANK_" FH_RESULT_VARIABLE);

	if (prepare(job->args.terms_dir, err) < 0)
		return -1;
	return fh_spank_terms_write(job->args.terms_dir, job->node,
				    job->job_id, terms ? terms : FH_SPANK_NONE,
				    err);
}

int fh_spank_prolog(spank_t sp, int argc, char **argv)
{
	struct job_script job = { 0 };
	struct fh_error err;

	if (begin(sp, argc, argv, &job, &err) < 0 ||
	    write_terms(&job, &err) < 0)
		slurm_error("freehold: prolog of job %u: %s", job.job_id,
			    err.text);
	fh_spank_args_clear(&job.args);
	return 0;
}

int fh_spank_epilog(spank_t sp, int argc, char **argv)
{
	struct job_script job = { 0 };
	struct fh_error err;

	if (begin(sp, argc, argv, &job, &err) < 0 ||
	    fh_spank_terms_end(job.args.terms_dir, job.node, job.job_id,
			       time(NULL), &err) < 0)
		slurm_error("freehold: epilog of job %u: %s", job.job_id,
			    err.text);
	fh_spank_args_clear(&job.args);
	return 0;
}
