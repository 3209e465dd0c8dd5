/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The whole configuration: see fh_conf.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_bundle.h"
#include "fh_conf.h"
#include "fh_reader.h"

#define BUNDLE_VERSION 1

/* Where each source stands: a document and the pointer into it. */
struct sources {
	struct fh_json *doc[FH_SOURCE_COUNT];	/* NULL = not readable */
	const char *pointer[FH_SOURCE_COUNT];
	struct fh_attachments files;		/* that they name */
};

/*
 * A source whose names could not be read is not held against the others:
 * they would be full of names that do not exist.
 */
static void read_sources(struct sources *sources, struct fh_conf *conf,
			 struct fh_diags *diags)
{
	struct fh_json *const *doc = sources->doc;
	const char *const *pointer = sources->pointer;

	if (doc[FH_SOURCE_ACCELERATORS])
		fh_catalog_read(doc[FH_SOURCE_ACCELERATORS],
				pointer[FH_SOURCE_ACCELERATORS],
				&conf->catalog, diags);
	if (!doc[FH_SOURCE_ZONES])
		return;
	fh_zones_read(doc[FH_SOURCE_ZONES], pointer[FH_SOURCE_ZONES],
		      &conf->zones, diags);
	if (doc[FH_SOURCE_POLICY])
		fh_policy_read(doc[FH_SOURCE_POLICY],
			       pointer[FH_SOURCE_POLICY], &conf->zones,
			       &conf->policy, diags);
	if (doc[FH_SOURCE_RATES] && doc[FH_SOURCE_ACCELERATORS])
		fh_rates_read(doc[FH_SOURCE_RATES], pointer[FH_SOURCE_RATES],
			      &conf->zones, &conf->catalog, &sources->files,
			      &conf->rates, diags);
	if (doc[FH_SOURCE_ENERGY])
		fh_meters_read(doc[FH_SOURCE_ENERGY],
			       pointer[FH_SOURCE_ENERGY], &conf->zones,
			       doc[FH_SOURCE_ACCELERATORS] ? &conf->catalog :
							     NULL,
			       &conf->meters, diags);
}

/* The configuration, or NULL when anything was wrong; sorts the mistakes. */
static struct fh_conf *build(struct sources *sources, const char *name,
			     struct fh_diags *diags)
{
	struct fh_conf *conf = calloc(1, sizeof(*conf));

	if (!conf) {
		fh_diag_add(diags, name, 0, 0, "", "out of memory");
		return NULL;
	}
	read_sources(sources, conf, diags);
	if (!fh_diag_total(diags))
		return conf;
	fh_conf_free(conf);
	return NULL;
}

static void read_files(const char *dir, struct sources *sources,
		       struct fh_diags *diags)
{
	for (int i = 0; i < FH_SOURCE_COUNT; i++) {
		sources->pointer[i] = "";
		sources->doc[i] = fh_source_parse(dir, i, NULL, diags);
	}
}

/* Append "name":<canonical text>, with a comma when more follows. */
static int put_source(struct printbuf *out, const struct sources *sources,
		      enum fh_source source, const char *behind)
{
	char *text = fh_json_canonical(sources->doc[source]);
	int rc = -1;

	if (text && sprintbuf(out, "\"%s\":", fh_source_name(source)) >= 0 &&
	    printbuf_memappend(out, text, (int) strlen(text)) >= 0 &&
	    printbuf_memappend(out, behind, (int) strlen(behind)) >= 0)
		rc = 0;
	free(text);
	return rc;
}

/* Files that the sources name, if they name any. */
static int put_files(struct printbuf *out, const struct sources *sources)
{
	if (!sources->files.count)
		return 0;
	if (sprintbuf(out, "\"files\":") < 0 ||
	    fh_attach_write(&sources->files, out))
		return -1;
	return sprintbuf(out, ",") < 0 ? -1 : 0;
}

/* Canonical as fh_json_canonical() is: the keys are in bytewise order. */
static char *bundle_text(const struct sources *sources)
{
	struct printbuf *out = printbuf_new();
	char *text = NULL;

	if (!out)
		return NULL;
	if (sprintbuf(out, "{") >= 0 &&
	    !put_source(out, sources, FH_SOURCE_ACCELERATORS, ",") &&
	    !put_source(out, sources, FH_SOURCE_ENERGY, ",") &&
	    !put_files(out, sources) &&
	    sprintbuf(out, "\"freehold_bundle\":%d,", BUNDLE_VERSION) >= 0 &&
	    !put_source(out, sources, FH_SOURCE_POLICY, ",") &&
	    !put_source(out, sources, FH_SOURCE_RATES, ",") &&
	    !put_source(out, sources, FH_SOURCE_ZONES, "}"))
		text = strdup(out->buf);
	printbuf_free(out);
	return text;
}

