/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of the shared memory: registry, state in two copies, its file. */
#include <pthread.h>
#include <signal.h>

#include "energy_case.h"

#define THREADS 8
#define CLAIMS 200

static struct fh_registry registry;

static void *claim_many(void *arg)
{
	struct fh_slot **slot = arg;
	const struct fh_slot_step step = { .job_id = 1 };

	for (int i = 0; i < CLAIMS; i++)
		slot[i] = fh_slot_claim(&registry, &step, 1);
	return NULL;
}

/* Claims at the same time never get the same slot or the same ticket. */
static void test_claim_races(void **state)
{
	static struct fh_slot *slot[THREADS][CLAIMS];
	static bool ticket[THREADS * CLAIMS + 1];
	pthread_t thread[THREADS];

	(void) state;
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, claim_many,
						slot[i]), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	assert_int_equal(atomic_load(&registry.used), THREADS * CLAIMS);
	for (int i = 0; i < THREADS * CLAIMS; i++) {
		struct fh_slot *one = slot[i / CLAIMS][i % CLAIMS];

		assert_non_null(one);
		assert_in_range(one->ticket, 1, THREADS * CLAIMS);
		assert_false(ticket[one->ticket]);
		ticket[one->ticket] = true;
		assert_int_equal(fh_slot_state(one->word), FH_SLOT_LIVE);
		assert_int_equal(fh_slot_pid(one->word), getpid());
	}
}

static void test_claim_full(void **state)
{
	const struct fh_slot_step step = { .job_id = 1 };

	(void) state;
	while (fh_slot_claim(&registry, &step, 1))
		;
	assert_int_equal(atomic_load(&registry.used), FH_SLOT_COUNT);
	fh_slot_move(&registry.slot[7], registry.slot[7].word, FH_SLOT_FREE);
	assert_ptr_equal(fh_slot_claim(&registry, &step, 1),
			 &registry.slot[7]);
}

static void test_slot_life(void **state)
{
	struct fh_slot *slot = &registry.slot[0];
	uint64_t live = slot->word;

	(void) state;
	fh_slot_end(slot, 5);
	assert_int_equal(fh_slot_state(slot->word), FH_SLOT_ENDING);
	fh_slot_end(slot, 9);
	assert_int_equal(slot->end_ns, 5);
	fh_slot_move(slot, live, FH_SLOT_LOST);	/* it is not so any more */
	assert_int_equal(fh_slot_state(slot->word), FH_SLOT_ENDING);
	fh_slot_move(slot, slot->word, FH_SLOT_CLOSED);
	assert_int_equal(fh_slot_state(slot->word), FH_SLOT_CLOSED);
	assert_int_equal(fh_slot_pid(slot->word), getpid());
}

static void test_devices(void **state)
{
	struct fh_device_set set = { { 0 } }, other = { { 0 } };

	(void) state;
	fh_device_set_add(&set, 0);
	fh_device_set_add(&set, 127);
	fh_device_set_add(&set, FH_DEVICE_MAX);
	fh_device_set_add(&other, 64);
	fh_device_set_union(&set, &other);
	assert_int_equal(fh_device_set_count(&set), 3);
	assert_true(fh_device_set_has(&set, 127));
	assert_false(fh_device_set_has(&set, FH_DEVICE_MAX));
	assert_false(fh_device_set_has(&set, (unsigned) -1));
}

/* What a reader may find, one for each test. */
static struct fh_state_copy copies[2];
static struct fh_state mine, read_back;

static void commit_line(int64_t line)
{
	mine.line = line;
	fh_state_commit(copies, &mine);
}

static void test_state_newest(void **state)
{
	(void) state;
	memset(copies, 0, sizeof(copies));
	fh_state_reset(&mine);
	assert_int_equal(fh_state_load(copies, &read_back), -1);
	for (int64_t i = 1; i < 6; i++) {
		commit_line(i);
		assert_int_equal(fh_state_load(copies, &read_back), 0);
		assert_int_equal(read_back.line, i);
	}
}

