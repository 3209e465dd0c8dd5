/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Nodes that come, go, break and are reserved, and jobs at random: what jobs
 * cost and what nobody had is the whole, of every zone and day, also when it
 * is spread over accounts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "contribs/scost/spread.h"
#include "contribs/scost/whole.h"
#include "plugins/common/fh_units.h"
#include "tests/unit/sim_random.h"

#define HOUR_S 3600
#define DAY_S 86400
#define NOV_1 1793491200LL	/* 2026-11-01T00:00:00Z */
#define DAYS 6
#define NODES 8
#define JOBS 60
#define ROUNDS 60

#define ZONE(name, tenancy, nodes)                                    \
	"\"" name "\": {\"site\": \"s\", \"jurisdiction\": \"US-TX\"," \
	"\"tenancy\": \"" tenancy "\", \"operator\": \"o\","           \
	"\"nodes\": \"" nodes "\"}"

static const char bundle[] =
	"{\"freehold_bundle\": 1,"
	"\"accelerators\": {\"accelerators\": {\"h100\": {\"title\": \"T\","
	"\"vendor\": \"V\", \"runtime\": \"cuda\", \"tdp_watts\": 700}}},"
	"\"zones\": {\"sites\": {\"s\": {}}, \"zones\": {"
	ZONE("a", "owned", "n[0-3]") "," ZONE("b", "cloud", "n[4-5]") "}},"
	"\"policy\": {\"data_classes\": {}}, \"energy\": {\"nodes\": []},"
	"\"rates\": {\"currency\": \"USD\", \"billing_timezone\": \"UTC\","
	"\"cards\": [{\"valid_from\": \"2026-01-01\", \"source\": \"s\","
	"\"reserved_unused\": \"account\","
	"\"zones\": {\"a\": {\"accelerators\": {\"h100\": {"
	"\"capex\": 310000, \"devices\": 33, \"book_life_years\": 5,"
	" \"utilisation_percent\": 80}}, \"monthly\": {\"staff\": 2000.01},"
	"\"core_hour\": 0.012, \"gib_hour\": 0.0017},"
	"\"b\": {\"accelerator_hour\": {\"h100\": 3.2},"
	" \"core_hour\": 0.02, \"gib_hour\": 0}}},"
	"{\"valid_from\": \"2026-11-03T10:30:00Z\", \"source\": \"s\","
	"\"zones\": {\"*\": {\"accelerator_hour\": {\"h100\": 1.9},"
	" \"core_hour\": 0.5, \"gib_hour\": 0.0001}}}]}}";

static int load(void **state)
{
	struct fh_diags diags = { 0 };

	*state = fh_conf_load_bundle("b", bundle, strlen(bundle), &diags);
	for (size_t i = 0; i < diags.count; i++)
		print_error("%s: %s\n", diags.item[i].pointer,
			    diags.item[i].text);
	fh_diag_clear(&diags);
	return *state ? 0 : -1;
}

static int unload(void **state)
{
	fh_conf_free(*state);
	return 0;
}

/* Sums of lines. */
struct sums {
	int64_t micro, accel_s, lines;
	int64_t day_micro[DAYS];
	int64_t use_s[SCOST_ABSENT + 8];
	int64_t unowned_micro;		/* of no account */
	int64_t unknown;		/* lines without a cost */
};

static int64_t sign_of(const struct scost_line *line)
{
	return line->posting == SCOST_REVERSAL ? -1 : 1;
}

static int keep(const struct scost_line *line, void *ctx, struct fh_error *err)
{
	struct sums *sums = ctx;
	int64_t micro = line->cost.total_micro * sign_of(line);

	(void) err;
	sums->lines++;
	if (line->cost.total_micro == FH_UNKNOWN) {
		sums->unknown++;
		return 0;
	}
	sums->micro += micro;
	sums->accel_s += line->accel_s * sign_of(line);
	sums->day_micro[(line->day_s - NOV_1) / DAY_S] += micro;
	for (int i = 0; line->use && i < FH_USE_COUNT; i++)
		if (!strcmp(line->use, fh_use_name((enum fh_use) i)))
			sums->use_s[i] += line->accel_s * sign_of(line);
	if (!*line->account)
		sums->unowned_micro += micro;
	return 0;
}

