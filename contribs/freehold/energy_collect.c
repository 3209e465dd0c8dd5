/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold energy collect: a node's job lines to where scost reads them, each
 * line once, whenever it was ended before.
 */
#include "fh_config.h"

#include <getopt.h>
#include <inttypes.h>
#include <string.h>

#include "contribs/freehold/collected.h"
#include "contribs/freehold/command.h"
#include "contribs/freehold/energy.h"
#include "contribs/freehold/journal.h"

/* How far a journal was collected before. */
struct cursor {
	int64_t number;		/* lines behind this one are new */
	int64_t first;		/* number of the first line there is; 0: it
				 * is damaged */
};

/*
 * The last line that was collected.  A journal that began anew has none of
 * them, and all its lines are new.  Damaged lines are told later.
 */
static void find_cursor(struct journal *journal,
			const struct collected *collected, struct cursor *ret)
{
	struct fh_journal_line line = { 0 };
	enum journal_got got;

	*ret = (struct cursor) { 0 };
	while ((got = journal_next(journal, &line, NULL)) != JOURNAL_END) {
		if (!journal->jobs_only && got == JOURNAL_LINE)
			ret->first = line.number;
		journal->jobs_only = true;
		if (got == JOURNAL_BAD)
			continue;
		if (line.kind == FH_JOURNAL_JOB &&
		    collected_is_last(collected, &line))
			ret->number = line.number;
		fh_journal_clear(&line);
	}
	journal_rewind(journal);
}

static void tell_lost(const char *node, const struct collected *collected,
		      const struct cursor *cursor)
{
	if (cursor->number || cursor->first <= collected->number + 1)
		return;
	fprintf(stderr, "freehold: node %s: lines %" PRId64 " to %" PRId64
		" were rotated away before they were collected\n", node,
		collected->number + 1, cursor->first - 1);
}

/* Returns how many lines were damaged, or -1 with err set. */
static int copy_lines(struct journal *journal, struct collected *collected,
		      int64_t *copied, struct fh_error *err)
{
	struct fh_journal_line line = { 0 };
	struct cursor cursor;
	enum journal_got got;
	int64_t number = 0;
	int bad = 0;

	find_cursor(journal, collected, &cursor);
	tell_lost(collected->node, collected, &cursor);
	while ((got = journal_next(journal, &line, err)) != JOURNAL_END) {
		int rc = 0;

		if (got == JOURNAL_BAD) {
			/* Those before the cursor were told then. */
			if (number < cursor.number)
				continue;
			fprintf(stderr, "freehold: not collected: %s\n",
				err->text);
			bad++;
			continue;
		}
		number = line.number;
		if (number > cursor.number) {
			rc = collected_add(collected, &line, err);
			*copied += !rc;
		}
		fh_journal_clear(&line);
		if (rc)
			return -1;
	}
	return bad;
}

/* Returns 0, or -1 after telling why not. */
static int collect_node(const char *dir, const char *to, const char *node)
{
	struct collected collected = { 0 };
	struct journal journal = { 0 };
	struct fh_error err = { "" };
	int64_t copied = 0;
	int bad = -1;

	if (journal_open(dir, node, &journal, &err))
		goto out;
	if (!collected_open(to, node, &collected, &err)) {
		bad = copy_lines(&journal, &collected, &copied, &err);
		if (collected_close(&collected, bad < 0 ? NULL : &err))
			bad = -1;
	}
	journal_close(&journal);
out:
	if (bad >= 0 || copied)
		printf("node %s: %" PRId64 " job lines collected\n", node,
		       copied);
	fflush(stdout);
	if (bad < 0)
		fprintf(stderr, "freehold: %s\n", err.text);
	return bad ? -1 : 0;
}

static int collect_all(const char *dir, const char *to)
{
	struct fh_strlist nodes = { 0 };
	struct fh_error err;
	int rc = 0;

	if (journal_nodes(dir, &nodes, &err) ||
	    (!nodes.count && fh_err(&err, "%s has no journal", dir))) {
		fprintf(stderr, "freehold: %s\n", err.text);
		rc = -1;
	}
	for (size_t i = 0; i < nodes.count; i++)
		rc |= collect_node(dir, to, nodes.item[i]);
	fh_strlist_clear(&nodes);
	return rc;
}

static int usage(void)
{
	fputs("Usage: freehold energy collect --to DIR [--journal DIR] "
	      "[NODE]\n", stderr);
	return FREEHOLD_USAGE;
}

int energy_collect(int argc, char **argv)
{
	static const struct option options[] = {
		{ "journal", required_argument, NULL, 'j' },
		{ "to", required_argument, NULL, 't' },
		{ 0 },
	};
	const char *dir = JOURNAL_DIR, *to = NULL;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'j')
			dir = optarg;
		else if (c == 't')
			to = optarg;
		else
			return usage();
	}
	if (!to || argc - optind > 1)
		return usage();
	rc = optind < argc ? collect_node(dir, to, argv[optind]) :
			     collect_all(dir, to);
	return rc ? FREEHOLD_FAILED : FREEHOLD_OK;
}
