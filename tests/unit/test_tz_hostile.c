/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Time zones from files that are cut, damaged or made to harm. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tz_case.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define HOUR 3600
#define HEADER 44

static void expect(const void *bytes, size_t len, const char *text)
{
	struct fh_error err = { "" };
	struct fh_tz *tz = NULL;

	assert_int_equal(fh_tz_parse(bytes, len, &tz, &err), -1);
	assert_null(tz);
	if (!strstr(err.text, text))
		fail_msg("\"%s\" does not say \"%s\"", err.text, text);
	assert_int_equal(fh_tz_parse(bytes, len, &tz, NULL), -1);
}

/* Every shorter file is refused, and so is a longer one. */
static void test_cut(void **state)
{
	const struct tz_change change[] = { { 1000, HOUR } };
	struct tz_file file;

	(void) state;
	tz_make(&file, 0, change, 1, BERLIN);
	for (size_t len = 0; len < file.len; len++)
		expect(file.bytes, len, "");
	file.bytes[file.len++] = '\n';
	expect(file.bytes, file.len, "does not end with the line");
	expect(file.bytes, FH_TZ_MAX_BYTES + 1, "larger than 65536 bytes");
}

static void test_rules(void **state)
{
	static const char *const bad[] = {
		"CE-1", "CET", "CET-25", "CET-1:60", "CET-1CEST",
		"CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
		"CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
		"CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,J0,J366",
		"CET-1CEST,J366,J1", "CET-1CEST,366,1", "<CET-1", "<CET>",
		"CET-1CEST,M3.5.0,M10.5.0/3 ", "CET-1CEST,M3.5.0,M10.5.0x",
		"CET- 1", "CET-1CEST M3.5.0,M10.5.0", ":Europe/Berlin",
		"CET-0001", "CET1CEST2CEST3", "CET-1CEST-\n,J1,J2",
	};
	struct tz_file file;

	(void) state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		tz_make(&file, 0, NULL, 0, bad[i]);
		expect(file.bytes, file.len, "");
	}
}

static void test_contents(void **state)
{
	static const struct {
		struct tz_change change[2];
		size_t count;
		const char *rule, *text;
	} table[] = {
		{ { { 1000, 0 }, { 1000, HOUR } }, 2, "",
		  "its change 2 is not behind the one before" },
		{ { { 1000, 0 }, { 999, HOUR } }, 2, "", "its change 2" },
		{ { { INT64_MAX, 0 } }, 1, "", "behind the year 9999" },
		{ { { 1000, 93600 } }, 1, "", "a clock 93600 seconds" },
		{ { { 1000, INT32_MIN } }, 1, "", "more than a day" },
		{ { { 1000, HOUR } }, 1, CHICAGO,
		  "does not agree with its last change" },
	};
	struct tz_file file;

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		tz_make(&file, 0, table[i].change, table[i].count,
			table[i].rule);
		expect(file.bytes, file.len, table[i].text);
	}
}

/* What is just possible is taken. */
static void test_widest(void **state)
{
	const struct tz_change change[] = {
		{ 1000, 93599 }, { FH_CIVIL_LAST_S, -89999 },
	};
	struct fh_tz *tz = tz_with(0, change, COUNT(change), "");
	struct fh_tz_span span;

	(void) state;
	fh_tz_span(tz, 1000, &span);
	assert_int_equal(span.offset_s, 93599);
	assert_int_equal(span.until_s, FH_CIVIL_LAST_S);
	fh_tz_span(tz, FH_CIVIL_LAST_S, &span);
	assert_int_equal(span.offset_s, -89999);
	fh_tz_free(tz);
}

/* One byte of a header at a time. */
static void test_headers(void **state)
{
	static const struct {
		size_t at;
		unsigned char byte;
		const char *text;
	} table[] = {
		{ 0, 'X', "no file of a time zone" },
		{ HEADER, 'X', "no file of a time zone" },
		{ 4, 0, "version 1" },
		{ HEADER + 4, '1', "version 1" },
		{ 32, 255, "cut short" },		/* old changes */
		{ 24, 1, "cut short" },
		{ HEADER + 28, 1, "leap seconds" },
		{ HEADER + 31, 1, "leap seconds" },
		{ HEADER + 32, 255, "at most 2000" },	/* changes */
		{ HEADER + 34, 7, "cut short" },
		{ HEADER + 36, 1, "types of local time" },
		{ HEADER + 39, 0, "0 types of local time" },
		{ HEADER + 39, 255, "cut short" },
		{ HEADER + 40, 255, "cut short" },	/* names */
		{ 2 * HEADER + 8, 7, "a type of local time" },
	};
	const struct tz_change change[] = { { 1000, HOUR } };
	struct tz_file file;

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		tz_make(&file, 0, change, 1, BERLIN);
		file.bytes[table[i].at] = table[i].byte;
		expect(file.bytes, file.len, table[i].text);
	}
}