/*
 * A cluster
 */
static void make_nodes(struct scost_nodes *nodes)
{
	char name[8];

	*nodes = (struct scost_nodes) { .count = NODES, .booking_count = 1 };
	nodes->cluster = strdup("c");
	nodes->item = calloc(NODES, sizeof(*nodes->item));
	nodes->booking = calloc(1, sizeof(*nodes->booking));
	nodes->booking[0].id = 7;
	nodes->booking[0].name = strdup("keep");
	assert_int_equal(fh_strlist_add(&nodes->booking[0].accounts, "bio"),
			 0);
	assert_int_equal(fh_strlist_add(&nodes->booking[0].accounts, "nlp"),
			 0);
	for (int i = 0; i < NODES; i++) {
		struct scost_node *node = &nodes->item[i];

		snprintf(name, sizeof(name), "n%d", i % 6 + (i > 5 ? 90 : 0));
		node->name = strdup(name);
		node->tres = (struct scost_tres) {
			.cpus = 64, .memory_mib = 512000, .gpus = 8,
			.typed = { { "h100", 8 } }, .type_count = 1,
		};
	}
	/* Of one, what it had is not known; one is in no zone. */
	nodes->item[7].tres.cpus = FH_UNKNOWN;
}

static void break_nodes(struct scost_nodes *nodes, struct sim_random *random)
{
	for (int i = 0; i < 12; i++) {
		struct scost_stay stay = {
			.from_s = NOV_1 + sim_between(random, -9999,
						      DAYS * DAY_S),
			.stand = (enum scost_stand) sim_between(
				random, SCOST_RESERVED, SCOST_ABSENT),
		};

		stay.until_s = sim_chance(random, 10) ? FH_FOREVER :
			stay.from_s + sim_between(random, 1, DAY_S);
		assert_int_equal(scost_node_add(
			&nodes->item[sim_between(random, 0, 5)], &stay), 0);
	}
}

/* A job's line on one day, priced; sometimes of two types, or taken back. */
static void make_line(const struct fh_conf *conf, struct sim_random *random,
		      struct scost_line *ret)
{
	int zone = (int) sim_between(random, 0, 1);
	struct fh_usage usage = {
		.zone = zone, .accel = 0,
		.accel_count = sim_between(random, 0, 16),
		.cores = sim_between(random, 0, 128),
		.memory_mib = sim_between(random, 0, 99999),
	};
	int64_t seconds;

	*ret = (struct scost_line) {
		.zone = zone ? "b" : "a",
		.accel = sim_chance(random, 90) ? "h100" : "a100,h100",
		.account = sim_chance(random, 50) ? "bio" : "nlp",
		.reservation = sim_chance(random, 20) ? 7 : 0,
		.posting = sim_chance(random, 5) ? SCOST_REVERSAL :
						   SCOST_CHARGE,
	};
	ret->day_s = NOV_1 + sim_between(random, 0, DAYS - 1) * DAY_S;
	ret->from_s = ret->day_s + sim_between(random, 0, DAY_S - 1);
	ret->until_s = sim_between(random, ret->from_s, ret->day_s + DAY_S);
	seconds = ret->until_s - ret->from_s;
	usage.start_s = ret->from_s;
	usage.end_s = ret->until_s;
	ret->accel_s = usage.accel_count * seconds;
	ret->core_s = usage.cores * seconds;
	ret->mib_s = usage.memory_mib * seconds;
	fh_cost_of(conf, &usage, &ret->cost);
	assert_int_equal(ret->cost.gaps, 0);
}

