/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a request to terms: see fh_terms.h. */
#include <json-c/printbuf.h>
#include <string.h>

#include "fh_terms_check.h"

/*
 * The account's default zones, read as if the user had written them: what
 * the terms' text can't hold is refused here and not when it is read again.
 */
static int fill_zones(const struct fh_account *entry,
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
		fh_err(err, "the default zones of account %s: %s", entry->name,
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

/* What the account gives where the request says nothing. */
static int fill_defaults(const struct fh_conf *conf, struct fh_terms *terms,
			 struct fh_terms_origin *origin, struct fh_error *err)
{
	const struct fh_account *entry =
		fh_policy_find_account(&conf->policy, terms->account);
	struct fh_request *request = &terms->request;

	if (!entry)
		return 0;
	if (!request->zones.count && entry->default_zones.count) {
		if (fill_zones(entry, request, err))
			return -1;
		origin->zones_default = true;
	}
	if (!request->data_class && entry->default_class) {
		request->data_class = strdup(entry->default_class);
		if (!request->data_class)
			return fh_err_nomem(err);
		origin->class_default = true;
	}
	return 0;
}

int fh_terms_make(const struct fh_conf *conf, const struct fh_request *request,
		  const char *account, const char *nonce, int64_t now_s,
		  struct fh_terms *ret, struct fh_error *err)
{
	struct fh_terms made = { 0 };
	struct fh_terms_origin origin = { false, false };
	int rc = -1;

	if (strlen(nonce) != FH_NONCE_HEX ||
	    strspn(nonce, "0123456789abcdef") != FH_NONCE_HEX)
		return fh_err(err, "a nonce must be %d lower-case hex digits",
			      FH_NONCE_HEX);
	strcpy(made.nonce, nonce);
	if (account && !(made.account = strdup(account))) {
		fh_err_nomem(err);
		goto out;
	}
	if (fh_request_copy(&made.request, request, err) ||
	    fill_defaults(conf, &made, &origin, err) ||
	    fh_terms_check_names(conf, &made, &origin, err) ||
	    fh_terms_check_zones(conf, &made, &origin, now_s, err))
		goto out;
	*ret = made;
	made = (struct fh_terms) { 0 };
	rc = 0;
out:
	fh_terms_clear(&made);
	return rc;
}
