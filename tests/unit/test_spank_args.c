/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The arguments of the plugstack line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "plugins/spank/spank_args.h"

static const struct {
	const char *arg[3];
	const char *node;
	const char *terms_dir;	/* NULL = refused */
	const char *node_conf;	/* NULL = left out */
} table[] = {
	{ { NULL }, NULL, "/run/freehold/terms", FH_SYSCONFDIR "/node.json" },
	{ { "terms_dir=/t" }, "n1", "/t", FH_SYSCONFDIR "/node.json" },
	{ { "node_conf=/etc/%n.json", "terms_dir=/t/%n/%n" }, "n1",
	  "/t/n1/n1", "/etc/n1.json" },
	/* slurmd itself does not know its node's name. */
	{ { "node_conf=/%n", "terms_dir=/t" }, NULL, "/t", NULL },
	{ { "terms_dir=/100%%", "node_conf=/%%n" }, NULL, "/100%", "/%n" },
	/* Expected failures. */
	{ { "terms_dir=" }, "n1", NULL, NULL },
	{ { "terms_dir=t" }, "n1", NULL, NULL },
	{ { "terms_dir" }, "n1", NULL, NULL },
	{ { "terms_dirs=/t" }, "n1", NULL, NULL },
	{ { "terms_dir=/t", "terms_dir=/t" }, "n1", NULL, NULL },
	{ { "node_conf=/%h" }, "n1", NULL, NULL },
	{ { "node_conf=/%" }, "n1", NULL, NULL },
	{ { "" }, "n1", NULL, NULL },
};

static void every_line_of_the_table(void **state)
{
	(void) state;

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++) {
		struct fh_spank_args args = { 0 };
		struct fh_error err = { "" };
		char *argv[3];
		int argc = 0;
		int rc;

		for (; table[i].arg[argc]; argc++)
			argv[argc] = (char *) table[i].arg[argc];
		rc = fh_spank_args_parse(argc, argv, table[i].node, &args,
					 &err);
		assert_int_equal(rc, table[i].terms_dir ? 0 : -1);
		if (rc < 0) {
			assert_true(*err.text);
			assert_null(args.terms_dir);
			continue;
		}
		assert_string_equal(args.terms_dir, table[i].terms_dir);
		if (table[i].node_conf)
			assert_string_equal(args.node_conf,
					    table[i].node_conf);
		else
			assert_null(args.node_conf);
		fh_spank_args_clear(&args);
	}
	fh_spank_args_clear(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_of_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
