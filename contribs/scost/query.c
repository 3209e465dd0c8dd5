/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jobs out of slurmdbd: see query.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <slurm/slurm_errno.h>

#include "contribs/scost/cond.h"
#include "contribs/scost/hasten.h"
#include "contribs/scost/known.h"
#include "contribs/scost/libslurm.h"
#include "contribs/scost/names.h"
#include "contribs/scost/query.h"
#include "plugins/common/fh_units.h"

/* slurmdbd writes "" where it has nothing. */
static char *copy(const char *text)
{
	return text && *text ? strdup(text) : NULL;
}

static char *copy_id(const slurmdb_job_rec_t *rec)
{
	char *id;
	int rc;

	if (rec->array_task_str && *rec->array_task_str)
		rc = asprintf(&id, "%u_[%s]", rec->array_job_id,
			      rec->array_task_str);
	else if (rec->array_task_id != NO_VAL)
		rc = asprintf(&id, "%u_%u", rec->array_job_id,
			      rec->array_task_id);
	else if (rec->het_job_id)
		rc = asprintf(&id, "%u+%u", rec->het_job_id,
			      rec->het_job_offset);
	else
		rc = asprintf(&id, "%u", rec->jobid);
	return rc < 0 ? NULL : id;
}

static char *copy_state(const slurmdb_job_rec_t *rec)
{
	uint32_t base = rec->state & JOB_STATE_BASE;
	char *state;

	if (base != JOB_CANCELLED || rec->requid == (uint32_t) -1)
		return strdup(slurm_job_state_string(base));
	if (asprintf(&state, "%s by %u", slurm_job_state_string(base),
		     rec->requid) < 0)
		return NULL;
	return state;
}

static int64_t instant(time_t at)
{
	return at > 0 ? (int64_t) at : FH_UNKNOWN;
}

static int64_t limit_s(uint32_t minutes)
{
	if (minutes == INFINITE)
		return FH_FOREVER;
	return minutes == NO_VAL ? FH_UNKNOWN : (int64_t) minutes * 60;
}

/* A job that never had a node has a text there that is none. */
static bool has_nodes(const slurmdb_job_rec_t *rec)
{
	return rec->start > 0 && rec->nodes && *rec->nodes &&
	       strcmp(rec->nodes, "None assigned");
}

static void convert(const slurmdb_job_rec_t *rec,
		    const struct scost_names *names, struct scost_job *ret)
{
	*ret = (struct scost_job){
		.id = copy_id(rec),
		.raw_id = rec->jobid,
		.db_index = (int64_t) rec->db_index,
		.name = copy(rec->jobname),
		.user = copy(rec->user),
		.account = copy(rec->account),
		.partition = copy(rec->partition),
		.cluster = copy(rec->cluster),
		.qos = scost_names_qos(names, rec->qosid),
		.wckey = copy(rec->wckey),
		.state = copy_state(rec),
		.nodes = has_nodes(rec) ? copy(rec->nodes) : NULL,
		.admin_comment = copy(rec->admin_comment),
		.submit_s = instant(rec->submit),
		.start_s = instant(rec->start),
		.end_s = instant(rec->end),
		.elapsed_s = rec->elapsed,
		.suspended_s = rec->suspended,
		.reservation = rec->resvid,
		.limit_s = limit_s(rec->timelimit),
		.order = { rec->array_job_id, rec->array_task_id,
			   rec->jobid },
	};
	scost_tres_parse(rec->tres_alloc_str, &names->gres, &ret->tres);
}

/* As sacct: by submission, tasks of an array by number. */
static int compare(const void *a, const void *b)
{
	const struct scost_job *x = a, *y = b;

	if (x->submit_s != y->submit_s)
		return x->submit_s < y->submit_s ? -1 : 1;
	for (size_t i = 0; i < sizeof(x->order) / sizeof(x->order[0]); i++)
		if (x->order[i] != y->order[i])
			return x->order[i] < y->order[i] ? -1 : 1;
	return 0;
}

