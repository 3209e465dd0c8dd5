/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grammar of requests, and one sentence for every mistake in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "fh_request.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static int parse(enum fh_option option, const char *value,
		 struct fh_request *ret, struct fh_error *err)
{
	struct fh_wish wish = { { NULL } };
	int rc;

	assert_int_equal(fh_wish_set(&wish, option, value, err), 0);
	rc = fh_request_parse(&wish, ret, err);
	fh_wish_clear(&wish);
	return rc;
}

static void test_empty(void **state)
{
	struct fh_wish wish = { { NULL } };
	struct fh_request request = { 0 };

	(void) state;
	assert_int_equal(fh_request_parse(&wish, &request, NULL), 0);
	assert_int_equal(request.alternative_count, 0);
	assert_int_equal(request.order, FH_ORDER_FIRST);
	assert_int_equal(request.span, FH_SPAN_DEFAULT);
	assert_int_equal(request.tenancies, 0);
	fh_request_clear(&request);
}

static void test_all(void **state)
{
	struct fh_wish wish = { { NULL } };
	struct fh_request request = { 0 }, copy = { 0 };

	(void) state;
	assert_int_equal(fh_wish_parse_line(
		&wish, "--accel=h100:4|a100:8|h100:8 --accel-policy=Fastest "
		"--accel-speed=h100=1,a100=0.42 "
		"--accel-span=zone --zone=us,Tx-Main,US --tenancy=OWNED,cloud "
		"--data-class=internal --accel-wait=10 "
		"--accel-mem=80g --accel-runtime=CUDA", NULL), 0);
	assert_int_equal(fh_request_parse(&wish, &request, NULL), 0);
	fh_wish_clear(&wish);
	assert_int_equal(fh_request_copy(&copy, &request, NULL), 0);
	fh_request_clear(&request);
	assert_int_equal(copy.alternative_count, 3);
	assert_string_equal(copy.alternative[1].type, "a100");
	assert_int_equal(copy.alternative[1].count, 8);
	assert_int_equal(copy.order, FH_ORDER_FASTEST);
	assert_int_equal(copy.wait_s, 600);
	assert_int_equal(copy.mem_mib, 81920);
	assert_string_equal(copy.runtime, "cuda");
	assert_int_equal(copy.speed_count, 2);
	assert_string_equal(copy.speed[1].type, "a100");
	assert_int_equal(copy.speed[1].factor_micro, 420000);
	assert_int_equal(copy.span, FH_SPAN_ZONE);
	assert_int_equal(copy.zones.count, 2);
	assert_string_equal(copy.zones.item[1], "Tx-Main");
	assert_int_equal(copy.tenancies, 1 << FH_TENANCY_OWNED |
					 1 << FH_TENANCY_CLOUD);
	assert_string_equal(copy.data_class, "internal");
	fh_request_clear(&copy);
	fh_request_clear(NULL);
}

static void test_blanks(void **state)
{
	struct fh_request request = { 0 };

	(void) state;
	assert_int_equal(parse(FH_OPT_ACCEL, " h100:4 | a100:8 ", &request,
			       NULL), 0);
	assert_int_equal(request.alternative_count, 2);
	assert_string_equal(request.alternative[1].type, "a100");
	fh_request_clear(&request);
	assert_int_equal(parse(FH_OPT_ZONE, " us , de", &request, NULL), 0);
	assert_string_equal(request.zones.item[0], "us");
	assert_string_equal(request.zones.item[1], "de");
	fh_request_clear(&request);
}

