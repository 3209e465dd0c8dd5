/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold audit verify: that nothing of the audit was changed, removed or
 * put in, as far as its chains and the heads kept elsewhere can prove it.
 */
#include "fh_config.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/audit.h"
#include "contribs/freehold/command.h"
#include "contribs/freehold/store.h"
#include "plugins/common/fh_audit_check.h"
#include "plugins/common/fh_units.h"

/* Where a chain must have stood, as somebody else kept it. */
struct head {
	char host[FH_CHAIN_LABEL_MAX + 1];
	struct fh_chain chain;
	const char *by;		/* who says it */
};

struct heads {
	struct head *item;
	size_t count;
};

/* One log being verified. */
struct verification {
	const struct audit_host *host;
	const struct heads *heads;
	struct fh_audit_check check;
	size_t heads_met;
	unsigned long bad;
};

static void tell(const struct audit_place *place, const char *text)
{
	if (place)
		fprintf(stderr, "%s:%lu: ", place->path, place->line);
	fprintf(stderr, "%s\n", text);
}

static int keep_head(struct heads *heads, const char *host,
		     const struct fh_chain *chain, const char *by)
{
	struct head *item = reallocarray(heads->item, heads->count + 1,
					 sizeof(*item));

	if (!item)
		return -1;
	heads->item = item;
	item += heads->count++;
	(void) snprintf(item->host, sizeof(item->host), "%s", host);
	item->chain = *chain;
	item->by = by;
	return 0;
}

/* What a log's lines "opened" quote of the others. */
struct quoting {
	struct heads *heads;
	const char *by;
};

static int collect_quotes(const struct audit_place *place,
			  const struct fh_audit_line *line, const char *why,
			  void *arg)
{
	const struct quoting *quoting = arg;
	char host[FH_CHAIN_LABEL_MAX + 1];
	struct fh_chain chain;
	const char *at;
	int rc;

	(void) why;
	if (!line || line->record.kind != FH_AUDIT_OPENED)
		return 0;
	at = line->record.heads;
	while ((rc = fh_audit_next_head(&at, host, &chain)) > 0)
		if (keep_head(quoting->heads, host, &chain, quoting->by))
			return -1;
	if (rc < 0)
		tell(place, "the heads that it quotes can't be read");
	return 0;
}

/* Does every head that was kept at this line agree? */
static void meet_heads(struct verification *now,
		       const struct audit_place *place)
{
	const struct fh_chain *chain = &now->check.chain;

	for (size_t i = 0; i < now->heads->count; i++) {
		const struct head *head = &now->heads->item[i];

		if (strcmp(head->host, now->host->name) ||
		    head->chain.lines != chain->lines)
			continue;
		now->heads_met++;
		if (!memcmp(head->chain.hash, chain->hash,
			    sizeof(chain->hash)))
			continue;
		now->bad++;
		tell(place, "the lines up to here are not those that the head "
		     "was made of:");
		tell(place, head->by);
	}
}

static int verify_line(const struct audit_place *place,
		       const struct fh_audit_line *line, const char *why,
		       void *arg)
{
	struct verification *now = arg;
	struct fh_error err = { "" };
	int64_t before = now->check.chain.lines;

	if (!line) {
		now->bad++;
		tell(place, why);
		return -1;
	}
	if (fh_audit_check_line(&now->check, now->host->name,
				place->line == 1, line, &err)) {
		now->bad++;
		tell(place, err.text);
	}
	/* A chain that is broken proves nothing behind it. */
	if (now->check.chain.lines == before || !now->check.first_line)
		return -1;
	meet_heads(now, place);
	return 0;
}

/* Heads that no line was reached for. */
static void check_unmet(struct verification *now)
{
	int64_t lines = now->check.chain.lines;

	for (size_t i = 0; i < now->heads->count; i++) {
		const struct head *head = &now->heads->item[i];

		if (strcmp(head->host, now->host->name))
			continue;
		if (head->chain.lines > lines) {
			now->bad++;
			fprintf(stderr, "%s: it is proven up to line %" PRId64
				", and line %" PRId64 " was kept (%s): lines "
				"are missing at its end\n", now->host->name,
				lines, head->chain.lines, head->by);
		}
	}
}

