/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A node's simulated load: see sim_load.h. */
#include "sim_load.h"

#define NS_PER_MS 1000000LL

#define CPU_BUSY_MW 4000	/* of one core, besides its idle power */
#define MEMORY_BUSY_MW 700
#define DEVICE_IDLE_MW 62000
#define DEVICE_MAX_MW 700000
#define LOSS_PERCENT 12
#define SYSTEM_BUSY_PERMILLE 300	/* of one core */

#define REST_MS 200		/* of a device between two jobs */
#define HELD INT64_MAX

void sim_load_make(struct sim_load *load, const struct sim_load_kind *kind,
		   uint64_t seed)
{
	*load = (struct sim_load) {
		.kind = kind, .random = { seed },
		.free_cores = SIM_LOAD_CORES,
		.step_ms = { kind->cpu_ms, kind->cpu_ms, kind->node_ms },
	};
	for (int i = SIM_LOAD_DEVICE; i < SIM_LOAD_METERS; i++)
		load->step_ms[i] = sim_between(&load->random,
					       kind->device_min_ms,
					       kind->device_max_ms);
}

int64_t sim_load_max_w(enum sim_load_meter meter)
{
	static const int64_t max_w[] = { 400, 100, 7000 };

	return meter < SIM_LOAD_DEVICE ? max_w[meter] : DEVICE_MAX_MW / 1000;
}

/* As many of wanted devices as have had their rest. */
static unsigned take_devices(struct sim_load *load, int64_t wanted)
{
	unsigned devices = 0;

	for (int i = 0; i < SIM_LOAD_DEVICES && wanted; i++) {
		if (load->rested_ms[i] > load->now_ms)
			continue;
		load->rested_ms[i] = HELD;
		devices |= 1u << i;
		wanted--;
	}
	return devices;
}

static void start_job(struct sim_load *load)
{
	struct sim_random *random = &load->random;
	int64_t cores = sim_between(random, 1, 16);

	if (cores > load->free_cores || load->job_count == SIM_LOAD_JOBS)
		return;
	load->free_cores -= cores;
	load->job[load->job_count++] = (struct sim_load_job) {
		.start_ms = load->now_ms,
		.end_ms = load->now_ms + sim_between(random, 10000, 40000),
		.cores = cores,
		.devices = take_devices(load, sim_between(random, 0, 4)),
		.change_ms = load->now_ms,
	};
	load->changed = true;
}

static void end_job(struct sim_load *load, const struct sim_load_job *job)
{
	load->free_cores += job->cores;
	for (int i = 0; i < SIM_LOAD_DEVICES; i++)
		if (job->devices & 1u << i)
			load->rested_ms[i] = load->now_ms + REST_MS;
	load->changed = true;
}

/* Some of one core, or of several, is busy for this tick. */
static int64_t draw_busy(struct sim_load *load, int64_t permille)
{
	int64_t cpu_uj = permille * CPU_BUSY_MW / 1000;
	int64_t memory_uj = permille * MEMORY_BUSY_MW / 1000;

	load->busy_ns += permille * NS_PER_MS / 1000;
	load->drawn_uj[SIM_LOAD_CPU] += cpu_uj;
	load->drawn_uj[SIM_LOAD_MEMORY] += memory_uj;
	return cpu_uj + memory_uj;
}

static void change_power(struct sim_load *load, struct sim_load_job *job)
{
	struct sim_random *random = &load->random;

	job->change_ms = load->now_ms + sim_between(random, 50, 2000);
	job->busy_permille = sim_between(random, 0, job->cores * 1000);
	job->device_mw = sim_between(random, DEVICE_IDLE_MW, DEVICE_MAX_MW);
}

static void run_job(struct sim_load *load, struct sim_load_job *job)
{
	int64_t idle_mw = SIM_LOAD_CPU_IDLE_MW + SIM_LOAD_MEMORY_IDLE_MW;
	int64_t uj = job->cores * idle_mw / SIM_LOAD_CORES;

	if (load->now_ms >= job->change_ms)
		change_power(load, job);
	job->cpu_ns += job->busy_permille * NS_PER_MS / 1000;
	uj += draw_busy(load, job->busy_permille);
	for (int i = 0; i < SIM_LOAD_DEVICES; i++) {
		if (!(job->devices & 1u << i))
			continue;
		load->drawn_uj[SIM_LOAD_DEVICE + i] +=
			job->device_mw - DEVICE_IDLE_MW;
		uj += job->device_mw;
	}
	job->drawn_uj += uj;
	if (load->kind->node_ms)
		job->drawn_uj += uj * LOSS_PERCENT / 100;
}

static void run_jobs(struct sim_load *load)
{
	for (size_t i = 0; i < load->job_count; i++) {
		struct sim_load_job *job = &load->job[i];

		if (load->now_ms < job->end_ms)
			run_job(load, job);
		else if (load->now_ms == job->end_ms)
			end_job(load, job);
	}
}

/* The node's own part of the tick, and what its meters make of all. */
static void run_meters(struct sim_load *load)
{
	int64_t *drawn_uj = load->drawn_uj, parts_uj = 0;

	drawn_uj[SIM_LOAD_CPU] += SIM_LOAD_CPU_IDLE_MW;
	drawn_uj[SIM_LOAD_MEMORY] += SIM_LOAD_MEMORY_IDLE_MW;
	(void) draw_busy(load, SYSTEM_BUSY_PERMILLE);
	for (int i = SIM_LOAD_DEVICE; i < SIM_LOAD_METERS; i++)
		drawn_uj[i] += DEVICE_IDLE_MW;
	for (int i = 0; i < SIM_LOAD_METERS; i++)
		parts_uj += i == SIM_LOAD_NODE ? 0 : drawn_uj[i];
	drawn_uj[SIM_LOAD_NODE] = parts_uj + parts_uj * LOSS_PERCENT / 100;
	for (int i = 0; i < SIM_LOAD_METERS; i++)
		if (load->step_ms[i] && load->now_ms % load->step_ms[i] == 0)
			load->shown_uj[i] = drawn_uj[i];
}

void sim_load_tick(struct sim_load *load)
{
	load->now_ms++;
	load->changed = false;
	if (sim_between(&load->random, 1, 3000) == 1)
		start_job(load);
	run_jobs(load);
	run_meters(load);
}

void sim_load_remove(struct sim_load *load, size_t job)
{
	load->job[job] = load->job[--load->job_count];
}
