/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The audit from a record to a proven file, through crashes and full disks. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <syslog.h>

#include <cmocka.h>

#include "audit_case.h"
#include "fh_audit_writer.h"

#define KILLS 20
#define RING_SIZE (1u << 20)

static struct audit_case the_case;

static int set_up(void **state)
{
	(void) state;
	audit_case_begin(&the_case, "/dev/shm", 1);
	return 0;
}

static int tear_down(void **state)
{
	(void) state;
	audit_case_end(&the_case);
	return 0;
}

/* The linker has every line for syslog come here. */
static char sent[512];
static int sent_count;

void __wrap_syslog(int priority, const char *fmt, ...);
void __wrap_syslog(int priority, const char *fmt, ...)
{
	va_list ap;

	assert_int_equal(priority, LOG_AUTHPRIV | LOG_NOTICE);
	va_start(ap, fmt);
	vsnprintf(sent, sizeof(sent), fmt, ap);
	va_end(ap);
	sent_count++;
}

static struct fh_audit_writer *open_writer_of(const char *host,
					      int64_t rotate_bytes)
{
	static struct fh_audit_writer writer;
	char ring[160];
	struct fh_audit_paths paths = {
		.log_dir = the_case.log_dir,
		.ring = ring,
		.ring_size = RING_SIZE,
		.cluster = "cluster",
		.host = host,
	};
	struct fh_error err = { "" };

	memset(&writer, 0, sizeof(writer));
	writer.limits = (struct fh_audit_limits) { rotate_bytes, 86400 };
	snprintf(ring, sizeof(ring), "%s/ring", the_case.dir);
	if (fh_audit_writer_open(&writer, &paths, 1790000000, &err))
		fail_msg("%s", err.text);
	return &writer;
}

static struct fh_audit_writer *open_writer(int64_t rotate_bytes)
{
	return open_writer_of(the_case.host, rotate_bytes);
}

static int64_t add(struct fh_audit_writer *writer)
{
	char text[FH_AUDIT_TEXT_MAX];
	struct fh_audit_record record;
	size_t len;

	audit_case_record(&record,
			  (uint32_t) fh_audit_ring_last(writer->ring) + 1);
	record.at_s = 1790000000;
	assert_int_equal(fh_audit_encode(&record, text, &len, NULL), 0);
	return fh_audit_ring_add(writer->ring, text, (uint32_t) len);
}

static void drain(struct fh_audit_writer *writer, int64_t now_s)
{
	struct fh_error err = { "" };

	if (fh_audit_writer_drain(writer, now_s, &err))
		fail_msg("%s", err.text);
}

