/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of mounts: see fh_mask.h. */
#include <string.h>

#include "fh_mask.h"

#define TELL "; tell your administrator"

bool fh_mask_covers(const struct fh_mask_place *place, const char *path)
{
	size_t len = strlen(place->path);

	return !strncmp(place->path, path, len) &&
	       (!path[len] || path[len] == '/');
}

/* May inner, which is outer or inside of it, be what it is to be? */
static int check_pair(const struct fh_mask_place *outer,
		      const struct fh_mask_place *inner, struct fh_error *err)
{
	if (inner->kind >= outer->kind)
		return 0;
	if (outer->kind == FH_MASK_HIDE)
		return fh_err(err, "on this node dataset %s lies inside of a "
			      "dataset that the job does not have (%.200s)"
			      TELL, inner->dataset, inner->path);
	return fh_err(err, "on this node dataset %s, which the job may write, "
		      "lies inside of dataset %s, which it may only read "
		      "(%.200s)" TELL, inner->dataset, outer->dataset,
		      inner->path);
}

static int check(const struct fh_mask_place *place, size_t count,
		 struct fh_error *err)
{
	for (size_t i = 0; i < count; i++) {
		if (!strcmp(place[i].path, "/"))
			return fh_err(err, "on this node a dataset is the "
				      "whole directory tree" TELL);
		for (size_t j = 0; j < count; j++)
			if (fh_mask_covers(&place[i], place[j].path) &&
			    check_pair(&place[i], &place[j], err))
				return -1;
	}
	return 0;
}

/* Is the place inside of another of its kind, or the same as an earlier? */
static bool is_needless(const struct fh_mask_place *place, size_t count,
			size_t i)
{
	for (size_t j = 0; j < count; j++) {
		if (j == i || place[j].kind != place[i].kind ||
		    !fh_mask_covers(&place[j], place[i].path))
			continue;
		if (j < i || strcmp(place[j].path, place[i].path))
			return true;
	}
	return false;
}

int fh_mask_plan(const struct fh_mask_place *place, size_t count,
		 size_t *ret_order, size_t *ret_count, struct fh_error *err)
{
	static const enum fh_mask_kind pass[] = { FH_MASK_READ_ONLY,
						  FH_MASK_HIDE };

	*ret_count = 0;
	if (check(place, count, err))
		return -1;
	/* Of one kind, none that is left is inside of another. */
	for (size_t p = 0; p < sizeof(pass) / sizeof(*pass); p++)
		for (size_t i = 0; i < count; i++)
			if (place[i].kind == pass[p] &&
			    !is_needless(place, count, i))
				ret_order[(*ret_count)++] = i;
	return 0;
}
