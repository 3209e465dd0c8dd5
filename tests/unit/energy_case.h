/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of the sampler: a node with simulated meters, in a tree. */
#ifndef ENERGY_CASE_H
#define ENERGY_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "plugins/common/fh_journal.h"
#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_ledger.h"
#include "plugins/energy/fh_metering.h"
#include "plugins/energy/fh_proc.h"
#include "plugins/energy/fh_tick.h"
#include "tests/fakes/temp_tree.h"

#define S INT64_C(1000000000)
#define J INT64_C(1000000)
#define CASE_CORES 8
/* Large idle powers: all that is not an accelerator's goes by cores. */
#define CASE_CONF "{\"nodes\": [{\"nodes\": \"*\", \"sensors\": [\"fake\"]," \
		  " \"cpu_idle_watts\": 100000," \
		  " \"memory_idle_watts\": 100000}]}"

struct energy_case {
	struct temp_tree *tree;
	char root[256], conf_dir[256], run_dir[256], journal_dir[256];
	char journal[300];
	struct fh_node *node;
	struct fh_tick *tick;
	struct fh_ledger ledger;
	struct fh_error err;
	int64_t now_ns, now_ms;
	unsigned errors;	/* the log's */
};

static inline void energy_path(struct energy_case *test, char *buf,
			       const char *name)
{
	snprintf(buf, 256, "%s", temp_tree_path(test->tree, name));
}

static inline void energy_log(const char *text)
{
	if (getenv("FREEHOLD_TEST_LOG"))
		print_message("%s\n", text);
}

