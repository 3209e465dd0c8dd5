/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Datasets on this node: see spank_places.h. */
#define _GNU_SOURCE		/* O_PATH, syscall */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "spank_places.h"

static int fail(const char *path, struct fh_error *err)
{
	return fh_err(err, "%.300s: %s", path, strerror(errno));
}

/*
 * A declared path, symbolic links followed: an O_PATH descriptor, or -1 with
 * errno.  One that autofs would mount is mounted when the job has it; what is
 * hidden need not be.
 */
static int open_declared(const char *path, bool granted)
{
	char inside[PATH_MAX];
	struct statfs fs;
	int fd = open(path, O_PATH | O_CLOEXEC);

	if (fd < 0 || !granted || fstatfs(fd, &fs) < 0 ||
	    fs.f_type != AUTOFS_SUPER_MAGIC)
		return fd;
	close(fd);
	snprintf(inside, sizeof(inside), "%.4000s/.", path);
	return open(inside, O_PATH | O_CLOEXEC);
}

char *fh_spank_where_is(int fd)
{
	char link[64], path[PATH_MAX];
	ssize_t len;

	snprintf(link, sizeof(link), "/proc/thread-self/fd/%d", fd);
	len = readlink(link, path, sizeof(path) - 1);
	if (len < 0)
		return NULL;
	if (len == sizeof(path) - 1) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	path[len] = '\0';
	return strdup(path);
}

/* Is there nothing at such a path? */
static bool is_absent(int code)
{
	return code == ENOENT || code == ENOTDIR;
}

static int look_up(struct fh_spank_places *places, const char *path,
		   enum fh_mask_kind kind, const char *dataset,
		   struct fh_error *err)
{
	struct fh_mask_place *place = &places->place[places->count];
	struct fh_spank_found *found = &places->found[places->count];
	int fd = open_declared(path, kind != FH_MASK_HIDE);
	struct statvfs fs;
	struct stat st;

	if (fd < 0)
		return is_absent(errno) ? 0 : fail(path, err);
	place->kind = kind;
	place->dataset = dataset;
	place->path = fstat(fd, &st) < 0 ? NULL : fh_spank_where_is(fd);
	/* Not of others: a server would be asked each time. */
	if (kind == FH_MASK_READ_ONLY && fstatvfs(fd, &fs) == 0)
		found->is_read_only = fs.f_flag & ST_RDONLY;
	close(fd);
	if (!place->path)
		return fail(path, err);
	found->is_directory = S_ISDIR(st.st_mode);
	found->dev = st.st_dev;
	found->ino = st.st_ino;
	places->count++;
	return 0;
}

static int look_up_all(struct fh_spank_places *places,
		       const struct fh_result *terms, struct fh_error *err)
{
	for (size_t i = 0; i < terms->grant_count; i++) {
		const struct fh_granted *grant = &terms->grant[i];
		enum fh_mask_kind kind = grant->access == FH_ACCESS_RW ?
				FH_MASK_OPEN : FH_MASK_READ_ONLY;

		for (size_t j = 0; j < grant->paths.count; j++)
			if (look_up(places, grant->paths.item[j], kind,
				    grant->name, err))
				return -1;
	}
	for (size_t i = 0; i < terms->hide.count; i++)
		if (look_up(places, terms->hide.item[i], FH_MASK_HIDE, NULL,
			    err))
			return -1;
	return 0;
}

int fh_spank_places_find(const struct fh_result *terms,
			 struct fh_spank_places *ret, struct fh_error *err)
{
	size_t paths = terms->hide.count;

	for (size_t i = 0; i < terms->grant_count; i++)
		paths += terms->grant[i].paths.count;
	*ret = (struct fh_spank_places) {
		.place = calloc(paths + 1, sizeof(*ret->place)),
		.found = calloc(paths + 1, sizeof(*ret->found)),
	};
	if (!ret->place || !ret->found)
		return fh_err_nomem(err);
	return look_up_all(ret, terms, err);
}

int fh_spank_places_open(const struct fh_spank_places *places, size_t i,
			 struct fh_error *err)
{
	const char *path = places->place[i].path;
	const struct fh_spank_found *found = &places->found[i];
	struct open_how how = {
		.flags = O_PATH | O_CLOEXEC,
		.resolve = RESOLVE_NO_SYMLINKS,
	};
	int fd = (int) syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof(how));
	struct stat st;

	if (fd < 0)
		return fail(path, err);
	if (fstat(fd, &st) == 0 && st.st_dev == found->dev &&
	    st.st_ino == found->ino)
		return fd;
	close(fd);
	return fh_err(err, "%.300s: changed meanwhile", path);
}

void fh_spank_places_clear(struct fh_spank_places *places)
{
	for (size_t i = 0; i < places->count; i++)
		free(places->place[i].path);
	free(places->place);
	free(places->found);
	*places = (struct fh_spank_places) { 0 };
}
