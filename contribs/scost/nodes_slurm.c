/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asking slurmdbd about nodes: see nodes_slurm.h. */
#include "fh_config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <slurm/slurm_errno.h>

#include "contribs/scost/libslurm.h"
#include "contribs/scost/names.h"
#include "contribs/scost/nodes_reading.h"
#include "contribs/scost/nodes_slurm.h"
#include "contribs/scost/query.h"

static List own_cluster(void)
{
	List ret = slurm_list_create(slurm_xfree_ptr);

	slurm_addto_char_list(ret, slurm_conf.cluster_name);
	return ret;
}

static int refuse(const char *what, struct fh_error *err)
{
	return fh_err(err, "slurmdbd doesn't tell its %s: %s", what,
		      slurm_strerror(errno));
}

/* Of node lists all: one before may still hold, the first says since when. */
static int fetch_events(void *db, struct scost_nodes_reading *reading,
			struct fh_error *err)
{
	slurmdb_event_cond_t cond = {
		.cluster_list = own_cluster(),
		.event_type = SLURMDB_EVENT_CLUSTER,
	};

	reading->lists = slurmdb_events_get(db, &cond);
	cond.event_type = SLURMDB_EVENT_NODE;
	cond.period_start = reading->period.from_s;
	cond.period_end = reading->period.until_s;
	reading->events = slurmdb_events_get(db, &cond);
	slurm_list_destroy(cond.cluster_list);
	return reading->lists && reading->events ? 0 :
						   refuse("events", err);
}

static int fetch_reservations(void *db, struct scost_nodes_reading *reading,
			      struct fh_error *err)
{
	slurmdb_reservation_cond_t cond = {
		.cluster_list = own_cluster(),
		.time_start = reading->period.from_s,
		.time_end = reading->period.until_s,
	};

	reading->reservations = slurmdb_reservations_get(db, &cond);
	slurm_list_destroy(cond.cluster_list);
	return reading->reservations ? 0 : refuse("reservations", err);
}

/* Whose numbers reservations name. */
static int fetch_associations(void *db, struct scost_nodes_reading *reading,
			      struct fh_error *err)
{
	slurmdb_assoc_cond_t cond = {
		.cluster_list = own_cluster(), .with_deleted = 1,
		.without_parent_info = 1, .without_parent_limits = 1,
	};

	reading->associations = slurmdb_associations_get(db, &cond);
	slurm_list_destroy(cond.cluster_list);
	return reading->associations ? 0 : refuse("associations", err);
}

static int fetch(struct scost_nodes_reading *reading, struct fh_error *err)
{
	void *db;
	int rc = -1;

	errno = 0;
	db = slurmdb_connection_get(NULL);
	if (!db || errno)
		fh_err(err, "couldn't reach slurmdbd: %s",
		       slurm_strerror(errno));
	else if (!fetch_events(db, reading, err) &&
		 !fetch_reservations(db, reading, err) &&
		 !fetch_associations(db, reading, err))
		rc = 0;
	if (db)
		slurmdb_connection_close(&db);
	return rc;
}

static int fetch_all(struct scost_nodes_reading *reading,
		     struct fh_error *err)
{
	struct scost_names_fetch fetching;
	struct scost_names names = { .qos = NULL };
	int rc;

	if (scost_names_start(&fetching, false, err))
		return -1;
	rc = fetch(reading, err);
	if (scost_names_finish(&fetching, &names, rc ? NULL : err))
		rc = -1;
	reading->gres = names.gres;
	return rc;
}

static void forget(List list)
{
	if (list)
		slurm_list_destroy(list);
}

int scost_nodes_read(const struct fh_cut_piece *period,
		     struct scost_nodes *ret, struct fh_error *err)
{
	struct scost_nodes_reading reading = { .nodes = ret,
					       .period = *period };
	int rc = -1;

	memset(ret, 0, sizeof(*ret));
	slurm_init(NULL);
	if (!scost_query_check(err)) {
		ret->cluster = strdup(slurm_conf.cluster_name);
		if (!ret->cluster)
			fh_err_nomem(err);
		else if (!fetch_all(&reading, err) &&
			 !scost_nodes_list(&reading, err) &&
			 !scost_nodes_events(&reading, err) &&
			 !scost_nodes_reservations(&reading, err))
			rc = 0;
	}
	forget(reading.lists);
	forget(reading.events);
	forget(reading.reservations);
	forget(reading.associations);
	scost_gres_names_clear(&reading.gres);
	slurm_fini();
	return rc;
}