/* A copy that is not whole is not believed: the one before is. */
static void test_state_torn(void **state)
{
	struct fh_state_copy *newest;

	(void) state;
	mine.step_count = 3;
	mine.step[2].ticket = 77;
	commit_line(10);
	commit_line(11);
	newest = &copies[copies[1].sequence > copies[0].sequence];
	newest->state.step[2].ticket ^= 1;
	assert_int_equal(fh_state_load(copies, &read_back), 0);
	assert_int_equal(read_back.line, 10);
	assert_int_equal(read_back.step[2].ticket, 77);
	newest->state.step_count = FH_SLOT_COUNT + 1;
	assert_int_equal(fh_state_load(copies, &read_back), 0);
	copies[0].sequence = copies[1].sequence = 0;
	assert_int_equal(fh_state_load(copies, &read_back), -1);
}

static struct fh_shm *open_shm(struct energy_case *test, char *path)
{
	fh_node_path(test->run_dir, "n1", path, 300);
	return fh_shm_open(path, &test->err);
}

static void test_file(void **state)
{
	struct energy_case *test = *state;
	struct fh_shm *shm, *again;
	struct stat st;
	char path[300];

	assert_null(open_shm(test, path));
	shm = fh_shm_create(path, "boot-1", &test->err);
	assert_non_null(shm);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(stat(test->run_dir, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	shm->registry.tickets = 5;
	again = fh_shm_create(path, "boot-1", &test->err);
	assert_int_equal(again->registry.tickets, 5);
	fh_shm_close(again);
	/* Another boot counts anew; who has the old one mapped keeps it. */
	again = fh_shm_create(path, "boot-2", &test->err);
	assert_int_equal(again->registry.tickets, 0);
	assert_int_equal(shm->registry.tickets, 5);
	again->version++;
	assert_null(open_shm(test, path));
	assert_non_null(strstr(test->err.text, "another version"));
	fh_shm_close(again);
	fh_shm_close(shm);
}

static void test_file_refused(void **state)
{
	struct energy_case *test = *state;
	char path[300];

	(void) open_shm(test, path);
	fh_shm_close(fh_shm_create(path, "boot-1", &test->err));
	assert_int_equal(chmod(path, 0644), 0);
	assert_null(open_shm(test, path));
	assert_non_null(strstr(test->err.text, "of this user alone"));
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(truncate(path, 100), 0);
	assert_null(open_shm(test, path));
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("/dev/null", path), 0);
	assert_null(open_shm(test, path));
}

/* Only one process samples; its death frees the lock. */
static void test_lock(void **state)
{
	struct energy_case *test = *state;
	char path[300];
	int ready[2], status;
	pid_t child;
	char byte;

	(void) open_shm(test, path);
	fh_shm_close(fh_shm_create(path, "boot-1", &test->err));
	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (!child) {
		if (fh_shm_lock(path, NULL) < 0 || write(ready[1], "", 1) != 1)
			_exit(1);
		pause();
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(fh_shm_lock(path, &test->err), -1);
	assert_string_equal(test->err.text, "");
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	assert_true(fh_shm_lock(path, &test->err) >= 0);
}

static void test_bell(void **state)
{
	static struct fh_shm shm;
	uint32_t rung = 0, before;

	(void) state;
	assert_int_equal(fh_shm_wait_bell(&shm, &rung, S / 100), -1);
	before = fh_shm_ring(&shm);
	assert_int_equal(fh_shm_wait_bell(&shm, &rung, S), 0);
	assert_int_equal(rung, 1);
	assert_int_equal(fh_shm_wait_done(&shm, before, S / 100), -1);
	fh_shm_done(&shm);
	assert_int_equal(fh_shm_wait_done(&shm, before, S), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_claim_races),
		cmocka_unit_test(test_claim_full),
		cmocka_unit_test(test_slot_life),
		cmocka_unit_test(test_devices),
		cmocka_unit_test(test_state_newest),
		cmocka_unit_test(test_state_torn),
		ENERGY_TEST(test_file),
		ENERGY_TEST(test_file_refused),
		ENERGY_TEST(test_lock),
		cmocka_unit_test(test_bell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
