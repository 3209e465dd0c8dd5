/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terms of the jobs on this node, one file each. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fh_file.h"
#include "fh_result.h"
#include "spank_file.h"
#include "spank_terms.h"

#define ENDED ".ended"
#define ENDED_FOR_S 3600	/* slurmd forgets a job in 1200 s at most */

/* mkdir -p of what is above dir. */
static int make_parents(const char *dir, struct fh_error *err)
{
	char parent[PATH_MAX];
	char *slash;

	if (snprintf(parent, sizeof(parent), "%s", dir) >=
	    (int) sizeof(parent))
		return fh_err(err, "%.80s...: path too long", dir);
	slash = strrchr(parent, '/');
	if (!slash || slash == parent)
		return 0;
	*slash = '\0';
	return fh_file_mkdirs(parent, 0755, err);
}

/* -1 with errno and err set. */
static int check_dir(const char *dir, struct fh_error *err)
{
	struct stat st;

	if (lstat(dir, &st) < 0)
		return fh_err(err, "%s: %s", dir, strerror(errno));
	errno = EPERM;
	if (!S_ISDIR(st.st_mode))
		return fh_err(err, "%s: not a directory", dir);
	if (st.st_uid != geteuid())
		return fh_err(err, "%s: not owned by the user of slurmd", dir);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return fh_err(err, "%s: others have rights there; it must be "
			      "0700", dir);
	return 0;
}

int fh_spank_terms_prepare(const char *dir, struct fh_error *err)
{
	int made;

	if (make_parents(dir, err) < 0)
		return -1;
	made = mkdir(dir, 0700) == 0;
	if (!made && errno != EEXIST)
		return fh_err(err, "%s: %s", dir, strerror(errno));
	if (check_dir(dir, err) < 0)
		return -1;
	return made;
}

/*
 * suffix:  "" or ENDED.
 * The name comes from slurmd; it is checked all the same.
 */
static int make_path(char *path, size_t size, const char *dir,
		     const char *node, uint32_t job_id, const char *suffix,
		     struct fh_error *err)
{
	int len;

	if (!*node || *node == '.' || strchr(node, '/')) {
		errno = EINVAL;
		return fh_err(err, "\"%.80s\" is no name of a node", node);
	}
	len = snprintf(path, size, "%s/%s.%u%s", dir, node, job_id, suffix);
	if (len < 0 || (size_t) len >= size) {
		errno = ENAMETOOLONG;
		return fh_err(err, "%.80s...: path too long", dir);
	}
	return 0;
}

int fh_spank_terms_write(const char *dir, const char *node, uint32_t job_id,
			 const char *text, struct fh_error *err)
{
	char path[PATH_MAX], ended[PATH_MAX];
	char line[FH_RESULT_MAX + 2];
	int len;

	if (make_path(path, sizeof(path), dir, node, job_id, "", err) < 0 ||
	    make_path(ended, sizeof(ended), dir, node, job_id, ENDED, err) < 0)
		return -1;
	if (unlink(ended) < 0 && errno != ENOENT)
		return fh_err(err, "%s: %s", ended, strerror(errno));
	len = snprintf(line, sizeof(line), "%s\n", text);
	if (len < 0 || (size_t) len >= sizeof(line))
		return fh_err(err, "the terms of job %u are longer than %d "
			      "bytes", job_id, FH_RESULT_MAX);
	return fh_file_replace(path, line, (size_t) len, 0600, err);
}

/* -1 with errno and err set. */
static int read_whole(const char *path, char **ret_text, struct fh_error *err)
{
	char *text;
	size_t len;

	if (fh_spank_file_read(path, FH_RESULT_MAX + 1, &text, &len, err) < 0)
		return -1;
	/* Written in one go with a newline at its end: less is not whole. */
	if (!len || text[len - 1] != '\n' || strlen(text) != len) {
		free(text);
		errno = EINVAL;
		return fh_err(err, "%s: not whole", path);
	}
	text[len - 1] = '\0';
	*ret_text = text;
	return 0;
}

int fh_spank_terms_read(const char *dir, const char *node, uint32_t job_id,
			char **ret_text, struct fh_error *err)
{
	char path[PATH_MAX], ended[PATH_MAX];
	struct fh_error none;

	if (make_path(path, sizeof(path), dir, node, job_id, "", err) < 0 ||
	    make_path(ended, sizeof(ended), dir, node, job_id, ENDED,
		      err) < 0 ||
	    check_dir(dir, err) < 0)
		return -1;
	if (read_whole(path, ret_text, err) == 0)
		return 0;
	if (errno != ENOENT)
		return -1;
	return read_whole(ended, ret_text, &none);
}

static bool ends_in(const char *name, const char *suffix)
{
	size_t len = strlen(name), end = strlen(suffix);

	return len > end && !strcmp(name + len - end, suffix);
}

/* Terms of jobs that slurmd has forgotten; what cannot go goes next time. */
static void sweep(const char *dir, int64_t now_s)
{
	DIR *stream = opendir(dir);
	const struct dirent *entry;
	struct stat st;

	if (!stream)
		return;
	while ((entry = readdir(stream)))
		if (ends_in(entry->d_name, ENDED) &&
		    !fstatat(dirfd(stream), entry->d_name, &st,
			     AT_SYMLINK_NOFOLLOW) &&
		    st.st_ctime < now_s - ENDED_FOR_S)
			(void) unlinkat(dirfd(stream), entry->d_name, 0);
	closedir(stream);
}

int fh_spank_terms_end(const char *dir, const char *node, uint32_t job_id,
		       int64_t now_s, struct fh_error *err)
{
	char path[PATH_MAX], ended[PATH_MAX];

	if (make_path(path, sizeof(path), dir, node, job_id, "", err) < 0 ||
	    make_path(ended, sizeof(ended), dir, node, job_id, ENDED, err) < 0)
		return -1;
	sweep(dir, now_s);
	if (rename(path, ended) < 0 && errno != ENOENT)
		return fh_err(err, "%s: %s", path, strerror(errno));
	return 0;
}
