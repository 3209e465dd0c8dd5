/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the audit costs and holds, with the code of libfreehold_ctld:
 *
 *   audit_cost latency DIR   nanoseconds that a start waits for its record,
 *                            while the log is written with 1 MB/s
 *   audit_cost rate DIR      decisions a second that reach the disk, and how
 *                            late the last of them does
 *   audit_cost kill DIR      records missing after 100 kill -9
 *
 * DIR is on the file system to measure; the ring is in /dev/shm.
 */
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

#include "tests/unit/audit_case.h"
#include "fh_audit_job.h"
#include "fh_audit_log.h"

#define LATENCY_STARTS 60000
#define LATENCY_PER_S 3000
#define THROTTLE_BYTES_PER_S 1000000
#define RATE_PER_S 5500
#define RATE_S 10
#define KILLS 100

static struct audit_case the_case;
static bool throttled;

/* The linker has every pwrite of the program come here. */
ssize_t __real_pwrite(int fd, const void *buf, size_t len, off_t offset);
ssize_t __wrap_pwrite(int fd, const void *buf, size_t len, off_t offset);

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

static void sleep_until(int64_t at_ns)
{
	struct timespec at = { at_ns / 1000000000, at_ns % 1000000000 };

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
}

ssize_t __wrap_pwrite(int fd, const void *buf, size_t len, off_t offset)
{
	if (throttled)
		sleep_until(now_ns() + (int64_t) len * 1000000000 /
					       THROTTLE_BYTES_PER_S);
	return __real_pwrite(fd, buf, len, offset);
}

/* As select_p_job_begin does it, without Slurm. */
static int record_start(const struct fh_conf *conf, uint32_t job_id,
			char mark[FH_AUDIT_MARK_MAX])
{
	static const bool used[2] = { true };
	struct fh_start start = { .gres = "gres:gpu:h100:4", .used = used };
	struct fh_audit_texts texts = { .zones = NULL };
	struct fh_audit_record record;
	int rc;

	audit_case_record(&record, job_id);
	fh_audit_set_terms(&record, AUDIT_CASE_TERMS, &texts);
	fh_audit_set_place(&record, conf, &start, &texts);
	rc = fh_audit_add_marked(&record, mark);
	fh_audit_texts_clear(&texts);
	return rc;
}

static int by_value(const void *a, const void *b)
{
	int64_t one = *(const int64_t *) a, two = *(const int64_t *) b;

	return (one > two) - (one < two);
}

static int measure_latency(void)
{
	static int64_t took_ns[LATENCY_STARTS];
	int64_t begin_ns = now_ns(), full = 0;
	const struct fh_conf *conf;
	char mark[FH_AUDIT_MARK_MAX];
	struct fh_error why;

	throttled = true;
	audit_case_open(&the_case);
	conf = fh_ctld_hold();
	for (uint32_t i = 0; i < LATENCY_STARTS; i++) {
		int64_t at_ns = now_ns();

		full += record_start(conf, i + 1, mark) != 0;
		took_ns[i] = now_ns() - at_ns;
		sleep_until(begin_ns + (int64_t) (i + 1) * 1000000000 /
					       LATENCY_PER_S);
	}
	fh_ctld_release(conf);
	qsort(took_ns, LATENCY_STARTS, sizeof(took_ns[0]), by_value);
	printf("p50_ns %lld\np99_ns %lld\nmax_ns %lld\nfull %lld\nready %d\n",
	       (long long) took_ns[LATENCY_STARTS / 2],
	       (long long) took_ns[LATENCY_STARTS * 99 / 100],
	       (long long) took_ns[LATENCY_STARTS - 1], (long long) full,
	       fh_audit_ready(&why));
	return 0;
}

/* The last decision in the file. */
static int64_t in_log(void)
{
	struct fh_audit_end end;

	return fh_audit_end_of(the_case.log_dir, the_case.host, &end) ?
		       0 : end.decision;
}

/*
 * A second's decisions are added evenly; at its end it is measured how long
 * the log takes to have the last one, synced: the file is synced before
 * another batch is written, and one is waited for.
 */
static int measure_rate(void)
{
	int64_t worst_ns = 0, begin_ns, at_ns, last = 0;
	const struct fh_conf *conf;
	char mark[FH_AUDIT_MARK_MAX];

	audit_case_open(&the_case);
	conf = fh_ctld_hold();
	begin_ns = now_ns();
	for (uint32_t i = 1; i <= RATE_PER_S * RATE_S; i++) {
		if (record_start(conf, i, mark))
			audit_case_fail("ring", "is full");
		if (i % 50 == 0)
			sleep_until(begin_ns + (int64_t) i * 1000000000 /
						       RATE_PER_S);
		if (i % RATE_PER_S)
			continue;
		last = atoll(strrchr(mark, ',') + 1);
		at_ns = now_ns();
		while (!fh_audit_is_written(last))
			sleep_until(now_ns() + 200000);
		if (now_ns() - at_ns > worst_ns)
			worst_ns = now_ns() - at_ns;
	}
	printf("per_s %lld\nworst_ns %lld\nin_log %d\n",
	       (long long) (last * 1000000000 / (now_ns() - begin_ns)),
	       (long long) worst_ns, in_log() == last);
	fh_ctld_release(conf);
	return 0;
}

/* Adds until it is killed, half of the time faster than it can be written. */
static void add_until_killed(_Atomic int64_t *told, bool fast)
{
	const struct fh_conf *conf;
	char mark[FH_AUDIT_MARK_MAX];

	audit_case_open(&the_case);
	conf = fh_ctld_hold();
	for (uint32_t i = 1; ; i++) {
		if (!record_start(conf, i, mark))
			atomic_store(told, atoll(strrchr(mark, ',') + 1));
		if (!fast)
			sleep_until(now_ns() + 50000);
	}
}

static int measure_kills(void)
{
	_Atomic int64_t *told = mmap(NULL, sizeof(*told),
				     PROT_READ | PROT_WRITE,
				     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct fh_audit_check check;
	pid_t child;

	if (told == MAP_FAILED)
		return 1;
	srandom(1);
	for (int i = 0; i < KILLS; i++) {
		if (!(child = fork()))
			add_until_killed(told, i % 2);
		sleep_until(now_ns() + 3000000 + random() % 100000000);
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	if (!(child = fork())) {
		audit_case_open(&the_case);
		while (!fh_audit_is_written(*told))
			sleep_until(now_ns() + 1000000);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	audit_case_check(&the_case, &check);
	printf("told %lld\nin_log %lld\nmissing %lld\nstarts %lld\n",
	       (long long) *told, (long long) check.decisions,
	       (long long) (*told > check.decisions ?
				    *told - check.decisions : 0),
	       (long long) check.starts);
	return 0;
}

int main(int argc, char **argv)
{
	int rc = 2;

	if (argc != 3) {
		fputs("Usage: audit_cost latency|rate|kill DIR\n", stderr);
		return 2;
	}
	audit_case_begin(&the_case, argv[2], 64);
	if (!strcmp(argv[1], "latency"))
		rc = measure_latency();
	else if (!strcmp(argv[1], "rate"))
		rc = measure_rate();
	else if (!strcmp(argv[1], "kill"))
		rc = measure_kills();
	audit_case_end(&the_case);
	return rc;
}
