/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * slurmdbd as a sync's source: see ledger_slurm.h.
 *
 * With a list of end states slurmdbd selects by the time of the end, by an
 * index; without one a window would hold every job that waited in it.  Of
 * what runs it is the other way round: by its state slurmdbd would look at
 * every job there ever was, by "not ended" it has an index.
 */
#include "fh_config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <slurm/slurm_errno.h>

#include "contribs/scost/known.h"
#include "contribs/scost/ledger_slurm.h"
#include "contribs/scost/libslurm.h"
#include "contribs/scost/query.h"

#define MAX_NODES 0xfffffffdu	/* any number of them: NO_VAL - 1 */

/* Every state that a row can end in. */
static const uint32_t end_states[] = {
	JOB_COMPLETE, JOB_CANCELLED, JOB_FAILED, JOB_TIMEOUT, JOB_NODE_FAIL,
	JOB_PREEMPTED, JOB_BOOT_FAIL, JOB_DEADLINE, JOB_OOM, JOB_REQUEUE,
	JOB_RESIZING, JOB_REVOKED,
};

struct scost_slurm {
	char *cluster;
	void *db[SCOST_LANES];		/* the first's from the start */
	struct scost_names names;
	struct scost_source source;
};

static void add_text(List *list, const char *text)
{
	char *copy = strdup(text);

	if (!*list)
		*list = slurm_list_create(slurm_xfree_ptr);
	if (copy)
		slurm_addto_char_list(*list, copy);
	free(copy);
}

static void add_state(List *list, uint32_t state)
{
	char number[16];

	snprintf(number, sizeof(number), "%u", state);
	add_text(list, number);
}

/* All runs of all users of one cluster, without steps. */
static void begin(const struct scost_slurm *slurm, slurmdb_job_cond_t *cond)
{
	memset(cond, 0, sizeof(*cond));
	cond->db_flags = SLURMDB_JOB_FLAG_NOTSET;
	cond->flags = JOBCOND_FLAG_NO_STEP | JOBCOND_FLAG_NO_TRUNC |
		      JOBCOND_FLAG_DUP;
	add_text(&cond->cluster_list, slurm->cluster);
}

static void clear(slurmdb_job_cond_t *cond)
{
	List *const lists[] = { &cond->cluster_list, &cond->state_list,
				&cond->step_list };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (*lists[i])
			slurm_list_destroy(*lists[i]);
}

static int connect_lane(struct scost_slurm *slurm, int lane,
			struct fh_error *err)
{
	if (slurm->db[lane])
		return 0;
	errno = 0;
	slurm->db[lane] = slurmdb_connection_get(NULL);
	if (slurm->db[lane] && !errno)
		return 0;
	return fh_err(err, "couldn't reach slurmdbd: %s",
		      slurm_strerror(errno));
}

static int fetch(struct scost_slurm *slurm, int lane,
		 slurmdb_job_cond_t *cond, struct scost_jobs *ret,
		 struct fh_error *err)
{
	List records = NULL;
	int rc;

	if (!connect_lane(slurm, lane, err))
		records = scost_query_ask(slurm->db[lane], cond, err);
	clear(cond);
	if (!records)
		return -1;
	rc = scost_query_convert(records, &slurm->names, ret, err);
	slurm_list_destroy(records);
	return rc;
}

/* slurmdbd's windows hold their last second. */
static int get_ended(void *arg, int lane, int64_t from_s, int64_t until_s,
		     struct scost_jobs *ret, struct fh_error *err)
{
	struct scost_slurm *slurm = arg;
	slurmdb_job_cond_t cond;

	begin(slurm, &cond);
	for (size_t i = 0; i < sizeof(end_states) / sizeof(end_states[0]); i++)
		add_state(&cond.state_list, end_states[i]);
	cond.usage_start = from_s;
	cond.usage_end = until_s - 1;
	return fetch(slurm, lane, &cond, ret, err);
}

/* What waits has no node and is left out there. */
static int get_running(void *arg, int64_t now_s, struct scost_jobs *ret,
		       struct fh_error *err)
{
	struct scost_slurm *slurm = arg;
	slurmdb_job_cond_t cond;

	begin(slurm, &cond);
	cond.nodes_min = 1;
	cond.nodes_max = MAX_NODES;
	cond.usage_start = now_s;
	cond.usage_end = now_s + 1;
	return fetch(slurm, 0, &cond, ret, err);
}

static int get_named(void *arg, const uint32_t *raw_id, size_t count,
		     struct scost_jobs *ret, struct fh_error *err)
{
	struct scost_slurm *slurm = arg;
	slurmdb_job_cond_t cond;
	char number[16];

	begin(slurm, &cond);
	cond.step_list = slurm_list_create(slurm_xfree_ptr);
	for (size_t i = 0; i < count; i++) {
		snprintf(number, sizeof(number), "%u", raw_id[i]);
		slurm_addto_step_list(cond.step_list, number);
	}
	return fetch(slurm, 0, &cond, ret, err);
}

static int learn_names(struct scost_slurm *slurm, struct fh_error *err)
{
	struct scost_names_fetch fetching;

	if (scost_names_start(&fetching, true, err))
		return -1;
	return scost_names_finish(&fetching, &slurm->names, err);
}

static int check_cluster(struct scost_slurm *slurm, struct fh_error *err)
{
	List names = NULL;
	int rc;

	add_text(&names, slurm->cluster);
	rc = scost_known_clusters(slurm->db[0], names, err);
	slurm_list_destroy(names);
	return rc;
}

static int connect_to(struct scost_slurm *slurm, const char *cluster,
		      struct fh_error *err)
{
	if (scost_query_check(err))
		return -1;
	if (!cluster)
		cluster = slurm_conf.cluster_name;
	slurm->cluster = strdup(cluster ? cluster : "");
	if (!slurm->cluster)
		return fh_err_nomem(err);
	if (connect_lane(slurm, 0, err) || check_cluster(slurm, err))
		return -1;
	return learn_names(slurm, err);
}

int scost_slurm_open(const char *cluster, struct scost_slurm **ret,
		     struct fh_error *err)
{
	struct scost_slurm *slurm = calloc(1, sizeof(*slurm));

	if (!slurm)
		return fh_err_nomem(err);
	slurm->source = (struct scost_source){
		.ended = get_ended,
		.running = get_running,
		.named = get_named,
		.arg = slurm,
	};
	slurm_init(NULL);
	if (connect_to(slurm, cluster, err)) {
		scost_slurm_close(slurm);
		return -1;
	}
	*ret = slurm;
	return 0;
}

const struct scost_source *scost_slurm_source(struct scost_slurm *slurm)
{
	return &slurm->source;
}

const char *scost_slurm_cluster(const struct scost_slurm *slurm)
{
	return slurm->cluster;
}

void scost_slurm_close(struct scost_slurm *slurm)
{
	if (!slurm)
		return;
	for (int i = 0; i < SCOST_LANES; i++)
		if (slurm->db[i])
			slurmdb_connection_close(&slurm->db[i]);
	scost_names_clear(&slurm->names);
	slurm_fini();
	free(slurm->cluster);
	free(slurm);
}
