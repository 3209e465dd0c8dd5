/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One source among four that are right: FUZZ_SOURCE is which.  The sources
 * are read as a bundle, so that their cross checks run too.
 */
#include "tests/fuzz/fuzz.h"

#include <json-c/printbuf.h>

#include "fh_conf.h"

/* The other sources, without their last brace: "{"energy":...,". */
static struct printbuf *others;

static void add_other(enum fh_source source)
{
	struct fh_diags diags = { 0 };
	struct fh_json *doc = fh_source_parse(FUZZ_CONF, source, NULL, &diags);
	char *text;

	MUST(doc && (text = fh_json_canonical(doc)));
	sprintbuf(others, "\"%s\":", fh_source_name(source));
	printbuf_memappend(others, text, (int) strlen(text));
	printbuf_memappend(others, ",", 1);
	free(text);
	fh_json_free(doc);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void) argc;
	(void) argv;
	MUST((others = printbuf_new()));
	sprintbuf(others, "{\"freehold_bundle\":1,");
	for (int i = 0; i < FH_SOURCE_COUNT; i++)
		if (i != FUZZ_SOURCE)
			add_other(i);
	sprintbuf(others, "\"%s\":", fh_source_name(FUZZ_SOURCE));
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t len = (size_t) others->bpos, total = len + size + 1;
	char *text = malloc(total);
	struct fh_diags diags = { 0 };
	struct fh_conf *conf;

	MUST(text);
	memcpy(text, others->buf, len);
	memcpy(text + len, data, size);
	text[total - 1] = '}';
	conf = fh_conf_load_bundle("fuzz", text, total, &diags);
	MUST(!conf == !!fh_diag_total(&diags));
	fh_conf_free(conf);
	fh_diag_clear(&diags);
	free(text);
	return 0;
}
