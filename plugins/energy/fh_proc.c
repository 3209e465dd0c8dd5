/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What /proc says: see fh_proc.h. */
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_proc.h"

#define TREE_DEPTH 32	/* of processes below a slurmstepd */

static int64_t clock_ns(clockid_t clock)
{
	struct timespec now;

	if (clock_gettime(clock, &now))
		return 0;
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

int64_t fh_proc_now_ns(void)
{
	return clock_ns(CLOCK_BOOTTIME);
}

int64_t fh_proc_now_ms(void)
{
	return clock_ns(CLOCK_REALTIME) / 1000000;
}

/* The file's first size - 1 bytes, as a string.  Returns 0, or -1. */
static int read_text(const char *path, char *buf, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return -1;
	n = read(fd, buf, size - 1);
	(void) close(fd);
	if (n < 0)
		return -1;
	buf[n] = '\0';
	return 0;
}

void fh_proc_boot_id(char *buf, size_t size)
{
	if (read_text("/proc/sys/kernel/random/boot_id", buf, size))
		buf[0] = '\0';
	buf[strcspn(buf, "\n")] = '\0';
}

static int64_t ticks_ns(int64_t ticks)
{
	return ticks * (1000000000 / sysconf(_SC_CLK_TCK));
}

int64_t fh_proc_busy_ns(void)
{
	int64_t user, nice, system, irq, softirq;
	char text[512];

	if (read_text("/proc/stat", text, sizeof(text)) ||
	    sscanf(text, "cpu %" SCNd64 " %" SCNd64 " %" SCNd64
		   " %*d %*d %" SCNd64 " %" SCNd64,
		   &user, &nice, &system, &irq, &softirq) != 5)
		return FH_UNKNOWN;
	return ticks_ns(user + nice + system + irq + softirq);
}

/* Of /proc/PID/stat, what stands behind the name. */
struct stat_times {
	int64_t own, waited;	/* ns */
	int64_t start;		/* clock ticks */
	char state;		/* 'Z': dead, and not waited for */
};

static int read_stat(pid_t pid, struct stat_times *ret)
{
	int64_t user, system, child_user, child_system;
	char path[64], text[1024];
	const char *rest;

	(void) snprintf(path, sizeof(path), "/proc/%d/stat", (int) pid);
	if (read_text(path, text, sizeof(text)))
		return -1;
	rest = strrchr(text, ')');	/* a name may hold anything */
	if (!rest ||
	    sscanf(rest + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u"
		   " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64
		   " %*d %*d %*d %*d %" SCNd64,
		   &ret->state, &user, &system, &child_user, &child_system,
		   &ret->start) != 6)
		return -1;
	ret->own = ticks_ns(user + system);
	ret->waited = ticks_ns(child_user + child_system);
	return 0;
}

int64_t fh_proc_start(pid_t pid)
{
	struct stat_times times;

	if (read_stat(pid, &times) || times.state == 'Z')
		return FH_UNKNOWN;
	return times.start;
}

/* Calls visit for each child of the process until it returns false. */
static void each_child(pid_t pid, bool (*visit)(pid_t child, void *arg),
		       void *arg)
{
	char path[320], text[4096];
	struct dirent *thread;
	bool more = true;
	DIR *dir;

	(void) snprintf(path, sizeof(path), "/proc/%d/task", (int) pid);
	dir = opendir(path);
	if (!dir)
		return;
	while (more && (thread = readdir(dir))) {
		char *at = text, *end;

		(void) snprintf(path, sizeof(path), "/proc/%d/task/%s/children",
				(int) pid, thread->d_name);
		if (!isdigit((unsigned char) thread->d_name[0]) ||
		    read_text(path, text, sizeof(text)))
			continue;
		for (; more; at = end) {
			long child = strtol(at, &end, 10);

			if (end == at)
				break;
			more = visit((pid_t) child, arg);
		}
	}
	(void) closedir(dir);
}

static bool take_first(pid_t child, void *arg)
{
	*(pid_t *) arg = child;
	return false;
}

pid_t fh_proc_child(pid_t pid)
{
	pid_t child = -1;

	each_child(pid, take_first, &child);
	return child;
}

struct tree {
	int64_t ns;
	int depth;
};

static bool add_process(pid_t child, void *arg)
{
	struct tree *tree = arg;
	struct stat_times times;

	if (!read_stat(child, &times))
		tree->ns += times.own + times.waited;
	if (tree->depth < TREE_DEPTH) {
		tree->depth++;
		each_child(child, add_process, tree);
		tree->depth--;
	}
	return true;
}

int64_t fh_proc_tree_cpu_ns(pid_t pid)
{
	struct stat_times times;
	struct tree tree = { 0 };

	if (read_stat(pid, &times))
		return FH_UNKNOWN;
	tree.ns = times.waited;
	each_child(pid, add_process, &tree);
	return tree.ns;
}