struct fh_conf *fh_conf_load_dir(const char *dir, char **ret_bundle,
				 struct fh_diags *diags)
{
	struct sources sources = { .files = { .dir = dir } };
	struct fh_conf *conf;

	read_files(dir, &sources, diags);
	conf = build(&sources, dir, diags);
	if (conf && ret_bundle) {
		*ret_bundle = bundle_text(&sources);
		if (!*ret_bundle) {
			fh_diag_add(diags, dir, 0, 0, "", "out of memory");
			fh_conf_free(conf);
			conf = NULL;
		}
	}
	for (int i = 0; i < FH_SOURCE_COUNT; i++)
		fh_json_free(sources.doc[i]);
	fh_attach_clear(&sources.files);
	fh_diag_sort(diags);
	return conf;
}

/* The sources in a bundle are read by their own readers. */
static FH_READER_VALUE(skip)
{
	(void) reader;
	(void) value;
	(void) field;
	(void) dst;
}

static FH_READER_VALUE(read_version)
{
	int64_t version;

	(void) field;
	(void) dst;
	if (!fh_reader_is(reader, value, json_type_int))
		return;
	version = json_object_get_int64(value);
	if (version > BUNDLE_VERSION)
		fh_reader_diag(reader, "this bundle has the newer format "
			       "%lld; this program reads format %d",
			       (long long) version, BUNDLE_VERSION);
	else if (version != BUNDLE_VERSION)
		fh_reader_diag(reader, "must be %d", BUNDLE_VERSION);
}

static const struct fh_field bundle_fields[] = {
	{ .key = "freehold_bundle", .read = read_version, .required = true },
	{ .key = "accelerators", .read = skip, .required = true },
	{ .key = "zones", .read = skip, .required = true },
	{ .key = "policy", .read = skip, .required = true },
	{ .key = "rates", .read = skip, .required = true },
	{ .key = "energy", .read = skip, .required = true },
	{ .key = "files", .read = skip },
};

/* Is it a bundle of this format?  If not, its inside is not read. */
static bool check_bundle(const struct fh_json *doc, struct fh_diags *diags)
{
	struct fh_reader reader;
	struct json_object *value;

	value = fh_reader_begin(&reader, doc, "", diags, NULL);
	if (value)
		fh_reader_object(&reader, value, bundle_fields,
				 sizeof(bundle_fields) /
				 sizeof(*bundle_fields), NULL);
	fh_reader_end(&reader);
	return !fh_diag_total(diags);
}

static struct fh_conf *load_document(struct fh_json *doc, const char *name,
				     struct fh_diags *diags)
{
	static const char *const pointers[FH_SOURCE_COUNT] = {
		[FH_SOURCE_ACCELERATORS] = "/accelerators",
		[FH_SOURCE_ZONES] = "/zones",
		[FH_SOURCE_POLICY] = "/policy",
		[FH_SOURCE_RATES] = "/rates",
		[FH_SOURCE_ENERGY] = "/energy",
	};
	struct sources sources = { .doc = { NULL } };
	struct fh_conf *conf;

	if (!check_bundle(doc, diags))
		return NULL;
	if (json_object_object_get_ex(fh_json_root(doc), "files", NULL))
		fh_attach_read(doc, "/files", &sources.files, diags);
	for (int i = 0; i < FH_SOURCE_COUNT; i++) {
		sources.doc[i] = doc;
		sources.pointer[i] = pointers[i];
	}
	conf = build(&sources, name, diags);
	fh_attach_clear(&sources.files);
	return conf;
}

struct fh_conf *fh_conf_load_bundle(const char *name, const char *text,
				    size_t len, struct fh_diags *diags)
{
	struct fh_json *doc = fh_json_parse(name, text, len, diags);
	struct fh_conf *conf = NULL;
	struct fh_error err;

	if (doc)
		conf = load_document(doc, name, diags);
	fh_json_free(doc);
	if (conf && fh_bundle_digest(text, len, conf->digest, &err)) {
		fh_diag_add(diags, name, 0, 0, "", "%s", err.text);
		fh_conf_free(conf);
		conf = NULL;
	}
	fh_diag_sort(diags);
	return conf;
}

void fh_conf_free(struct fh_conf *conf)
{
	if (!conf)
		return;
	fh_meters_clear(&conf->meters);
	fh_rates_clear(&conf->rates);
	fh_policy_clear(&conf->policy);
	fh_zones_clear(&conf->zones);
	fh_catalog_clear(&conf->catalog);
	free(conf);
}
