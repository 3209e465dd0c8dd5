/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms: made from requests, written, read, and refused. */
#include "sample_conf.h"

#include "fh_terms.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define NONCE "0123456789abcdef0123456789abcdef"
#define N "1;nonce=" NONCE

/* Terms of a line of options, as job_submit makes them. */
static int make(const struct fh_conf *conf, const char *line,
		const char *account, struct fh_terms *ret,
		struct fh_error *err)
{
	struct fh_wish wish = { { NULL } };
	struct fh_request request = { 0 };
	const struct fh_subject subject = { .account = account };
	int rc;

	assert_int_equal(fh_wish_parse_line(&wish, line, NULL), 0);
	assert_int_equal(fh_request_parse(&wish, &request, NULL), 0);
	rc = fh_terms_make(conf, &request, &subject, NONCE, JANUARY_S, ret,
			   err);
	fh_wish_clear(&wish);
	fh_request_clear(&request);
	return rc;
}

static void test_make(void **state)
{
	static const struct {
		const char *line, *account, *text;
		bool bind;
	} table[] = {
		{ "", NULL, N, false },
		{ "", "chem", N ";account=chem", false },
		{ "--accel-policy=soonest", NULL, N ";order=soonest", true },
		{ "--accel=h100:4 --accel-policy=cheapest "
		  "--accel-speed=h100=1,a100=0.42", NULL,
		  N ";accel=h100:4;order=cheapest;"
		  "speed=h100%3D1.000000,a100%3D0.420000", true },
		{ "--accel=h100:4|a100:8", NULL, N ";accel=h100:4|a100:8",
		  true },
		{ "--accel-span=any", NULL, N ";span=any", true },
		{ "", "bio", N ";account=bio;zones=us;class=internal", true },
		{ "--accel=asic1:1|Any:4 --accel-runtime=CUDA", NULL,
		  N ";accel=asic1:1|any:4;runtime=cuda", true },
		{ "--accel=any:4 --accel-mem=80G", NULL,
		  N ";accel=any:4;mem=81920", true },
		{ "--accel-wait=90s", NULL, N ";wait=90s", true },
		{ "--accel-wait=0", NULL, N, false },
		{ "--zone=tx-main --data-class=phi", "bio",
		  N ";account=bio;zones=tx-main;class=phi", true },
		{ "", "phys", N ";account=phys", true },	/* a floor */
		{ "--tenancy=cloud,owned", NULL, N ";tenancies=owned,cloud",
		  true },
		{ "--zone=DIFC", NULL, N ";zones=DIFC", true },
		{ "--dataset=genes:RW,tries", NULL,
		  N ";datasets=genes:rw,tries", true },
		{ "--dataset=scans:ro", "bio", N ";account=bio;zones=us;"
		  "class=internal;datasets=scans:ro", true },
		{ "--cost-limit=99.5", NULL, N ";costlimit=99.500000", true },
		{ "--data-class=trial", "chem",
		  N ";account=chem;class=trial", true },	/* observed */
		{ "", "a b;c%/\xc3\xa9", N ";account=a%20b%3Bc%25/%C3%A9",
		  false },
	};
	struct fh_conf *conf = sample_conf();

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_terms terms = { 0 }, again = { 0 };
		struct fh_error err = { "" };
		char *text, *twice;

		if (make(conf, table[i].line, table[i].account, &terms, &err))
			fail_msg("%s: %s", table[i].line, err.text);
		text = fh_terms_encode(&terms, NULL);
		assert_string_equal(text, table[i].text);
		assert_int_equal(fh_terms_bind(conf, &terms), table[i].bind);
		assert_int_equal(fh_terms_decode(text, &again, &err),
				 FH_TERMS_OK);
		twice = fh_terms_encode(&again, NULL);
		assert_string_equal(text, twice);
		free(text);
		free(twice);
		fh_terms_clear(&terms);
		fh_terms_clear(&again);
	}
	fh_conf_free(conf);
}

