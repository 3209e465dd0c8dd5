/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The published copy of a bundle: see publish.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <json-c/json.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/publish.h"
#include "contribs/freehold/publish_rates.h"
#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_file.h"
#include "plugins/common/fh_json.h"

/* Contracts and certificates by name are nobody else's business. */
static void strip_evidence(struct json_object *object)
{
	json_object_object_add(object, "evidence",
			       json_object_new_string("not published"));
}

static void strip_transfers(struct json_object *data_class)
{
	struct json_object *list;

	if (!json_object_object_get_ex(data_class, "transfers", &list))
		return;
	for (size_t i = 0; i < json_object_array_length(list); i++)
		strip_evidence(json_object_array_get_idx(list, i));
}

static void strip_classes(struct json_object *policy)
{
	struct json_object *classes;

	if (!json_object_object_get_ex(policy, "data_classes", &classes))
		return;
	json_object_object_foreach(classes, name, data_class) {
		(void) name;
		json_object_object_add(data_class, "accounts",
				       json_object_new_array());
		json_object_object_del(data_class, "users");
		strip_transfers(data_class);
	}
}

static void strip_zone(struct json_object *zone)
{
	struct json_object *attestations;

	if (!json_object_object_get_ex(zone, "attestations", &attestations))
		return;
	json_object_object_foreach(attestations, name, attestation) {
		(void) name;
		strip_evidence(attestation);
	}
}

static void strip_zones(struct json_object *bundle)
{
	struct json_object *source, *zones;

	if (!json_object_object_get_ex(bundle, "zones", &source) ||
	    !json_object_object_get_ex(source, "zones", &zones))
		return;
	json_object_object_foreach(zones, name, zone) {
		(void) name;
		strip_zone(zone);
	}
}

static int strip_rates(struct json_object *bundle, const char *text,
		       struct fh_error *err)
{
	struct fh_diags diags = { 0 };
	struct json_object *rates;
	struct fh_conf *conf;
	int rc;

	if (!json_object_object_get_ex(bundle, "rates", &rates))
		return 0;
	conf = fh_conf_load_bundle("bundle", text, strlen(text), &diags);
	if (conf)
		rc = publish_rates(rates, conf, err);
	else
		rc = fh_err(err, "the bundle is not one: %s", diags.count ?
			    diags.item[0].text : "out of memory");
	fh_conf_free(conf);
	fh_diag_clear(&diags);
	return rc;
}

/* Take out what only administrators may see. */
static void strip_policy(struct json_object *bundle)
{
	struct json_object *policy;

	if (!json_object_object_get_ex(bundle, "policy", &policy))
		return;
	json_object_object_del(policy, "accounts");
	json_object_object_del(policy, "datasets");
	json_object_object_del(policy, "partitions");
	json_object_object_del(policy, "break_glass");
	strip_classes(policy);
}

/* Canonical form of an edited bundle. */
static char *canonical(struct json_object *root, struct fh_error *err)
{
	const char *text =
		json_object_to_json_string_ext(root, JSON_C_TO_STRING_PLAIN);
	struct fh_diags diags = { 0 };
	struct fh_json *doc = NULL;
	char *ret = NULL;

	if (text)
		doc = fh_json_parse("published", text, strlen(text), &diags);
	if (doc)
		ret = fh_json_canonical(doc);
	if (!ret)
		fh_err_nomem(err);
	fh_json_free(doc);
	fh_diag_clear(&diags);
	return ret;
}

char *publish_text(const char *bundle, struct fh_error *err)
{
	struct json_object *root = json_tokener_parse(bundle);
	char *text = NULL;

	if (!root) {
		fh_err(err, "the bundle is not readable as JSON");
		return NULL;
	}
	strip_policy(root);
	strip_zones(root);
	if (!strip_rates(root, bundle, err))
		text = canonical(root, err);
	json_object_put(root);
	return text;
}

/* Where the copy goes, malloc'ed; NULL without memory. */
static char *target(const char *dir)
{
	const char *named = getenv("FREEHOLD_PUBLISHED");
	char *path;

	if (!dir && named)
		return strdup(named);
	if (asprintf(&path, "%s/bundle.json",
		     dir ? dir : FH_SYSCONFDIR "/published") < 0)
		return NULL;
	return path;
}

static int make_directory_of(const char *path, struct fh_error *err)
{
	char *copy = strdup(path);
	int rc = copy ? fh_file_mkdirs(dirname(copy), 0755, err) :
			fh_err_nomem(err);

	free(copy);
	return rc;
}

int publish_write(const char *dir, const char *bundle, struct fh_error *err)
{
	char *text = publish_text(bundle, err);
	char *path = NULL;
	int rc = -1;

	if (!text)
		goto out;
	if (!(path = target(dir))) {
		fh_err_nomem(err);
		goto out;
	}
	if (make_directory_of(path, err))
		goto out;
	rc = fh_file_replace(path, text, strlen(text), 0644, err);
out:
	free(path);
	free(text);
	return rc;
}
