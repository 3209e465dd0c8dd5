/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of resources and qualities of service: see names.h. */
#include "fh_config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <slurm/slurm_errno.h>

#include "contribs/scost/hasten.h"
#include "contribs/scost/names.h"

static int take_gres(List records, struct scost_gres_names *ret)
{
	size_t room = slurm_list_count(records);
	slurmdb_tres_rec_t *tres;
	ListIterator it;
	int rc = 0;

	ret->item = calloc(room ? room : 1, sizeof(*ret->item));
	if (!ret->item)
		return -1;
	it = slurm_list_iterator_create(records);
	while (!rc && ret->count < room && (tres = slurm_list_next(it))) {
		if (!tres->type || strcmp(tres->type, "gres") || !tres->name)
			continue;
		ret->item[ret->count].id = tres->id;
		ret->item[ret->count].name = strdup(tres->name);
		rc = ret->item[ret->count++].name ? 0 : -1;
	}
	slurm_list_iterator_destroy(it);
	return rc;
}

static int fetch_gres(void *db, struct scost_gres_names *ret,
		      struct fh_error *err)
{
	slurmdb_tres_cond_t cond;
	List records;
	int rc;

	slurmdb_init_tres_cond(&cond, 0);
	cond.with_deleted = 1;	/* jobs outlive what they were given */
	scost_hasten();
	records = slurmdb_tres_get(db, &cond);
	if (!records)
		return fh_err(err, "slurmdbd doesn't tell its resources: %s",
			      slurm_strerror(errno));
	rc = take_gres(records, ret);
	slurm_list_destroy(records);
	return rc ? fh_err_nomem(err) : 0;
}

static int fetch_qos(void *db, List *ret, struct fh_error *err)
{
	slurmdb_qos_cond_t cond;

	memset(&cond, 0, sizeof(cond));
	cond.with_deleted = 1;
	scost_hasten();
	*ret = slurmdb_qos_get(db, &cond);
	return *ret ? 0 :
		      fh_err(err, "slurmdbd doesn't tell its qualities of "
			     "service: %s", slurm_strerror(errno));
}

static void *run(void *arg)
{
	struct scost_names_fetch *fetch = arg;
	void *db;

	errno = 0;
	db = slurmdb_connection_get(NULL);
	if (!db || errno)
		fh_err(&fetch->err, "couldn't reach slurmdbd: %s",
		       slurm_strerror(errno));
	else if (!fetch_gres(db, &fetch->names.gres, &fetch->err) &&
		 (!fetch->with_qos ||
		  !fetch_qos(db, &fetch->names.qos, &fetch->err)))
		fetch->rc = 0;
	if (db)
		slurmdb_connection_close(&db);
	return NULL;
}

int scost_names_start(struct scost_names_fetch *fetch, bool with_qos,
		      struct fh_error *err)
{
	int rc;

	memset(fetch, 0, sizeof(*fetch));
	fetch->with_qos = with_qos;
	fetch->rc = -1;
	rc = pthread_create(&fetch->thread, NULL, run, fetch);
	return rc ? fh_err(err, "couldn't start a thread: %s", strerror(rc)) :
		    0;
}

int scost_names_finish(struct scost_names_fetch *fetch,
		       struct scost_names *ret, struct fh_error *err)
{
	pthread_join(fetch->thread, NULL);
	*ret = fetch->names;
	return fetch->rc ? fh_err(err, "%s", fetch->err.text) : 0;
}

char *scost_names_qos(const struct scost_names *names, uint32_t id)
{
	slurmdb_qos_rec_t *qos;
	char *ret = NULL;
	ListIterator it;

	if (!names->qos)
		return NULL;
	it = slurm_list_iterator_create(names->qos);
	while (!ret && (qos = slurm_list_next(it)))
		if (qos->id == id && qos->name)
			ret = strdup(qos->name);
	slurm_list_iterator_destroy(it);
	return ret;
}

void scost_names_clear(struct scost_names *names)
{
	scost_gres_names_clear(&names->gres);
	if (names->qos)
		slurm_list_destroy(names->qos);
	names->qos = NULL;
}
