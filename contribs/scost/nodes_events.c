/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When nodes were there, down, and reserved: see nodes_slurm.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/scost/nodes_reading.h"
#include "plugins/common/fh_nodeset.h"
#include "plugins/common/fh_units.h"

static int64_t end_of(time_t end)
{
	return end > 0 ? (int64_t) end : FH_FOREVER;
}

/*
 * In the cluster
 */
/* A node list of the cluster, valid until the next one. */
struct listed {
	int64_t from_s;
	const char *nodes;
};

static int compare_listed(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	return (x->from_s > y->from_s) - (x->from_s < y->from_s);
}

static struct listed *list_by_date(List events, size_t *ret_count)
{
	struct listed *ret = calloc(slurm_list_count(events) + 1,
				    sizeof(*ret));
	ListIterator it = slurm_list_iterator_create(events);
	slurmdb_event_rec_t *event;

	*ret_count = 0;
	while (ret && (event = slurm_list_next(it)))
		if (event->cluster_nodes && *event->cluster_nodes)
			ret[(*ret_count)++] = (struct listed) {
				event->period_start, event->cluster_nodes,
			};
	slurm_list_iterator_destroy(it);
	if (ret)
		qsort(ret, *ret_count, sizeof(*ret), compare_listed);
	return ret;
}

/* All nodes stand so from one instant to the other, but for those named. */
static int add_absence(struct scost_nodes *nodes,
		       const struct fh_strlist *present, int64_t from_s,
		       int64_t until_s)
{
	const struct scost_stay stay = { from_s, until_s, SCOST_ABSENT, 0 };
	bool *here = calloc(nodes->count + 1, sizeof(*here));
	int rc = here ? 0 : -1;

	for (size_t i = 0; here && i < present->count; i++) {
		struct scost_node *node = scost_nodes_find(nodes,
							   present->item[i]);

		if (node)
			here[node - nodes->item] = true;
	}
	for (size_t i = 0; !rc && i < nodes->count; i++)
		if (!here[i])
			rc = scost_node_add(&nodes->item[i], &stay);
	free(here);
	return rc;
}

static int add_lists(struct scost_nodes *nodes, const struct listed *listed,
		     size_t count)
{
	struct fh_strlist names = { 0 };
	int rc = add_absence(nodes, &names, INT64_MIN, listed[0].from_s);

	for (size_t i = 0; !rc && i < count; i++) {
		rc = fh_nodeset_expand(listed[i].nodes, &names, NULL);
		if (!rc)
			rc = add_absence(nodes, &names, listed[i].from_s,
					 i + 1 < count ?
						 listed[i + 1].from_s :
						 FH_FOREVER);
		fh_strlist_clear(&names);
	}
	return rc;
}

static int add_presence(struct scost_nodes_reading *reading,
			struct fh_error *err)
{
	struct listed *listed;
	char since[32];
	size_t count;
	int rc = 0;

	listed = list_by_date(reading->lists, &count);
	if (!listed)
		return fh_err_nomem(err);
	if (!count)
		rc = scost_nodes_note(reading->nodes, err, "slurmdbd has no "
				      "node list of this cluster: today's "
				      "nodes are taken to have been there "
				      "all the time");
	else if (add_lists(reading->nodes, listed, count))
		rc = fh_err_nomem(err);
	else if (listed[0].from_s > reading->period.from_s)
		rc = scost_nodes_note(reading->nodes, err, "slurmdbd knows of "
				      "the cluster's nodes since %s: before, "
				      "what is paid is all there is, and where "
				      "it went isn't known",
				      fh_units_format_instant(
					      listed[0].from_s, since,
					      sizeof(since)));
	if (!rc && count)
		reading->nodes->known_s = listed[0].from_s;
	free(listed);
	return rc;
}

/*
 * Down
 */
/* Slurm says of one that is only switched off that it is down as well. */
static enum scost_stand stand_of(uint32_t state)
{
	uint32_t base = state & NODE_STATE_BASE;

	if (base == NODE_STATE_FUTURE)
		return SCOST_ABSENT;
	if (state & NODE_STATE_MAINT)
		return SCOST_PLANNED;
	if (state & NODE_STATE_POWERED_DOWN && base != NODE_STATE_DOWN &&
	    !(state & (NODE_STATE_DRAIN | NODE_STATE_FAIL)))
		return SCOST_OFF;
	return SCOST_DOWN;
}

int scost_nodes_events(struct scost_nodes_reading *reading,
		       struct fh_error *err)
{
	ListIterator it;
	slurmdb_event_rec_t *event;
	int rc = 0;

	if (add_presence(reading, err))
		return -1;
	it = slurm_list_iterator_create(reading->events);
	while (!rc && (event = slurm_list_next(it))) {
		const struct scost_stay stay = {
			event->period_start, end_of(event->period_end),
			stand_of(event->state), 0,
		};
		struct scost_node *node = event->node_name ?
			scost_nodes_find(reading->nodes, event->node_name) :
			NULL;

		if (node && stay.until_s > reading->period.from_s)
			rc = scost_node_add(node, &stay);
	}
	slurm_list_iterator_destroy(it);
	return rc ? fh_err_nomem(err) : 0;
}

