/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which jobs may be on one node together. */
#include "sample_conf.h"

#include "plugins/ctld/fh_share.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define HEAD "1;nonce=0123456789abcdef0123456789abcdef"

static struct fh_terms terms_of(const char *text)
{
	struct fh_terms terms = { 0 };
	char whole[256];

	snprintf(whole, sizeof(whole), HEAD "%s", text);
	assert_int_equal(fh_terms_decode(whole, &terms, NULL), FH_TERMS_OK);
	return terms;
}

static char *share(const struct fh_conf *conf, const char *text)
{
	struct fh_terms terms;
	char *ret = NULL;

	if (!text)
		return NULL;
	terms = terms_of(text);
	assert_int_equal(fh_share_text(conf, &terms, &ret), 0);
	fh_terms_clear(&terms);
	return ret;
}

static void test_needed(void **state)
{
	static const struct {
		const char *terms;
		enum fh_node_share need;
	} table[] = {
		{ "", FH_NODE_SHARED },
		{ ";class=internal", FH_NODE_SHARED },
		{ ";class=gone;datasets=gone", FH_NODE_SHARED },
		{ ";class=lonely", FH_NODE_ALONE },
		{ ";class=peers", FH_NODE_SAME_GRANTS },
		{ ";class=lonely;datasets=genes", FH_NODE_ALONE },
	};
	struct fh_conf *conf = sample_conf();

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_terms terms = terms_of(table[i].terms);

		if (fh_share_needed(conf, &terms) != table[i].need)
			fail_msg("'%s'", table[i].terms);
		fh_terms_clear(&terms);
	}
	fh_conf_free(conf);
}

/* NULL: a job without terms. */
static void test_clash(void **state)
{
	static const struct {
		const char *a, *b;
		bool clash;
	} table[] = {
		{ NULL, NULL, false },
		{ NULL, ";class=internal", false },
		{ ";datasets=genes", ";datasets=tries:ro", false },
		{ ";class=lonely", NULL, true },
		{ ";class=lonely", ";class=internal", true },
		{ ";class=lonely", ";class=lonely", true },
		{ ";class=lonely", ";class=peers", true },
		{ ";class=peers", NULL, false },
		{ ";class=peers", ";class=internal", false },
		{ ";class=peers;datasets=genes", NULL, true },
		{ ";class=peers;datasets=genes", ";datasets=genes", false },
		{ ";class=peers;datasets=genes", ";datasets=genes:ro", false },
		{ ";class=peers;datasets=genes", ";datasets=genes:rw", true },
		{ ";class=peers;datasets=genes,tries",
		  ";datasets=tries,genes", false },
		{ ";class=peers;datasets=genes", ";datasets=tries", true },
		{ ";class=peers", ";datasets=tries", true },
	};
	struct fh_conf *conf = sample_conf();

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		char *a = share(conf, table[i].a), *b = share(conf, table[i].b);

		if (fh_share_clash(a, b) != table[i].clash ||
		    fh_share_clash(b, a) != table[i].clash)
			fail_msg("'%s' and '%s'", table[i].a, table[i].b);
		free(a);
		free(b);
	}
	fh_conf_free(conf);
}

/* Resolved terms, as the records of started jobs have them. */
static void test_of_result(void **state)
{
	static const char started[] =
		"1;job=7;restart=0;restricted=1;class=peers;node=same_grants"
		";grant=genes,ro,/data/genes,/mnt/g%2Ch;hide=/data/scans";
	struct fh_conf *conf = sample_conf();
	char *same = share(conf, ";datasets=genes");

	(void) state;
	assert_int_equal(fh_share_of(started), FH_NODE_SAME_GRANTS);
	assert_int_equal(fh_share_of("1;job=7;restart=0;restricted=0"),
			 FH_NODE_SHARED);
	/* A word of a newer version: the strictest. */
	assert_int_equal(fh_share_of("1;job=7;node=friends;grant="),
			 FH_NODE_ALONE);
	assert_int_equal(fh_share_of(NULL), FH_NODE_SHARED);
	assert_false(fh_share_clash(started, same));
	assert_true(fh_share_clash(started, NULL));
	free(same);
	fh_conf_free(conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_needed),
		cmocka_unit_test(test_clash),
		cmocka_unit_test(test_of_result),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
