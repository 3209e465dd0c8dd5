/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a node list to zones: see place.h. */
#include "fh_config.h"

#include <json-c/printbuf.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/place.h"
#include "contribs/scost/price.h"
#include "plugins/common/fh_nodeset.h"

/* Nodes per zone, in the order of the configuration; the last: in none. */
static int count_nodes(const struct fh_conf *conf,
		       const struct fh_strlist *names, int64_t at_s,
		       struct scost_place *ret, struct fh_error *err)
{
	size_t slots = conf->zones.zone_count + 1;
	int64_t *per_slot = calloc(slots, sizeof(*per_slot));

	ret->zone = calloc(slots, sizeof(*ret->zone));
	ret->nodes = calloc(slots, sizeof(*ret->nodes));
	if (!per_slot || !ret->zone || !ret->nodes) {
		free(per_slot);
		return fh_err_nomem(err);
	}
	for (size_t i = 0; i < names->count; i++) {
		int zone = fh_zones_of_node(&conf->zones, names->item[i],
					    at_s);

		per_slot[zone == FH_NO_ZONE ? slots - 1 : (size_t) zone]++;
	}
	for (size_t i = 0; i < slots; i++) {
		if (!per_slot[i])
			continue;
		ret->zone[ret->count] = i == slots - 1 ? FH_NO_ZONE : (int) i;
		ret->nodes[ret->count++] = per_slot[i];
	}
	free(per_slot);
	return 0;
}

static const char *zone_name(const struct fh_conf *conf, int zone)
{
	return zone == FH_NO_ZONE ? "-" : conf->zones.zone[zone].name;
}

static const char *site_name(const struct fh_conf *conf, int zone)
{
	return zone == FH_NO_ZONE ?
		       "-" :
		       conf->zones.site[conf->zones.zone[zone].site].name;
}

/* Names with commas between, each once. NULL: no memory. */
static char *join(const struct fh_conf *conf, const struct scost_place *place,
		  const char *(*name_of)(const struct fh_conf *conf, int zone))
{
	struct printbuf *text = printbuf_new();
	struct fh_strlist seen = { 0 };
	char *ret = NULL;

	for (size_t i = 0; text && i < place->count; i++) {
		const char *name = name_of(conf, place->zone[i]);

		if (fh_strlist_has(&seen, name))
			continue;
		if (fh_strlist_add(&seen, name) ||
		    sprintbuf(text, "%s%s", seen.count > 1 ? "," : "",
			      name) < 0)
			goto out;
	}
	if (text)
		ret = strdup(text->buf);
out:
	fh_strlist_clear(&seen);
	printbuf_free(text);
	return ret;
}

/* Without a configuration the note is all that is known. */
static int take_note(const struct scost_note *note, struct scost_place *ret,
		     struct fh_error *err)
{
	ret->gaps |= SCOST_GAP_NO_CONF;
	if (note->site && !(ret->site_names = strdup(note->site)))
		return fh_err_nomem(err);
	if (note->zone && !(ret->zone_names = strdup(note->zone)))
		return fh_err_nomem(err);
	return 0;
}

int scost_place_find(const struct fh_conf *conf, const struct scost_job *job,
		     const struct scost_note *note, struct scost_place *ret,
		     struct fh_error *err)
{
	struct fh_strlist names = { 0 };
	int rc = -1;

	memset(ret, 0, sizeof(*ret));
	if (!conf)
		return take_note(note, ret, err);
	if (fh_nodeset_expand(job->nodes, &names, NULL) || !names.count) {
		ret->gaps |= SCOST_GAP_NO_NODES;
		rc = 0;
		goto out;
	}
	if (count_nodes(conf, &names, job->start_s, ret, err))
		goto out;
	ret->zone_names = join(conf, ret, zone_name);
	ret->site_names = join(conf, ret, site_name);
	if (!ret->zone_names || !ret->site_names) {
		fh_err_nomem(err);
		goto out;
	}
	rc = 0;
out:
	fh_strlist_clear(&names);
	return rc;
}

void scost_place_clear(struct scost_place *place)
{
	free(place->zone);
	free(place->nodes);
	free(place->site_names);
	free(place->zone_names);
	memset(place, 0, sizeof(*place));
}
