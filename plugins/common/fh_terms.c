/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Symbolic terms and their text: see fh_terms.h. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "fh_codec.h"
#include "fh_dataset.h"
#include "fh_judge.h"
#include "fh_terms.h"
#include "fh_units.h"

#define WHAT "terms"

bool fh_terms_bind(const struct fh_conf *conf, const struct fh_terms *terms)
{
	const struct fh_request *request = &terms->request;

	/* A class that only observes restricts nothing, but is recorded. */
	return request->alternative_count || request->data_class ||
	       request->order != FH_ORDER_FIRST || request->wait_s ||
	       request->dataset_count ||
	       request->span != FH_SPAN_DEFAULT ||
	       request->cost_limit_micro ||
	       fh_judge_restricts(conf, terms);
}

static int put_accel(struct printbuf *to, const struct fh_request *request)
{
	const char *before = ";accel=";

	for (size_t i = 0; i < request->alternative_count; i++) {
		if (sprintbuf(to, "%s", before) < 0 ||
		    fh_codec_put(to, request->alternative[i].type, "") ||
		    sprintbuf(to, ":%u", request->alternative[i].count) < 0)
			return -1;
		before = "|";
	}
	return 0;
}

static int put_speeds(struct printbuf *to, const struct fh_request *request)
{
	const char *before = ";speed=";
	char factor[32];

	for (size_t i = 0; i < request->speed_count; i++) {
		fh_units_format_micro(request->speed[i].factor_micro, 6,
				      factor, sizeof(factor));
		if (sprintbuf(to, "%s", before) < 0 ||
		    fh_codec_put(to, request->speed[i].type, "") ||
		    fh_codec_put(to, "=", "") || fh_codec_put(to, factor, ""))
			return -1;
		before = ",";
	}
	return 0;
}

static int put_needs(struct printbuf *to, const struct fh_request *request)
{
	if (request->mem_mib &&
	    sprintbuf(to, ";mem=%" PRId64, request->mem_mib) < 0)
		return -1;
	return fh_codec_add(to, "runtime",
			    *request->runtime ? request->runtime : NULL);
}

static int put_wait(struct printbuf *to, const struct fh_request *request)
{
	if (!request->wait_s)
		return 0;
	return sprintbuf(to, ";wait=%" PRId64 "s", request->wait_s) < 0 ? -1 :
									  0;
}

static int put_zones(struct printbuf *to, const struct fh_request *request)
{
	const char *before = ";zones=";

	for (size_t i = 0; i < request->zones.count; i++) {
		if (sprintbuf(to, "%s", before) < 0 ||
		    fh_codec_put(to, request->zones.item[i], ","))
			return -1;
		before = ",";
	}
	return 0;
}

static int put_tenancies(struct printbuf *to, const struct fh_request *request)
{
	const char *before = ";tenancies=";

	for (int i = 0; i < FH_TENANCY_COUNT; i++) {
		if (!(request->tenancies & 1u << i))
			continue;
		if (sprintbuf(to, "%s%s", before, fh_tenancy_name(i)) < 0)
			return -1;
		before = ",";
	}
	return 0;
}

static int put_datasets(struct printbuf *to, const struct fh_request *request)
{
	const char *before = ";datasets=";

	for (size_t i = 0; i < request->dataset_count; i++) {
		const struct fh_grant *grant = &request->dataset[i];

		if (sprintbuf(to, "%s%s%s%s", before, grant->name,
			      grant->access ? ":" : "",
			      fh_access_name(grant->access)) < 0)
			return -1;
		before = ",";
	}
	return 0;
}

static int put_cost_limit(struct printbuf *to, const struct fh_request *request)
{
	char text[32];

	if (!request->cost_limit_micro)
		return 0;
	return fh_codec_add(to, "costlimit",
			    fh_units_format_micro(request->cost_limit_micro,
						  6, text, sizeof(text)));
}

static int put_terms(struct printbuf *to, const struct fh_terms *terms)
{
	const struct fh_request *request = &terms->request;
	const char *order = request->order == FH_ORDER_FIRST ?
				    NULL : fh_order_name(request->order);
	const char *span = request->span == FH_SPAN_DEFAULT ?
				   NULL : fh_span_name(request->span);

	if (sprintbuf(to, "%d", FH_TERMS_VERSION) < 0 ||
	    fh_codec_add(to, "nonce", terms->nonce) ||
	    fh_codec_add(to, "account", terms->account) ||
	    fh_codec_add(to, "user", terms->user) ||
	    put_accel(to, request) || put_needs(to, request) ||
	    fh_codec_add(to, "order", order) ||
	    put_speeds(to, request) || put_wait(to, request) ||
	    fh_codec_add(to, "span", span) || put_zones(to, request) ||
	    put_tenancies(to, request) ||
	    fh_codec_add(to, "class", request->data_class) ||
	    put_datasets(to, request) || put_cost_limit(to, request))
		return -1;
	return 0;
}

char *fh_terms_encode(const struct fh_terms *terms, struct fh_error *err)
{
	struct printbuf *text = printbuf_new();
	char *ret = NULL;

	if (!text || put_terms(text, terms))
		fh_err_nomem(err);
	else
		ret = fh_codec_finish(text, WHAT, FH_TERMS_MAX, err);
	printbuf_free(text);
	return ret;
}

