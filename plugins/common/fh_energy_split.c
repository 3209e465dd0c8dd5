/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An interval's energy divided among its users: see fh_energy.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_energy.h"
#include "fh_split.h"
#include "fh_units.h"

/* Who else has a share: entries behind the jobs' own. */
enum { IDLE, SYSTEM, UNATTRIBUTED, ACCOUNTS };

/* Weights and parts of one division: job_count + ACCOUNTS entries each. */
struct division {
	size_t count;
	int64_t *weight;
	int64_t *part;
};

static int add(int64_t *sum, int64_t value, const char *what,
	       struct fh_error *err)
{
	if (value >= 0 && !__builtin_add_overflow(*sum, value, sum))
		return 0;
	return fh_err(err, "%s: %lld is negative, or makes a sum above 64 "
		      "bits; it must be 0 or more", what, (long long) value);
}

static int check_node(const struct fh_energy_interval *in,
		      struct fh_error *err)
{
	const struct {
		const char *what;
		int64_t value;
	} table[] = {
		{ "idle energy of the CPU", in->cpu_idle_uj },
		{ "idle energy of the memory", in->memory_idle_uj },
		{ "core time of the node", in->core_ns },
		{ "CPU time of the node",
		  in->busy_ns == FH_UNKNOWN ? 0 : in->busy_ns },
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		int64_t alone = 0;

		if (add(&alone, table[i].value, table[i].what, err))
			return -1;
	}
	return 0;
}

static int check_energy(const struct fh_energy_interval *in,
			struct fh_error *err)
{
	int64_t sum = 0;

	if (add(&sum, in->cpu_uj, "energy of the CPU", err) ||
	    add(&sum, in->memory_uj, "energy of the memory", err) ||
	    add(&sum, in->other_uj, "other energy", err))
		return -1;
	for (size_t i = 0; i < in->device_count; i++)
		if (add(&sum, in->device[i].uj, "energy of a device", err))
			return -1;
	return 0;
}

static int check_jobs(const struct fh_energy_interval *in,
		      struct fh_error *err)
{
	int64_t core_ns = 0, cpu_ns = 0;

	for (size_t i = 0; i < in->job_count; i++)
		if (add(&core_ns, in->job[i].core_ns, "core time of a job",
			err) ||
		    add(&cpu_ns, in->job[i].cpu_ns, "CPU time of a job", err))
			return -1;
	return 0;
}

static int check_holds(const struct fh_energy_interval *in,
		       const struct fh_energy_device *device,
		       struct fh_error *err)
{
	int64_t sum = 0;

	for (size_t i = 0; i < device->hold_count; i++) {
		const struct fh_energy_hold *hold = &device->hold[i];

		if (hold->job >= in->job_count)
			return fh_err(err, "a device is held by job %zu of "
				      "%zu; the first is 0", hold->job,
				      in->job_count);
		if (!hold->weight)
			return fh_err(err, "a device is held with weight 0; "
				      "it must be above 0");
		if (add(&sum, hold->weight, "weight of a hold", err))
			return -1;
	}
	return 0;
}

static int check(const struct fh_energy_interval *in, struct fh_error *err)
{
	if (check_node(in, err) || check_energy(in, err) ||
	    check_jobs(in, err))
		return -1;
	for (size_t i = 0; i < in->device_count; i++)
		if (check_holds(in, &in->device[i], err))
			return -1;
	return 0;
}

static void clear_outputs(struct fh_energy_interval *in)
{
	const struct fh_energy none = { { 0 } };

	for (size_t i = 0; i < in->job_count; i++)
		in->job[i].got = in->job[i].base = none;
	in->idle = in->system = in->unattributed = none;
}

static void clear_weights(struct division *by)
{
	memset(by->weight, 0, by->count * sizeof(*by->weight));
}

