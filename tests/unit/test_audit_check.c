/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sound audit, and every way to tamper with one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "plugins/common/fh_audit_check.h"
#include "plugins/common/fh_units.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define LINES 8
#define LINE_SIZE 1024

/* Two files of four lines, as a log that was rotated has them. */
struct log {
	char line[LINES + 1][LINE_SIZE];
	bool fresh[LINES + 1];
	size_t count;
	struct fh_chain chain;
	int64_t decision;
};

static void add(struct log *log, struct fh_audit_record *record, bool own)
{
	char text[FH_AUDIT_TEXT_MAX], line[FH_AUDIT_LINE_MAX];
	size_t len;

	record->at_s = 1790000000 + (int64_t) log->count;
	log->decision += !own;
	assert_int_equal(fh_audit_encode(record, text, &len, NULL), 0);
	assert_int_equal(fh_audit_chain(&log->chain, log->decision, text, len,
					line, &len, NULL), 0);
	assert_true(len < LINE_SIZE);
	memcpy(log->line[log->count], line, len);
	log->line[log->count][len] = '\0';
	log->fresh[log->count++] = record->kind == FH_AUDIT_OPENED;
}

static void add_opened(struct log *log, const char *host)
{
	char previous[FH_CHAIN_HEAD_SIZE];
	struct fh_audit_record record;

	fh_audit_begin(&record, FH_AUDIT_OPENED);
	record.version = FH_AUDIT_VERSION;
	record.cluster = "c";
	record.host = host;
	record.previous = fh_chain_head(&log->chain, previous);
	add(log, &record, true);
}

static void add_placed(struct log *log)
{
	struct fh_audit_record record;

	fh_audit_begin(&record, FH_AUDIT_PLACED);
	record.job_id = (uint32_t) log->count;
	add(log, &record, false);
}

static struct log make(const char *host)
{
	struct log log = { .count = 0 };

	assert_int_equal(fh_audit_chain_begin(&log.chain, "c", host, NULL), 0);
	for (int file = 0; file < 2; file++) {
		add_opened(&log, host);
		for (int i = 0; i < 3; i++)
			add_placed(&log);
	}
	return log;
}

/* The line at which it does not hold, from 1, or 0. */
static size_t first_bad(const struct log *log, size_t from,
			struct fh_audit_check *check, struct fh_error *err)
{
	memset(check, 0, sizeof(*check));
	for (size_t i = from; i < log->count; i++) {
		struct fh_audit_line line;

		if (fh_audit_decode(log->line[i], strlen(log->line[i]), &line,
				    err))
			return i + 1;
		if (fh_audit_check_line(check, "h", log->fresh[i], &line,
					err)) {
			fh_audit_line_clear(&line);
			return i + 1;
		}
		fh_audit_line_clear(&line);
	}
	return 0;
}

static void test_sound(void **state)
{
	struct log log = make("h");
	struct fh_audit_check check;
	struct fh_error err = { "" };

	(void) state;
	assert_int_equal(first_bad(&log, 0, &check, &err), 0);
	assert_int_equal(check.decisions, 6);
	assert_int_equal(check.starts, 2);
	assert_int_equal(check.first_line, 1);
	assert_memory_equal(check.chain.hash, log.chain.hash,
			    sizeof(log.chain.hash));

	/* The older file is elsewhere. */
	assert_int_equal(first_bad(&log, 4, &check, &err), 0);
	assert_int_equal(check.first_line, 5);
	assert_int_equal(check.decisions, 3);
	/* But no log begins in the midst of a file. */
	assert_int_equal(first_bad(&log, 2, &check, &err), 3);
}

static void remove_line(struct log *log, size_t at)
{
	log->count--;
	memmove(log->line[at], log->line[at + 1],
		(log->count - at) * sizeof(log->line[0]));
	memmove(&log->fresh[at], &log->fresh[at + 1],
		(log->count - at) * sizeof(log->fresh[0]));
}

static void swap_lines(struct log *log, size_t at)
{
	char kept[LINE_SIZE];

	memcpy(kept, log->line[at], LINE_SIZE);
	memcpy(log->line[at], log->line[at + 1], LINE_SIZE);
	memcpy(log->line[at + 1], kept, LINE_SIZE);
}

static void test_every_line_counts(void **state)
{
	struct fh_audit_check check;
	struct fh_error err;

	(void) state;
	for (size_t i = 0; i < LINES; i++) {
		struct log log = make("h");
		char *digit = strstr(log.line[i], "\"at\":\"2026-09-2");

		assert_non_null(digit);
		digit[strlen("\"at\":\"2026-09-2")] ^= 1;
		assert_int_equal(first_bad(&log, 0, &check, &err), i + 1);

		log = make("h");
		log.line[i][12] ^= 1;	/* in the hash */
		assert_int_equal(first_bad(&log, 0, &check, &err), i + 1);
		if (i + 1 == LINES)
			continue;
		log = make("h");
		remove_line(&log, i);
		assert_int_equal(first_bad(&log, 0, &check, &err), i + 1);
		log = make("h");
		swap_lines(&log, i);
		assert_int_equal(first_bad(&log, 0, &check, &err), i + 1);
	}
}

static void test_another_log(void **state)
{
	struct log log = make("other");
	struct fh_audit_check check;
	struct fh_error err;

	(void) state;
	assert_int_equal(first_bad(&log, 0, &check, &err), 1);
	assert_non_null(strstr(err.text, "log of other"));
}

/* The chain is right and a decision is missing: the ring was lost. */
static void test_decisions(void **state)
{
	struct log log = make("h");
	struct fh_audit_check check;
	struct fh_error err;

	(void) state;
	log.decision += 2;
	add_placed(&log);
	assert_int_equal(first_bad(&log, 0, &check, &err), 9);
	assert_non_null(strstr(err.text, "decisions 7 to 8 are missing"));

	log = make("h");
	log.decision--;
	add_placed(&log);
	assert_int_equal(first_bad(&log, 0, &check, &err), 9);
	assert_non_null(strstr(err.text, "decision 6 is there twice"));
}

static void test_heads(void **state)
{
	static const char hex[] = "0123456789abcdef0123456789abcdef"
				  "0123456789abcdef0123456789abcdef";
	char text[256], host[FH_CHAIN_LABEL_MAX + 1];
	const char *at = text;
	struct fh_chain head;

	(void) state;
	snprintf(text, sizeof(text), "a 7 %s;b.example 12 %s", hex, hex);
	assert_int_equal(fh_audit_next_head(&at, host, &head), 1);
	assert_string_equal(host, "a");
	assert_int_equal(head.lines, 7);
	assert_int_equal(fh_audit_next_head(&at, host, &head), 1);
	assert_string_equal(host, "b.example");
	assert_int_equal(head.lines, 12);
	assert_int_equal(fh_audit_next_head(&at, host, &head), 0);

	const char *const bad[] = { "a", "a 7", "a x y", "a 7 12", ";",
				    "a 99999999999999999999999999 x" };

	for (size_t i = 0; i < COUNT(bad); i++) {
		at = bad[i];
		assert_int_equal(fh_audit_next_head(&at, host, &head), -1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound),
		cmocka_unit_test(test_every_line_counts),
		cmocka_unit_test(test_another_log),
		cmocka_unit_test(test_decisions),
		cmocka_unit_test(test_heads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
