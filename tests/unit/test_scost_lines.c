/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of a bill: cut at days, and what they add up to. */
#include "scost_case.h"

#include "contribs/scost/lines.h"
#include "tz_case.h"

#define LINES_MAX 64
#define DAY_S 86400

/* The lines of one job, without their texts. */
struct kept {
	struct scost_line line[LINES_MAX];
	size_t count;
};

static int keep(const struct scost_line *line, void *ctx,
		struct fh_error *err)
{
	struct kept *kept = ctx;

	(void) err;
	assert_true(kept->count < LINES_MAX);
	kept->line[kept->count++] = *line;
	return 0;
}

/* An unknown part makes the sum unknown. */
static void add(int64_t *sum, int64_t part)
{
	*sum = *sum < 0 || part < 0 ? FH_UNKNOWN : *sum + part;
}

/* Price a job and check that its lines add up to its bill. */
static void lines_of(struct fh_conf *conf, const struct scost_job *job,
		     struct scost_bill *bill, struct kept *kept)
{
	struct scost_line sum = { .charge_micro = 0 };
	struct fh_error err;

	kept->count = 0;
	assert_int_equal(scost_price(conf, job, bill, &err), 0);
	assert_int_equal(scost_lines(conf, job, bill, keep, kept, &err), 0);
	for (size_t i = 0; i < kept->count; i++) {
		const struct scost_line *line = &kept->line[i];

		fh_cost_add(&sum.cost, &line->cost);
		add(&sum.charge_micro, line->charge_micro);
		add(&sum.energy_uj, line->energy_uj);
		add(&sum.meter_uj, line->meter_uj);
		add(&sum.co2e_mg, line->co2e_mg);
		add(&sum.accel_s, line->accel_s);
		add(&sum.core_s, line->core_s);
		add(&sum.mib_s, line->mib_s);
	}
	assert_int_equal(sum.cost.total_micro, bill->cost.total_micro);
	assert_int_equal(sum.cost.accel_micro, bill->cost.accel_micro);
	assert_int_equal(sum.cost.core_micro, bill->cost.core_micro);
	assert_int_equal(sum.cost.memory_micro, bill->cost.memory_micro);
	assert_int_equal(sum.cost.energy_micro, bill->cost.energy_micro);
	assert_int_equal(sum.charge_micro, bill->charge_micro);
	assert_int_equal(sum.energy_uj, bill->energy.energy_uj);
	assert_int_equal(sum.meter_uj, bill->footprint.meter_uj);
	assert_int_equal(sum.co2e_mg, bill->footprint.co2e_mg);
	assert_int_equal(sum.accel_s, bill->accel_s);
	assert_int_equal(sum.core_s, job->tres.cpus * job->elapsed_s);
	assert_int_equal(sum.mib_s, job->tres.memory_mib * job->elapsed_s);
}

/* Six hours from 22:00 on, before the cards of February: two days. */
static void test_days(void **state)
{
	struct scost_job job = job_on("t1", 6 * HOUR_S);
	struct scost_bill bill;
	struct kept kept;

	job.db_index = 4711;
	job.user = "jane";
	job.state = "CANCELLED by 1000";
	job.start_s = START_S - 3 * DAY_S - 2 * HOUR_S;
	job.tres.energy_uj = 3 * FH_UJ_PER_KWH;
	give(&job, "h100", 4);
	lines_of(*state, &job, &bill, &kept);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.line[0].from_s, job.start_s);
	assert_int_equal(kept.line[0].until_s, START_S - 3 * DAY_S);
	assert_int_equal(kept.line[0].day_s, START_S - 4 * DAY_S);
	assert_int_equal(kept.line[1].day_s, START_S - 3 * DAY_S);
	assert_int_equal(kept.line[0].cost.accel_micro, 2 * 8000000);
	assert_int_equal(kept.line[1].cost.accel_micro, 4 * 8000000);
	assert_int_equal(kept.line[0].energy_uj, FH_UJ_PER_KWH);
	assert_int_equal(kept.line[0].cost.energy_micro, 600000);
	assert_int_equal(kept.line[1].meter_uj, FH_UJ_PER_KWH / 10 * 24);
	assert_int_equal(kept.line[0].db_index, 4711);
	assert_string_equal(kept.line[0].zone, "tx1");
	assert_string_equal(kept.line[0].site, "tx");
	assert_string_equal(kept.line[0].tenancy, "owned");
	assert_string_equal(kept.line[0].accel, "h100");
	assert_string_equal(kept.line[0].user, "jane");
	assert_string_equal(kept.line[0].wckey, "");
	assert_false(kept.line[0].gaps & SCOST_GAP_TIMEZONE);
	scost_bill_clear(&bill);
}

/* Who stopped it is no part of a state. */
static int check_state(const struct scost_line *line, void *ctx,
		       struct fh_error *err)
{
	(void) err;
	assert_string_equal(line->state, ctx);
	return 0;
}

static void test_state(void **state)
{
	struct scost_job job = job_on("t1", HOUR_S);
	struct scost_bill bill;
	struct fh_error err;

	job.state = "CANCELLED by 1000";
	assert_int_equal(scost_price(*state, &job, &bill, &err), 0);
	assert_int_equal(scost_lines(*state, &job, &bill, check_state,
				     "CANCELLED", &err), 0);
	scost_bill_clear(&bill);
}

