/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Energy by part, a step's share, a node's rest: see fh_energy.h. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "fh_energy.h"
#include "fh_quote.h"
#include "fh_units.h"

static const char *const part_name[FH_ENERGY_PARTS] = {
	[FH_ENERGY_CPU] = "cpu",
	[FH_ENERGY_MEMORY] = "memory",
	[FH_ENERGY_ACCEL] = "accel",
	[FH_ENERGY_OTHER] = "other",
};

/* In the order of their bits. */
static const char *const source_name[] = {
	"measured", "modelled", "nameplate", "missing",
};

#define SOURCES (sizeof(source_name) / sizeof(*source_name))

/* total x part / all; never more than total, since part may be ahead. */
static int64_t share(int64_t total, int64_t part, int64_t all)
{
	int64_t uj = total;

	if (part < all)
		(void) fh_units_muldiv(total, part, all, &uj);
	return all > 0 ? uj : 0;
}

static void step_part(const struct fh_energy_use *job,
		      struct fh_energy_use *step, enum fh_energy_part part)
{
	int64_t base = job->base.uj[part];
	int64_t above = job->got.uj[part] - base;

	step->base.uj[part] = share(base, step->core_ns, job->core_ns);
	step->got.uj[part] = step->base.uj[part] +
			     share(above, step->cpu_ns, job->cpu_ns);
}

void fh_energy_step(const struct fh_energy_use *job,
		    struct fh_energy_use *step, int64_t device_uj)
{
	const struct fh_energy none = { { 0 } };
	int64_t accel = job->got.uj[FH_ENERGY_ACCEL];
	int64_t other = job->got.uj[FH_ENERGY_OTHER];

	step->got = step->base = none;
	step_part(job, step, FH_ENERGY_CPU);
	step_part(job, step, FH_ENERGY_MEMORY);
	step->got.uj[FH_ENERGY_ACCEL] = device_uj < accel ? device_uj : accel;
	step->got.uj[FH_ENERGY_OTHER] =
		share(other, fh_energy_total(&step->got),
		      fh_energy_total(&job->got) - other);
}

int64_t fh_energy_beyond(int64_t node_uj, int64_t parts_uj, int64_t *debt_uj)
{
	int64_t beyond = node_uj - parts_uj - *debt_uj;

	*debt_uj = beyond < 0 ? -beyond : 0;
	return beyond < 0 ? 0 : beyond;
}

int64_t fh_energy_total(const struct fh_energy *energy)
{
	int64_t total = 0;

	for (int i = 0; i < FH_ENERGY_PARTS; i++)
		total += energy->uj[i];
	return total;
}

void fh_energy_add(struct fh_energy *to, const struct fh_energy *energy)
{
	for (int i = 0; i < FH_ENERGY_PARTS; i++)
		to->uj[i] += energy->uj[i];
}

const char *fh_energy_part_name(enum fh_energy_part part)
{
	return part_name[part];
}

char *fh_energy_source_format(unsigned sources, char *buf, size_t size)
{
	size_t used = 0;

	if (!sources)
		sources = FH_ENERGY_MISSING;
	buf[0] = '\0';
	for (size_t i = 0; i < SOURCES && used < size; i++)
		if (sources & 1u << i)
			used += (size_t) snprintf(buf + used, size - used,
						  "%s%s", used ? "+" : "",
						  source_name[i]);
	return buf;
}

/* The bit of the len bytes at text, or 0. */
static unsigned find_source(const char *text, size_t len)
{
	for (size_t i = 0; i < SOURCES; i++)
		if (strlen(source_name[i]) == len &&
		    !memcmp(source_name[i], text, len))
			return 1u << i;
	return 0;
}

int fh_energy_source_parse(const char *text, struct fh_error *err)
{
	unsigned sources = 0, source;
	struct fh_quoted typed;
	const char *word = text;

	for (;;) {
		size_t len = strcspn(word, "+");

		source = find_source(word, len);
		if (!source || sources & source)
			return fh_err(err, "'%s' is not a source of energy "
				      "figures; write measured, modelled, "
				      "nameplate, missing or some of them "
				      "joined by +", fh_quote(text, &typed));
		sources |= source;
		if (!word[len])
			return (int) sources;
		word += len + 1;
	}
}
