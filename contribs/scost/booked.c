/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines out of the ledger: see booked.h. */
#include "fh_config.h"

#include <errno.h>
#include <pwd.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "contribs/scost/booked.h"
#include "contribs/scost/ledger_read.h"

/* What jobs can be chosen by, as texts of their lines. */
static const struct {
	enum scost_by by;
	const char *option;
	bool there;		/* not: check_choices() */
	size_t text;
} choices[SCOST_BY_COUNT] = {
#define TEXT(member) true, offsetof(struct scost_line, member)
	{ SCOST_BY_ACCOUNT, "--accounts", TEXT(account) },
	{ SCOST_BY_ASSOC, "--associations", false, 0 },
	{ SCOST_BY_CLUSTER, "--clusters", TEXT(cluster) },
	{ SCOST_BY_CONSTRAINT, "--constraints", false, 0 },
	{ SCOST_BY_GROUP, "--gid", false, 0 },
	{ SCOST_BY_JOB, "--jobs", TEXT(job_id) },
	{ SCOST_BY_JOBNAME, "--name", TEXT(job_name) },
	{ SCOST_BY_NODE, "--nodelist", false, 0 },
	{ SCOST_BY_PARTITION, "--partition", TEXT(partition) },
	{ SCOST_BY_QOS, "--qos", TEXT(qos) },
	{ SCOST_BY_STATE, "--state", TEXT(state) },
	{ SCOST_BY_USER, "--user", TEXT(user) },
	{ SCOST_BY_WCKEY, "--wckeys", TEXT(wckey) },
#undef TEXT
};

struct sieve {
	const struct scost_args *args;
	const char *own;		/* the only user; NULL: any */
	scost_line_fn *fn;
	void *ctx;
};

static bool passes(const struct sieve *sieve, const struct scost_line *line)
{
	if (sieve->own && strcmp(sieve->own, line->user))
		return false;
	for (size_t i = 0; i < SCOST_BY_COUNT; i++) {
		const struct fh_strlist *given =
			&sieve->args->by[choices[i].by];
		const char *text;

		if (!choices[i].there ||
		    fh_strlist_has_any_case(given, "all"))
			continue;
		memcpy(&text, (const char *) line + choices[i].text,
		       sizeof(text));
		/* Of a job "17" its tasks "17_3" and components "17+1" too. */
		if (!scost_args_chosen(given, text,
				       choices[i].by == SCOST_BY_JOB ? "_+" :
								       ""))
			return false;
	}
	return true;
}

static int sift(const struct scost_line *line, void *ctx,
		struct fh_error *err)
{
	const struct sieve *sieve = ctx;

	if (!passes(sieve, line))
		return 0;
	return sieve->fn(line, sieve->ctx, err);
}

static int check_choices(const struct scost_args *args, struct fh_error *err)
{
	for (size_t i = 0; i < SCOST_BY_COUNT; i++)
		if (!choices[i].there && args->by[choices[i].by].count)
			return fh_err(err, "the ledger's lines say the zone of "
				      "a run and whose it was, not its nodes, "
				      "features or group, so they can't be "
				      "chosen by %s; without --ledger slurmdbd "
				      "is asked, which knows them",
				      choices[i].option);
	return 0;
}

/* Sums of a day have no job. */
static bool needs_lines(const struct scost_args *args)
{
	return args->by[SCOST_BY_JOB].count ||
	       args->by[SCOST_BY_JOBNAME].count;
}

/* The file's mode is who may see it all; others have slurmdbd. */
static int check_right(const char *path, struct fh_error *err)
{
	if (!access(path, R_OK) || errno != EACCES)
		return 0;
	return fh_err(err, "you may not read the ledger %s, which has the "
		      "jobs of all users; without --ledger slurmdbd is asked "
		      "for those you may see", path);
}

/* As slurmdbd's: others' jobs are asked for. */
static int choose_user(const struct scost_args *args, const char **ret,
		       struct fh_error *err)
{
	struct passwd *user;

	*ret = NULL;
	if (args->all_users || args->by[SCOST_BY_USER].count || !getuid())
		return 0;
	user = getpwuid(getuid());
	if (!user)
		return fh_err(err, "no user has your id; name one by --user");
	*ret = user->pw_name;
	return 0;
}

/* What the ledger was bound to must be what the report says. */
static int check_value(struct scost_ledger *ledger, const char *key,
		       const char *expected, struct fh_error *err)
{
	char *value = scost_ledger_value(ledger, key, err);
	int rc = 0;

	if (!value)
		return -1;
	if (*value && strcmp(value, expected))
		rc = fh_err(err, "the ledger's %s is %s, and that of the "
			    "published configuration is %s", key, value,
			    *expected ? expected : "none");
	free(value);
	return rc;
}

static int read_lines(struct scost_ledger *ledger,
		      const struct scost_source *source, bool one_by_one,
		      struct sieve *sieve, struct fh_error *err)
{
	const struct scost_reading reading = {
		.from_s = source->days.from_s,
		.until_s = source->days.until_s,
	};

	if (check_value(ledger, "currency", source->currency, err) ||
	    check_value(ledger, "timezone", source->timezone, err))
		return -1;
	if (one_by_one)
		return scost_ledger_lines(ledger, &reading, sift, sieve, err);
	return scost_ledger_days(ledger, &reading, sift, sieve, err);
}

int scost_booked_read(const struct scost_source *source, const char *path,
		      bool one_by_one, scost_line_fn *fn, void *ctx,
		      struct fh_error *err)
{
	struct sieve sieve = { .args = source->args, .fn = fn, .ctx = ctx };
	struct scost_ledger *ledger = NULL;
	int rc = -1;

	if (!*path)
		path = scost_ledger_path();
	if (check_choices(source->args, err) || check_right(path, err) ||
	    choose_user(source->args, &sieve.own, err))
		return -1;
	if (!scost_ledger_open(path, false, &ledger, err))
		rc = read_lines(ledger, source,
				one_by_one || needs_lines(source->args),
				&sieve, err);
	scost_ledger_free(ledger);
	return rc;
}
