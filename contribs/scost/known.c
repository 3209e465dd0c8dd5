/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clusters that slurmdbd knows: see known.h. */
#include "fh_config.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <slurm/slurm_errno.h>
#include <slurm/slurmdb.h>

#include "contribs/scost/hasten.h"
#include "contribs/scost/known.h"
#include "contribs/scost/libslurm.h"

static bool is_among(List clusters, const char *name)
{
	ListIterator it = slurm_list_iterator_create(clusters);
	slurmdb_cluster_rec_t *cluster;
	bool found = false;

	while (!found && (cluster = slurm_list_next(it)))
		found = cluster->name && !strcmp(cluster->name, name);
	slurm_list_iterator_destroy(it);
	return found;
}

static int check(List clusters, List names, struct fh_error *err)
{
	ListIterator it = slurm_list_iterator_create(names);
	const char *name;
	int rc = 0;

	while (!rc && (name = slurm_list_next(it)))
		if (!is_among(clusters, name))
			rc = fh_err(err, "slurmdbd has no cluster %s; sacctmgr "
				    "show cluster lists those it has", name);
	slurm_list_iterator_destroy(it);
	return rc;
}

int scost_known_clusters(void *db, List names, struct fh_error *err)
{
	slurmdb_cluster_cond_t cond;
	List clusters;
	int rc;

	slurmdb_init_cluster_cond(&cond, 0);
	cond.cluster_list = names;
	scost_hasten();
	clusters = slurmdb_clusters_get(db, &cond);
	if (!clusters)
		return fh_err(err, "slurmdbd doesn't tell its clusters: %s",
			      slurm_strerror(errno));
	rc = check(clusters, names, err);
	slurm_list_destroy(clusters);
	return rc;
}
