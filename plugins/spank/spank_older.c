/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The jobs that were on this node before Freehold came to it. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <json-c/printbuf.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fh_file.h"
#include "spank_file.h"
#include "spank_older.h"

#define STEPD "slurmstepd"
#define LIST_MAX (1u << 20)	/* bytes */

/*
 * The program behind a process; distributions put something behind its name
 * ("slurmstepd-wlm"), and the kernel does once its file was replaced.
 */
static bool runs_stepd(const char *process)
{
	char link[PATH_MAX], exe[PATH_MAX];
	const char *name;
	ssize_t len;

	snprintf(link, sizeof(link), "%.4000s/exe", process);
	len = readlink(link, exe, sizeof(exe) - 1);
	if (len < 0)
		return false;
	exe[len] = '\0';
	name = strrchr(exe, '/');
	return !strncmp(name ? name + 1 : exe, STEPD, sizeof(STEPD) - 1);
}

/*
 * The start of a process's file: bytes read, which a NUL follows; 0 when
 * there is nothing to read.
 */
static size_t read_start(const char *process, const char *file, char *buf,
			 size_t size)
{
	char path[PATH_MAX];
	ssize_t len;
	int fd;

	buf[0] = '\0';
	snprintf(path, sizeof(path), "%.4000s/%s", process, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	len = read(fd, buf, size - 1);
	close(fd);
	if (len < 0)
		return 0;
	buf[len] = '\0';
	return (size_t) len;
}

/* Was the process started with SLURM_CONF=conf (NULL: without any)? */
static bool has_conf(const char *process, const char *conf)
{
	static const char name[] = "SLURM_CONF=";
	char environment[65536];
	size_t len = read_start(process, "environ", environment,
				sizeof(environment));
	const char *at = environment;

	for (; at < environment + len; at += strlen(at) + 1)
		if (!strncmp(at, name, sizeof(name) - 1))
			return conf && !strcmp(at + sizeof(name) - 1, conf);
	return !conf;
}

/* The N of the title "slurmstepd: [N.batch]", or 0. */
static uint32_t titled_job(const char *process)
{
	static const char front[] = STEPD ": [";
	char title[64];
	unsigned long job_id;
	char *end;

	read_start(process, "cmdline", title, sizeof(title));
	if (strncmp(title, front, sizeof(front) - 1) ||
	    !isdigit((unsigned char) title[sizeof(front) - 1]))
		return 0;
	job_id = strtoul(title + sizeof(front) - 1, &end, 10);
	return *end == '.' && job_id <= UINT32_MAX ? (uint32_t) job_id : 0;
}

/* The job whose slurmstepd the process is, or 0. */
static uint32_t job_of(const char *proc, const char *pid, const char *conf)
{
	char process[PATH_MAX];
	struct stat st;

	if (!isdigit((unsigned char) *pid))
		return 0;
	snprintf(process, sizeof(process), "%.2000s/%.200s", proc, pid);
	if (stat(process, &st) < 0 || st.st_uid != geteuid() ||
	    !runs_stepd(process) || !has_conf(process, conf))
		return 0;
	return titled_job(process);
}

static int list_jobs(const char *proc, const char *conf,
		     struct printbuf *out, struct fh_error *err)
{
	struct dirent *entry;
	DIR *dir = opendir(proc);
	int rc = 0;

	if (!dir)
		return fh_err(err, "%s: %s", proc, strerror(errno));
	while (rc >= 0 && (entry = readdir(dir))) {
		uint32_t job_id = job_of(proc, entry->d_name, conf);

		if (job_id)
			rc = sprintbuf(out, "%u\n", job_id);
	}
	closedir(dir);
	return rc < 0 ? fh_err_nomem(err) : 0;
}

static void list_path(char *path, size_t size, const char *dir)
{
	snprintf(path, size, "%.4000s/.installed", dir);
}

int fh_spank_older_record(const char *dir, const char *proc,
			  const char *conf, struct fh_error *err)
{
	char path[PATH_MAX];
	struct printbuf *out = printbuf_new();
	int rc = -1;

	if (!out)
		return fh_err_nomem(err);
	list_path(path, sizeof(path), dir);
	if (list_jobs(proc, conf, out, err) == 0)
		rc = fh_file_replace(path, out->buf,
				     (size_t) printbuf_length(out), 0600, err);
	printbuf_free(out);
	return rc;
}

bool fh_spank_older_has(const char *dir, uint32_t job_id)
{
	char path[PATH_MAX];
	char *text, *rest, *line;
	size_t len;
	bool found = false;

	list_path(path, sizeof(path), dir);
	if (fh_spank_file_read(path, LIST_MAX, &text, &len, NULL) < 0)
		return false;
	rest = text;
	while (!found && (line = strsep(&rest, "\n")))
		found = *line && strtoul(line, NULL, 10) == job_id;
	free(text);
	return found;
}
