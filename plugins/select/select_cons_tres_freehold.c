/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * select/cons_tres_freehold: select/cons_tres, with each job's nodes cut to
 * what its terms allow and its accelerator chosen among the types it asked
 * for.  A job without terms costs one look at its variables, and one at its
 * account.
 *
 * Below Slurm 25.05 every command loads the select plugins: outside
 * slurmctld this one is silent, reads no file and only delegates.
 */
#include "fh_slurm_select.h"

#include <string.h>

#include "src/common/list.h"
#include "src/common/run_in_daemon.h"

#include "fh_slurm.h"
#include "select_audit.h"
#include "select_budget.h"
#include "select_delegate.h"
#include "select_narrow.h"
#include "select_place.h"
#include "select_share.h"
#include "select_symbols.h"
#include "select_view.h"

#include "plugins/common/fh_terms.h"
#include "plugins/ctld/fh_ctld.h"

const char plugin_name[] = "cons_tres by Freehold's terms";
const char plugin_type[] = "select/cons_tres_freehold";
const uint32_t plugin_version = SLURM_VERSION_NUMBER;

#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(25, 5, 0)
/* Slurm asks for this number where it means "is it cons_tres". */
const uint32_t plugin_id = SELECT_PLUGIN_CONS_TRES;
#else
/* Slurm wants a number that no other select plugin has. */
const uint32_t plugin_id = 20526;
#endif

extern int init(void)
{
	struct fh_error err;

	if (fh_inner_load() != SLURM_SUCCESS)
		return SLURM_ERROR;
	if (!fh_slurm_in_slurmctld())
		return SLURM_SUCCESS;
	if (fh_ctld_attach(fh_slurm_state_dir(), &err)) {
		fh_slurm_error("%s", err.text);
		return SLURM_ERROR;
	}
	return SLURM_SUCCESS;
}

/* Not called when slurmctld ends. */
extern int fini(void)
{
	return fh_inner_unload();
}

extern int select_p_node_init(void)
{
	fh_view_expire_nodes();
	return fh_inner.node_init();
}

extern int select_p_job_init(List jobs)
{
	const job_record_t *first = jobs ? list_peek(jobs) : NULL;

	/* The first record there is; without any, the first test looks. */
	if (first)
		fh_slurm_job_guard(first);
	fh_select_audit_open();
	fh_select_share_init(jobs);
	return fh_inner.job_init(jobs);
}

/* A bundle that stays bad is logged once, not at every partition change. */
static void log_reload(int rc, bool changed, const struct fh_error *err)
{
	static struct fh_error last;
	const struct fh_conf *active;

	if (rc && strcmp(err->text, last.text))
		fh_slurm_error("%s; the configuration before stays in force",
			       err->text);
	last = *err;
	if (!changed)
		return;
	active = fh_ctld_hold();
	fh_slurm_info("configuration %.12s is in force", active->digest);
	fh_ctld_release(active);
}

/* Also called at start, and when a partition or the node table changes. */
extern int select_p_reconfigure(void)
{
	static bool started;
	struct fh_error err = { "" };
	bool changed = false;
	int rc;

	fh_view_expire_nodes();
	rc = fh_ctld_reload(&changed, &err);
	log_reload(rc, changed, &err);
	fh_select_budget_refresh();
	if (changed || !started) {
		fh_select_audit_reconfigured();
		fh_select_recall_all();
		fh_select_narrow_soon();
	}
	/* Without a job that waits no test comes soon. */
	fh_select_audit_recover();
	started = true;
	return fh_inner.reconfigure();
}

/* May the job not merge with another: are either's terms at stake? */
static bool may_not_expand(const job_record_t *job)
{
	const job_record_t *into;

	if (!job->details->expanding_jobid)
		return false;
	into = find_job_record(job->details->expanding_jobid);
	return fh_slurm_job_get(job, FH_TERMS_VARIABLE) ||
	       (into && fh_slurm_job_get(into, FH_TERMS_VARIABLE));
}

extern int select_p_job_test(job_record_t *job, bitstr_t *nodes,
			     uint32_t min_nodes, uint32_t max_nodes,
			     uint32_t req_nodes, uint16_t mode,
			     List preemptable, List *ret_preempted,
			     bitstr_t *excluded_cores)
{
	struct fh_job_test test = {
		.job = job,
		.nodes = nodes,
		.min_nodes = min_nodes,
		.max_nodes = max_nodes,
		.req_nodes = req_nodes,
		.mode = mode,
		.preemptable = preemptable,
		.ret_preempted = ret_preempted,
		.excluded_cores = excluded_cores,
	};
	const char *terms;

	fh_slurm_job_guard(job);
	fh_select_audit_recover();
	if (may_not_expand(job))
		return fh_select_refuse_expand(&test);
	if (job->restart_cnt && fh_select_rest(&test))
		return ESLURM_NODES_BUSY;
	terms = fh_slurm_job_get(job, FH_TERMS_VARIABLE);
	return terms ? fh_select_test(&test, terms) :
		       fh_select_test_unbound(&test);
}

extern int select_p_job_begin(job_record_t *job)
{
	if (fh_select_begin(job) != SLURM_SUCCESS)
		return SLURM_ERROR;
	fh_select_share_begin(job);
	return fh_inner.job_begin(job);
}

extern int select_p_job_fini(job_record_t *job)
{
	fh_select_audit_ended(job);
	fh_select_budget_settle(job);
	return fh_inner.job_fini(job);
}

/* The nodes of one job would run the other's data. */
extern int select_p_job_expand(job_record_t *from, job_record_t *into)
{
	if (fh_slurm_job_get(from, FH_TERMS_VARIABLE) ||
	    fh_slurm_job_get(into, FH_TERMS_VARIABLE))
		return ESLURM_NOT_SUPPORTED;
	return fh_inner.job_expand(from, into);
}
