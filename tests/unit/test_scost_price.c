/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a job to its bill, with prices that are easy to check by hand. */
#include "scost_case.h"

static struct scost_bill price(void **state, const struct scost_job *job)
{
	struct scost_bill bill;
	struct fh_error err;

	assert_int_equal(scost_price(*state, job, &bill, &err), 0);
	return bill;
}

static void test_one_zone(void **state)
{
	struct scost_job job = job_on("t1", HOUR_S);
	struct scost_bill bill;

	give(&job, "h100", 4);
	bill = price(state, &job);
	assert_string_equal(bill.accel, "h100");
	assert_string_equal(bill.site, "tx");
	assert_string_equal(bill.zone, "tx1");
	assert_int_equal(bill.accel_count, 4);
	assert_int_equal(bill.accel_s, 4 * HOUR_S);
	assert_int_equal(bill.cost.accel_micro, 8000000);
	assert_int_equal(bill.cost.core_micro, 1000000);
	assert_int_equal(bill.cost.memory_micro, 200000);
	assert_int_equal(bill.cost.energy_micro, FH_UNKNOWN);
	assert_int_equal(bill.cost.total_micro, 9200000);
	assert_int_equal(bill.bound.total_micro, 18400000);
	assert_true(bill.cost.gaps & FH_GAP_ENERGY);
	scost_bill_clear(&bill);
}

static void test_energy(void **state)
{
	struct scost_job job = job_on("t1", HOUR_S);
	struct scost_bill bill;

	job.tres.energy_uj = 2 * FH_UJ_PER_KWH;
	bill = price(state, &job);
	assert_string_equal(bill.accel, "none");
	assert_int_equal(bill.accel_count, 0);
	assert_int_equal(bill.cost.energy_micro, 1200000);
	assert_int_equal(bill.cost.total_micro, 2400000);
	assert_int_equal(bill.energy.energy_uj, 2 * FH_UJ_PER_KWH);
	assert_int_equal(bill.energy.power_mw, 2000000);
	assert_int_equal(bill.footprint.meter_uj, FH_UJ_PER_KWH / 5 * 12);
	assert_int_equal(bill.footprint.co2e_mg, 960000);
	scost_bill_clear(&bill);
}

/* Half of it in a zone without PUE: no figure for the whole. */
static void test_energy_zones(void **state)
{
	struct scost_job job = job_on("t1,n1", HOUR_S);
	struct scost_bill bill;

	job.tres.energy_uj = 2 * FH_UJ_PER_KWH;
	bill = price(state, &job);
	assert_int_equal(bill.energy.energy_uj, 2 * FH_UJ_PER_KWH);
	assert_int_equal(bill.footprint.meter_uj, FH_UNKNOWN);
	assert_int_equal(bill.footprint.co2e_mg, FH_UNKNOWN);
	assert_int_equal(bill.footprint.gaps,
			 FH_FOOTPRINT_NO_PUE | FH_FOOTPRINT_NO_CARBON);
	scost_bill_clear(&bill);
}

/* More than a host draws: neither shown nor charged. */
static void test_energy_rejected(void **state)
{
	struct scost_job job = job_on("t1", HOUR_S);
	struct scost_bill bill;

	job.tres.energy_uj = 100 * FH_UJ_PER_KWH;
	bill = price(state, &job);
	assert_true(scost_energy_rejected(&bill.energy));
	assert_int_equal(bill.energy.energy_uj, FH_UNKNOWN);
	assert_int_equal(bill.energy.power_mw, FH_UNKNOWN);
	assert_int_equal(bill.footprint.meter_uj, FH_UNKNOWN);
	assert_int_equal(bill.cost.energy_micro, FH_UNKNOWN);
	assert_true(bill.cost.gaps & FH_GAP_ENERGY);
	assert_int_equal(bill.cost.total_micro, 1200000);
	scost_bill_clear(&bill);
}

/* Three hours at 2 and one at 10; cores are free on the later card. */
static void test_card_change(void **state)
{
	struct scost_job job = job_on("t1", 4 * HOUR_S);
	struct scost_bill bill;

	give(&job, "h100", 1);
	bill = price(state, &job);
	assert_int_equal(bill.cost.accel_micro, 3 * 2000000 + 10000000);
	assert_int_equal(bill.cost.core_micro, 3000000);
	scost_bill_clear(&bill);
}

/* 4 on t1 and u1 at 2, 2 on n1 at 4: evenly over nodes. */
static void test_zones(void **state)
{
	struct scost_job job = job_on("n1,t1,u1", HOUR_S);
	struct scost_bill bill;

	give(&job, "h100", 6);
	bill = price(state, &job);
	assert_string_equal(bill.zone, "tx1,tx2,ny1");
	assert_string_equal(bill.site, "tx,ny");
	assert_int_equal(bill.part_count, 3);
	assert_int_equal(bill.cost.accel_micro, 4 * 2000000 + 2 * 4000000);
	assert_int_equal(bill.cost.core_micro, 1000000);
	assert_int_equal(bill.cost.total_micro,
			 bill.part[0].cost.total_micro +
				 bill.part[1].cost.total_micro +
				 bill.part[2].cost.total_micro);
	scost_bill_clear(&bill);
}