/* In Chicago February begins at 06:00 UTC. */
static void test_timezone(void **state)
{
	struct scost_job job = job_on("t1", 8 * HOUR_S);
	struct fh_conf *conf = *state;
	struct scost_bill bill;
	struct kept kept;
	struct fh_tz *tz;

	conf->rates.tz = tz = tz_of(CHICAGO);
	lines_of(conf, &job, &bill, &kept);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.line[0].until_s, START_S + 6 * HOUR_S);
	assert_int_equal(kept.line[1].day_s, START_S + 6 * HOUR_S);
	assert_false(kept.line[0].gaps & SCOST_GAP_TIMEZONE);
	scost_bill_clear(&bill);
	fh_tz_free(tz);
	conf->rates.tz = NULL;
}

/* A run of no time is a row of slurmdbd all the same. */
static void test_no_time(void **state)
{
	struct scost_job job = job_on("t1,n1", 0);
	struct scost_bill bill;
	struct kept kept;

	give(&job, "h100", 2);
	lines_of(*state, &job, &bill, &kept);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.line[0].cost.total_micro, 0);
	assert_int_equal(kept.line[1].from_s, kept.line[1].until_s);
	assert_string_equal(kept.line[1].zone, "ny1");
	scost_bill_clear(&bill);
	job.nodes = NULL;
	assert_int_equal(scost_price(*state, &job, &bill, NULL), 0);
	assert_int_equal(scost_lines(*state, &job, &bill, keep, NULL, NULL),
			 0);
	scost_bill_clear(&bill);
}

/* Nothing is known of its zones: the whole job, without a cost. */
static void test_unplaced(void **state)
{
	struct scost_job job = job_on("t[1", HOUR_S);
	struct scost_bill bill;
	struct kept kept;

	give(&job, "h100", 2);
	lines_of(*state, &job, &bill, &kept);
	assert_int_equal(kept.count, 1);
	assert_string_equal(kept.line[0].zone, "");
	assert_int_equal(kept.line[0].cost.total_micro, FH_UNKNOWN);
	assert_true(kept.line[0].gaps & SCOST_GAP_NO_NODES);
	scost_bill_clear(&bill);
	lines_of(NULL, &job, &bill, &kept);
	assert_int_equal(kept.count, 1);
	assert_int_equal(kept.line[0].accel_s, 2 * HOUR_S);
	assert_string_equal(kept.line[0].digest, "");
	assert_true(kept.line[0].gaps & SCOST_GAP_TIMEZONE);
	scost_bill_clear(&bill);
}

/* Half is charged; the minimum of a run without cost, once. */
static void test_charge(void **state)
{
	struct scost_job job = job_on("t1,t2", 30 * HOUR_S);
	struct scost_bill bill;
	struct kept kept;

	job.state = "PREEMPTED";
	job.start_s = START_S - 3 * DAY_S;
	lines_of(*state, &job, &bill, &kept);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.line[0].cost.total_micro, 24 * 1200000);
	assert_int_equal(kept.line[0].charge_micro, 24 * 600000);
	assert_int_equal(bill.charge_micro, 30 * 600000);
	scost_bill_clear(&bill);
	job = job_on("t1,n1", 0);
	lines_of(*state, &job, &bill, &kept);
	assert_int_equal(kept.count, 2);
	assert_int_equal(kept.line[0].charge_micro, 20000);
	assert_int_equal(kept.line[1].charge_micro, 0);
	scost_bill_clear(&bill);
}

/* However jobs lie, over zones, days and cards, their lines add up. */
static void test_add_up(void **state)
{
	static const char *const nodes[] = {
		"t1", "t[1-2],u1", "n[1-3],t1,u[1-3]", "u[1-4],x1",
	};
	struct fh_conf *conf = *state;
	uint64_t seed = 20260201;

	for (int i = 0; i < 2000; i++) {
		int64_t length_s = draw(&seed, 10 * DAY_S);
		struct scost_job job = job_on(nodes[draw(&seed, 4)],
					      length_s);
		struct scost_bill bill;
		struct fh_tz *tz = i % 2 ? tz_of(BERLIN) : NULL;
		struct kept kept;

		conf->rates.tz = tz;
		job.start_s = START_S - draw(&seed, 20 * DAY_S);
		job.tres.cpus = draw(&seed, 1000);
		job.state = i % 5 ? "TIMEOUT" : "PREEMPTED by 1";
		job.qos = i % 7 ? "normal" : "urgent";
		job.tres.memory_mib = draw(&seed, 1000000);
		job.tres.energy_uj = draw(&seed, length_s + 1) * 3333333;
		give(&job, "h100", draw(&seed, 64));
		if (i % 3)
			give(&job, "a100", draw(&seed, 64));
		lines_of(conf, &job, &bill, &kept);
		scost_bill_clear(&bill);
		fh_tz_free(tz);
		conf->rates.tz = NULL;
	}
}

static int refuse(const struct scost_line *line, void *ctx,
		  struct fh_error *err)
{
	(void) line;
	++*(int *) ctx;
	return fh_err(err, "enough");
}

static void test_stop(void **state)
{
	struct scost_job job = job_on("t1,n1", 3 * DAY_S);
	struct scost_bill bill;
	struct fh_error err;
	int calls = 0;

	assert_int_equal(scost_price(*state, &job, &bill, &err), 0);
	assert_int_equal(scost_lines(*state, &job, &bill, refuse, &calls,
				     &err), -1);
	assert_int_equal(calls, 1);
	assert_string_equal(err.text, "enough");
	scost_bill_clear(&bill);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_state),
		cmocka_unit_test(test_timezone),
		cmocka_unit_test(test_no_time),
		cmocka_unit_test(test_unplaced),
		cmocka_unit_test(test_charge),
		cmocka_unit_test(test_add_up),
		cmocka_unit_test(test_stop),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
