/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Types in the place of any: see fh_expand.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "fh_expand.h"
#include "fh_line.h"
#include "fh_quote.h"

#define LIST_MAX 160		/* bytes of names listed in one message */
#define MIB_PER_GIB 1024

/* The alternatives so far. */
struct expanded {
	struct fh_alternative item[FH_EXPANDED_MAX];
	size_t count;
	bool full;
};

static bool has_memory(const struct fh_accel *accel,
		       const struct fh_request *request)
{
	return !request->mem_mib || accel->memory_mib >= request->mem_mib;
}

static bool has_runtime(const struct fh_accel *accel,
			const struct fh_request *request)
{
	return !*request->runtime ||
	       (accel->runtime && !strcmp(accel->runtime, request->runtime));
}

static void add(struct expanded *all, const char *type, uint32_t count)
{
	struct fh_alternative *next;

	for (size_t i = 0; i < all->count; i++)
		if (all->item[i].count == count &&
		    !strcmp(all->item[i].type, type))
			return;
	if (all->count == FH_EXPANDED_MAX) {
		all->full = true;
		return;
	}
	next = &all->item[all->count++];
	memset(next->type, 0, sizeof(next->type));
	strncpy(next->type, type, FH_TYPE_NAME_MAX);
	next->count = count;
}

/* Has any node one?  fleet NULL: it may. */
static bool is_somewhere(const struct fh_conf *conf,
			 const struct fh_fleet *fleet, const char *type)
{
	if (!fleet || fh_fleet_most(fleet, conf, FH_NO_ZONE, type))
		return true;
	for (size_t i = 0; i < conf->zones.zone_count; i++)
		if (fh_fleet_most(fleet, conf, (int) i, type))
			return true;
	return false;
}

static void add_fitting(const struct fh_conf *conf,
			const struct fh_fleet *fleet,
			const struct fh_request *request,
			const struct fh_alternative *from,
			struct expanded *all)
{
	bool any = !strcmp(from->type, FH_ANY);

	for (size_t i = 0; i < conf->catalog.count; i++) {
		const struct fh_accel *accel = &conf->catalog.accel[i];

		if (!any && strcmp(accel->type, from->type))
			continue;
		if (has_memory(accel, request) && has_runtime(accel, request) &&
		    (!any || is_somewhere(conf, fleet, accel->type)))
			add(all, accel->type, from->count);
	}
}

static bool is_plain(const struct fh_request *request)
{
	for (size_t i = 0; i < request->alternative_count; i++)
		if (!strcmp(request->alternative[i].type, FH_ANY))
			return false;
	return !request->mem_mib && !*request->runtime;
}

static int refuse_all(const struct fh_request *request, struct fh_error *err)
{
	struct fh_line needs = { 0 };

	if (request->mem_mib)
		fh_line_add(&needs, " with %" PRId64 " MiB",
			    request->mem_mib);
	if (*request->runtime)
		fh_line_add(&needs, "%s runtime %s",
			    needs.len ? " and" : " with", request->runtime);
	return fh_err(err, "--accel: no node here has an accelerator%s; ask "
		      "for less memory or another runtime", needs.text);
}

int fh_expand(const struct fh_conf *conf, const struct fh_fleet *fleet,
	      struct fh_request *request, struct fh_error *err)
{
	struct expanded *all;
	int rc = -1;

	if (!request->alternative_count || is_plain(request))
		return 0;
	all = calloc(1, sizeof(*all));
	if (!all)
		return fh_err_nomem(err);
	for (size_t i = 0; i < request->alternative_count; i++)
		add_fitting(conf, fleet, request, &request->alternative[i],
			    all);
	if (all->full) {
		fh_err(err, "--accel: any stands for more than %d types here; "
		       "name them, or ask for a runtime or more memory",
		       FH_EXPANDED_MAX);
	} else if (!all->count) {
		refuse_all(request, err);
	} else {
		memcpy(request->alternative, all->item, sizeof(all->item));
		request->alternative_count = all->count;
		rc = 0;
	}
	free(all);
	return rc;
}

static int check_runtime(const struct fh_catalog *catalog,
			 const struct fh_request *request,
			 struct fh_error *err)
{
	struct fh_strlist seen = { 0 };
	struct fh_line here = { 0 };
	bool found = false;

	if (!*request->runtime)
		return 0;
	for (size_t i = 0; i < catalog->count; i++) {
		const char *runtime = catalog->accel[i].runtime;

		found |= has_runtime(&catalog->accel[i], request);
		if (!runtime || fh_strlist_has(&seen, runtime))
			continue;
		/* Without memory it is listed twice. */
		(void) fh_strlist_add(&seen, runtime);
		fh_line_list(&here, LIST_MAX, ", ", runtime);
	}
	fh_strlist_clear(&seen);
	if (found)
		return 0;
	return fh_err(err, "--accel-runtime: no type here has runtime '%s'; "
		      "runtimes here: %s", request->runtime,
		      fh_line_end(&here));
}

/* Sizes of accelerators are told in GiB. */
static int check_type(const struct fh_accel *accel,
		      const struct fh_request *request, struct fh_error *err)
{
	if (!has_runtime(accel, request))
		return fh_err(err, "--accel-runtime: %s has runtime %s and not "
			      "%s; leave one of them out", accel->type,
			      accel->runtime ? accel->runtime : "(none)",
			      request->runtime);
	if (has_memory(accel, request))
		return 0;
	if (accel->memory_mib < 0)
		return fh_err(err, "--accel-mem: how much memory %s has is not "
			      "known here; leave one of them out", accel->type);
	return fh_err(err, "--accel-mem: %s has %" PRId64 " GiB; ask for less "
		      "or leave it out of --accel", accel->type,
		      accel->memory_mib / MIB_PER_GIB);
}

int fh_expand_check(const struct fh_catalog *catalog,
		    const struct fh_request *request, struct fh_error *err)
{
	if ((request->mem_mib || *request->runtime) &&
	    !request->alternative_count)
		return fh_err(err, "--accel-mem and --accel-runtime say which "
			      "accelerators; write --accel=any:COUNT with "
			      "them");
	if (check_runtime(catalog, request, err))
		return -1;
	for (size_t i = 0; i < request->alternative_count; i++) {
		const struct fh_accel *accel = fh_catalog_find(
			catalog, request->alternative[i].type);

		if (accel && check_type(accel, request, err))
			return -1;
	}
	return 0;
}
