/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The resolved terms of a job that starts; see fh_note.c for the comment. */
#include <stdlib.h>
#include <string.h>

#include "fh_gres.h"
#include "fh_start.h"
#include "fh_share.h"
#include "fh_start_data.h"

static int copy_text(const char *from, char **ret, struct fh_error *err)
{
	if (from && !(*ret = strdup(from)))
		return fh_err_nomem(err);
	return 0;
}

/* Was this what the job asked for? */
static bool is_asked(const struct fh_request *request,
		     const struct fh_alternative *accel)
{
	for (size_t i = 0; i < request->alternative_count; i++)
		if (request->alternative[i].count == accel->count &&
		    !strcmp(request->alternative[i].type, accel->type))
			return true;
	return false;
}

static int fill_accel(const struct fh_conf *conf,
		      const struct fh_request *request, const char *gres,
		      struct fh_result *ret, struct fh_error *err)
{
	const struct fh_accel *entry;
	struct fh_alternative accel;

	if (!request->alternative_count)
		return 0;
	if (fh_gres_accel(gres, &accel) || !is_asked(request, &accel))
		return fh_err(err, "the job got no accelerator it asked for");
	ret->accel_count = accel.count;
	if (copy_text(accel.type, &ret->accel, err))
		return -1;

	/* A type that left the catalogue still runs, without a variable. */
	if (!(entry = fh_catalog_find(&conf->catalog, accel.type)))
		return 0;
	ret->visible_form = entry->visible_form;
	ret->units_per_device = entry->units_per_device;
	return copy_text(entry->visible_variable, &ret->visible_variable, err);
}

static int check_zone(const struct fh_conf *conf,
		      const struct fh_decision *decision, size_t zone,
		      struct fh_error *err)
{
	if (decision->open[zone])
		return 0;
	return fh_err(err, "its terms do not allow zone %s",
		      conf->zones.zone[zone].name);
}

static int add_zone(const struct fh_conf *conf, size_t zone,
		    struct fh_result *ret, struct fh_error *err)
{
	if (ret->zone_count == FH_RESULT_ZONE_MAX)
		return fh_err(err, "its nodes are in more than %d zones",
			      FH_RESULT_ZONE_MAX);
	return fh_identity_of_zone(conf, (int) zone,
				   &ret->zone[ret->zone_count++], err);
}

/* The site of all the job's nodes stays NULL when there are several. */
static int fill_site(const struct fh_conf *conf, const struct fh_start *start,
		     struct fh_result *ret, struct fh_error *err)
{
	const struct fh_zones *zones = &conf->zones;
	const struct fh_zone *first = NULL;

	for (size_t i = 0; i < zones->zone_count; i++) {
		if (!start->used[i])
			continue;
		if (first && first->site != zones->zone[i].site)
			return 0;
		first = &zones->zone[i];
	}
	if (!first || start->outside)
		return 0;
	return copy_text(zones->site[first->site].name, &ret->site, err);
}

static int fill_zones(const struct fh_conf *conf,
		      const struct fh_decision *decision,
		      const struct fh_start *start, struct fh_result *ret,
		      struct fh_error *err)
{
	if (start->outside && decision->restricted)
		return fh_err(err, "a node of the job is in no zone");
	for (size_t i = 0; i < conf->zones.zone_count; i++)
		if (start->used[i] &&
		    (check_zone(conf, decision, i, err) ||
		     add_zone(conf, i, ret, err)))
			return -1;
	return fill_site(conf, start, ret, err);
}

int fh_start_result(const struct fh_conf *conf,
		    const struct fh_decision *decision,
		    const struct fh_start *start, struct fh_result *ret,
		    struct fh_error *err)
{
	const struct fh_request *request;

	ret->job_id = start->job_id;
	ret->restart = start->restart;
	memcpy(ret->digest, conf->digest, sizeof(ret->digest));
	if (!decision) {
		if (fh_start_fill_data(conf, NULL, ret, err))
			goto fail;
		return 0;
	}

	request = &decision->terms.request;
	ret->restricted = decision->restricted;
	ret->node = fh_share_needed(conf, &decision->terms);
	if (decision->read != FH_TERMS_OK) {
		fh_err(err, "%s", decision->why.text);
		goto fail;
	}
	if (fh_start_fill_data(conf, &decision->terms, ret, err) ||
	    copy_text(request->data_class, &ret->data_class, err) ||
	    fill_accel(conf, request, start->gres, ret, err) ||
	    fill_zones(conf, decision, start, ret, err))
		goto fail;
	return 0;
fail:
	fh_result_clear(ret);
	return -1;
}