/* Written beside and renamed: a sampler in another process may read it. */
static inline void energy_meters(struct energy_case *test, const char *text)
{
	char path[512], part[520];
	FILE *file;

	snprintf(path, sizeof(path), "%s/fake/meters", test->root);
	snprintf(part, sizeof(part), "%s.part", path);
	file = fopen(part, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(rename(part, path), 0);
}

static inline struct fh_node_conf energy_conf(const struct energy_case *test)
{
	return (struct fh_node_conf) {
		.node = "n1",
		.conf_dir = test->conf_dir,
		.run_dir = test->run_dir,
		.journal_dir = test->journal_dir,
		.root = test->root,
		.cgroup_root = "/nonexistent",
		.cores = CASE_CORES,
		.period_ns = S,
		.log = { .error = energy_log, .info = energy_log },
	};
}

/* A sampler that begins, with the meters as they stand. */
static inline void energy_open(struct energy_case *test)
{
	struct fh_node_conf conf = energy_conf(test);

	test->node = fh_node_new(&conf, &test->err);
	assert_non_null(test->node);
	test->tick = calloc(1, sizeof(*test->tick));
	assert_non_null(test->tick);
	assert_int_equal(fh_ledger_init(&test->ledger, "n1",
					test->journal_dir, &test->err), 0);
	fh_node_begin(test->node);
	assert_int_equal(fh_node_open_meters(test->node, &test->err), 0);
	fh_ledger_write(&test->ledger, test->node);
	fh_metering_adopt(test->node);
	test->node->state->start_due = true;
}

static inline void energy_close(struct energy_case *test)
{
	fh_node_free(test->node);
	free(test->tick);
	test->node = NULL;
	test->tick = NULL;
}

static inline int energy_setup(void **state)
{
	struct energy_case *test = calloc(1, sizeof(*test));
	char fake[300];

	assert_non_null(test);
	assert_int_equal(temp_tree_setup((void **) &test->tree), 0);
	energy_path(test, test->root, "hw");
	energy_path(test, test->conf_dir, "etc");
	energy_path(test, test->run_dir, "run");
	energy_path(test, test->journal_dir, "journal");
	snprintf(test->journal, sizeof(test->journal), "%s/n1.jsonl",
		 test->journal_dir);
	snprintf(fake, sizeof(fake), "%s/fake", test->root);
	assert_int_equal(mkdir(test->root, 0700), 0);
	assert_int_equal(mkdir(fake, 0700), 0);
	assert_int_equal(mkdir(test->conf_dir, 0700), 0);
	temp_tree_write(test->tree, "etc/energy.json", CASE_CONF);
	test->now_ns = fh_proc_now_ns();
	test->now_ms = fh_proc_now_ms();
	*state = test;
	return 0;
}

static inline int energy_teardown(void **state)
{
	struct energy_case *test = *state;

	energy_close(test);
	(void) temp_tree_teardown((void **) &test->tree);
	free(test);
	return 0;
}

#define ENERGY_TEST(test) \
	cmocka_unit_test_setup_teardown(test, energy_setup, energy_teardown)

/* A sample some time later. */
static inline bool energy_tick(struct energy_case *test, int64_t ns)
{
	test->now_ns += ns;
	test->now_ms += ns / 1000000;
	test->node->state->gap |= fh_tick_is_gap(test->node, test->now_ns);
	return fh_tick(test->node, test->tick, test->now_ns, test->now_ms);
}

/* A step of this process that begins now. */
static inline struct fh_slot *energy_step(struct energy_case *test,
					  uint32_t job, uint32_t step,
					  int64_t cores, int device)
{
	struct fh_slot_step claim = {
		.job_id = job,
		.step_id = step,
		.uid = 1000,
		.whole_job = !step,
		.cores = cores,
		.job_cores = cores,
		.start_ns = test->now_ns,
		.start_ms = test->now_ms,
	};
	struct fh_slot *slot;

	if (device >= 0)
		fh_device_set_add(&claim.devices, (unsigned) device);
	slot = fh_slot_claim(&test->node->shm->registry, &claim,
			     fh_proc_start(getpid()));
	assert_non_null(slot);
	return slot;
}

static inline const struct fh_state_job *
energy_job(const struct energy_case *test, uint32_t job)
{
	const struct fh_state *state = test->node->state;

	for (uint32_t i = 0; i < state->job_count; i++)
		if (state->job[i].job_id == job)
			return &state->job[i];
	return NULL;
}

/* What a check of the whole journal finds; every line must be right. */
struct energy_journal {
	struct fh_journal_totals totals;
	int64_t job_lines[64];		/* by job id */
	struct fh_journal_line last_job[64];
	int64_t first_value, last_value;	/* of the first meter */
};

static inline void energy_journal_line(struct energy_journal *journal,
				       struct fh_journal_check *check,
				       const char *text, size_t len)
{
	struct fh_journal_line line = { 0 };
	struct fh_error err = { "" };

	if (fh_journal_decode(text, len, &line, &err) ||
	    fh_journal_check_line(check, &line, &err))
		fail_msg("line %ld: %s: %.*s", (long) line.number, err.text,
			 (int) len, text);
	if (line.kind == FH_JOURNAL_JOB && line.job_id < 64) {
		journal->job_lines[line.job_id]++;
		journal->last_job[line.job_id] = line;
	}
	if (line.kind == FH_JOURNAL_INTERVAL && line.meter_count) {
		if (journal->first_value == FH_UNKNOWN)
			journal->first_value = line.meter[0].from_value;
		journal->last_value = line.meter[0].to_value;
	}
	fh_journal_clear(&line);
}

static inline void energy_journal_read(const struct energy_case *test,
				       struct energy_journal *ret)
{
	struct fh_journal_check *check = fh_journal_check_new();
	FILE *file = fopen(test->journal, "r");
	char *text = NULL;
	size_t size = 0;
	ssize_t len;

	memset(ret, 0, sizeof(*ret));
	ret->first_value = FH_UNKNOWN;
	assert_non_null(file);
	assert_non_null(check);
	while ((len = getline(&text, &size, file)) > 0)
		energy_journal_line(ret, check, text, (size_t) len);
	fh_journal_check_totals(check, &ret->totals);
	assert_int_equal(ret->totals.error_uj, 0);
	fh_journal_check_free(check);
	free(text);
	fclose(file);
}

#endif
