/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A simulated node: see sim_node.h. */
#include "sim_node.h"

#define NS_PER_MS 1000000LL
#define NJ_PER_UJ 1000			/* W x ns = nJ */
#define CPU_W 400
#define MEMORY_W 50

/* A device that is not held may be taken, by several jobs sometimes. */
static void take_device(struct sim_node *node, struct sim_device *device,
			size_t job)
{
	size_t *count = &device->hold_count;

	if (*count == SIM_NODE_HOLDS ||
	    !sim_chance(&node->random, *count ? 5 : 40))
		return;
	device->hold[(*count)++] = (struct fh_energy_hold) {
		job, sim_between(&node->random, 1, 7),
	};
}

static void add_job(struct sim_node *node)
{
	size_t job = node->job_count++;

	node->job[job] = (struct sim_job) {
		.cores = sim_between(&node->random, 0, node->cores / 2),
		.left = sim_between(&node->random, 1, 20),
	};
	for (size_t i = 0; i < node->device_count; i++)
		take_device(node, &node->device[i], job);
}

/* Holds of job are gone, those of the one that moves there go with it. */
static void move_holds(struct sim_device *device, size_t from, size_t to)
{
	size_t kept = 0;

	for (size_t i = 0; i < device->hold_count; i++) {
		struct fh_energy_hold hold = device->hold[i];

		if (hold.job == to)
			continue;
		if (hold.job == from)
			hold.job = to;
		device->hold[kept++] = hold;
	}
	device->hold_count = kept;
}

/* The last job takes the place of one that ends. */
static void end_job(struct sim_node *node, size_t job)
{
	size_t last = --node->job_count;

	fh_energy_add(&node->ended, &node->job[job].energy);
	node->job[job] = node->job[last];
	for (size_t i = 0; i < node->device_count; i++)
		move_holds(&node->device[i], last, job);
}

/* 2 to 16 jobs for the most part. */
static void change_wanted(struct sim_node *node)
{
	bool usual = sim_chance(&node->random, 80);

	node->jobs_wanted = (size_t) sim_between(
		&node->random, usual ? 2 : 0, usual ? 16 : SIM_NODE_JOBS);
}

static void schedule(struct sim_node *node)
{
	if (sim_chance(&node->random, 10))
		change_wanted(node);
	for (size_t i = node->job_count; i-- > 0;)
		if (!node->job[i].left--)
			end_job(node, i);
	while (node->job_count < node->jobs_wanted)
		add_job(node);
}

/* Up to 1.5 x nameplate, as measured. */
static int64_t draw(struct sim_node *node, struct sim_meter *meter)
{
	int64_t max_uj = meter->limits.max_w * (node->span_ns / NJ_PER_UJ);
	int64_t uj = sim_between(&node->random, 0, max_uj * 3 / 2);

	sim_meter_draw(meter, &node->random, uj);
	return uj;
}

void sim_node_pass(struct sim_node *node)
{
	int64_t uj;

	schedule(node);
	node->span_ns = sim_between(&node->random, 20, 4000) * NS_PER_MS;
	node->at_ns += node->span_ns;
	uj = draw(node, &node->cpu) + draw(node, &node->memory);
	for (size_t i = 0; i < node->device_count; i++)
		uj += draw(node, &node->device[i].meter);
	/* The node's meter has fans and power supply besides. */
	uj += sim_between(&node->random, 0, uj / 5);
	sim_meter_draw(&node->whole, &node->random, uj);
}

void sim_node_use(struct sim_node *node, struct fh_energy_use *ret)
{
	for (size_t i = 0; i < node->job_count; i++) {
		int64_t core_ns = node->job[i].cores * node->span_ns;

		ret[i] = (struct fh_energy_use) {
			.core_ns = core_ns,
			.cpu_ns = sim_between(&node->random, 0, core_ns),
		};
	}
}

void sim_node_make(struct sim_node *node, uint64_t seed)
{
	struct sim_random *random = &node->random;
	int64_t sum_w = CPU_W + MEMORY_W;

	*node = (struct sim_node) { .random = { seed } };
	node->at_ns = sim_between(random, 0, 1000) * NS_PER_MS;
	node->cores = sim_between(random, 1, 256);
	node->device_count = (size_t) sim_between(random, 0, SIM_NODE_DEVICES);
	for (size_t i = 0; i < node->device_count; i++) {
		int64_t max_w = sim_between(random, 5, 1000);

		sim_meter_make(&node->device[i].meter, random, max_w);
		sum_w += max_w;
	}
	sim_meter_make(&node->cpu, random, CPU_W);
	sim_meter_make(&node->memory, random, MEMORY_W);
	sim_meter_make(&node->whole, random, sum_w * 6 / 5 + 1);
	change_wanted(node);
}
