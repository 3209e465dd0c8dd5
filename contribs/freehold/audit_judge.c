/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Judging runs by the bundles of their time: see audit_runs.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/audit_runs.h"
#include "plugins/common/fh_bundle.h"
#include "plugins/common/fh_judge.h"
#include "plugins/common/fh_line.h"
#include "plugins/common/fh_nodeset.h"

const struct audit_bundle *audit_bundle(struct audit_bundles *bundles,
					const char *digest)
{
	struct audit_bundle *item = bundles->item;

	for (size_t i = 0; i < bundles->count; i++)
		if (!strcmp(item[i].digest, digest))
			return &item[i];
	item = reallocarray(item, bundles->count + 1, sizeof(*item));
	if (!item)
		return NULL;
	bundles->item = item;
	item += bundles->count++;
	memset(item, 0, sizeof(*item));
	strncpy(item->digest, digest, FH_DIGEST_HEX);
	item->conf = fh_bundle_load(bundles->store, digest, &item->why);
	return item;
}

void audit_bundles_clear(struct audit_bundles *bundles)
{
	for (size_t i = 0; i < bundles->count; i++)
		fh_conf_free(bundles->item[i].conf);
	free(bundles->item);
	bundles->item = NULL;
	bundles->count = 0;
}

/* Is the zone one of "a,b"? */
static bool is_listed(const char *list, const char *name)
{
	size_t len = strlen(name);

	while (list && *list) {
		size_t item = strcspn(list, ",");

		if (item == len && !strncmp(list, name, len))
			return true;
		list += item + (list[item] == ',');
	}
	return false;
}

/* Are its nodes in the zones that the record names, on that day? */
static bool nodes_fit(const struct fh_conf *conf, const struct audit_run *run,
		      struct fh_line *why)
{
	struct fh_strlist nodes = { 0 };
	struct fh_error err;
	bool fit = true;

	if (!run->nodes || fh_nodeset_expand(run->nodes, &nodes, &err)) {
		fh_line_add(why, "its nodes can't be read");
		return false;
	}
	for (size_t i = 0; i < nodes.count && fit; i++) {
		int zone = fh_zones_of_node(&conf->zones, nodes.item[i],
					    run->started_s);

		fit = zone >= 0 &&
		      is_listed(run->zones, conf->zones.zone[zone].name);
		if (!fit)
			fh_line_add(why, "its node %s was in %s", nodes.item[i],
				    zone < 0 ? "no zone" :
				    conf->zones.zone[zone].name);
	}
	fh_strlist_clear(&nodes);
	return fit;
}

static bool zones_allowed(const struct fh_conf *conf,
			  const struct fh_terms *terms,
			  const struct audit_run *run, struct fh_line *why)
{
	bool allowed = true;

	for (size_t i = 0; i < conf->zones.zone_count; i++) {
		struct fh_verdict verdict;
		char text[256];

		if (!is_listed(run->zones, conf->zones.zone[i].name))
			continue;
		verdict = fh_judge(conf, terms, (int) i, run->started_s);
		fh_judge_explain(conf, terms, &verdict, text, sizeof(text));
		fh_line_add(why, "%s%s: %s", why->len ? "; " : "",
			    conf->zones.zone[i].name, text);
		allowed &= verdict.allowed;
	}
	return allowed;
}

static bool judge(struct audit_bundles *bundles, const struct audit_run *run,
		  struct fh_line *why)
{
	const struct audit_bundle *bundle =
		run->digest ? audit_bundle(bundles, run->digest) : NULL;
	struct fh_terms terms = { 0 };
	struct fh_error err;
	bool allowed;

	if (!bundle || !bundle->conf) {
		fh_line_add(why, "its bundle can't be read: %s",
			    bundle ? bundle->why.text : "it names none");
		return false;
	}
	if (!run->terms || fh_terms_decode(run->terms, &terms, &err) !=
				   FH_TERMS_OK) {
		fh_line_add(why, "its terms can't be read");
		return false;
	}
	allowed = nodes_fit(bundle->conf, run, why) &&
		  zones_allowed(bundle->conf, &terms, run, why);
	fh_terms_clear(&terms);
	return allowed;
}

int audit_judge(struct audit_bundles *bundles, struct audit_run *run)
{
	struct fh_line why = { 0 };

	run->allowed = judge(bundles, run, &why);
	run->rule = strdup(why.text);
	return run->rule ? 0 : -1;
}
