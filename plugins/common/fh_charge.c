/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules of charging: see fh_charge.h. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fh_charge.h"
#include "fh_rate_read.h"
#include "fh_units.h"
#include "fh_wide.h"

#define ALL_PPM 1000000		/* all of it, once */
#define FACTOR_MAX 1000

const char *const fh_charge_states[] = {
	"COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "OUT_OF_MEMORY",
	"DEADLINE", "NODE_FAIL", "BOOT_FAIL", "PREEMPTED", "REQUEUED",
	"RESIZING", "REVOKED", NULL
};

static const struct fh_field percent = {
	.read = fh_read_decimal, .min = 0, .max = 100, .scale = 10000,
};

static const struct fh_field factor = {
	.read = fh_read_decimal, .min = 0, .max = FACTOR_MAX,
	.scale = ALL_PPM,
};

static void read_state(struct fh_reader *reader, const char *name,
		       struct json_object *value, void *dst)
{
	struct fh_charging *charging = dst;
	int state = fh_reader_word(reader, fh_charge_states, name);

	if (state >= 0)
		fh_read_decimal(reader, value, &percent,
				&charging->state_ppm[state]);
}

FH_READER_VALUE(fh_rate_read_charge)
{
	const size_t count = sizeof(fh_charge_states) /
			     sizeof(*fh_charge_states);
	struct fh_charging *charging = &((struct fh_card *) dst)->charging;

	(void) field;
	charging->state_ppm = fh_reader_alloc(reader, count,
					      sizeof(*charging->state_ppm));
	if (!charging->state_ppm)
		return;
	for (size_t i = 0; i < count; i++)
		charging->state_ppm[i] = ALL_PPM;
	fh_reader_members(reader, value, false, read_state, charging);
}

static void read_factor(struct fh_reader *reader, const char *name,
			struct json_object *value, void *dst)
{
	struct fh_charging *charging = dst;
	struct fh_qos_factor *qos = &charging->qos[charging->qos_count];

	qos->ppm = ALL_PPM;
	fh_read_decimal(reader, value, &factor, &qos->ppm);
	for (size_t i = 0; i < charging->qos_count; i++)
		if (!strcasecmp(charging->qos[i].name, name))
			fh_reader_diag(reader, "the QOS \"%.80s\" stands here "
				       "twice; case makes no difference",
				       name);
	qos->name = fh_reader_strdup(reader, name);
	charging->qos_count += !!qos->name;
}

FH_READER_VALUE(fh_rate_read_qos)
{
	struct fh_charging *charging = &((struct fh_card *) dst)->charging;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	charging->qos = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*charging->qos));
	if (charging->qos)
		fh_reader_members(reader, value, false, read_factor,
				  charging);
}

static int64_t state_ppm(const struct fh_charging *charging,
			 const char *state)
{
	for (size_t i = 0; charging->state_ppm && fh_charge_states[i]; i++)
		if (!strcmp(fh_charge_states[i], state))
			return charging->state_ppm[i];
	return ALL_PPM;
}

static int64_t qos_ppm(const struct fh_charging *charging, const char *qos)
{
	for (size_t i = 0; qos && i < charging->qos_count; i++)
		if (!strcasecmp(charging->qos[i].name, qos))
			return charging->qos[i].ppm;
	return ALL_PPM;
}

int64_t fh_charge_of(const struct fh_card *card, const char *state,
		     const char *qos, int64_t cost_micro)
{
	int64_t part_ppm, ret;

	if (cost_micro < 0 || !card)
		return cost_micro;
	part_ppm = state_ppm(&card->charging, state);
	if (!part_ppm)
		return 0;
	if (fh_wide_divide((fh_wide) cost_micro * part_ppm *
			   qos_ppm(&card->charging, qos),
			   (fh_wide) ALL_PPM * ALL_PPM, &ret))
		return FH_UNKNOWN;
	return ret < card->charging.minimum_micro ?
		       card->charging.minimum_micro : ret;
}

bool fh_charge_by_qos(const struct fh_rates *rates)
{
	for (size_t i = 0; i < rates->card_count; i++)
		if (rates->card[i].charging.qos_count)
			return true;
	return false;
}