/* The whole of days from..until, in which jobs are the same for a seed. */
static void run(const struct fh_conf *conf, uint64_t seed, int from, int until,
		bool spread_idle, struct sums *jobs, struct sums *others)
{
	const struct fh_cut_piece period = { NOV_1 + from * DAY_S,
					     NOV_1 + until * DAY_S };
	struct sim_random random = { seed };
	struct scost_spread spread = { .fn = keep, .ctx = others };
	struct scost_nodes nodes;
	struct scost_whole whole;
	struct fh_error err = { "" };

	memset(jobs, 0, sizeof(*jobs));
	memset(others, 0, sizeof(*others));
	make_nodes(&nodes);
	break_nodes(&nodes, &random);
	assert_int_equal(scost_whole_begin(&whole, conf, &nodes, &period,
					   &err), 0);
	for (int i = 0; i < JOBS; i++) {
		struct scost_line line;

		make_line(conf, &random, &line);
		if (line.day_s < period.from_s || line.day_s >= period.until_s)
			continue;
		keep(&line, jobs, &err);
		assert_int_equal(scost_spread_add(&line, &spread, &err), 0);
		assert_int_equal(scost_whole_add(&line, &whole, &err), 0);
	}
	assert_int_equal(scost_whole_write(
		&whole, NOV_1 + 99 * DAY_S,
		spread_idle ? scost_spread_line : keep,
		spread_idle ? (void *) &spread : (void *) others, &err), 0);
	scost_spread_clear(&spread);
	scost_whole_clear(&whole);
	scost_nodes_clear(&nodes);
}

/* Days one by one are the same as all at once, and jobs make no difference
 * to what is paid for. */
static void test_days_add_up(void **state)
{
	for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
		struct sums jobs, others, one_jobs, one;
		int64_t micro = 0;

		run(*state, seed, 0, DAYS, false, &jobs, &others);
		for (int i = 0; i < DAYS; i++) {
			run(*state, seed, i, i + 1, false, &one_jobs, &one);
			micro += one_jobs.micro + one.micro;
			assert_int_equal(
				one.day_micro[i] + one_jobs.day_micro[i],
				others.day_micro[i] + jobs.day_micro[i]);
		}
		assert_int_equal(jobs.micro + others.micro, micro);
	}
}

/* By hand: two owned days of 33 devices, whatever jobs and nodes did. */
static void test_owned_by_hand(void **state)
{
	const struct fh_cut_piece period = { NOV_1, NOV_1 + 2 * DAY_S };
	const struct fh_accel_price *price =
		&((struct fh_conf *) *state)->rates.card[0].zone[0].accel[0];
	struct sums jobs = { 0 }, others = { 0 };
	struct sim_random random = { 5 };
	struct scost_nodes nodes;
	struct scost_whole whole;
	struct fh_error err;

	make_nodes(&nodes);
	for (int i = 4; i < NODES; i++)		/* only owned ones */
		nodes.item[i].tres.cpus = FH_UNKNOWN;
	for (int i = 0; i < 4; i++)		/* accelerators alone */
		nodes.item[i].tres.cpus = nodes.item[i].tres.memory_mib = 0;
	assert_int_equal(scost_whole_begin(&whole, *state, &nodes, &period,
					   &err), 0);
	for (int i = 0; i < JOBS; i++) {
		struct scost_line line;

		make_line(*state, &random, &line);
		if (strcmp(line.zone, "a") || strcmp(line.accel, "h100") ||
		    line.posting == SCOST_REVERSAL ||
		    line.day_s >= period.until_s)
			continue;
		keep(&line, &jobs, &err);
		assert_int_equal(scost_whole_add(&line, &whole, &err), 0);
	}
	assert_int_equal(scost_whole_write(&whole, period.until_s, keep,
					   &others, &err), 0);
	/* 310 000 / 60 months / 730 h / 33; staff: 2 of 30 days; and what
	 * jobs had of cores and memory, where nodes have none. */
	assert_int_equal(price->full_hour_micro, 214474);
	assert_true(jobs.micro + others.micro >
		    214474LL * 33 * 48 + 2000010000 / 15);
	assert_int_equal(jobs.accel_s + others.accel_s, 33 * 2 * DAY_S);
	scost_whole_clear(&whole);
	scost_nodes_clear(&nodes);
}

