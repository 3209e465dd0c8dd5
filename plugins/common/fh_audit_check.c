/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Proving an audit: see fh_audit_check.h. */
#include <stdio.h>
#include <string.h>

#include "fh_audit_check.h"
#include "fh_units.h"

/* Is it one that the log adds by itself, without a decision? */
static bool is_own(const struct fh_audit_line *line)
{
	return line->record.kind == FH_AUDIT_OPENED ||
	       line->record.kind == FH_AUDIT_LOST;
}

/*
 * Where the chain stands before the first line that is given: at its start,
 * or where the line says that older files, which are not here, have ended.
 */
static int begin(struct fh_audit_check *check, const char *host,
		 const struct fh_audit_line *line, struct fh_error *err)
{
	const struct fh_audit_record *record = &line->record;

	if (record->kind != FH_AUDIT_OPENED || !record->previous ||
	    !record->cluster)
		return fh_err(err, "line %lld begins a file and is not the "
			      "line \"opened\" of one", (long long) line->line);
	(void) snprintf(check->cluster, sizeof(check->cluster), "%s",
			record->cluster);
	check->first_line = line->line;
	check->decision = line->decision;
	check->from_s = record->at_s;
	if (line->line == 1)
		return fh_audit_chain_begin(&check->chain, record->cluster,
					    host, err);
	if (fh_chain_parse_head(record->previous, &check->chain, err))
		return -1;
	if (check->chain.lines != line->line - 1)
		return fh_err(err, "line %lld says that line %lld was before "
			      "it", (long long) line->line,
			      (long long) check->chain.lines);
	return 0;
}

static int check_opened(const struct fh_audit_check *check, const char *host,
			const struct fh_audit_record *record,
			struct fh_error *err)
{
	char head[FH_CHAIN_HEAD_SIZE];

	if (!record->host || strcmp(record->host, host))
		return fh_err(err, "it is the log of %s, where its file's name "
			      "says %s", record->host ? record->host : "nobody",
			      host);
	if (!record->cluster || strcmp(record->cluster, check->cluster))
		return fh_err(err, "it is of cluster %s, where lines before "
			      "are of %s",
			      record->cluster ? record->cluster : "nobody",
			      check->cluster);
	if (record->version > FH_AUDIT_VERSION)
		return fh_err(err, "it was written by a newer version of "
			      "Freehold");
	if (!record->previous ||
	    strcmp(record->previous, fh_chain_head(&check->chain, head)))
		return fh_err(err, "line %lld does not carry on the lines "
			      "before it", (long long) check->chain.lines + 1);
	return 0;
}

static int check_number(const struct fh_audit_check *check,
			const struct fh_audit_line *line, struct fh_error *err)
{
	int64_t wanted = check->decision + !is_own(line);

	if (line->decision == wanted)
		return 0;
	if (line->decision > wanted)
		return fh_err(err, "line %lld: decisions %lld to %lld are "
			      "missing: the ring was lost, or lines of an "
			      "older log were put back",
			      (long long) line->line, (long long) wanted,
			      (long long) line->decision -
				      !is_own(line));
	return fh_err(err, "line %lld: decision %lld is there twice",
		      (long long) line->line, (long long) line->decision);
}

static void count(struct fh_audit_check *check,
		  const struct fh_audit_line *line)
{
	check->decision = line->decision;
	check->decisions += !is_own(line);
	check->starts += line->record.kind == FH_AUDIT_OPENED;
	if (line->record.at_s > check->to_s)
		check->to_s = line->record.at_s;
	/* A total since the ring was made: a smaller one is of a new ring. */
	if (line->record.kind == FH_AUDIT_LOST &&
	    line->record.count != FH_UNKNOWN)
		check->lost = line->record.count > check->lost ?
				      line->record.count :
				      check->lost + line->record.count;
}

int fh_audit_check_line(struct fh_audit_check *check, const char *host,
			bool fresh, const struct fh_audit_line *line,
			struct fh_error *err)
{
	struct fh_error number_err;
	int wrong;

	if (!check->first_line && begin(check, host, line, err))
		return -1;
	if (fresh && line->record.kind != FH_AUDIT_OPENED)
		return fh_err(err, "line %lld begins a file and is not the "
			      "line \"opened\" of one", (long long) line->line);
	if (line->line != check->chain.lines + 1)
		return fh_err(err, "line %lld stands where line %lld should: "
			      "lines are missing, or were moved",
			      (long long) line->line,
			      (long long) check->chain.lines + 1);
	if (line->record.kind == FH_AUDIT_OPENED &&
	    check_opened(check, host, &line->record, err))
		return -1;
	if (fh_chain_check(&check->chain, line->text, line->text_len,
			   line->hash, err))
		return -1;
	wrong = check_number(check, line, &number_err);
	count(check, line);
	return wrong ? fh_err(err, "%s", number_err.text) : 0;
}

int fh_audit_next_head(const char **at, char *ret_host,
		       struct fh_chain *ret_head)
{
	char text[FH_CHAIN_HEAD_SIZE];
	const char *blank;
	size_t len;

	if (!*at || !**at)
		return 0;
	len = strcspn(*at, ";");
	blank = memchr(*at, ' ', len);
	if (!blank || blank - *at > FH_CHAIN_LABEL_MAX ||
	    len - (size_t) (blank + 1 - *at) >= sizeof(text))
		return -1;
	(void) snprintf(ret_host, FH_CHAIN_LABEL_MAX + 1, "%.*s",
			(int) (blank - *at), *at);
	(void) snprintf(text, sizeof(text), "%.*s",
			(int) (len - (size_t) (blank + 1 - *at)), blank + 1);
	*at += len + ((*at)[len] == ';');
	return fh_chain_parse_head(text, ret_head, NULL) ? -1 : 1;
}