/* What a damaged file still says is taken, and every question ends. */
static void ask(const struct fh_tz *tz, uint64_t *seed)
{
	int64_t at_s = draw(seed, FH_CIVIL_LAST_S);
	struct fh_tz_clock clock;
	struct fh_tz_span span;

	for (int i = 0; i < 20 && at_s < FH_CIVIL_LAST_S; i++) {
		fh_tz_span(tz, at_s, &span);
		assert_true(span.until_s > at_s);
		assert_true(span.from_s <= at_s);
		fh_tz_clock(tz, at_s, &clock);
		assert_in_range(clock.second, 0, 86399);
		assert_true(fh_tz_next_hour(tz, at_s) > at_s);
		assert_true(fh_tz_next_day(tz, at_s) >=
			    fh_tz_next_hour(tz, at_s));
		assert_true(fh_tz_reach(tz, at_s) >= 0);
		at_s = fh_tz_next_change(tz, at_s);
	}
}

static void test_damaged(void **state)
{
	const struct tz_change change[] = {
		{ 1000, HOUR }, { 2000, 0 }, { 3000, HOUR },
	};
	uint64_t seed = 8536;
	int accepted = 0;

	(void) state;
	for (int i = 0; i < 50000; i++) {
		struct tz_file file;
		struct fh_tz *tz;

		tz_make(&file, 0, change, COUNT(change), BERLIN);
		for (int64_t j = draw(&seed, 4); j >= 0; j--)
			file.bytes[draw(&seed, (int64_t) file.len)] ^=
				(unsigned char) (1 << draw(&seed, 8));
		if (fh_tz_parse(file.bytes, file.len, &tz, NULL))
			continue;
		accepted++;
		ask(tz, &seed);
		fh_tz_free(tz);
	}
	assert_in_range(accepted, 100, 49000);
}

static void test_names(void **state)
{
	static const char *const bad[] = {
		"", "/etc/passwd", "../etc/passwd", "Europe/../Berlin",
		"Europe//Berlin", "Europe/", "Euro pe", "Europe/Berlin\n",
		"\xff", "posixrules.d",
		("0123456789/0123456789/0123456789/0123456789/0123456789/"
		 "0123456789"),
	};
	struct fh_error err;
	struct fh_tz *tz = NULL;

	(void) state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		err.text[0] = '\0';
		assert_int_equal(fh_tz_read("/", bad[i], &tz, &err), -1);
		assert_non_null(strstr(err.text, "no name of a time zone"));
	}
	assert_int_equal(fh_tz_read("/nonexistent", "UTC", &tz, &err), -1);
	assert_non_null(strstr(err.text, "/nonexistent/UTC: cannot open"));
	assert_int_equal(fh_tz_read("/", "proc/self/exe", &tz, &err), -1);
	assert_null(tz);
}

/* Through a file; its digest is that of its bytes. */
static void test_read(void **state)
{
	char dir[] = "/tmp/fh_test_tz.XXXXXX", path[64];
	struct fh_error err = { "" };
	struct tz_file file;
	struct fh_tz *tz;
	FILE *to;

	(void) state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/Here", dir);
	tz_make(&file, 0, NULL, 0, UTC);
	to = fopen(path, "w");
	assert_non_null(to);
	fwrite(file.bytes, 1, file.len, to);
	fclose(to);
	assert_int_equal(fh_tz_read(dir, "Here", &tz, &err), 0);
	assert_string_equal(err.text, "");
	assert_int_equal(strlen(fh_tz_digest(tz)), 64);
	fh_tz_free(tz);
	to = fopen(path, "w");
	fputs("no zone", to);
	fclose(to);
	assert_int_equal(fh_tz_read(dir, "Here", &tz, &err), -1);
	assert_non_null(strstr(err.text, "time zone Here cannot be read"));
	assert_non_null(strstr(err.text, ": it is no file of a time zone"));
	unlink(path);
	rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_contents),
		cmocka_unit_test(test_widest),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
