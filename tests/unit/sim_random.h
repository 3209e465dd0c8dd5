/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Random numbers that are the same everywhere for the same seed (splitmix64),
 * so that what a test has found can be found again.
 */
#ifndef SIM_RANDOM_H
#define SIM_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct sim_random {
	uint64_t state;		/* the seed, at first */
};

static inline uint64_t sim_next(struct sim_random *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* min .. max, both possible. */
static inline int64_t sim_between(struct sim_random *random, int64_t min,
				  int64_t max)
{
	return min + (int64_t) (sim_next(random) %
				((uint64_t) (max - min) + 1));
}

static inline bool sim_chance(struct sim_random *random, int percent)
{
	return sim_between(random, 0, 99) < percent;
}

#endif
