/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What any stands for, and what is said when it is nothing. */
#include "sample_conf.h"

#include "fh_expand.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* The sample's types with memory, and a runtime of its own for one. */
static struct fh_conf *conf_with_memory(void)
{
	struct fh_conf *conf = sample_conf();

	for (size_t i = 0; i < conf->catalog.count; i++) {
		struct fh_accel *accel = &conf->catalog.accel[i];

		if (!strcmp(accel->type, "h100"))
			accel->memory_mib = 81920;
		if (!strcmp(accel->type, "a100"))
			accel->memory_mib = 40960;
		if (!strcmp(accel->type, "maia100")) {
			free(accel->runtime);
			accel->runtime = strdup("maia");
			accel->memory_mib = 65536;
		}
	}
	return conf;
}

static void parse(const char *line, struct fh_request *ret)
{
	struct fh_wish wish = { { NULL } };
	struct fh_error err = { "" };

	if (fh_wish_parse_line(&wish, line, &err) ||
	    fh_request_parse(&wish, ret, &err))
		fail_msg("%s", err.text);
	fh_wish_clear(&wish);
}

static void write_out(const struct fh_request *request, char *text,
		      size_t size)
{
	size_t len = 0;

	*text = '\0';
	for (size_t i = 0; i < request->alternative_count; i++)
		len += (size_t) snprintf(text + len, size - len, "%s:%u ",
					 request->alternative[i].type,
					 request->alternative[i].count);
}

/* In the catalogue's order. */
static void test_types(void **state)
{
	static const struct {
		const char *line, *types;
	} table[] = {
		{ "--accel=h100:4|a100:8", "h100:4 a100:8 " },
		{ "--accel=any:4", "h100:4 a100:4 maia100:4 asic1:4 " },
		{ "--accel=h100:4|any:4", "h100:4 a100:4 maia100:4 asic1:4 " },
		{ "--accel=h100:2|any:4",
		  "h100:2 h100:4 a100:4 maia100:4 asic1:4 " },
		{ "--accel=any:4 --accel-mem=64G", "h100:4 maia100:4 " },
		{ "--accel=any:4 --accel-mem=65537", "h100:4 " },
		{ "--accel=any:4 --accel-runtime=Maia", "maia100:4 " },
		{ "--accel=any:4 --accel-runtime=cuda --accel-mem=1",
		  "h100:4 a100:4 " },
		/* The catalogue has changed since it was submitted. */
		{ "--accel=a100:8|h100:4 --accel-mem=80G", "h100:4 " },
		{ "--zone=us", "" },
	};
	struct fh_conf *conf = conf_with_memory();

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_request request = { 0 };
		struct fh_error err = { "" };
		char text[256];

		parse(table[i].line, &request);
		if (fh_expand(conf, NULL, &request, &err))
			fail_msg("%s: %s", table[i].line, err.text);
		write_out(&request, text, sizeof(text));
		assert_string_equal(text, table[i].types);
		fh_request_clear(&request);
	}
	fh_conf_free(conf);
}

/* Only types that some node has, also one in no zone. */
static void test_fleet(void **state)
{
	struct fh_conf *conf = conf_with_memory();
	struct fh_request request = { 0 };
	struct fh_fleet fleet;
	char text[128];

	(void) state;
	assert_int_equal(fh_fleet_init(&fleet, conf, NULL), 0);
	fh_fleet_add(&fleet, conf, NY_LAB, "maia100", 4);
	fh_fleet_add(&fleet, conf, FH_NO_ZONE, "a100", 8);
	parse("--accel=any:4", &request);
	assert_int_equal(fh_expand(conf, &fleet, &request, NULL), 0);
	write_out(&request, text, sizeof(text));
	assert_string_equal(text, "a100:4 maia100:4 ");
	fh_fleet_clear(&fleet);
	fh_request_clear(&request);
	fh_conf_free(conf);
}

/* Nothing left is never "no accelerators at all". */
static void test_nothing(void **state)
{
	static const struct {
		const char *line, *says;
	} table[] = {
		{ "--accel=any:4 --accel-mem=81G", "with 82944 MiB; ask for" },
		{ "--accel=any:4 --accel-mem=80G --accel-runtime=maia",
		  "with 81920 MiB and runtime maia; ask for less" },
		{ "--accel=a100:4 --accel-runtime=maia", "with runtime maia" },
		{ "--accel=gone:4 --accel-mem=1", "with 1 MiB" },
	};
	struct fh_conf *conf = conf_with_memory();

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_request request = { 0 };
		struct fh_error err = { "" };

		parse(table[i].line, &request);
		assert_int_equal(fh_expand(conf, NULL, &request, &err), -1);
		if (!strstr(err.text, table[i].says))
			fail_msg("%s: %s", table[i].line, err.text);
		assert_int_equal(request.alternative_count, 1);
		fh_request_clear(&request);
	}
	fh_conf_free(conf);
}

static void test_too_many(void **state)
{
	struct fh_accel accel[FH_EXPANDED_MAX + 1] = { { .type = NULL } };
	struct fh_conf conf = { .catalog = { accel, FH_EXPANDED_MAX + 1 } };
	char name[FH_EXPANDED_MAX + 1][8];
	struct fh_request request = { 0 };
	struct fh_error err = { "" };

	(void) state;
	for (int i = 0; i <= FH_EXPANDED_MAX; i++) {
		snprintf(name[i], sizeof(name[i]), "t%d", i);
		accel[i].type = name[i];
	}
	parse("--accel=any:4", &request);
	assert_int_equal(fh_expand(&conf, NULL, &request, &err), -1);
	assert_non_null(strstr(err.text, "more than 64 types here; name"));
	conf.catalog.count--;
	assert_int_equal(fh_expand(&conf, NULL, &request, NULL), 0);
	assert_int_equal(request.alternative_count, FH_EXPANDED_MAX);
	fh_request_clear(&request);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_fleet),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
