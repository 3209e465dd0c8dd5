/* SPDX-License-Identifier: GPL-2.0-or-later */
/* slurmdbd's resource strings, AdminComment's note, and largest remainders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "contribs/scost/note.h"
#include "contribs/scost/split.h"
#include "contribs/scost/tres.h"
#include "plugins/common/fh_units.h"

static struct scost_gres_name name_list[] = {
	{ 1001, "gpu" },
	{ 1002, "gpu:a100" },
	{ 1003, "gpu:h100" },
	{ 1004, "nic" },
};

static const struct scost_gres_names names = { name_list, 4 };

#define U FH_UNKNOWN	/* keeps the tables readable */

static void test_tres(void **state)
{
	static const struct {
		const char *text;
		int64_t cpus, memory_mib, nodes, energy_uj, gpus;
		size_t types;
		const char *last_type;
		int64_t last_count;
	} cases[] = {
		{ NULL, U, U, U, U, 0, 0, NULL, 0 },
		{ "", U, U, U, U, 0, 0, NULL, 0 },
		{ "1=8,2=4096,4=2,5=8", 8, 4096, 2, U, 0, 0, NULL, 0 },
		{ "1=8,3=18446744073709551614", 8, U, U, U, 0, 0, NULL, 0 },
		{ "3=18446744073709551615", U, U, U, U, 0, 0, NULL, 0 },
		{ "3=0", U, U, U, U, 0, 0, NULL, 0 },
		{ "3=1200", U, U, U, 1200000000, 0, 0, NULL, 0 },
		{ "3=9223372036854775807", U, U, U, U, 0, 0, NULL, 0 },
		{ "3=99999999999999999999", U, U, U, U, 0, 0, NULL, 0 },
		{ "1=1,1001=4,1003=4", 1, U, U, U, 4, 1, "h100", 4 },
		{ "1001=4", U, U, U, U, 4, 0, NULL, 0 },
		{ "1003=4", U, U, U, U, 4, 1, "h100", 4 },
		{ "1001=6,1002=2,1003=4", U, U, U, U, 6, 2, "h100", 4 },
		{ "1001=6,1003=4", U, U, U, U, 6, 1, "h100", 4 },
		{ "1001=0,1003=0", U, U, U, U, 0, 0, NULL, 0 },
		{ "1004=2,1999=7", U, U, U, U, 0, 0, NULL, 0 },
		{ "nonsense", U, U, U, U, 0, 0, NULL, 0 },
		{ "1=8,x=9,2=3", 8, U, U, U, 0, 0, NULL, 0 },
		{ "1=,2=3", U, 3, U, U, 0, 0, NULL, 0 },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scost_tres tres;

		scost_tres_parse(cases[i].text, &names, &tres);
		assert_int_equal(tres.cpus, cases[i].cpus);
		assert_int_equal(tres.memory_mib, cases[i].memory_mib);
		assert_int_equal(tres.nodes, cases[i].nodes);
		assert_int_equal(tres.energy_uj, cases[i].energy_uj);
		assert_int_equal(tres.gpus, cases[i].gpus);
		assert_int_equal(tres.type_count, cases[i].types);
		if (!cases[i].types)
			continue;
		assert_string_equal(tres.typed[tres.type_count - 1].type,
				    cases[i].last_type);
		assert_int_equal(tres.typed[tres.type_count - 1].count,
				 cases[i].last_count);
	}
}

/* More types than there is room for: the rest shows in gpus. */
static void test_many_types(void **state)
{
	struct scost_gres_name item[10];
	const struct scost_gres_names many = { item, 10 };
	char name[10][8], text[256] = "1001=10";
	struct scost_tres tres;

	(void) state;
	for (int i = 0; i < 10; i++) {
		snprintf(name[i], sizeof(name[i]), "gpu:t%d", i);
		item[i].id = 2000 + i;
		item[i].name = name[i];
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
			 ",%d=1", 2000 + i);
	}
	item[9] = (struct scost_gres_name){ 1001, "gpu" };
	scost_tres_parse(text, &many, &tres);
	assert_int_equal(tres.type_count, SCOST_TYPE_MAX);
	assert_int_equal(tres.gpus, 10);
}

static void test_note(void **state)
{
	struct scost_note note;

	(void) state;
	scost_note_read("{\"freehold\":{\"accel\":\"h100:4\",\"site\":\"tx\","
			"\"zone\":\"tx-main\",\"class\":\"internal\","
			"\"restart\":2,\"digest\":\"0123456789ab\"},"
			"\"other\":1}", &note);
	assert_string_equal(note.accel, "h100");
	assert_string_equal(note.site, "tx");
	assert_string_equal(note.zone, "tx-main");
	assert_string_equal(note.data_class, "internal");
	assert_string_equal(note.digest, "0123456789ab");
	assert_int_equal(note.restart, 2);
	scost_note_clear(&note);
}

static void test_no_note(void **state)
{
	static const char *const cases[] = {
		NULL, "", "free text", "{", "[]", "{\"freehold\":3}",
		"{\"freehold\":{}}", "{\"freehold\":{\"accel\":7,\"site\":{}}}",
		"{\"freehold\":{\"accel\":\":4\",\"restart\":\"x\"}}",
		"{\"freehold\":null}",
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scost_note note;

		scost_note_read(cases[i], &note);
		assert_string_equal(note.accel, "");
		assert_null(note.site);
		assert_int_equal(note.restart, FH_UNKNOWN);
		scost_note_clear(&note);
	}
}

static void test_split(void **state)
{
	static const struct {
		int64_t total, weight[3], part[3];
		size_t count;
	} cases[] = {
		{ 8, { 1, 1 }, { 4, 4 }, 2 },
		{ 7, { 1, 1 }, { 4, 3 }, 2 },
		{ 10, { 1, 2 }, { 3, 7 }, 2 },
		{ 1, { 1, 1, 1 }, { 1, 0, 0 }, 3 },
		{ 2, { 1, 1, 1 }, { 1, 1, 0 }, 3 },
		{ 5, { 3 }, { 5 }, 1 },
		{ 0, { 1, 2 }, { 0, 0 }, 2 },
		{ U, { 1, 2 }, { U, U }, 2 },
		{ INT64_MAX, { 1, 1 },
		  { INT64_MAX / 2 + 1, INT64_MAX / 2 }, 2 },
	};

	(void) state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t part[3];

		scost_split(cases[i].total, cases[i].weight, cases[i].count,
			    part);
		for (size_t j = 0; j < cases[i].count; j++)
			assert_int_equal(part[j], cases[i].part[j]);
	}
}

/* Nothing is lost or made, however uneven and large. */
static void test_split_sums(void **state)
{
	static const int64_t totals[] = { 1, 999, 196608, INT64_MAX };
	static const int64_t weight[] = { 1, 65535, 65536, 0, 3 };

	(void) state;
	for (size_t i = 0; i < sizeof(totals) / sizeof(totals[0]); i++) {
		int64_t part[5], sum = 0;

		scost_split(totals[i], weight, 5, part);
		for (size_t j = 0; j < 5; j++)
			sum += part[j];
		assert_int_equal(sum, totals[i]);
		assert_int_equal(part[3], 0);
		assert_true(part[2] >= part[1]);
		assert_true(part[1] >= part[4]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tres),
		cmocka_unit_test(test_many_types),
		cmocka_unit_test(test_note),
		cmocka_unit_test(test_no_note),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_split_sums),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
