/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Jobs on one node: see fh_share.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_share.h"
#include "fh_start_data.h"
#include "plugins/common/fh_dataset.h"

#define NODE_KEY ";node="
#define GRANT_KEY ";grant="
#define HIDE_KEY ";hide="

static enum fh_node_share stricter(enum fh_node_share so_far,
				   const struct fh_class *data_class)
{
	if (!data_class || data_class->enforce == FH_OBSERVE ||
	    data_class->node < so_far)
		return so_far;
	return data_class->node;
}

enum fh_node_share fh_share_needed(const struct fh_conf *conf,
				   const struct fh_terms *terms)
{
	const struct fh_request *request = &terms->request;
	enum fh_node_share need = FH_NODE_SHARED;

	if (request->data_class)
		need = stricter(need, fh_policy_find_class(&conf->policy,
							   request->data_class));
	for (size_t i = 0; i < request->dataset_count; i++)
		need = stricter(need, fh_dataset_class(&conf->policy,
						       &request->dataset[i]));
	return need;
}

int fh_share_text(const struct fh_conf *conf, const struct fh_terms *terms,
		  char **ret)
{
	struct fh_result result = { .node = fh_share_needed(conf, terms) };
	struct fh_error err;
	int rc = 0;

	*ret = NULL;
	if (!fh_start_fill_data(conf, terms, &result, &err)) {
		/* What is granted says it all. */
		fh_strlist_clear(&result.hide);
		*ret = fh_result_encode(&result, &err);
		rc = *ret ? 0 : -1;
	}
	fh_result_clear(&result);
	return rc;
}

enum fh_node_share fh_share_of(const char *text)
{
	const char *at = text ? strstr(text, NODE_KEY) : NULL;

	if (!at)
		return FH_NODE_SHARED;
	at += strlen(NODE_KEY);
	return fh_node_share_find(at, strcspn(at, ";"));
}

/* The part of a text that names what is granted; len 0: nothing is. */
static const char *grants(const char *text, size_t *ret_len)
{
	const char *at = text ? strstr(text, GRANT_KEY) : NULL, *end;

	*ret_len = 0;
	if (!at)
		return "";
	end = strstr(at, HIDE_KEY);
	*ret_len = end ? (size_t) (end - at) : strlen(at);
	return at;
}

bool fh_share_clash(const char *a, const char *b)
{
	enum fh_node_share of_a = fh_share_of(a), of_b = fh_share_of(b);
	enum fh_node_share need = of_a > of_b ? of_a : of_b;
	const char *grants_a, *grants_b;
	size_t len_a, len_b;

	if (need != FH_NODE_SAME_GRANTS)
		return need == FH_NODE_ALONE;
	grants_a = grants(a, &len_a);
	grants_b = grants(b, &len_b);
	return len_a != len_b || memcmp(grants_a, grants_b, len_a);
}
