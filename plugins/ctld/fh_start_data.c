/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The datasets of a job that starts: see fh_start_data.h. */
#include <string.h>

#include "fh_start_data.h"
#include "plugins/common/fh_dataset.h"

/* What the job asks for of the dataset, or NULL. */
static const struct fh_grant *find_asked(const struct fh_terms *terms,
					 const struct fh_dataset *dataset)
{
	for (size_t i = 0; terms && i < terms->request.dataset_count; i++)
		if (!strcmp(terms->request.dataset[i].name, dataset->name))
			return &terms->request.dataset[i];
	return NULL;
}

static int add_grant(const struct fh_dataset *dataset,
		     const struct fh_grant *asked, struct fh_result *ret,
		     struct fh_error *err)
{
	enum fh_access access = fh_dataset_access(dataset, asked->access);
	struct fh_granted *grant;

	if (access == FH_ACCESS_NONE)
		return fh_err(err, "dataset %s is read-only now",
			      dataset->name);
	grant = &ret->grant[ret->grant_count++];
	grant->access = access;
	grant->name = strdup(dataset->name);
	if (!grant->name || fh_strlist_copy(&grant->paths, &dataset->paths))
		return fh_err_nomem(err);
	return 0;
}

static int add_hidden(const struct fh_dataset *dataset, struct fh_result *ret,
		      struct fh_error *err)
{
	for (size_t i = 0; i < dataset->paths.count; i++)
		if (fh_strlist_add(&ret->hide, dataset->paths.item[i]))
			return fh_err_nomem(err);
	return 0;
}

int fh_start_fill_data(const struct fh_conf *conf,
		       const struct fh_terms *terms, struct fh_result *ret,
		       struct fh_error *err)
{
	for (size_t i = 0; i < conf->policy.dataset_count; i++) {
		const struct fh_dataset *dataset = &conf->policy.dataset[i];
		const struct fh_grant *asked = find_asked(terms, dataset);
		int rc = asked ? add_grant(dataset, asked, ret, err) :
				 add_hidden(dataset, ret, err);

		if (rc)
			return -1;
	}
	if (terms && ret->grant_count < terms->request.dataset_count)
		return fh_err(err, "a dataset of the job is not in the policy "
			      "any more");
	return 0;
}
