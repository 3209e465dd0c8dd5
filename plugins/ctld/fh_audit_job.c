/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parts of records about jobs: see fh_audit_job.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/printbuf.h>

#include "fh_audit_job.h"
#include "fh_gres.h"

/*
 * The value of a key, as it stands there: a nonce and a class have nothing
 * that is encoded.  A job's start waits meanwhile, so the terms aren't decoded.
 */
static const char *find_value(const char *terms, const char *key, char *ret,
			      size_t size)
{
	size_t key_len = strlen(key), len;

	while ((terms = strchr(terms, ';'))) {
		terms++;
		if (strncmp(terms, key, key_len))
			continue;
		terms += key_len;
		len = strcspn(terms, ";");
		if (len >= size)
			return NULL;
		memcpy(ret, terms, len);
		ret[len] = '\0';
		return ret;
	}
	return NULL;
}

void fh_audit_set_terms(struct fh_audit_record *record, const char *terms,
			struct fh_audit_texts *texts)
{
	if (!terms)
		return;
	record->terms = terms;
	record->nonce = find_value(terms, "nonce=", texts->nonce,
				   sizeof(texts->nonce));
	record->data_class = find_value(terms, "class=", texts->data_class,
					sizeof(texts->data_class));
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
