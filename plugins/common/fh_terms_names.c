/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names in terms, looked up in the configuration: see fh_terms_check.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_judge.h"
#include "fh_expand.h"
#include "fh_line.h"
#include "fh_quote.h"
#include "fh_suggest.h"
#include "fh_terms_check.h"

#define LIST_MAX 160		/* bytes of names listed in one message */

/* What a message calls the place of a bad name. */
static const char *class_source(const struct fh_terms_origin *origin)
{
	return origin->of_class ? "the default class" : "--data-class";
}

static const char *zones_source(const struct fh_terms_origin *origin)
{
	return origin->of_zones ? "the default zones" : "--zone";
}

/* "; did you mean h100?", or "." when there is nothing near. */
static struct fh_line hint(const char *near)
{
	struct fh_line line = { 0 };

	if (near)
		fh_line_add(&line, "; did you mean %s?", near);
	else
		fh_line_add(&line, ".");
	return line;
}

static int reject_type(const struct fh_catalog *catalog, const char *option,
		       const char *type, struct fh_error *err)
{
	struct fh_line near = hint(fh_catalog_suggest(catalog, type));
	struct fh_line here = { 0 };

	for (size_t i = 0; i < catalog->count; i++)
		fh_line_list(&here, LIST_MAX, ", ", catalog->accel[i].type);
	return fh_err(err, "--%s: unknown accelerator type '%s'%s Types "
		      "here: %s", option, type, near.text, fh_line_end(&here));
}

/* List a name once, in whatever case it comes. */
static void list_new(struct fh_line *line, struct fh_strlist *seen,
		     const char *name)
{
	if (!name || fh_strlist_has_any_case(seen, name))
		return;
	/* Without memory it may be listed twice: still a good message. */
	(void) fh_strlist_add(seen, name);
	fh_line_list(line, LIST_MAX, ", ", name);
}

static int reject_word(const struct fh_zones *zones, const char *word,
		       const struct fh_terms_origin *origin,
		       struct fh_error *err)
{
	struct fh_line near = hint(fh_zones_suggest(zones, word));
	struct fh_strlist seen = { 0 };
	struct fh_line here = { 0 };

	for (size_t i = 0; i < zones->zone_count; i++) {
		list_new(&here, &seen, zones->zone[i].name);
		list_new(&here, &seen, zones->zone[i].jurisdiction);
		list_new(&here, &seen, zones->zone[i].regime);
	}
	fh_strlist_clear(&seen);
	return fh_err(err, "%s: '%s' is no zone or jurisdiction here%s Zones "
		      "and jurisdictions: %s", zones_source(origin), word,
		      near.text, fh_line_end(&here));
}

/* Is there a class of that label alone, for data of some origin? */
static struct fh_line list_origins(const struct fh_policy *policy,
				   const char *label)
{
	struct fh_line origins = { 0 };
	size_t len = strcspn(label, "@");

	for (size_t i = 0; i < policy->class_count; i++) {
		const char *name = policy->data_class[i].name;

		if (strcspn(name, "@") == len && !strncmp(name, label, len) &&
		    fh_class_origin(name))
			fh_line_list(&origins, LIST_MAX, ", ",
				     fh_class_origin(name));
	}
	return origins;
}

static int reject_class(const struct fh_policy *policy, const char *name,
			const struct fh_terms_origin *origin,
			struct fh_error *err)
{
	const char **known = calloc(policy->class_count + 1, sizeof(*known));
	struct fh_line here = { 0 }, origins = list_origins(policy, name);
	struct fh_line near;
	int len = (int) strcspn(name, "@");

	if (!known)
		return fh_err_nomem(err);
	for (size_t i = 0; i < policy->class_count; i++) {
		known[i] = policy->data_class[i].name;
		fh_line_list(&here, LIST_MAX, ", ", known[i]);
	}
	near = hint(fh_suggest(name, known, policy->class_count));
	free(known);
	if (origins.len)
		return fh_err(err, "%s: class %.*s is kept by the origin of "
			      "the data; write %.*s@ORIGIN with one of: %s",
			      class_source(origin), len, name, len, name,
			      fh_line_end(&origins));
	return fh_err(err, "%s: unknown data class '%s'%s Classes here: %s",
		      class_source(origin), name, near.text,
		      fh_line_end(&here));
}

static int reject_account(const struct fh_policy *policy, const char *account,
			  const char *name,
			  const struct fh_terms_origin *origin,
			  struct fh_error *err)
{
	struct fh_line usable = { 0 };
	struct fh_quoted shown;

	for (size_t i = 0; i < policy->class_count; i++)
		if (fh_class_open_to(&policy->data_class[i], account))
			fh_line_list(&usable, LIST_MAX, ", ",
				     policy->data_class[i].name);
	return fh_err(err, "%s: %s%s may not use class %s; classes it may "
		      "use: %s", class_source(origin),
		      account ? "account " : "a job without an account",
		      fh_quote(account, &shown), name, fh_line_end(&usable));
}

static int reject_user(const char *user, const char *name,
		       const struct fh_terms_origin *origin,
		       struct fh_error *err)
{
	struct fh_quoted shown;

	if (!user)
		return fh_err(err, "%s: class %s is open to some users only, "
			      "and Slurm's accounting does not know who you "
			      "are", class_source(origin), name);
	return fh_err(err, "%s: user %s may not use class %s; ask for an "
		      "entry in its \"users\"", class_source(origin),
		      fh_quote(user, &shown), name);
}

static int check_class(const struct fh_conf *conf,
		       const struct fh_terms *terms,
		       const struct fh_terms_origin *origin, int64_t now_s,
		       struct fh_error *err)
{
	const char *name = terms->request.data_class;
	const struct fh_class *data_class;

	if (!name)
		return 0;
	data_class = fh_policy_find_class(&conf->policy, name);
	if (!data_class)
		return reject_class(&conf->policy, name, origin, err);
	/* A dated exception is judged with the zones. */
	if (data_class->enforce == FH_OBSERVE ||
	    fh_judge_glass(conf, terms, now_s))
		return 0;
	if (!fh_class_open_to(data_class, terms->account))
		return reject_account(&conf->policy, terms->account, name,
				      origin, err);
	if (!fh_class_open_to_user(data_class, terms->user))
		return reject_user(terms->user, name, origin, err);
	return 0;
}

int fh_terms_check_names(const struct fh_conf *conf,
			 const struct fh_terms *terms,
			 const struct fh_terms_origin *origin, int64_t now_s,
			 struct fh_error *err)
{
	const struct fh_request *request = &terms->request;

	for (size_t i = 0; i < request->alternative_count; i++) {
		const char *type = request->alternative[i].type;

		if (strcmp(type, FH_ANY) &&
		    !fh_catalog_find(&conf->catalog, type))
			return reject_type(&conf->catalog, "accel", type, err);
	}
	if (fh_expand_check(&conf->catalog, request, err))
		return -1;
	for (size_t i = 0; i < request->speed_count; i++) {
		const char *type = request->speed[i].type;

		if (!fh_catalog_find(&conf->catalog, type))
			return reject_type(&conf->catalog, "accel-speed", type,
					   err);
	}
	for (size_t i = 0; i < request->zones.count; i++) {
		const char *word = request->zones.item[i];

		if (!fh_zones_word_known(&conf->zones, word))
			return reject_word(&conf->zones, word, origin, err);
	}
	return check_class(conf, terms, origin, now_s, err);
}