/* Add everybody's part of uj to what he has; what nobody gets is kept too. */
static void divide(struct fh_energy_interval *in, struct division *by,
		   enum fh_energy_part part, int64_t uj)
{
	const int64_t *account = by->part + in->job_count;
	int64_t divided = fh_split(uj, by->weight, by->count, by->part);

	for (size_t i = 0; i < in->job_count; i++)
		in->job[i].got.uj[part] += by->part[i];
	in->idle.uj[part] += account[IDLE];
	in->system.uj[part] += account[SYSTEM];
	in->unattributed.uj[part] += account[UNATTRIBUTED] + uj - divided;
}

/* What the jobs leave of all; they may claim more than there is. */
static int64_t left_over(int64_t all, const int64_t *used, size_t count)
{
	for (size_t i = 0; i < count && all > 0; i++)
		all -= used[i];
	return all > 0 ? all : 0;
}

static void divide_idle(struct fh_energy_interval *in, struct division *by,
			enum fh_energy_part part, int64_t uj)
{
	size_t jobs = in->job_count;

	clear_weights(by);
	for (size_t i = 0; i < jobs; i++)
		by->weight[i] = in->job[i].core_ns;
	by->weight[jobs + IDLE] = left_over(in->core_ns, by->weight, jobs);
	divide(in, by, part, uj);
	for (size_t i = 0; i < jobs; i++)
		in->job[i].base.uj[part] = by->part[i];
}

static void divide_used(struct fh_energy_interval *in, struct division *by,
			enum fh_energy_part part, int64_t uj)
{
	size_t jobs = in->job_count;

	clear_weights(by);
	for (size_t i = 0; i < jobs; i++)
		by->weight[i] = in->job[i].cpu_ns;
	by->weight[jobs + SYSTEM] = left_over(in->busy_ns, by->weight, jobs);
	divide(in, by, part, uj);
}

static void divide_device(struct fh_energy_interval *in, struct division *by,
			  const struct fh_energy_device *device)
{
	clear_weights(by);
	if (!device->hold_count)
		by->weight[in->job_count + IDLE] = 1;
	for (size_t i = 0; i < device->hold_count; i++)
		by->weight[device->hold[i].job] += device->hold[i].weight;
	divide(in, by, FH_ENERGY_ACCEL, device->uj);
}

/* Last: it goes by what everybody has so far. */
static void divide_other(struct fh_energy_interval *in, struct division *by)
{
	int64_t *account = by->weight + in->job_count;

	for (size_t i = 0; i < in->job_count; i++)
		by->weight[i] = fh_energy_total(&in->job[i].got);
	account[IDLE] = fh_energy_total(&in->idle);
	account[SYSTEM] = fh_energy_total(&in->system);
	account[UNATTRIBUTED] = fh_energy_total(&in->unattributed);
	divide(in, by, FH_ENERGY_OTHER, in->other_uj);
}

static int64_t smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int fh_energy_split(struct fh_energy_interval *interval, struct fh_error *err)
{
	int64_t cpu_idle = smaller(interval->cpu_idle_uj, interval->cpu_uj);
	int64_t memory_idle =
		smaller(interval->memory_idle_uj, interval->memory_uj);
	struct division by = { .count = interval->job_count + ACCOUNTS };

	if (check(interval, err))
		return -1;
	by.weight = calloc(2 * by.count, sizeof(*by.weight));
	if (!by.weight)
		return fh_err_nomem(err);
	by.part = by.weight + by.count;
	clear_outputs(interval);
	divide_idle(interval, &by, FH_ENERGY_CPU, cpu_idle);
	divide_used(interval, &by, FH_ENERGY_CPU, interval->cpu_uj - cpu_idle);
	divide_idle(interval, &by, FH_ENERGY_MEMORY, memory_idle);
	divide_used(interval, &by, FH_ENERGY_MEMORY,
		    interval->memory_uj - memory_idle);
	for (size_t i = 0; i < interval->device_count; i++)
		divide_device(interval, &by, &interval->device[i]);
	divide_other(interval, &by);
	free(by.weight);
	return 0;
}