int scost_query_convert(List records, const struct scost_names *names,
			struct scost_jobs *ret, struct fh_error *err)
{
	size_t room = slurm_list_count(records);
	slurmdb_job_rec_t *rec;
	ListIterator it;

	ret->count = 0;
	ret->item = calloc(room ? room : 1, sizeof(*ret->item));
	if (!ret->item)
		return fh_err_nomem(err);
	it = slurm_list_iterator_create(records);
	while (ret->count < room && (rec = slurm_list_next(it)))
		convert(rec, names, &ret->item[ret->count++]);
	slurm_list_iterator_destroy(it);
	for (size_t i = 0; i < ret->count; i++) {
		if (ret->item[i].id && ret->item[i].state)
			continue;
		scost_jobs_clear(ret);
		return fh_err_nomem(err);
	}
	qsort(ret->item, ret->count, sizeof(*ret->item), compare);
	return 0;
}

List scost_query_ask(void *db, slurmdb_job_cond_t *cond, struct fh_error *err)
{
	List records;

	scost_hasten();
	records = slurmdb_jobs_get(db, cond);
	if (records && !slurm_list_count(records)) {
		slurm_list_destroy(records);
		records = slurmdb_jobs_get(db, cond);
	}
	if (!records)
		fh_err(err, "slurmdbd doesn't tell its jobs: %s",
		       slurm_strerror(errno));
	return records;
}

/* Jobs on this connection, names beside them; named: so are clusters. */
static int fetch(void *db, slurmdb_job_cond_t *cond, bool named, bool with_qos,
		 struct scost_jobs *ret, struct fh_error *err)
{
	struct scost_names_fetch fetching;
	struct scost_names names;
	List records;
	int rc;

	if (named && scost_known_clusters(db, cond->cluster_list, err))
		return -1;
	if (scost_names_start(&fetching, with_qos, err))
		return -1;
	records = scost_query_ask(db, cond, err);
	rc = scost_names_finish(&fetching, &names, records ? err : NULL);
	if (!records)
		rc = -1;
	else if (!rc)
		rc = scost_query_convert(records, &names, ret, err);
	if (records)
		slurm_list_destroy(records);
	scost_names_clear(&names);
	return rc;
}

static int connect_and_fetch(slurmdb_job_cond_t *cond, bool named,
			     bool with_qos, struct scost_jobs *ret,
			     struct fh_error *err)
{
	void *db;
	int rc;

	errno = 0;
	db = slurmdb_connection_get(NULL);
	if (!db || errno)
		rc = fh_err(err, "couldn't reach slurmdbd: %s",
			    slurm_strerror(errno));
	else
		rc = fetch(db, cond, named, with_qos, ret, err);
	if (db)
		slurmdb_connection_close(&db);
	return rc;
}

int scost_query_check(struct fh_error *err)
{
	const char *type = slurm_conf.accounting_storage_type;

	if (type && !strcmp(type, "accounting_storage/slurmdbd"))
		return 0;
	return fh_err(err, "this cluster keeps no accounting: "
		      "AccountingStorageType is not "
		      "accounting_storage/slurmdbd");
}

/* slurmdbd chooses a quality of service by its number; here it has a name. */
static bool has_qos(const struct scost_job *job, const void *args)
{
	const struct fh_strlist *given =
		&((const struct scost_args *) args)->by[SCOST_BY_QOS];

	return scost_args_chosen(given, job->qos ? job->qos : "", "");
}

int scost_query(const struct scost_args *args, bool with_qos,
		struct scost_jobs *ret, struct fh_error *err)
{
	bool named = args->by[SCOST_BY_CLUSTER].count;
	bool by_qos = args->by[SCOST_BY_QOS].count;
	slurmdb_job_cond_t cond;
	int rc = -1;

	slurm_init(NULL);
	if (!scost_query_check(err)) {
		if (!scost_cond_make(args, &cond, err))
			rc = connect_and_fetch(&cond, cond.cluster_list && named,
					       with_qos || by_qos, ret, err);
		if (!rc && by_qos)
			scost_jobs_keep(ret, has_qos, args);
		scost_cond_clear(&cond);
	}
	slurm_fini();
	return rc;
}
