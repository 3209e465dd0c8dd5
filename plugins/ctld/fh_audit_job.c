/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parts of records about jobs: see fh_audit_job.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/printbuf.h>

#include "fh_audit_job.h"
#include "fh_gres.h"

void fh_audit_set_terms(struct fh_audit_record *record, const char *terms,
			struct fh_audit_texts *texts)
{
	struct fh_terms read = { 0 };

	if (!terms)
		return;
	record->terms = terms;
	if (fh_terms_decode(terms, &read, NULL) != FH_TERMS_OK)
		return;
	memcpy(texts->nonce, read.nonce, sizeof(texts->nonce));
	record->nonce = texts->nonce;
	if (read.request.data_class) {
		snprintf(texts->data_class, sizeof(texts->data_class), "%s",
			 read.request.data_class);
		record->data_class = texts->data_class;
	}
	fh_terms_clear(&read);
}

/* "a,b", malloc'ed; NULL without memory. */
static char *join_zones(const struct fh_conf *conf, const bool *used)
{
	struct printbuf *text = printbuf_new();
	char *ret = NULL;

	if (!text)
		return NULL;
	for (size_t i = 0; i < conf->zones.zone_count; i++)
		if (used[i] &&
		    sprintbuf(text, "%s%s", printbuf_length(text) ? "," : "",
			      conf->zones.zone[i].name) < 0)
			goto out;
	ret = strdup(text->buf);
out:
	printbuf_free(text);
	return ret;
}

int fh_audit_set_place(struct fh_audit_record *record,
		       const struct fh_conf *conf,
		       const struct fh_start *start,
		       struct fh_audit_texts *texts)
{
	struct fh_alternative accel;

	texts->zones = join_zones(conf, start->used);
	if (!texts->zones)
		return -1;
	if (*texts->zones)
		record->zones = texts->zones;
	if (start->outside)
		record->why = "a node of it is in no zone";
	record->digest = conf->digest;
	if (!fh_gres_accel(start->gres, &accel)) {
		snprintf(texts->accel, sizeof(texts->accel), "%s:%u",
			 accel.type, accel.count);
		record->accel = texts->accel;
	}
	return 0;
}

void fh_audit_texts_clear(struct fh_audit_texts *texts)
{
	free(texts->zones);
	texts->zones = NULL;
}
