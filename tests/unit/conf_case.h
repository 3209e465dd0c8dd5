/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For the tests of the configuration's readers: small sources that are right,
 * and tables of wrong ones with every mistake that is to be told.
 */
#ifndef CONF_CASE_H
#define CONF_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fh_conf.h"
#include "fh_json.h"

#define CONF_CASE_TEXT_MAX 8192

/* A catalogue and zones that other sources may name. */
#define CONF_CASE_CATALOG                                                 \
	"{\"accelerators\": {"                                             \
	"\"h100\": {\"title\": \"H\", \"vendor\": \"N\","                  \
	" \"runtime\": \"cuda\"},"                                         \
	"\"trn2\": {\"title\": \"T\", \"vendor\": \"A\","                  \
	" \"runtime\": \"neuron\"}}}"
#define CONF_CASE_ZONES                                                   \
	"{\"sites\": {\"tx\": {}, \"fra\": {}}, \"zones\": {"              \
	"\"tx-main\": {\"site\": \"tx\", \"jurisdiction\": \"US-TX\","     \
	" \"tenancy\": \"owned\", \"operator\": \"o\","                    \
	" \"nodes\": \"n[1-4]\"},"                                         \
	"\"de-cloud\": {\"site\": \"fra\", \"jurisdiction\": \"DE\","      \
	" \"regime\": \"DIFC\", \"tenancy\": \"cloud\", \"operator\": \"o\"}}}"

/* One source and what is said about it, one line per mistake. */
struct conf_case {
	const char *json;
	const char *told;
};

/* Read the document and clear what came out of it. */
typedef void conf_case_reader(const struct fh_json *doc,
			      struct fh_diags *diags);

static inline struct fh_json *conf_case_parse(const char *text)
{
	struct fh_diags diags = { 0 };
	struct fh_json *doc = fh_json_parse("t", text, strlen(text), &diags);

	assert_non_null(doc);
	assert_int_equal(fh_diag_total(&diags), 0);
	return doc;
}

static inline void conf_case_catalog(struct fh_catalog *ret)
{
	struct fh_json *doc = conf_case_parse(CONF_CASE_CATALOG);
	struct fh_diags diags = { 0 };

	fh_catalog_read(doc, "", ret, &diags);
	assert_int_equal(fh_diag_total(&diags), 0);
	fh_json_free(doc);
}

static inline void conf_case_zones(struct fh_zones *ret)
{
	struct fh_json *doc = conf_case_parse(CONF_CASE_ZONES);
	struct fh_diags diags = { 0 };

	fh_zones_read(doc, "", ret, &diags);
	assert_int_equal(fh_diag_total(&diags), 0);
	fh_json_free(doc);
}

/* All mistakes in order of place, each with a newline. */
static inline void conf_case_join(struct fh_diags *diags, char *text)
{
	size_t len = 0;

	text[0] = '\0';
	fh_diag_sort(diags);
	for (size_t i = 0; i < diags->count; i++) {
		char *line = fh_diag_format(&diags->item[i]);

		assert_non_null(line);
		len += (size_t) snprintf(text + len, CONF_CASE_TEXT_MAX - len,
					 "%s\n", line);
		assert_true(len < CONF_CASE_TEXT_MAX);
		free(line);
	}
}

static inline void conf_case_run(const struct conf_case *row,
				 conf_case_reader *reader)
{
	struct fh_diags diags = { 0 };
	char told[CONF_CASE_TEXT_MAX];
	struct fh_json *doc;

	doc = fh_json_parse("t", row->json, strlen(row->json), &diags);
	if (doc && reader)
		reader(doc, &diags);
	conf_case_join(&diags, told);
	if (strcmp(told, row->told))
		print_message("of: %s\n", row->json);
	assert_string_equal(told, row->told);
	fh_json_free(doc);
	fh_diag_clear(&diags);
}

static inline void conf_case_run_all(const struct conf_case *row, size_t count,
				     conf_case_reader *reader)
{
	for (size_t i = 0; i < count; i++)
		conf_case_run(&row[i], reader);
}

/* A file below tests/fixtures; make check names the source directory. */
static inline void conf_case_fixture(char *path, size_t size, const char *name)
{
	const char *top = getenv("srcdir");
	int len = snprintf(path, size, "%s/tests/fixtures/%s",
			   top ? top : ".", name);

	assert_true(len > 0 && (size_t) len < size);
}

#endif
