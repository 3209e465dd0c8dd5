/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What freehold check looks at: see check.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "contribs/freehold/check.h"
#include "contribs/freehold/slurm.h"
#include "contribs/freehold/sources.h"
#include "contribs/freehold/store.h"
#include "plugins/common/fh_bundle.h"

#define PLUGIN "select_cons_tres_freehold.so"

/* One line of slurmctld's answer. */
static void take_setting(struct check_facts *facts, const char *line)
{
	const char *equals = strchr(line, '=');

	if (!equals)
		return;
	for (unsigned i = 0; i < CHECK_SETTINGS; i++) {
		size_t len = strlen(check_setting_name(i));

		if (len == (size_t) (equals - line) &&
		    !memcmp(check_setting_name(i), line, len))
			facts->setting[i] = equals + 1;
	}
}

static void ask_slurm(struct check_gathered *gathered)
{
	struct check_facts *facts = &gathered->facts;
	char *rest, *line;

	gathered->settings = slurm_ask_settings(&gathered->no_slurm);
	if (!gathered->settings)
		facts->no_slurm = gathered->no_slurm.text;
	rest = gathered->settings;
	while ((line = strsep(&rest, "\n")))
		take_setting(facts, line);
}

/* Each directory of PluginDir: is it here, are our plugins in one? */
static void look_at_plugins(struct check_gathered *gathered)
{
	struct check_facts *facts = &gathered->facts;
	const char *list = facts->setting[CHECK_PLUGIN_DIR];
	char *path;

	while (list && *list) {
		size_t len = strcspn(list, ":");

		if (asprintf(&path, "%.*s/" PLUGIN, (int) len, list) < 0)
			return;
		facts->has_plugin |= !access(path, R_OK);
		path[len] = '\0';
		if (access(path, X_OK) && !gathered->lost_dir)
			gathered->lost_dir = path;
		else
			free(path);
		list += len + (list[len] == ':');
	}
	facts->lost_dir = gathered->lost_dir;
}

static void lint_sources(const char *dir, struct check_gathered *gathered)
{
	struct fh_diags diags = { 0 };
	struct check_facts *facts = &gathered->facts;
	char *bundle = NULL;
	struct fh_conf *conf;

	facts->sources = sources_dir(dir);
	conf = fh_conf_load_dir(facts->sources, &bundle, &diags);
	facts->mistakes = fh_diag_total(&diags);
	fh_diag_sort(&diags);
	if (diags.count)
		gathered->mistake = fh_diag_format(&diags.item[0]);
	facts->mistake = gathered->mistake;
	gathered->digest = malloc(FH_DIGEST_HEX + 1);
	if (conf && gathered->digest &&
	    !fh_bundle_digest(bundle, strlen(bundle), gathered->digest, NULL))
		facts->digest = gathered->digest;
	if (conf) {
		check_dates_list(conf, time(NULL), &facts->dates);
		facts->adopt.datasets = conf->policy.dataset_count;
	}
	fh_conf_free(conf);
	free(bundle);
	fh_diag_clear(&diags);
}

static void read_active(const char *state_dir,
			struct check_gathered *gathered)
{
	struct check_facts *facts = &gathered->facts;
	char *store = NULL;

	facts->no_active = gathered->no_active.text;
	if (!state_dir)
		state_dir = facts->setting[CHECK_STATE_DIR];
	facts->has_state = state_dir;
	if (!state_dir) {
		fh_err(&gathered->no_active, "it is not known where "
		       "slurmctld's state is; give it with --state-dir");
		facts->no_audit = facts->no_active;
		return;
	}
	store = store_path(state_dir, &gathered->no_active);
	gathered->active = malloc(FH_DIGEST_HEX + 1);
	if (store && gathered->active &&
	    !fh_bundle_active(store, gathered->active, &gathered->no_active))
		facts->active = gathered->active;
	facts->no_audit = gathered->no_audit.text;
	if (store)
		check_audit_find(store, time(NULL), &facts->audit,
				 &gathered->no_audit);
	free(store);
}

void check_gather(const char *sources, const char *state_dir,
		  struct check_gathered *ret)
{
	memset(ret, 0, sizeof(*ret));
	ask_slurm(ret);
	look_at_plugins(ret);
	lint_sources(sources, ret);
	read_active(state_dir, ret);
	check_adopt_look("/etc/pam.d", &ret->facts.adopt);
}

void check_gathered_clear(struct check_gathered *gathered)
{
	free(gathered->settings);
	free(gathered->lost_dir);
	free(gathered->mistake);
	free(gathered->digest);
	free(gathered->active);
	memset(gathered, 0, sizeof(*gathered));
}
