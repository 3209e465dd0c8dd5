/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes the HTML report of a made-up month to stdout, for the test that
 * looks at it in a browser: nine accounts, four types, owned, leased and
 * cloud, names that mean harm, lines without a cost or energy.  With an
 * argument, as many days.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "contribs/scost/page.h"
#include "plugins/common/fh_units.h"

#define DAY_S 86400
#define OCT_1 1790812800LL	/* 2026-10-01T00:00:00Z */
#define DAYS 31
#define JOBS_A_DAY 40

static const char *const accounts[] = {
	"astro", "bio", "chem", "climate", "genomics", "nlp", "robotics",
	"vision", "<script>alert(1)</script>\"'&",
};

static const struct {
	const char *accel, *zone, *site, *tenancy;
	int64_t hour_micro, power_w;
} places[] = {
	{ "h100", "tx-main", "tx", "owned", 1106000, 900 },
	{ "a100", "tx-main", "tx", "owned", 620000, 520 },
	{ "mi300x", "ny-lab", "ny", "leased", 2400000, 980 },
	{ "h100", "cloud-ae", "dubai", "cloud", 6880000, 900 },
	{ "", "tx-main", "tx", "owned", 0, 150 },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The same numbers every time. */
static uint32_t draw(uint32_t below)
{
	static uint64_t state = 20261001;

	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t) (state >> 33) % below;
}

static void set_figures(size_t place, int64_t seconds,
			struct scost_line *line)
{
	int64_t cards = *line->accel ? 8 : 0;
	struct fh_cost *cost = &line->cost;

	line->accel_s = cards * seconds;
	line->core_s = 64 * seconds;
	line->energy_uj = seconds * (cards ? cards : 1) *
			  places[place].power_w * FH_UJ_PER_J;
	line->meter_uj = line->energy_uj / 100 * 130;
	line->co2e_mg = line->meter_uj / (FH_UJ_PER_KWH / 369000);
	cost->accel_micro = line->accel_s * places[place].hour_micro / 3600;
	cost->core_micro = line->core_s * 10000 / 3600;
	cost->memory_micro = 512 * seconds * 1000 / 3600;
	cost->energy_micro = line->meter_uj / (FH_UJ_PER_KWH / 66000);
	cost->total_micro = cost->accel_micro + cost->core_micro +
			    cost->memory_micro + cost->energy_micro;
}

static void lose_figures(struct scost_line *line)
{
	if (!draw(40)) {
		line->energy_uj = line->meter_uj = line->co2e_mg = FH_UNKNOWN;
		line->cost.total_micro -= line->cost.energy_micro;
		line->cost.energy_micro = FH_UNKNOWN;
	}
	if (!draw(60))
		line->cost.accel_micro = line->cost.total_micro = FH_UNKNOWN;
}

static void make_line(int64_t number, struct scost_line *line)
{
	size_t place = draw(4) ? draw(2) : draw(COUNT(places));
	uint32_t skew = draw(COUNT(accounts));

	*line = (struct scost_line){
		.cluster = "example", .db_index = number + 1, .job_id = "1",
		.job_name = "train", .user = "ann", .qos = "normal",
		.account = accounts[draw(skew + 1)], .partition = "gpu",
		.wckey = "", .data_class = "", .state = "COMPLETED",
		.accel = places[place].accel, .zone = places[place].zone,
		.site = places[place].site, .tenancy = places[place].tenancy,
		.digest = "",
		.day_s = OCT_1 + number / JOBS_A_DAY * DAY_S,
	};
	line->from_s = line->day_s;
	line->until_s = line->day_s + 1800 + draw(20) * 1800;
	set_figures(place, line->until_s - line->from_s, line);
	lose_figures(line);
	line->charge_micro = line->cost.total_micro;
}

static int write_page(struct scost_page *page, int64_t days,
		      struct fh_error *err)
{
	for (int64_t i = 0; i < days * JOBS_A_DAY; i++) {
		struct scost_line line;

		make_line(i, &line);
		if (scost_page_add(&line, page, err))
			return -1;
	}
	return scost_page_write(stdout, page, OCT_1 + days * DAY_S, err);
}

int main(int argc, char **argv)
{
	int64_t days = argc > 1 ? strtol(argv[1], NULL, 10) : DAYS;
	struct scost_about about = {
		.currency = "USD", .timezone = "UTC", .from_s = OCT_1,
		.until_s = OCT_1 + days * DAY_S,
	};
	struct fh_error err = { "" };
	struct scost_page page = { 0 };
	struct scost_keys keys;
	struct fh_tz *tz;
	int rc = -1;

	if (fh_tz_read(FH_TZ_DIR, "UTC", &tz, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return EXIT_FAILURE;
	}
	about.tz = tz;
	if (!scost_keys_parse("account,accel", &keys, &err) &&
	    !scost_page_begin(&page, &about, &keys, &err))
		rc = write_page(&page, days, &err);
	if (rc)
		fprintf(stderr, "%s\n", err.text);
	scost_page_clear(&page);
	fh_tz_free(tz);
	return rc ? EXIT_FAILURE : EXIT_SUCCESS;
}