static void test_refused(void **state)
{
	static const struct {
		const char *line, *account, *says;
	} table[] = {
		{ "--accel=h1000:4", NULL, "--accel: unknown accelerator type "
		  "'h1000'; did you mean h100? Types here: h100, a100, "
		  "maia100, asic1" },
		{ "--accel=h100:1|zzzzzz:1", NULL, "type 'zzzzzz'. Types" },
		{ "--zone=txmain", NULL, "did you mean tx-main? Zones and "
		  "jurisdictions: tx-main, US-TX, ny-lab, US-NY, cloud-in, IN, "
		  "cloud-ae, AE-DU, DIFC" },
		{ "--accel=any:4 --accel-runtime=rocm", NULL,
		  "--accel-runtime: no type here has runtime 'rocm'; runtimes "
		  "here: cuda" },
		{ "--accel=h100:4 --accel-mem=80G", NULL, "--accel-mem: how "
		  "much memory h100 has is not known here" },
		{ "--accel-mem=80G", NULL, "write --accel=any:COUNT" },
		{ "--accel=h100:4 --accel-speed=h100=1,a10=2", NULL,
		  "--accel-speed: unknown accelerator type 'a10'; did you "
		  "mean a100?" },
		{ "--zone=us,de", NULL, "--zone: 'de' is no zone" },
		{ "--data-class=internl", NULL, "--data-class: unknown data "
		  "class 'internl'; did you mean internal? Classes here: "
		  "internal, ownus, nocloud, sealed, nowhere, lonely, peers, "
		  "phi, trial" },
		{ "--data-class=phi", "chem", "--data-class: account chem may "
		  "not use class phi; classes it may use: internal, ownus" },
		{ "--data-class=phi", NULL, "a job without an account may not "
		  "use class phi" },
		{ "--data-class=internal --zone=in", NULL, "no zone is left "
		  "for --data-class=internal --zone=in: cloud-in: class "
		  "internal does not allow it" },
		{ "--zone=in", "bio", "no zone is left for the account's class "
		  "internal --zone=in: cloud-in: class internal does not "
		  "allow it" },
		{ "--zone=us --tenancy=cloud", NULL, "no zone is left for "
		  "--zone=us --tenancy=cloud: tx-main: --tenancy leaves it "
		  "out; ny-lab: --tenancy leaves it out; cloud-in: --zone" },
		{ "--data-class=nowhere", NULL, "tx-main: class nowhere does "
		  "not allow it" },
		{ "--dataset=scans", NULL, "--dataset: there is no dataset "
		  "'scans' for a job without an account. Datasets it may "
		  "use: genes, tries" },
		{ "--dataset=scan", "bio", "no dataset 'scan' for account "
		  "bio; did you mean scans? Datasets it may use: scans, "
		  "genes, tries" },
		{ "--dataset=scans:rw", "bio", "'scans' is read-only; write "
		  "--dataset=scans:ro" },
		{ "--dataset=genes --zone=in", NULL, "no zone is left for "
		  "--zone=in --dataset=genes: cloud-in: dataset genes: class "
		  "internal does not allow it" },
		{ "--dataset=scans --zone=us-ny", "bio", "ny-lab: dataset "
		  "scans: it is not at home there" },
		{ "--zone=ny", "phys", "'ny' is no zone" },
		{ "--zone=us-ny", "phys", "ny-lab: the floor of account phys "
		  "leaves it out" },
	};
	struct fh_conf *conf = sample_conf();

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_terms terms = { 0 };
		struct fh_error err = { "" };

		if (!make(conf, table[i].line, table[i].account, &terms, &err))
			fail_msg("%s was accepted", table[i].line);
		if (!strstr(err.text, table[i].says))
			fail_msg("%s: %s", table[i].line, err.text);
		assert_null(terms.account);
	}
	fh_conf_free(conf);
}

/* Zones whose nodes have all left are none. */
static void test_no_nodes(void **state)
{
	struct fh_conf *conf = sample_conf();
	struct fh_terms terms = { 0 };
	struct fh_error err;

	(void) state;
	for (size_t i = 0; i < conf->zones.stay_count; i++)
		if (conf->zones.stay[i].zone == CLOUD_IN)
			conf->zones.stay[i].until_s = JANUARY_S;
	assert_int_equal(make(conf, "--zone=in", NULL, &terms, &err), -1);
	assert_string_equal(err.text, "no zone is left for --zone=in: "
			    "cloud-in: it has no nodes");
	fh_conf_free(conf);
}

static void test_bad_nonces(void **state)
{
	static const char *const bad[] = {
		"", "0123", NONCE "0", "0123456789ABCDEF0123456789ABCDEF",
		"0123456789abcdef 123456789abcdef",
	};
	struct fh_conf *conf = sample_conf();
	struct fh_request request = { 0 };
	struct fh_terms terms = { 0 };
	const struct fh_subject nobody = { 0 };

	(void) state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(fh_terms_make(conf, &request, &nobody, bad[i], 0,
					       &terms, NULL), -1);
	fh_conf_free(conf);
}

