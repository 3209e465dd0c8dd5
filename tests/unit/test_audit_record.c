/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "plugins/common/fh_audit_record.h"
#include "plugins/common/fh_units.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static char buf[FH_AUDIT_LINE_MAX];

static void fill(struct fh_audit_record *record)
{
	fh_audit_begin(record, FH_AUDIT_PLACED);
	record->at_s = 1790000000;
	record->job_id = 12;
	record->array_job_id = 10;
	record->array_task = 0;
	record->restart = 0;
	record->uid = 0;
	record->account = "bio";
	record->data_class = "health";
	record->nonce = "00112233445566778899aabbccddeeff";
	record->nodes = "tx-h[1-4]";
	record->zones = "tx-main";
	record->started_s = 1790000000;
}

/* The record as a line behind what chain has. */
static size_t make_line(const struct fh_audit_record *record,
			struct fh_chain *chain, int64_t decision)
{
	char text[FH_AUDIT_TEXT_MAX];
	struct fh_error err;
	size_t len, line_len;

	assert_int_equal(fh_audit_encode(record, text, &len, &err), 0);
	assert_int_equal(fh_audit_chain(chain, decision, text, len, buf,
					&line_len, &err), 0);
	return line_len;
}

static void test_round_trip(void **state)
{
	struct fh_chain chain, check;
	struct fh_audit_record record;
	struct fh_audit_line line;
	struct fh_error err;
	size_t len;

	(void) state;
	assert_int_equal(fh_audit_chain_begin(&chain, "c", "h", &err), 0);
	check = chain;
	fill(&record);
	len = make_line(&record, &chain, 7);
	assert_int_equal(buf[len - 1], '\n');
	assert_int_equal(fh_audit_decode(buf, len, &line, &err), 0);
	assert_int_equal(line.line, 1);
	assert_int_equal(line.decision, 7);
	assert_int_equal(line.record.kind, FH_AUDIT_PLACED);
	assert_int_equal(line.record.at_s, 1790000000);
	assert_int_equal(line.record.job_id, 12);
	assert_int_equal(line.record.array_task, 0);
	assert_int_equal(line.record.uid, 0);
	assert_int_equal(line.record.by_uid, FH_UNKNOWN);
	assert_int_equal(line.record.ended_s, FH_UNKNOWN);
	assert_string_equal(line.record.nodes, "tx-h[1-4]");
	assert_null(line.record.why);
	assert_int_equal(fh_chain_check(&check, line.text, line.text_len,
					line.hash, &err), 0);
	assert_memory_equal(check.hash, chain.hash, sizeof(chain.hash));
	fh_audit_line_clear(&line);
}

/* What users can put into a record comes back, or as U+FFFD. */
static void test_hostile_texts(void **state)
{
	static const struct { const char *text, *read; } cases[] = {
		{ "", "" },
		{ "a\"b\\c\n\t\x01\x7f/", NULL },
		{ "\",\"kind\":\"ended", NULL },
		{ "Z\xc3\xbcrich \xe2\x82\xac \xf0\x9f\x98\x80", NULL },
		{ "\xff" "a", "\xef\xbf\xbd" "a" },
		{ "\xc3", "\xef\xbf\xbd" },
		{ "\xc0\x80", "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xed\xa0\x80x", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdx" },
		{ "\xf0\x9f\x98", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fh_audit_record record;
		struct fh_audit_line line;
		struct fh_chain chain;
		struct fh_error err;
		size_t len;

		assert_int_equal(fh_audit_chain_begin(&chain, "c", "h", &err),
				 0);
		fill(&record);
		record.why = cases[i].text;
		len = make_line(&record, &chain, 1);
		assert_ptr_equal(memchr(buf, '\n', len), buf + len - 1);
		assert_int_equal(fh_audit_decode(buf, len, &line, &err), 0);
		assert_string_equal(line.record.why,
				    cases[i].read ? cases[i].read :
						    cases[i].text);
		assert_int_equal(line.record.kind, FH_AUDIT_PLACED);
		fh_audit_line_clear(&line);
	}
}

static void test_too_long(void **state)
{
	char *text = malloc(FH_AUDIT_TEXT_MAX + 1);
	char out[FH_AUDIT_TEXT_MAX];
	struct fh_audit_record record;
	struct fh_chain chain;
	struct fh_error err;
	size_t len, line_len;

	(void) state;
	assert_non_null(text);
	memset(text, 'x', FH_AUDIT_TEXT_MAX);
	text[FH_AUDIT_TEXT_MAX] = '\0';
	fill(&record);
	record.nodes = text;
	assert_int_equal(fh_audit_encode(&record, out, &len, &err), -1);
	assert_non_null(strstr(err.text, "more than"));

	/* The longest that fits a record fits a line and a chain. */
	text[FH_AUDIT_TEXT_MAX - 400] = '\0';
	assert_int_equal(fh_audit_encode(&record, out, &len, &err), 0);
	assert_int_equal(fh_audit_chain_begin(&chain, "c", "h", &err), 0);
	chain.lines = INT64_MAX - 1;
	assert_int_equal(fh_audit_chain(&chain, INT64_MAX, out, len, buf,
					&line_len, &err), 0);
	free(text);
}

#define HASH "0123456789abcdef0123456789abcdef" \
	     "0123456789abcdef0123456789abcdef"
#define START "{\"hash\":\"" HASH "\",\"line\":1,\"decision\":0,"

static void test_bad_lines(void **state)
{
	static const struct { const char *text, *why; } cases[] = {
		{ "", "does not begin" },
		{ "{}", "does not begin" },
		{ "{\"hash\":\"" HASH "\"}", "does not begin" },
		{ "{\"hash\":\"xyz\",", "does not begin" },
		{ START, "not one object" },
		{ START "\"at\":\"2026-01-31T12:30:00Z\",\"kind\":\"placed\"}x",
		  "not one object" },
		{ START "\"at\":\"2026-01-31T12:30:00Z\"}", "\"kind\"" },
		{ START "\"kind\":\"placed\"}", "\"at\"" },
		{ START "\"kind\":\"invented\"}", "a kind of record" },
		{ START "\"at\":\"today\"}", "an instant" },
		{ START "\"job\":-1}", "a number" },
		{ START "\"job\":4294967296}", "a number" },
		{ START "\"job\":\"1\"}", "a number" },
		{ START "\"user\":1.5}", "a number" },
		{ START "\"why\":7}", "a text" },
		{ START "\"why\":[]}", "a text" },
		{ START "\"unheard\":1}", "no key" },
		{ START "\"why\":\"\xff\"}", "not one object" },
		{ "{\"hash\":\"" HASH "\",\"line\":0,\"decision\":0,"
		  "\"at\":\"2026-01-31T12:30:00Z\",\"kind\":\"placed\"}",
		  "\"line\"" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct fh_audit_line line;
		struct fh_error err = { "" };

		assert_int_equal(fh_audit_decode(cases[i].text,
						 strlen(cases[i].text), &line,
						 &err), -1);
		if (!strstr(err.text, cases[i].why))
			fail_msg("%s: %s", cases[i].text, err.text);
		assert_null(line.json);
	}
}

static void test_kinds(void **state)
{
	(void) state;
	for (unsigned i = 0; i < FH_AUDIT_KINDS; i++)
		assert_int_equal(fh_audit_kind_find(fh_audit_kind_name(i)), i);
	assert_int_equal(fh_audit_kind_find("none"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_hostile_texts),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_bad_lines),
		cmocka_unit_test(test_kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