/* What was read so far; the wish becomes the request at the end. */
struct draft {
	struct fh_terms terms;
	struct fh_wish wish;
};

static int read_nonce(const struct fh_codec_key *key, void *into,
		      const char *raw, size_t len, struct fh_error *err)
{
	struct draft *draft = into;

	(void) key;
	if (len != FH_NONCE_HEX)
		return fh_err(err, "not %d digits", FH_NONCE_HEX);
	memcpy(draft->terms.nonce, raw, len);
	draft->terms.nonce[len] = '\0';
	if (strspn(draft->terms.nonce, "0123456789abcdef") != len)
		return fh_err(err, "not lower-case hex digits");
	return 0;
}

static int read_text(const struct fh_codec_key *key, void *into,
		     const char *raw, size_t len, struct fh_error *err)
{
	char **text = (char **) ((char *) into + key->target);

	*text = fh_codec_text(raw, len, err);
	return *text ? 0 : -1;
}

/* The grammar of the options is that of the terms. */
static int read_option(const struct fh_codec_key *key, void *into,
		       const char *raw, size_t len, struct fh_error *err)
{
	struct draft *draft = into;
	char *text = fh_codec_text(raw, len, err);
	int rc = text ? fh_wish_set(&draft->wish, key->target, text, err) : -1;

	free(text);
	return rc;
}

static const struct fh_codec_key terms_key[] = {
	{ .name = "nonce", .needed = true, .read = read_nonce },
	{ .name = "account", .read = read_text,
	  .target = offsetof(struct draft, terms.account) },
	{ .name = "user", .read = read_text,
	  .target = offsetof(struct draft, terms.user) },
	{ .name = "accel", .read = read_option, .target = FH_OPT_ACCEL },
	{ .name = "mem", .read = read_option, .target = FH_OPT_ACCEL_MEM },
	{ .name = "runtime", .read = read_option,
	  .target = FH_OPT_ACCEL_RUNTIME },
	{ .name = "order", .read = read_option,
	  .target = FH_OPT_ACCEL_POLICY },
	{ .name = "speed", .read = read_option,
	  .target = FH_OPT_ACCEL_SPEED },
	{ .name = "wait", .read = read_option,
	  .target = FH_OPT_ACCEL_WAIT },
	{ .name = "span", .read = read_option, .target = FH_OPT_ACCEL_SPAN },
	{ .name = "zones", .read = read_option, .target = FH_OPT_ZONE },
	{ .name = "tenancies", .read = read_option,
	  .target = FH_OPT_TENANCY },
	{ .name = "class", .read = read_option, .target = FH_OPT_DATA_CLASS },
	{ .name = "datasets", .read = read_option,
	  .target = FH_OPT_DATASET },
	{ .name = "costlimit", .read = read_option,
	  .target = FH_OPT_COST_LIMIT },
};

static const struct fh_codec terms_codec = {
	.what = WHAT,
	.max = FH_TERMS_MAX,
	.version = FH_TERMS_VERSION,
	.key = terms_key,
	.count = sizeof(terms_key) / sizeof(*terms_key),
};

enum fh_terms_read fh_terms_decode(const char *text, struct fh_terms *ret,
				   struct fh_error *err)
{
	struct draft draft = { 0 };
	struct fh_error why = { "" };
	enum fh_terms_read rc = FH_TERMS_BAD;

	switch (fh_codec_read(&terms_codec, text, &draft, err)) {
	case FH_CODEC_NEWER:
		rc = FH_TERMS_NEWER;
		break;
	case FH_CODEC_BAD:
		break;
	case FH_CODEC_OK:
		if (fh_request_parse(&draft.wish, &draft.terms.request, &why)) {
			fh_err(err, "%s: %s", WHAT, why.text);
			break;
		}
		*ret = draft.terms;
		draft.terms = (struct fh_terms) { 0 };
		rc = FH_TERMS_OK;
	}
	fh_wish_clear(&draft.wish);
	fh_terms_clear(&draft.terms);
	return rc;
}

void fh_terms_clear(struct fh_terms *terms)
{
	if (!terms)
		return;
	free(terms->account);
	free(terms->user);
	free(terms->partitions);
	fh_request_clear(&terms->request);
	*terms = (struct fh_terms) { 0 };
}

bool fh_terms_regulated(const struct fh_terms *terms)
{
	return terms->request.data_class || terms->request.dataset_count;
}

static bool has_name(const struct fh_class *data_class, const char *name)
{
	return data_class && !strcmp(data_class->name, name);
}

bool fh_terms_under(const struct fh_policy *policy,
		    const struct fh_terms *terms, const char *data_class)
{
	const struct fh_request *request = &terms->request;
	const char *own = request->data_class;

	if (own && (!strcmp(own, data_class) ||
		    has_name(fh_policy_find_class(policy, own), data_class)))
		return true;
	for (size_t i = 0; i < request->dataset_count; i++) {
		const struct fh_dataset *dataset =
			fh_dataset_find(policy, request->dataset[i].name);

		if (dataset && has_name(&policy->data_class[dataset->data_class],
					data_class))
			return true;
	}
	return false;
}