static void test_bad_texts(void **state)
{
	static const struct {
		const char *text, *says;
		enum fh_terms_read rc;
	} table[] = {
		{ "", "version", FH_TERMS_BAD },
		{ "0;nonce=" NONCE, "version", FH_TERMS_BAD },
		{ "x;nonce=" NONCE, "version", FH_TERMS_BAD },
		{ "-1;nonce=" NONCE, "version", FH_TERMS_BAD },
		{ "99999999999999999999;a=b", "version", FH_TERMS_BAD },
		{ "2", "newer version of Freehold", FH_TERMS_NEWER },
		{ "2;whatever", "newer", FH_TERMS_NEWER },
		{ "1", "no nonce", FH_TERMS_BAD },
		{ "1;nonce=", "nonce", FH_TERMS_BAD },
		{ "1;nonce=0123456789ABCDEF0123456789ABCDEF", "lower-case",
		  FH_TERMS_BAD },
		{ N "0", "not 32 digits", FH_TERMS_BAD },
		{ N ";", "not a key", FH_TERMS_BAD },
		{ N ";budget=5", "'budget' is not a key", FH_TERMS_BAD },
		{ N ";zones", "'zones' is not a key", FH_TERMS_BAD },
		{ N ";Zones=us", "'Zones' is not a key", FH_TERMS_BAD },
		{ N ";zones=us;zones=de", "stands twice", FH_TERMS_BAD },
		{ N ";zones=", "zones: ", FH_TERMS_BAD },
		{ N ";zones=us de", "badly encoded", FH_TERMS_BAD },
		{ N ";class=a%2", "badly encoded", FH_TERMS_BAD },
		{ N ";class=a%", "badly encoded", FH_TERMS_BAD },
		{ N ";class=a%zz", "badly encoded", FH_TERMS_BAD },
		{ N ";class=a%00b", "badly encoded", FH_TERMS_BAD },
		{ N ";class=a%0Ab", "printable", FH_TERMS_BAD },
		{ N ";class=\xc3\xa9", "badly encoded", FH_TERMS_BAD },
		{ N ";accel=h100", "has no count", FH_TERMS_BAD },
		{ N ";accel=h100:4294967300", "the count", FH_TERMS_BAD },
		{ N ";order=best", "not a policy", FH_TERMS_BAD },
		{ N ";wait=long", "not a time", FH_TERMS_BAD },
		{ N ";span=planet", "not a span", FH_TERMS_BAD },
		{ N ";tenancies=rented", "not a tenancy", FH_TERMS_BAD },
		{ N ";\033[1m=x", "is not a key", FH_TERMS_BAD },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct fh_terms terms = { 0 };
		struct fh_error err = { "" };

		if (fh_terms_decode(table[i].text, &terms, &err) !=
		    table[i].rc)
			fail_msg("'%s' was read otherwise", table[i].text);
		if (!strstr(err.text, table[i].says))
			fail_msg("'%s': %s", table[i].text, err.text);
		assert_null(strpbrk(err.text, "\n\033"));
		assert_null(terms.account);
		assert_null(terms.request.zones.item);
	}
}

/* Every text that is cut short is read whole or not at all. */
static void test_cut(void **state)
{
	static const char whole[] = N ";account=a%20b;accel=h100:4|a100:8;"
		"order=soonest;span=any;zones=us,in;tenancies=owned;class=c";
	char text[sizeof(whole)];

	(void) state;
	for (size_t len = 0; len < sizeof(whole); len++) {
		struct fh_terms terms = { 0 };

		memcpy(text, whole, len);
		text[len] = '\0';
		if (fh_terms_decode(text, &terms, NULL) == FH_TERMS_OK)
			assert_true(len >= strlen(N));
		else
			assert_null(terms.account);
		fh_terms_clear(&terms);
	}
}

static void test_too_long(void **state)
{
	char account[FH_TERMS_MAX], text[FH_TERMS_MAX + 2];
	struct fh_terms terms = { .nonce = NONCE, .account = account };
	struct fh_error err;

	(void) state;
	memset(account, ' ', sizeof(account) - 1);
	account[sizeof(account) - 1] = '\0';
	assert_null(fh_terms_encode(&terms, &err));
	assert_non_null(strstr(err.text, "too long"));
	memset(text, '1', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	terms = (struct fh_terms) { 0 };
	assert_int_equal(fh_terms_decode(text, &terms, &err), FH_TERMS_BAD);
	assert_non_null(strstr(err.text, "longer than 4096 bytes"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_make),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_no_nodes),
		cmocka_unit_test(test_bad_nonces),
		cmocka_unit_test(test_bad_texts),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