/*
 * Reserved
 */
static const char *account_of(const struct scost_nodes_reading *reading,
			      uint32_t id)
{
	ListIterator it = slurm_list_iterator_create(reading->associations);
	slurmdb_assoc_rec_t *assoc;
	const char *ret = NULL;

	while (!ret && (assoc = slurm_list_next(it)))
		if (assoc->id == id)
			ret = assoc->acct;
	slurm_list_iterator_destroy(it);
	return ret;
}

static int compare_text(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

/* "3,7,-9": those that may not use it have a - in front. */
static int list_accounts(const struct scost_nodes_reading *reading,
			 const char *ids, struct fh_strlist *ret)
{
	while (ids && *ids) {
		const char *account = NULL;
		char *end;

		if (*ids != '-')
			account = account_of(reading, (uint32_t) strtoul(
						      ids, &end, 10));
		if (account && !fh_strlist_has(ret, account) &&
		    fh_strlist_add(ret, account))
			return -1;
		ids += strcspn(ids, ",");
		ids += *ids == ',';
	}
	if (ret->count)
		qsort(ret->item, ret->count, sizeof(*ret->item),
		      compare_text);
	return 0;
}

/* Does it hold its nodes as a whole? slurmdbd records only CPUs. */
static bool is_whole(const struct scost_nodes_reading *reading,
		     const struct fh_strlist *names, const char *tres_str)
{
	struct scost_tres tres;
	int64_t cpus = 0;

	scost_tres_parse(tres_str, &reading->gres, &tres);
	for (size_t i = 0; i < names->count; i++) {
		const struct scost_node *node = scost_nodes_find(
			reading->nodes, names->item[i]);

		if (node && node->tres.cpus != FH_UNKNOWN)
			cpus += node->tres.cpus;
	}
	return tres.cpus == FH_UNKNOWN || tres.cpus >= cpus;
}

static int add_stays(struct scost_nodes *nodes,
		     const struct fh_strlist *names,
		     const struct scost_stay *stay)
{
	for (size_t i = 0; i < names->count; i++) {
		struct scost_node *node = scost_nodes_find(nodes,
							   names->item[i]);

		if (node && scost_node_add(node, stay))
			return -1;
	}
	return 0;
}

/* A changed reservation has several records of one number. */
static int find_booking(struct scost_nodes_reading *reading,
			const slurmdb_reservation_rec_t *rec, size_t *ret)
{
	struct scost_nodes *nodes = reading->nodes;
	struct scost_booking *booking;

	*ret = scost_nodes_booking(nodes, rec->id);
	if (*ret != SIZE_MAX)
		return 0;
	*ret = nodes->booking_count++;
	booking = &nodes->booking[*ret];
	booking->id = rec->id;
	booking->name = strdup(rec->name ? rec->name : "");
	if (!booking->name)
		return -1;
	return list_accounts(reading, rec->assocs, &booking->accounts);
}

static int add_reservation(struct scost_nodes_reading *reading,
			   const slurmdb_reservation_rec_t *rec,
			   struct fh_error *err)
{
	struct scost_stay stay = {
		rec->time_start, end_of(rec->time_end),
		rec->flags & RESERVE_FLAG_MAINT ? SCOST_PLANNED :
						  SCOST_RESERVED, 0,
	};
	struct fh_strlist names = { 0 };
	int rc = 0;

	if (!rec->nodes || !*rec->nodes ||
	    fh_nodeset_expand(rec->nodes, &names, NULL))
		return 0;	/* of licences, say */
	if (!is_whole(reading, &names, rec->tres_str))
		rc = scost_nodes_note(reading->nodes, err, "the reservation "
				      "%s holds parts of nodes, and slurmdbd "
				      "doesn't say which accelerators: its "
				      "unused time counts as idle",
				      rec->name ? rec->name : "");
	else if (find_booking(reading, rec, &stay.booking) ||
		 add_stays(reading->nodes, &names, &stay))
		rc = fh_err_nomem(err);
	fh_strlist_clear(&names);
	return rc;
}

int scost_nodes_reservations(struct scost_nodes_reading *reading,
			     struct fh_error *err)
{
	ListIterator it;
	slurmdb_reservation_rec_t *rec;
	int rc = 0;

	reading->nodes->booking =
		calloc(slurm_list_count(reading->reservations) + 1,
		       sizeof(*reading->nodes->booking));
	if (!reading->nodes->booking)
		return fh_err_nomem(err);
	it = slurm_list_iterator_create(reading->reservations);
	while (!rc && (rec = slurm_list_next(it)))
		rc = add_reservation(reading, rec, err);
	slurm_list_iterator_destroy(it);
	return rc;
}
