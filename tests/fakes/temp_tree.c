/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A directory for one test. */
#define _GNU_SOURCE		/* nftw(), asprintf() */
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fh_strlist.h"
#include "tests/fakes/temp_tree.h"

struct temp_tree {
	char root[64];
	struct fh_strlist paths;	/* given out */
};

int temp_tree_setup(void **state)
{
	struct temp_tree *tree = calloc(1, sizeof(*tree));

	if (!tree)
		return -1;
	strcpy(tree->root, "/tmp/freehold-unit-XXXXXX");
	if (!mkdtemp(tree->root)) {
		free(tree);
		return -1;
	}
	*state = tree;
	return 0;
}

static int remove_one(const char *path, const struct stat *st, int flag,
		      struct FTW *ftw)
{
	(void) st;
	(void) flag;
	(void) ftw;
	return remove(path);
}

int temp_tree_teardown(void **state)
{
	struct temp_tree *tree = *state;
	int rc = nftw(tree->root, remove_one, 16, FTW_DEPTH | FTW_PHYS);

	fh_strlist_clear(&tree->paths);
	free(tree);
	return rc;
}

const char *temp_tree_path(struct temp_tree *tree, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", tree->root, name) < 0 ||
	    fh_strlist_add(&tree->paths, path) < 0)
		abort();
	free(path);
	return tree->paths.item[tree->paths.count - 1];
}

void temp_tree_write(struct temp_tree *tree, const char *name,
		     const char *text)
{
	size_t len = strlen(text);
	int fd = open(temp_tree_path(tree, name),
		      O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, text, len) != (ssize_t) len)
		abort();
	close(fd);
}