static void test_two_types(void **state)
{
	struct scost_job job = job_on("t[1-2]", HOUR_S);
	struct scost_bill bill;

	give(&job, "a100", 2);
	give(&job, "h100", 1);
	bill = price(state, &job);
	assert_string_equal(bill.accel, "a100,h100");
	assert_int_equal(bill.accel_count, 3);
	assert_int_equal(bill.cost.accel_micro, 4000000);
	assert_int_equal(bill.cost.core_micro, 1000000);
	assert_int_equal(bill.cost.total_micro, 5200000);
	scost_bill_clear(&bill);
}

/* What can't be known is unknown, and says why; it is never 0. */
static void test_unknown(void **state)
{
	static const struct {
		const char *nodes, *type, *comment;
		int64_t untyped;
		unsigned gaps, cost_gaps;
		const char *zone, *accel;
	} cases[] = {
		{ "t1", NULL, NULL, 4, SCOST_GAP_UNTYPED,
		  FH_GAP_ACCEL_TYPE, "tx1", "gpu" },
		{ "t1", "h100", NULL, 4, SCOST_GAP_UNTYPED,
		  FH_GAP_ACCEL_TYPE, "tx1", "h100,gpu" },
		{ "t1", "b300", NULL, 0, 0, FH_GAP_ACCEL_TYPE, "tx1",
		  "b300" },
		{ "n1", "a100", NULL, 0, 0, FH_GAP_ACCEL_PRICE, "ny1",
		  "a100" },
		{ "x1", "h100", NULL, 0, 0, FH_GAP_NO_ZONE, "-", "h100" },
		{ "t1,x1", "h100", NULL, 0, 0, FH_GAP_NO_ZONE, "tx1,-",
		  "h100" },
		{ "t[1", "h100", NULL, 0, SCOST_GAP_NO_NODES, 0, NULL,
		  "h100" },
		{ NULL, "h100", NULL, 0, SCOST_GAP_NOT_STARTED, 0, NULL,
		  NULL },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scost_job job = job_on(cases[i].nodes, HOUR_S);
		struct scost_bill bill;

		if (cases[i].type)
			give(&job, cases[i].type, 1);
		job.tres.gpus += cases[i].untyped;
		bill = price(state, &job);
		assert_int_equal(bill.cost.total_micro, FH_UNKNOWN);
		assert_int_equal(bill.gaps, cases[i].gaps);
		assert_int_equal(bill.cost.gaps & cases[i].cost_gaps,
				 cases[i].cost_gaps);
		if (cases[i].zone)
			assert_string_equal(bill.zone, cases[i].zone);
		else
			assert_null(bill.zone);
		if (cases[i].accel)
			assert_string_equal(bill.accel, cases[i].accel);
		else
			assert_null(bill.accel);
		scost_bill_clear(&bill);
	}
}

/* slurmctld's note gives the type that AllocTRES lacks. */
static void test_note_type(void **state)
{
	struct scost_job job = job_on("t1", HOUR_S);
	struct scost_bill bill;

	job.tres.gpus = 4;
	job.admin_comment = "{\"freehold\":{\"accel\":\"h100:4\"}}";
	bill = price(state, &job);
	assert_string_equal(bill.accel, "h100");
	assert_int_equal(bill.cost.accel_micro, 8000000);
	assert_int_equal(bill.gaps, 0);
	scost_bill_clear(&bill);
}

static void test_no_limit(void **state)
{
	struct scost_job job = job_on("t1", HOUR_S);
	struct scost_bill bill;

	job.limit_s = FH_FOREVER;
	bill = price(state, &job);
	assert_int_equal(bill.gaps, SCOST_GAP_NO_LIMIT);
	assert_int_equal(bill.bound.total_micro, FH_UNKNOWN);
	assert_int_equal(bill.cost.total_micro, 1200000);
	scost_bill_clear(&bill);
}

static void test_no_conf(void **state)
{
	struct scost_job job = job_on("t1", HOUR_S);
	void *none = NULL;
	struct scost_bill bill;

	(void) state;
	give(&job, "h100", 4);
	job.admin_comment =
		"{\"freehold\":{\"site\":\"tx\",\"zone\":\"tx1\"}}";
	bill = price(&none, &job);
	assert_int_equal(bill.gaps, SCOST_GAP_NO_CONF);
	assert_string_equal(bill.accel, "h100");
	assert_string_equal(bill.zone, "tx1");
	assert_int_equal(bill.cost.total_micro, FH_UNKNOWN);
	scost_bill_clear(&bill);
}

static void test_gap_texts(void **state)
{
	(void) state;
	for (unsigned bit = 1; bit <= SCOST_GAP_TIMEZONE; bit <<= 1)
		assert_non_null(scost_gap_text(bit));
	assert_null(scost_gap_text(SCOST_GAP_TIMEZONE << 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_zone),
		cmocka_unit_test(test_energy),
		cmocka_unit_test(test_energy_zones),
		cmocka_unit_test(test_energy_rejected),
		cmocka_unit_test(test_card_change),
		cmocka_unit_test(test_zones),
		cmocka_unit_test(test_two_types),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_note_type),
		cmocka_unit_test(test_no_limit),
		cmocka_unit_test(test_no_conf),
		cmocka_unit_test(test_gap_texts),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