static void test_chain_goes_on(void **state)
{
	struct fh_audit_writer *writer;
	struct fh_audit_check check;
	struct stat st;

	(void) state;
	for (int start = 0; start < 3; start++) {
		writer = open_writer(1 << 30);
		for (int i = 0; i < 1500; i++)
			assert_int_equal(add(writer), start * 1500 + i + 1);
		drain(writer, 1790000000);
		fh_audit_writer_close(writer);
	}
	audit_case_check(&the_case, &check);
	assert_int_equal(check.decisions, 4500);
	assert_int_equal(check.chain.lines, 4503);
	assert_int_equal(check.starts, 3);
	assert_int_equal(stat(the_case.path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
}

static void test_rotation(void **state)
{
	struct fh_audit_writer *writer = open_writer(10000);
	struct fh_audit_check check;
	char older[512];
	int64_t first;

	(void) state;
	for (int i = 0; i < 50; i++) {
		for (int k = 0; k < 10; k++)
			add(writer);
		drain(writer, 1790000000);
	}
	fh_audit_writer_close(writer);
	first = audit_case_check(&the_case, &check);
	assert_int_equal(check.decisions, 500);
	assert_true(check.starts > 10);

	/* Killed when the file was moved and the next not begun. */
	snprintf(older, sizeof(older), "%s.%lld", the_case.path,
		 (long long) first);
	assert_int_equal(access(older, F_OK), -1);
	assert_int_equal(rename(the_case.path, older), 0);
	writer = open_writer(1 << 30);
	assert_int_equal(add(writer), 501);
	drain(writer, 1790000000);
	/* By age. */
	drain(writer, 1790000000 + 86400);
	fh_audit_writer_close(writer);
	audit_case_check(&the_case, &check);
	assert_int_equal(check.decision, 501);
}

/* A crash may leave the last lines torn: their records are in the ring. */
static void test_torn_line(void **state)
{
	struct fh_audit_writer *writer = open_writer(1 << 30);
	struct fh_audit_place start = fh_audit_ring_start(writer->ring);
	struct fh_audit_check check;
	struct stat st;

	(void) state;
	for (int i = 0; i < 20; i++)
		add(writer);
	/* Written, and not taken out of the ring. */
	drain(writer, 1790000000);
	fh_audit_ring_drop(writer->ring, &start);
	fh_audit_writer_close(writer);
	assert_int_equal(stat(the_case.path, &st), 0);
	assert_int_equal(truncate(the_case.path, st.st_size - 700), 0);

	writer = open_writer(1 << 30);
	drain(writer, 1790000000);
	assert_int_equal(add(writer), 21);
	drain(writer, 1790000000);
	fh_audit_writer_close(writer);
	audit_case_check(&the_case, &check);
	assert_int_equal(check.decisions, 21);
}

/* A full disk: nothing is lost, and it goes on when there is room. */
static void test_full_disk(void **state)
{
	struct fh_audit_writer *writer = open_writer(1 << 30);
	struct rlimit limit, before;
	struct fh_audit_check check;
	struct fh_error err = { "" };

	(void) state;
	for (int i = 0; i < 100; i++)
		add(writer);
	drain(writer, 1790000000);
	for (int i = 0; i < 100; i++)
		add(writer);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	limit.rlim_cur = (rlim_t) writer->log.size + 5000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_int_equal(fh_audit_writer_drain(writer, 1790000000, &err), -1);
	assert_non_null(strstr(err.text, the_case.path));
	assert_int_equal(fh_audit_writer_drain(writer, 1790000000, &err), -1);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	drain(writer, 1790000000);
	fh_audit_writer_close(writer);
	audit_case_check(&the_case, &check);
	assert_int_equal(check.decisions, 200);
}

/* Each controller quotes where the others' logs end. */
static void test_heads_of_others(void **state)
{
	char head[FH_CHAIN_HEAD_SIZE], quoted[512];
	struct fh_audit_writer *writer = open_writer_of("other", 1 << 30);
	char heads[FH_AUDIT_HEADS_MAX];
	struct fh_audit_end end;

	(void) state;
	add(writer);
	drain(writer, 1790000000);
	snprintf(quoted, sizeof(quoted), "other %s",
		 fh_chain_head(&writer->log.chain, head));
	fh_audit_writer_close(writer);

	fh_audit_heads(the_case.log_dir, the_case.host, heads);
	assert_string_equal(heads, quoted);
	fh_audit_heads(the_case.log_dir, "other", heads);
	assert_string_equal(heads, "");
	assert_int_equal(fh_audit_end_of(the_case.log_dir, "other", &end), 0);
	assert_int_equal(end.chain.lines, 2);
	assert_int_equal(end.decision, 1);
	assert_int_equal(fh_audit_end_of(the_case.log_dir, "nobody", &end),
			 -1);
}

/* The head goes to syslog once in every minute in which the log grew. */
static void test_head_in_syslog(void **state)
{
	struct fh_audit_writer *writer = open_writer(1 << 30);
	char head[FH_CHAIN_HEAD_SIZE];

	(void) state;
	sent_count = 0;
	drain(writer, 1790000000);
	assert_int_equal(sent_count, 1);
	assert_non_null(strstr(sent, fh_chain_head(&writer->log.chain, head)));
	assert_non_null(strstr(sent, the_case.host));
	add(writer);
	drain(writer, 1790000059);
	assert_int_equal(sent_count, 1);
	drain(writer, 1790000060);
	assert_int_equal(sent_count, 2);
	assert_non_null(strstr(sent, fh_chain_head(&writer->log.chain, head)));
	drain(writer, 1790000120);
	assert_int_equal(sent_count, 2);
	fh_audit_writer_close(writer);
}

/* What had no room is told. */
static void test_lost(void **state)
{
	struct fh_audit_writer *writer = open_writer(1 << 30);
	struct fh_audit_check check;
	int64_t added = 0;

	(void) state;
	while (add(writer) > 0)
		added++;
	add(writer);
	drain(writer, 1790000000);
	add(writer);
	drain(writer, 1790000000);
	fh_audit_writer_close(writer);
	audit_case_check(&the_case, &check);
	assert_int_equal(check.decisions, added + 1);
	assert_int_equal(check.lost, 2);
}

/* Adds until it is killed; *told is what it was told is recorded. */
static void add_until_killed(_Atomic int64_t *told)
{
	struct fh_audit_record record;
	char mark[FH_AUDIT_MARK_MAX];

	audit_case_open(&the_case);
	for (uint32_t i = 1; ; i++) {
		audit_case_record(&record, i);
		if (!fh_audit_add_marked(&record, mark))
			atomic_store(told, atoll(strrchr(mark, ',') + 1));
	}
}

/* All that was recorded before each of many kills is in the log, once. */
static void test_kills(void **state)
{
	_Atomic int64_t *told = mmap(NULL, sizeof(*told),
				     PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct fh_audit_check check;
	int status;
	pid_t child;

	(void) state;
	assert_ptr_not_equal(told, MAP_FAILED);
	srandom(1);
	for (int i = 0; i < KILLS; i++) {
		if (!(child = fork()))
			add_until_killed(told);
		usleep(5000 + (useconds_t) (random() % 40000));
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
	}
	if (!(child = fork())) {
		audit_case_open(&the_case);
		sleep(1);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	audit_case_check(&the_case, &check);
	assert_true(*told > 1000);
	assert_true(check.decision >= *told);
	assert_int_equal(check.decisions, check.decision);
	munmap((void *) told, sizeof(*told));
}

#define LOG_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOG_TEST(test_chain_goes_on),
		LOG_TEST(test_rotation),
		LOG_TEST(test_torn_line),
		LOG_TEST(test_full_disk),
		LOG_TEST(test_heads_of_others),
		LOG_TEST(test_head_in_syslog),
		LOG_TEST(test_lost),
		LOG_TEST(test_kills),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
