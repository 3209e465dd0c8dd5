/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What comes with a job and what goes with it: see fh_incoming.h. */
#include <string.h>

#include "fh_incoming.h"
#include "fh_strip.h"
#include "fh_terms.h"

bool fh_incoming_is_request(const char *comment)
{
	return comment && !strncmp(comment, FH_COMMENT_PREFIX,
				   strlen(FH_COMMENT_PREFIX));
}

/* The first to name an option wins, within one environment as well. */
static int take_variables(const struct fh_slurm_env *env, struct fh_wish *wish,
			  struct fh_error *err)
{
	for (uint32_t i = 0; i < env->size; i++)
		if (env->entry[i] &&
		    fh_wish_take_variable(wish, env->entry[i], err) < 0)
			return -1;
	return 0;
}

int fh_incoming_wish(const struct fh_incoming *incoming, const char *comment,
		     struct fh_wish *ret, struct fh_error *err)
{
	if (take_variables(&incoming->spank, ret, err) ||
	    take_variables(&incoming->user, ret, err))
		return -1;
	if (!fh_incoming_is_request(comment))
		return 0;
	return fh_wish_parse_line(ret, comment + strlen(FH_COMMENT_PREFIX),
				  err);
}

bool fh_incoming_has(const struct fh_slurm_env *spank, enum fh_option option)
{
	return fh_slurm_env_get(spank, fh_option_info(option)->variable);
}

void fh_incoming_clean(struct fh_incoming *incoming)
{
	fh_slurm_env_remove(&incoming->spank, fh_strip_is_ours);
	fh_slurm_env_remove(&incoming->user, fh_strip_is_forged);
}

static bool is_wish_or_terms(const char *entry)
{
	return !strncmp(entry, FH_TERMS_VARIABLE "=",
			strlen(FH_TERMS_VARIABLE "=")) ||
		(fh_strip_is_ours(entry) && !fh_strip_is_forged(entry));
}

void fh_incoming_store(struct fh_slurm_env *spank, const struct fh_wish *wish,
		       const char *terms)
{
	/* The result of an earlier run stays: select replaces it. */
	fh_slurm_env_remove(spank, is_wish_or_terms);
	for (int i = 0; i < FH_OPT_COUNT; i++)
		if (wish->value[i])
			fh_slurm_env_set(spank, fh_option_info(i)->variable,
					 wish->value[i]);
	if (terms)
		fh_slurm_env_set(spank, FH_TERMS_VARIABLE, terms);
}
