/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an administrator's installation must have: a table of rules over
 * facts.  A new rule is one row of the table in check_rules.c; a new fact is
 * one member here, gathered in check_facts.c.
 */
#ifndef FREEHOLD_CHECK_H
#define FREEHOLD_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "contribs/freehold/check_adopt.h"
#include "contribs/freehold/check_audit.h"
#include "contribs/freehold/check_dates.h"
#include "plugins/common/fh_error.h"
#include "plugins/common/fh_line.h"

/* As slurmctld has it, by the names of slurm.conf. */
enum check_setting {
	CHECK_VERSION,
	CHECK_SELECT_TYPE,
	CHECK_JOB_SUBMIT_PLUGINS,
	CHECK_PROLOG_FLAGS,
	CHECK_SCHEDULER_PARAMETERS,
	CHECK_JOB_ACCT_GATHER_TYPE,
	CHECK_ENERGY_TYPE,
	CHECK_NODE_FREQ,
	CHECK_PLUGIN_DIR,
	CHECK_STATE_DIR,
	CHECK_SETTINGS
};

struct check_facts {
	const char *setting[CHECK_SETTINGS];	/* NULL: not told */
	const char *no_slurm;	/* why slurmctld told nothing; else NULL */
	const char *lost_dir;	/* of PluginDir, not on this host; or NULL */
	bool has_plugin;	/* ours is in one of the others */
	const char *sources;	/* the directory */
	size_t mistakes;	/* in the sources */
	const char *mistake;	/* the first one */
	const char *digest;	/* of the sources; NULL: mistakes */
	bool has_state;		/* it is known where slurmctld's state is */
	const char *active;	/* digest; NULL: none, or not readable */
	const char *no_active;	/* why */
	struct check_dates dates;	/* of the sources; empty: none */
	struct check_adopt adopt;	/* of this host */
	struct check_audit audit;
	const char *no_audit;	/* why it is not known */
};

enum check_result {
	CHECK_OK,
	CHECK_WARNING,
	CHECK_FAILED,
	CHECK_UNKNOWN,		/* what it needs could not be found out */
};

struct check_rule {
	const char *name;
	bool of_slurm;		/* unknown while slurmctld doesn't answer */
	/* Judge the facts; what: the finding, in some words. */
	enum check_result (*judge)(const struct check_facts *facts,
				   struct fh_line *what);
	const char *fix;
};

extern const struct check_rule check_rule[];
extern const size_t check_rule_count;

/* A rule's judgement; what is empty before. */
enum check_result check_judge(const struct check_rule *rule,
			      const struct check_facts *facts,
			      struct fh_line *what);

/* The key of slurm.conf. */
const char *check_setting_name(enum check_setting setting);

/* Facts, and the memory they stand in. */
struct check_gathered {
	struct check_facts facts;
	char *settings;		/* slurmctld's answer, cut into texts */
	char *lost_dir, *mistake, *digest, *active;
	struct fh_error no_slurm, no_active, no_audit;
};

/*
 * Find out everything.
 * sources:    directory; NULL: the configured place.
 * state_dir:  StateSaveLocation; NULL: what slurmctld says.
 */
void check_gather(const char *sources, const char *state_dir,
		  struct check_gathered *ret);
void check_gathered_clear(struct check_gathered *gathered);

#endif