/* Spread, everything is some account's, and it is the same in all. */
static void test_spread(void **state)
{
	for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
		struct sums jobs, others, spread;

		run(*state, seed, 0, DAYS, false, &jobs, &others);
		run(*state, seed, 0, DAYS, true, &jobs, &spread);
		assert_int_equal(spread.micro, others.micro);
		assert_int_equal(spread.accel_s, others.accel_s);
		assert_memory_equal(spread.day_micro, others.day_micro,
				    sizeof(others.day_micro));
		assert_memory_equal(spread.use_s, others.use_s,
				    sizeof(others.use_s));
		assert_int_equal(spread.unowned_micro, 0);
		assert_int_not_equal(others.unowned_micro, 0);
	}
}

/* Nobody was there to bear it: it stays what it is. */
static void test_spread_of_nobody(void **state)
{
	const struct scost_line line = {
		.zone = "a", .account = "", .use = "idle",
		.cost = { .core_micro = 5, .total_micro = 5 },
	};
	struct sums sums = { 0 };
	struct scost_spread spread = { .fn = keep, .ctx = &sums };
	struct scost_line at = line;
	struct fh_error err;

	(void) state;
	at.day_s = NOV_1;
	assert_int_equal(scost_spread_line(&at, &spread, &err), 0);
	assert_int_equal(sums.lines, 1);
	assert_int_equal(sums.unowned_micro, 5);
}

/* A node as it stands, from one change to the next. */
static void test_stands(void **state)
{
	static const struct scost_stay stays[] = {
		{ 100, 200, SCOST_DOWN, 0 }, { 150, 300, SCOST_RESERVED, 2 },
		{ 120, 130, SCOST_PLANNED, 0 }, { 500, FH_FOREVER,
						  SCOST_ABSENT, 0 },
	};
	static const struct {
		int64_t until_s;
		enum scost_stand stand;
	} expected[] = {
		{ 100, SCOST_UP }, { 120, SCOST_DOWN }, { 130, SCOST_PLANNED },
		{ 150, SCOST_DOWN }, { 200, SCOST_DOWN },
		{ 300, SCOST_RESERVED }, { 500, SCOST_UP },
		{ 1000, SCOST_ABSENT },
	};
	const struct fh_conf *conf = *state;
	struct fh_cut_piece rest = { 0, 1000 };
	struct scost_node node = { .name = (char *) "n1" };

	for (size_t i = 0; i < sizeof(stays) / sizeof(stays[0]); i++)
		assert_int_equal(scost_node_add(&node, &stays[i]), 0);
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		struct scost_standing standing;

		scost_node_stands(&node, &conf->zones, &rest, &standing);
		assert_int_equal(standing.piece.until_s, expected[i].until_s);
		assert_int_equal(standing.stand, expected[i].stand);
		assert_int_equal(standing.zone, 0);
		rest.from_s = standing.piece.until_s;
	}
	free(node.stay);
}

/* What slurmctld says in words. */
static void test_words(void **state)
{
	struct scost_tres tres;

	(void) state;
	scost_tres_parse_words("cpu=64,mem=500G,billing=64,gres/gpu=8,"
			       "gres/gpu:h100=6,gres/gpu:a100=2,gres/x=1,",
			       &tres);
	assert_int_equal(tres.gpus, 8);
	assert_int_equal(tres.type_count, 2);
	assert_string_equal(tres.typed[0].type, "h100");
	assert_int_equal(tres.typed[0].count, 6);
	scost_tres_parse_words("gres/gpu,=,gres/gpu:=,gres/", &tres);
	assert_int_equal(tres.gpus, 0);
	scost_tres_parse_words(NULL, &tres);
	assert_int_equal(tres.type_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days_add_up),
		cmocka_unit_test(test_owned_by_hand),
		cmocka_unit_test(test_spread),
		cmocka_unit_test(test_spread_of_nobody),
		cmocka_unit_test(test_stands),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