static void test_failures(void **state)
{
	static const struct {
		enum fh_option option;
		const char *value, *says;
	} table[] = {
		{ FH_OPT_ACCEL, "h100",
		  "--accel: 'h100' has no count; write TYPE:COUNT, as in "
		  "h100:4" },
		{ FH_OPT_ACCEL, "h100:", "the count in 'h100:'" },
		{ FH_OPT_ACCEL, "h100:0", "from 1 to 1024" },
		{ FH_OPT_ACCEL, "h100:1025", "from 1 to 1024" },
		{ FH_OPT_ACCEL, "h100:-4", "the count in" },
		{ FH_OPT_ACCEL, "h100:4294967297", "the count in" },
		{ FH_OPT_ACCEL, "h100:99999999999999999999", "the count in" },
		{ FH_OPT_ACCEL, "h100:4,a100:8", "with | between" },
		{ FH_OPT_ACCEL, "gpu:h100:4", "the count in 'gpu:h100:4'" },
		{ FH_OPT_ACCEL, ":4", "'' is not the name of a type" },
		{ FH_OPT_ACCEL, "h 100:4", "not the name of a type" },
		{ FH_OPT_ACCEL, "h100;x:4", "not the name of a type" },
		{ FH_OPT_ACCEL, "h100:4||a100:8", "an alternative is empty" },
		{ FH_OPT_ACCEL, "h100:4|", "an alternative is empty" },
		{ FH_OPT_ACCEL, "|", "an alternative is empty" },
		{ FH_OPT_ACCEL, "h100:4|h100:4", "'h100:4' stands twice" },
		{ FH_OPT_ACCEL, "any:0", "from 1 to 1024" },
		{ FH_OPT_ACCEL, "h100:4@2", "give the nodes with --nodes" },
		{ FH_OPT_ACCEL_POLICY, "best",
		  "'best' is not a policy; write first, cheapest, greenest, "
		  "fastest or soonest" },
		{ FH_OPT_ACCEL_SPAN, "default", "write site, zone or any" },
		{ FH_OPT_ACCEL_WAIT, "soon", "'soon' is not a time of at most "
		  "a year; write minutes, or as in 90s, 6h or 1-12" },
		{ FH_OPT_ACCEL_WAIT, "UNLIMITED", "not a time of at most" },
		{ FH_OPT_ACCEL_WAIT, "366d", "not a time of at most a year" },
		{ FH_OPT_ACCEL_WAIT, "-5", "not a time" },
		{ FH_OPT_ACCEL_SPEED, "h100", "'h100' has no factor; write "
		  "TYPE=FACTOR, as in h100=1,a100=0.42" },
		{ FH_OPT_ACCEL_SPEED, "=1", "does not begin with the name" },
		{ FH_OPT_ACCEL_SPEED, "h100=1,", "'' has no factor" },
		{ FH_OPT_ACCEL_SPEED, "h100=1,h100=2", "'h100' stands twice" },
		{ FH_OPT_ACCEL_SPEED, "h100=0", "from 0.000001 to 1000" },
		{ FH_OPT_ACCEL_SPEED, "h100=0.0000001", "the factor in" },
		{ FH_OPT_ACCEL_SPEED, "h100=1000.000001", "the factor in" },
		{ FH_OPT_ACCEL_SPEED, "h100=1e2", "the factor in" },
		{ FH_OPT_ACCEL_SPEED, "h100=-1", "the factor in" },
		{ FH_OPT_ACCEL_SPEED, "h100=", "the factor in" },
		{ FH_OPT_ACCEL_MEM, "80GB", "'80GB' is not a size; write a "
		  "whole number of MiB, or as in 80G" },
		{ FH_OPT_ACCEL_MEM, "G", "is not a size" },
		{ FH_OPT_ACCEL_MEM, "0", "is not a size" },
		{ FH_OPT_ACCEL_MEM, "1.5G", "is not a size" },
		{ FH_OPT_ACCEL_MEM, "10000000000000000000G", "not a size" },
		{ FH_OPT_ACCEL_RUNTIME, "cu da", "not the name of a runtime" },
		{ FH_OPT_DATASET, "mri:wr", "'wr' is neither ro nor rw" },
		{ FH_OPT_DATASET, "mri:", "'' is neither ro nor rw" },
		{ FH_OPT_DATASET, "mri,", "'' is not the name of a dataset" },
		{ FH_OPT_DATASET, "/data", "not the name of a dataset" },
		{ FH_OPT_DATASET, "mri,gen,mri:rw", "'mri' stands twice" },
		{ FH_OPT_DATASET, "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q",
		  "more than 16 datasets" },
		{ FH_OPT_COST_LIMIT, "0", "'0' is not an amount of money" },
		{ FH_OPT_COST_LIMIT, "-5", "is not an amount of money" },
		{ FH_OPT_COST_LIMIT, "5USD", "write it as in 99.50" },
		{ FH_OPT_COST_LIMIT, "1e3", "is not an amount of money" },
		{ FH_OPT_COST_LIMIT, "0.0000001", "is not an amount" },
		{ FH_OPT_COST_LIMIT, "9999999999999999", "an amount of" },
		{ FH_OPT_ZONE, "us,,de", "--zone: '' is not the name" },
		{ FH_OPT_ZONE, "u s", "--zone: 'u s' is not the name" },
		{ FH_OPT_ZONE, "us;de", "--zone: 'us;de' is not the name" },
		{ FH_OPT_TENANCY, "rented", "write owned, leased or cloud" },
		{ FH_OPT_TENANCY, "owned,", "'' is not a tenancy" },
		{ FH_OPT_DATA_CLASS, "a,b", "write one name" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_request request = { 0 };
		struct fh_error err = { "" };

		if (!parse(table[i].option, table[i].value, &request, &err))
			fail_msg("'%s' was accepted", table[i].value);
		if (!strstr(err.text, table[i].says))
			fail_msg("'%s': %s", table[i].value, err.text);
		assert_int_equal(request.alternative_count, 0);
		assert_null(request.zones.item);
	}
}

/* Who says how fast one type is says it of all. */
static void test_speeds(void **state)
{
	struct fh_wish wish = { { NULL } };
	struct fh_request request = { 0 };
	struct fh_error err = { "" };

	(void) state;
	assert_int_equal(fh_wish_parse_line(
		&wish, "--accel=h100:4|a100:8 --accel-speed=h100=1,x=3",
		NULL), 0);
	assert_int_equal(fh_request_parse(&wish, &request, &err), -1);
	assert_string_equal(err.text, "--accel-speed: nothing is said of "
			    "a100, which --accel names; add a100=FACTOR");
	assert_null(request.speed);
	fh_wish_clear(&wish);
}

/* One more than the bound fails, the bound itself does not. */
static void test_bounds(void **state)
{
	char accel[512] = "", zone[2048] = "", name[FH_NAME_MAX + 2];
	struct fh_request request = { 0 };
	struct fh_error err;
	size_t len = 0;

	(void) state;
	for (int i = 1; i <= FH_ALTERNATIVE_MAX + 1; i++) {
		if (i > FH_ALTERNATIVE_MAX) {
			assert_int_equal(parse(FH_OPT_ACCEL, accel, &request,
					       NULL), 0);
			fh_request_clear(&request);
		}
		len += (size_t) snprintf(accel + len, sizeof(accel) - len,
					 "%sh100:%d", i > 1 ? "|" : "", i);
	}
	assert_int_equal(parse(FH_OPT_ACCEL, accel, &request, &err), -1);
	assert_non_null(strstr(err.text, "more than 16 alternatives"));
	len = 0;
	for (int i = 0; i <= FH_WORD_MAX; i++)
		len += (size_t) snprintf(zone + len, sizeof(zone) - len,
					 "%sz%d", i ? "," : "", i);
	assert_int_equal(parse(FH_OPT_ZONE, zone, &request, &err), -1);
	assert_non_null(strstr(err.text, "more than 32 words"));
	*strrchr(zone, ',') = '\0';
	assert_int_equal(parse(FH_OPT_ZONE, zone, &request, NULL), 0);
	fh_request_clear(&request);
	memset(name, 'n', sizeof(name));
	name[FH_NAME_MAX + 1] = '\0';
	assert_int_equal(parse(FH_OPT_DATA_CLASS, name, &request, NULL), -1);
	name[FH_NAME_MAX] = '\0';
	assert_int_equal(parse(FH_OPT_DATA_CLASS, name, &request, NULL), 0);
	fh_request_clear(&request);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_all),
		cmocka_unit_test(test_blanks),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_speeds),
		cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
