/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a request to terms: see fh_terms.h. */
#include <json-c/printbuf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_dataset.h"
#include "fh_terms_check.h"

/*
 * Default zones, read as if the user had written them: what the terms' text
 * can't hold is refused here and not when it is read again.
 */
static int fill_zones(const struct fh_account *entry, const char *whose,
		      struct fh_request *request, struct fh_error *err)
{
	struct fh_wish wish = { 0 };
	struct fh_request given = { 0 };
	struct printbuf *text = printbuf_new();
	struct fh_error why = { "" };
	int rc = -1;

	for (size_t i = 0; text && i < entry->default_zones.count; i++)
		sprintbuf(text, "%s%s", i ? "," : "",
			  entry->default_zones.item[i]);
	if (!text) {
		fh_err_nomem(err);
		goto out;
	}
	if (fh_wish_set(&wish, FH_OPT_ZONE, text->buf, &why) ||
	    fh_request_parse(&wish, &given, &why)) {
		fh_err(err, "%s default zones (%s): %s", whose, entry->name,
		       why.text);
		goto out;
	}
	request->zones = given.zones;
	given.zones = (struct fh_strlist) { 0 };
	rc = 0;
out:
	fh_request_clear(&given);
	fh_wish_clear(&wish);
	printbuf_free(text);
	return rc;
}

/* What an entry gives where neither the request nor an earlier one does. */
static int fill_from(const struct fh_account *entry, const char *whose,
		     struct fh_request *request,
		     struct fh_terms_origin *origin, struct fh_error *err)
{
	if (!request->zones.count && entry->default_zones.count) {
		if (fill_zones(entry, whose, request, err))
			return -1;
		origin->of_zones = whose;
	}
	if (!request->data_class && entry->default_class) {
		request->data_class = strdup(entry->default_class);
		if (!request->data_class)
			return fh_err_nomem(err);
		origin->of_class = whose;
	}
	return 0;
}

int fh_terms_add_origin(const struct fh_conf *conf, struct fh_terms *terms,
			struct fh_error *err)
{
	const struct fh_account *entry =
		fh_policy_find_account(&conf->policy, terms->account);
	struct fh_request *request = &terms->request;
	char *whole;

	if (!request->data_class || !entry || !entry->origin ||
	    fh_class_origin(request->data_class))
		return 0;
	if (asprintf(&whole, "%s@%s", request->data_class, entry->origin) < 0)
		return fh_err_nomem(err);
	free(request->data_class);
	request->data_class = whole;
	return 0;
}

/* The account's defaults go before those of its partitions, in their order. */
static int fill_defaults(const struct fh_conf *conf, struct fh_terms *terms,
			 struct fh_terms_origin *origin, struct fh_error *err)
{
	const struct fh_account *account =
		fh_policy_find_account(&conf->policy, terms->account);
	const struct fh_account *entry;
	const char *list = terms->partitions;

	if (account && fill_from(account, "the account's", &terms->request,
				 origin, err))
		return -1;
	while ((entry = fh_policy_next_partition(&conf->policy, &list)))
		if (fill_from(entry, "the partition's", &terms->request,
			      origin, err))
			return -1;
	return fh_terms_add_origin(conf, terms, err);
}

static int copy_text(const char *from, char **ret, struct fh_error *err)
{
	if (from && !(*ret = strdup(from)))
		return fh_err_nomem(err);
	return 0;
}

/* Only a class asks who the user is: other jobs' terms stay alike. */
static int fill_user(const struct fh_subject *subject, struct fh_terms *terms,
		     struct fh_error *err)
{
	return terms->request.data_class || terms->request.dataset_count ?
		       copy_text(subject->user, &terms->user, err) : 0;
}

int fh_terms_make(const struct fh_conf *conf, const struct fh_request *request,
		  const struct fh_subject *subject, const char *nonce,
		  int64_t now_s, struct fh_terms *ret, struct fh_error *err)
{
	struct fh_terms made = { 0 };
	struct fh_terms_origin origin = { NULL, NULL };
	int rc = -1;

	if (strlen(nonce) != FH_NONCE_HEX ||
	    strspn(nonce, "0123456789abcdef") != FH_NONCE_HEX)
		return fh_err(err, "a nonce must be %d lower-case hex digits",
			      FH_NONCE_HEX);
	strcpy(made.nonce, nonce);
	if (copy_text(subject->account, &made.account, err) ||
	    copy_text(subject->partitions, &made.partitions, err) ||
	    fh_request_copy(&made.request, request, err) ||
	    fill_defaults(conf, &made, &origin, err) ||
	    fill_user(subject, &made, err) ||
	    fh_terms_check_names(conf, &made, &origin, now_s, err) ||
	    fh_dataset_check(conf, &made, now_s, err) ||
	    fh_terms_check_zones(conf, &made, &origin, now_s, err))
		goto out;
	*ret = made;
	made = (struct fh_terms) { 0 };
	rc = 0;
out:
	fh_terms_clear(&made);
	return rc;
}
