/* SPDX-License-Identifier: GPL-2.0-or-later */
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

#include "fh_audit_ring_file.h"
#include "plugins/common/fh_audit_record.h"

#define SIZE (1u << 20)

static char path[64];

static int set_up(void **state)
{
	int fd;

	(void) state;
	strcpy(path, "/dev/shm/freehold-test-ring-XXXXXX");
	fd = mkstemp(path);
	if (fd < 0)
		return -1;
	close(fd);
	return unlink(path);
}

static int tear_down(void **state)
{
	(void) state;
	unlink(path);
	return 0;
}

static struct fh_audit_ring *open_ring(int64_t decision)
{
	struct fh_error err = { "" };
	struct fh_audit_ring *ring =
		fh_audit_ring_open(path, SIZE, decision, &err);

	if (!ring)
		fail_msg("%s", err.text);
	return ring;
}

/* Drain the ring and check that it holds first to last, each as written. */
static void expect(struct fh_audit_ring *ring, int64_t first, int64_t last)
{
	struct fh_audit_place place = fh_audit_ring_start(ring);
	static char buf[FH_AUDIT_TEXT_MAX];
	char wanted[64];
	int64_t decision;
	uint32_t len;

	for (int64_t i = first; i <= last; i++) {
		assert_int_equal(fh_audit_ring_get(ring, &place, buf, &len,
						   &decision), FH_AUDIT_GOT);
		assert_int_equal(decision, i);
		snprintf(wanted, sizeof(wanted), "record %lld of %d",
			 (long long) i, (int) (i % 7));
		assert_int_equal(len, strlen(wanted));
		assert_memory_equal(buf, wanted, len);
	}
	assert_int_equal(fh_audit_ring_get(ring, &place, buf, &len,
					   &decision), FH_AUDIT_EMPTY);
	fh_audit_ring_drop(ring, &place);
	assert_true(fh_audit_ring_is_empty(ring));
}

static int64_t add(struct fh_audit_ring *ring)
{
	int64_t next = fh_audit_ring_last(ring) + 1;
	char text[64];

	snprintf(text, sizeof(text), "record %lld of %d", (long long) next,
		 (int) (next % 7));
	return fh_audit_ring_add(ring, text, (uint32_t) strlen(text));
}

static void test_order(void **state)
{
	struct fh_audit_ring *ring = open_ring(0);

	(void) state;
	for (int64_t round = 0; round < 40; round++) {
		for (int i = 0; i < 1000; i++)
			assert_int_equal(add(ring), round * 1000 + i + 1);
		expect(ring, round * 1000 + 1, round * 1000 + 1000);
	}
	assert_int_equal(fh_audit_ring_lost(ring), 0);
	fh_audit_ring_close(ring);
}

static void test_full(void **state)
{
	struct fh_audit_ring *ring = open_ring(0);
	int64_t last;

	(void) state;
	while (add(ring) > 0)
		;
	last = fh_audit_ring_last(ring);
	assert_true(last > SIZE / 64);
	assert_in_range(fh_audit_ring_level(ring), 99, 100);
	assert_int_equal(add(ring), -1);
	assert_int_equal(fh_audit_ring_lost(ring), 2);
	expect(ring, 1, last);
	assert_int_equal(fh_audit_ring_level(ring), 0);
	assert_int_equal(add(ring), last + 1);
	fh_audit_ring_close(ring);
}

/* What one process leaves the next one finds; what is in the log it drops. */
static void test_reopen(void **state)
{
	struct fh_audit_ring *ring = open_ring(100);

	(void) state;
	for (int i = 0; i < 10; i++)
		add(ring);
	fh_audit_ring_close(ring);

	ring = open_ring(104);
	assert_int_equal(fh_audit_ring_last(ring), 110);
	add(ring);
	expect(ring, 105, 111);
	fh_audit_ring_close(ring);

	ring = open_ring(111);
	assert_int_equal(fh_audit_ring_last(ring), 111);
	assert_true(fh_audit_ring_is_empty(ring));
	fh_audit_ring_close(ring);

	/* An older ring than the log: nothing of it is written again. */
	ring = open_ring(500);
	assert_int_equal(add(ring), 501);
	expect(ring, 501, 501);
	fh_audit_ring_close(ring);
}

/* Of another size: only once it is empty. */
static void test_size_changes(void **state)
{
	struct fh_audit_ring *ring = open_ring(0);
	struct fh_error err;
	struct stat st;

	(void) state;
	add(ring);
	fh_audit_ring_close(ring);
	ring = fh_audit_ring_open(path, 2 * SIZE, 0, &err);
	assert_non_null(ring);
	expect(ring, 1, 1);
	fh_audit_ring_close(ring);
	assert_int_equal(stat(path, &st), 0);
	assert_in_range(st.st_size, SIZE, SIZE + 4096);
	ring = fh_audit_ring_open(path, 2 * SIZE, 1, &err);
	assert_non_null(ring);
	assert_int_equal(add(ring), 2);
	fh_audit_ring_close(ring);
	assert_int_equal(stat(path, &st), 0);
	assert_in_range(st.st_size, 2 * SIZE, 2 * SIZE + 4096);
}

/* A host's crash may keep only some pages: what is torn is cut and counted. */
static void test_torn(void **state)
{
	struct fh_audit_ring *ring = open_ring(0);

	(void) state;
	for (int i = 0; i < 10; i++)
		add(ring);
	/* In the midst of the sixth: 16 bytes in front, 16 of text each. */
	ring->shared->data[5 * 32 + 20] ^= 1;
	fh_audit_ring_close(ring);

	ring = open_ring(0);
	assert_int_equal(fh_audit_ring_last(ring), 5);
	assert_int_equal(fh_audit_ring_lost(ring), 1);
	add(ring);
	expect(ring, 1, 6);
	fh_audit_ring_close(ring);
}

static void test_not_ours(void **state)
{
	struct fh_audit_ring *ring;
	struct fh_error err;
	FILE *file = fopen(path, "w");

	(void) state;
	assert_non_null(file);
	for (int i = 0; i < 10000; i++)
		fputs("anything", file);
	fclose(file);
	assert_int_equal(chmod(path, 0666), 0);
	assert_null(fh_audit_ring_open(path, SIZE, 0, &err));
	assert_non_null(strstr(err.text, "not a file of this user alone"));

	assert_int_equal(chmod(path, 0600), 0);
	ring = open_ring(3);
	assert_int_equal(add(ring), 4);
	expect(ring, 4, 4);
	fh_audit_ring_close(ring);

	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("/dev/null", path), 0);
	assert_null(fh_audit_ring_open(path, SIZE, 0, &err));
}

/* Only one process at a time. */
static void test_lock(void **state)
{
	struct fh_audit_ring *ring = open_ring(0);
	struct fh_error err;
	int status;
	pid_t child = fork();

	(void) state;
	if (!child)
		_exit(fh_audit_ring_open(path, SIZE, 0, &err) ||
		      !strstr(err.text, "another process"));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	fh_audit_ring_close(ring);
}

#define RING_TEST(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		RING_TEST(test_order),
		RING_TEST(test_full),
		RING_TEST(test_reopen),
		RING_TEST(test_size_changes),
		RING_TEST(test_torn),
		RING_TEST(test_not_ours),
		RING_TEST(test_lock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
