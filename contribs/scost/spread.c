/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Idle time spread over accounts: see spread.h. */
#include "fh_config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/spread.h"
#include "plugins/common/fh_cut.h"
#include "plugins/common/fh_units.h"

/* Where the share is, or belongs. */
static size_t seek(const struct scost_spread *spread, const char *zone,
		   const char *account, bool *ret_there)
{
	size_t low = 0, high = spread->count;

	*ret_there = false;
	while (low < high) {
		size_t at = low + (high - low) / 2;
		int order = strcmp(spread->share[at].zone, zone);

		if (!order)
			order = strcmp(spread->share[at].account, account);
		if (!order) {
			*ret_there = true;
			return at;
		}
		if (order < 0)
			low = at + 1;
		else
			high = at;
	}
	return low;
}

static int insert(struct scost_spread *spread, size_t at, const char *zone,
		  const char *account)
{
	struct scost_share share = { strdup(zone), strdup(account), 0 };
	struct scost_share *grown = reallocarray(
		spread->share, spread->count + 1, sizeof(*grown));

	if (grown)
		spread->share = grown;
	if (!grown || !share.zone || !share.account) {
		free(share.zone);
		free(share.account);
		return -1;
	}
	memmove(&grown[at + 1], &grown[at],
		(spread->count - at) * sizeof(*grown));
	grown[at] = share;
	spread->count++;
	return 0;
}

int scost_spread_add(const struct scost_line *line, void *ctx,
		     struct fh_error *err)
{
	struct scost_spread *spread = ctx;
	int64_t micro = line->cost.total_micro;
	bool there;
	size_t at;

	if (micro == FH_UNKNOWN)
		return 0;
	at = seek(spread, line->zone, line->account, &there);
	if (!there && insert(spread, at, line->zone, line->account))
		return fh_err_nomem(err);
	spread->share[at].cost_micro +=
		line->posting == SCOST_REVERSAL ? -micro : micro;
	return 0;
}

static int64_t weight_of(const struct scost_share *share, const char *zone)
{
	if (zone && strcmp(share->zone, zone))
		return 0;
	return share->cost_micro > 0 ? share->cost_micro : 0;
}

static int64_t sum_weights(const struct scost_spread *spread,
			   const char *zone)
{
	int64_t sum = 0;

	for (size_t i = 0; i < spread->count; i++)
		sum += weight_of(&spread->share[i], zone);
	return sum;
}

/* Every number that counts, with the difference of two parts of it. */
static void cut_line(const struct scost_line *line,
		     const struct fh_cut_piece *whole,
		     const struct fh_cut_piece *piece, struct scost_line *ret)
{
	struct fh_cost *cost = &ret->cost;
	int64_t *const numbers[] = {
		&ret->accel_s, &ret->core_s, &ret->mib_s, &ret->energy_uj,
		&ret->meter_uj, &ret->co2e_mg, &cost->capital_micro,
		&cost->accel_micro, &cost->lease_micro,
		&cost->operations_micro, &cost->core_micro,
		&cost->memory_micro, &cost->energy_micro,
	};

	*ret = *line;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		*numbers[i] = fh_cut_share(*numbers[i], whole, piece);
	if (cost->total_micro == FH_UNKNOWN)
		return;
	cost->total_micro = 0;
	for (int i = 0; i < FH_PART_ENERGY; i++)
		cost->total_micro += fh_cost_part(cost,
						  (enum fh_cost_part) i);
	ret->charge_micro = cost->total_micro;
}

int scost_spread_line(const struct scost_line *line, void *ctx,
		      struct fh_error *err)
{
	const struct scost_spread *spread = ctx;
	const char *zone = line->zone;
	struct fh_cut_piece whole = { 0, sum_weights(spread, zone) };
	struct fh_cut_piece piece = { 0, 0 };

	if (!whole.until_s) {
		zone = NULL;
		whole.until_s = sum_weights(spread, zone);
	}
	if (*line->account || !whole.until_s)
		return spread->fn(line, spread->ctx, err);
	for (size_t i = 0; i < spread->count; i++) {
		struct scost_line part;

		piece.until_s = piece.from_s + weight_of(&spread->share[i],
							 zone);
		if (piece.until_s == piece.from_s)
			continue;
		cut_line(line, &whole, &piece, &part);
		part.account = spread->share[i].account;
		piece.from_s = piece.until_s;
		if (spread->fn(&part, spread->ctx, err))
			return -1;
	}
	return 0;
}

void scost_spread_clear(struct scost_spread *spread)
{
	for (size_t i = 0; i < spread->count; i++) {
		free(spread->share[i].zone);
		free(spread->share[i].account);
	}
	free(spread->share);
	memset(spread, 0, sizeof(*spread));
}
