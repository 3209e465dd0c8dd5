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

struct audit_bundle *audit_bundle(struct audit_bundles *bundles,
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

/* bundle, terms: NULL where they can't be read. */
static bool judge(const struct audit_bundle *bundle,
		  const struct fh_terms *terms, const struct audit_run *run,
		  struct fh_line *why)
{
	if (!bundle || !bundle->conf) {
		fh_line_add(why, "its bundle can't be read: %s",
			    bundle ? bundle->why.text : "it names none");
		return false;
	}
	if (!terms) {
		fh_line_add(why, "its terms can't be read");
		return false;
	}
	return nodes_fit(bundle->conf, run, why) &&
	       zones_allowed(bundle->conf, terms, run, why);
}

/* A run of which that can't be told is shown: it may have been. */
static bool is_under(const struct audit_bundle *bundle,
		     const struct fh_terms *terms, const char *data_class,
		     const struct audit_run *run)
{
	if (run->data_class && !strcmp(run->data_class, data_class))
		return true;
	if (!terms)
		return run->terms != NULL;
	if (!bundle || !bundle->conf)
		return fh_terms_regulated(terms);
	return fh_terms_under(&bundle->conf->policy, terms, data_class);
}

int audit_judge(struct audit_bundles *bundles, const char *data_class,
		struct audit_run *run)
{
	struct audit_bundle *bundle =
		run->digest ? audit_bundle(bundles, run->digest) : NULL;
	struct fh_terms terms = { 0 };
	struct fh_line why = { 0 };
	bool known = run->terms && fh_terms_decode(run->terms, &terms, NULL) ==
					   FH_TERMS_OK;

	run->of_class = is_under(bundle, known ? &terms : NULL, data_class,
				 run);
	if (run->of_class) {
		run->allowed = judge(bundle, known ? &terms : NULL, run, &why);
		run->rule = strdup(why.text);
		if (bundle)
			bundle->decided = true;
	}
	fh_terms_clear(&terms);
	return run->of_class && !run->rule ? -1 : 0;
}
