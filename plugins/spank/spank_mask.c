/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Datasets on the node: see spank_mask.h. */
#define _GNU_SOURCE		/* O_PATH */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "spank_mask.h"
#include "spank_mount.h"
#include "spank_places.h"

/* What lies over what is hidden: nobody but root may even look into it. */
struct cover {
	int directory, file;
};

bool fh_spank_mask_needed(const struct fh_result *terms)
{
	return terms->hide.count || terms->grant_count;
}

static int fail(const char *path, struct fh_error *err)
{
	return fh_err(err, "%.300s: %s", path, strerror(errno));
}

/* An empty entry of dir that only root could use; -1 with err set. */
static int open_cover(const char *dir, const char *name, bool is_directory,
		      struct fh_error *err)
{
	char path[PATH_MAX];
	struct stat st;
	int fd;

	snprintf(path, sizeof(path), "%.4000s/%s", dir, name);
	if (is_directory) {
		if (mkdir(path, 0) < 0 && errno != EEXIST)
			return fail(path, err);
	} else {
		fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0);
		if (fd < 0 && errno != EEXIST)
			return fail(path, err);
		if (fd >= 0)
			close(fd);
	}
	fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return fail(path, err);
	if (fstat(fd, &st) == 0 && st.st_uid == geteuid() &&
	    S_ISDIR(st.st_mode) == is_directory && !(st.st_mode & 0777))
		return fd;
	close(fd);
	return fh_err(err, "%.300s: not as it was made", path);
}

static int open_covers(const char *dir, struct cover *ret, struct fh_error *err)
{
	ret->directory = open_cover(dir, ".hidden", true, err);
	if (ret->directory < 0)
		return -1;
	ret->file = open_cover(dir, ".hidden-file", false, err);
	if (ret->file >= 0)
		return 0;
	close(ret->directory);
	return -1;
}

static bool is_cover(const struct fh_spank_found *found,
		     const struct cover *cover)
{
	struct stat st;

	return fstat(found->is_directory ? cover->directory : cover->file,
		     &st) == 0 &&
	       st.st_dev == found->dev && st.st_ino == found->ino;
}

static void close_covers(const struct cover *cover)
{
	close(cover->directory);
	close(cover->file);
}

static int apply_one(const struct fh_spank_places *places, size_t i,
		     const struct cover *cover, struct fh_error *err)
{
	struct fh_error cause = { "" };
	int fd = fh_spank_places_open(places, i, err), rc;

	if (fd < 0)
		return -1;
	if (places->place[i].kind == FH_MASK_READ_ONLY)
		rc = fh_mount_read_only(fd, &cause);
	else
		rc = fh_mount_cover(fd, places->found[i].is_directory ?
				    cover->directory : cover->file, &cause);
	if (rc)
		fh_err(err, "%.200s: %s", places->place[i].path, cause.text);
	close(fd);
	return rc;
}

static int apply(const struct fh_spank_places *places,
		 const struct cover *cover, struct fh_error *err)
{
	size_t *order = calloc(places->count + 1, sizeof(*order));
	size_t count;
	int rc;

	if (!order)
		return fh_err_nomem(err);
	rc = fh_mask_plan(places->place, places->count, order, &count, err);
	for (size_t i = 0; !rc && i < count; i++)
		rc = apply_one(places, order[i], cover, err);
	free(order);
	return rc;
}

/* Is there, at every place, what is to be there? */
static int check_places(const struct fh_spank_places *places,
			const struct cover *cover, struct fh_error *err)
{
	for (size_t i = 0; i < places->count; i++) {
		const struct fh_spank_found *found = &places->found[i];
		bool ok = true;

		if (places->place[i].kind == FH_MASK_READ_ONLY)
			ok = found->is_read_only;
		else if (places->place[i].kind == FH_MASK_HIDE)
			ok = is_cover(found, cover);
		if (!ok)
			return fh_err(err, "%.300s is not guarded",
				      places->place[i].path);
	}
	return 0;
}

static bool may_write(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags < 0 || (flags & O_ACCMODE) != O_RDONLY;
}

/* Has the job a file of that place open that it could not open itself? */
static bool is_breach(const struct fh_mask_place *place, int fd,
		      const char *path)
{
	if (!fh_mask_covers(place, path))
		return false;
	return place->kind == FH_MASK_HIDE ||
	       (place->kind == FH_MASK_READ_ONLY && may_write(fd));
}

static int check_file(const struct fh_spank_places *places, int fd,
		      struct fh_error *err)
{
	char *path = fh_spank_where_is(fd);
	int rc = 0;

	/* It may have been that of the directory that is being read. */
	if (!path)
		return errno == ENOENT ? 0 : fail("an open file", err);
	for (size_t i = 0; !rc && i < places->count; i++)
		if (is_breach(&places->place[i], fd, path))
			rc = fh_err(err, "an open file, such as that of "
				    "--input or --output, is in a dataset "
				    "that the job does not have so (%.200s)",
				    path);
	free(path);
	return rc;
}

/* A file that is open passes every mount that is made later. */
static int check_files(const struct fh_spank_places *places,
		       struct fh_error *err)
{
	DIR *list = opendir("/proc/thread-self/fd");
	const struct dirent *entry;
	int rc = 0;

	if (!list)
		return fail("/proc/thread-self/fd", err);
	while (!rc && (entry = readdir(list)))
		if (*entry->d_name != '.')
			rc = check_file(places, atoi(entry->d_name), err);
	closedir(list);
	return rc;
}

static int check(const struct fh_spank_places *places,
		 const struct cover *cover, struct fh_error *err)
{
	return check_places(places, cover, err) ? -1 :
						  check_files(places, err);
}

/* Have what there is of the terms' datasets dealt with. */
static int with_places(const struct fh_result *terms, const char *dir,
		       int (*deal)(const struct fh_spank_places *places,
				   const struct cover *cover,
				   struct fh_error *err),
		       struct fh_error *err)
{
	struct fh_spank_places places = { 0 };
	struct cover cover;
	int rc = -1;

	if (open_covers(dir, &cover, err))
		return -1;
	if (!fh_spank_places_find(terms, &places, err))
		rc = deal(&places, &cover, err);
	fh_spank_places_clear(&places);
	close_covers(&cover);
	return rc;
}

int fh_spank_mask_set(const struct fh_result *terms, const char *dir,
		      struct fh_error *err)
{
	return with_places(terms, dir, apply, err);
}

int fh_spank_mask_verify(const struct fh_result *terms, const char *dir,
			 struct fh_error *err)
{
	return with_places(terms, dir, check, err);
}
