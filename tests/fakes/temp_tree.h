/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A directory for one test, removed with all that is in it afterwards. */
#ifndef TEMP_TREE_H
#define TEMP_TREE_H

struct temp_tree;

/* Setup and teardown of a cmocka test; its *state is a struct temp_tree *. */
int temp_tree_setup(void **state);
int temp_tree_teardown(void **state);

#define TEMP_TREE_TEST(test) \
	cmocka_unit_test_setup_teardown(test, temp_tree_setup, \
					temp_tree_teardown)

/* The absolute path of name in it; valid until the tree goes. */
const char *temp_tree_path(struct temp_tree *tree, const char *name);

/* Write a file, mode 0600, replacing what it held. */
void temp_tree_write(struct temp_tree *tree, const char *name,
		     const char *text);

#endif