static void print_result(const struct verification *now)
{
	const struct fh_audit_check *check = &now->check;
	char from[32], to[32], head[FH_CHAIN_HEAD_SIZE];

	printf("%s: %s: %" PRId64 " lines, %" PRId64 " decisions, %zu files, "
	       "%" PRId64 " starts, from %s to %s\n", now->host->name,
	       now->bad ? "NOT SOUND" : "sound",
	       check->first_line ?
		       check->chain.lines - check->first_line + 1 : 0,
	       check->decisions, now->host->count, check->starts,
	       fh_units_format_instant(check->from_s, from, sizeof(from)),
	       fh_units_format_instant(check->to_s, to, sizeof(to)));
	if (check->first_line > 1)
		printf("%s: lines 1 to %" PRId64 " are in files that are not "
		       "here\n", now->host->name, check->first_line - 1);
	if (check->lost)
		printf("%s: %" PRId64 " records had no room in the ring, and "
		       "are not here\n", now->host->name, check->lost);
	printf("%s: %zu heads kept elsewhere agree\n", now->host->name,
	       now->heads_met);
	printf("%s: head %s %s\n", now->host->name, now->host->name,
	       fh_chain_head(&check->chain, head));
}

/* Returns whether something is wrong. */
static bool verify_host(const struct audit_host *host,
			const struct heads *heads)
{
	struct verification now = { .host = host, .heads = heads };
	struct fh_error err;

	if (audit_read(host, verify_line, &now, &err)) {
		now.bad++;
		tell(NULL, err.text);
	}
	check_unmet(&now);
	fflush(stderr);
	print_result(&now);
	return now.bad;
}

/* A head is of a log that is not here. */
static bool check_strangers(const struct audit_hosts *hosts,
			    const struct heads *heads)
{
	bool bad = false;

	for (size_t i = 0; i < heads->count; i++) {
		bool found = false;

		for (size_t k = 0; k < hosts->count; k++)
			found |= !strcmp(hosts->host[k].name,
					 heads->item[i].host);
		if (!found)
			fprintf(stderr, "there is no log of %s, whose head "
				"was kept (%s)\n", heads->item[i].host,
				heads->item[i].by);
		bad |= !found;
	}
	return bad;
}

static int verify_all(const char *dir, struct heads *heads)
{
	struct audit_hosts hosts;
	struct fh_error err;
	bool bad = false;

	if (audit_hosts_find(dir, &hosts, &err)) {
		fprintf(stderr, "freehold: %s\n", err.text);
		return FREEHOLD_FAILED;
	}
	for (size_t i = 0; i < hosts.count; i++) {
		struct quoting quoting = { heads, hosts.host[i].name };

		/* What can't be read is told when it is verified. */
		(void) audit_read(&hosts.host[i], collect_quotes, &quoting,
				  NULL);
	}
	bad = check_strangers(&hosts, heads);
	for (size_t i = 0; i < hosts.count; i++)
		bad |= verify_host(&hosts.host[i], heads);
	audit_hosts_clear(&hosts);
	return bad ? FREEHOLD_FAILED : FREEHOLD_OK;
}

static int add_typed(struct heads *heads, const char *typed)
{
	char host[FH_CHAIN_LABEL_MAX + 1];
	struct fh_chain chain;
	const char *at = typed;

	if (fh_audit_next_head(&at, host, &chain) == 1 && !*at &&
	    !keep_head(heads, host, &chain, "--head"))
		return 0;
	fprintf(stderr, "freehold: --head: '%.100s' is not HOST LINES HASH, as "
		"syslog has it\n", typed);
	return -1;
}

static int usage(void)
{
	fputs("Usage: freehold audit verify [--state-dir DIR] [--log DIR] "
	      "[--head 'HOST LINES HASH']...\n", stderr);
	return FREEHOLD_USAGE;
}

int audit_verify(int argc, char **argv)
{
	static const struct option options[] = {
		{ "state-dir", required_argument, NULL, 's' },
		{ "log", required_argument, NULL, 'l' },
		{ "head", required_argument, NULL, 'h' },
		{ 0 },
	};
	const char *state_dir = NULL, *log = NULL;
	struct heads heads = { 0 };
	char *store = NULL, *dir = NULL;
	struct fh_error err;
	int c, rc = FREEHOLD_OK;

	while (!rc && (c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 's')
			state_dir = optarg;
		else if (c == 'l')
			log = optarg;
		else if (c != 'h')
			rc = usage();
		else if (add_typed(&heads, optarg))
			rc = FREEHOLD_USAGE;
	}
	if (!rc && optind < argc)
		rc = usage();
	if (!rc && !log && !(store = store_path(state_dir, &err)))
		rc = FREEHOLD_FAILED;
	if (!rc && !(dir = audit_dir(log, store, &err)))
		rc = FREEHOLD_FAILED;
	if (rc == FREEHOLD_FAILED)
		fprintf(stderr, "freehold: %s\n", err.text);
	else if (!rc)
		rc = verify_all(dir, &heads);
	free(heads.item);
	free(store);
	free(dir);
	return rc;
}
