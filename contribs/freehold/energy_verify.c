/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold energy verify: the journal's energy added up again, line by line.
 */
#include "fh_config.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/command.h"
#include "contribs/freehold/energy.h"
#include "contribs/freehold/journal.h"
#include "plugins/common/fh_units.h"

#define MS_PER_S 1000
#define SHOWN_MAX 100		/* differences told one by one */

struct verification {
	const char *node;
	int64_t since_ms;
	struct fh_journal_check *check;
	bool begun;		/* a line was checked */
	bool simulated;
	int64_t first;		/* number of the first line there is */
	int64_t from_ms, to_ms;	/* of what was checked */
	unsigned long bad;	/* lines */
};

static void tell(struct verification *verification,
		 const struct journal *journal, const char *text)
{
	if (verification->bad++ >= SHOWN_MAX)
		return;
	if (journal)
		fprintf(stderr, "%s:%lu: ", journal_file(journal),
			journal->line);
	fprintf(stderr, "%s\n", text);
}

/* What the check can't know: the names of files. */
static void check_names(struct verification *verification,
			const struct journal *journal,
			const struct fh_journal_line *line)
{
	int64_t first = journal->file[journal->at].first;

	if (journal->line == 1 && first != FH_FOREVER && first != line->number)
		tell(verification, journal, "its number is not the one in the "
		     "file's name");
	if (line->kind == FH_JOURNAL_START &&
	    strcmp(line->node, verification->node))
		tell(verification, journal, "it is of another node than the "
		     "file's name says");
}

static void check_line(struct verification *verification,
		       const struct journal *journal,
		       const struct fh_journal_line *line)
{
	struct fh_error err = { "" };

	if (!verification->first)
		verification->first = line->number;
	if (line->kind == FH_JOURNAL_START)
		verification->simulated |= line->simulated;
	check_names(verification, journal, line);
	if (line->to_ms < verification->since_ms && !verification->begun) {
		if (line->kind == FH_JOURNAL_START &&
		    fh_journal_check_begin(verification->check, line, &err))
			tell(verification, journal, err.text);
		return;
	}
	if (!verification->begun)
		verification->from_ms = line->from_ms;
	verification->begun = true;
	if (line->to_ms > verification->to_ms)
		verification->to_ms = line->to_ms;
	if (fh_journal_check_line(verification->check, line, &err))
		tell(verification, journal, err.text);
}

static void print_energy(const char *name, const struct fh_energy *energy)
{
	int64_t all_uj = 0;

	printf("%-13s", name);
	for (size_t i = 0; i < FH_ENERGY_PARTS; i++) {
		printf(" %16" PRId64, energy->uj[i]);
		/* An edited journal may have any numbers. */
		if (__builtin_add_overflow(all_uj, energy->uj[i], &all_uj))
			all_uj = INT64_MAX;
	}
	printf(" %18" PRId64 "\n", all_uj);
}

static void print_table(const struct fh_journal_totals *totals)
{
	printf("%-13s", "uJ");
	for (unsigned i = 0; i < FH_ENERGY_PARTS; i++)
		printf(" %16s", fh_energy_part_name(i));
	printf(" %18s\n", "all");
	print_energy("metered", &totals->metered);
	print_energy("jobs", &totals->by_jobs);
	print_energy("idle", &totals->idle);
	print_energy("system", &totals->system);
	print_energy("unattributed", &totals->unattributed);
}

static void print_notes(const struct verification *verification,
			const struct fh_journal_totals *totals)
{
	if (verification->first > 1)
		printf("lines 1 to %" PRId64 " were rotated away\n",
		       verification->first - 1);
	if (totals->unknown_meters)
		printf("%" PRId64 " intervals stand before any list of "
		       "meters: only their division was checked\n",
		       totals->unknown_meters);
	if (totals->rejected_uj)
		printf("%" PRId64 " uJ were counted and not believed\n",
		       totals->rejected_uj);
	if (verification->bad > SHOWN_MAX)
		fprintf(stderr, "and %lu more\n",
			verification->bad - SHOWN_MAX);
}

static void print_result(const struct verification *verification)
{
	char from[32], to[32], gaps[32];
	struct fh_journal_totals totals;

	fh_journal_check_totals(verification->check, &totals);
	printf("node %s%s: %" PRId64 " lines", verification->node,
	       verification->simulated ? " (simulated)" : "", totals.lines);
	if (verification->begun)
		printf(" from %s to %s",
		       fh_units_format_instant(verification->from_ms /
					       MS_PER_S, from, sizeof(from)),
		       fh_units_format_instant(verification->to_ms / MS_PER_S,
					       to, sizeof(to)));
	printf("\nintervals %" PRId64 ", jobs %" PRId64 ", gaps %" PRId64
	       " (%s)\n", totals.intervals, totals.jobs, totals.gaps,
	       fh_units_format_elapsed(totals.gap_ms / MS_PER_S, gaps,
				       sizeof(gaps)));
	print_table(&totals);
	print_notes(verification, &totals);
	printf("largest error: %" PRId64 " uJ\n", totals.error_uj);
}

/* Returns 0, or -1 after telling what is wrong. */
static int verify_node(const char *dir, const char *node, int64_t since_ms)
{
	struct verification verification = {
		.node = node, .since_ms = since_ms,
	};
	struct fh_journal_line line = { 0 };
	struct journal journal = { 0 };
	enum journal_got got;
	struct fh_error err;

	if (journal_open(dir, node, &journal, &err)) {
		fprintf(stderr, "freehold: %s\n", err.text);
		return -1;
	}
	verification.check = fh_journal_check_new();
	if (!verification.check) {
		journal_close(&journal);
		fputs("freehold: out of memory\n", stderr);
		return -1;
	}
	while ((got = journal_next(&journal, &line, &err)) != JOURNAL_END) {
		if (got == JOURNAL_BAD)
			tell(&verification, NULL, err.text);
		else
			check_line(&verification, &journal, &line);
		fh_journal_clear(&line);
	}
	fflush(stderr);
	print_result(&verification);
	fh_journal_check_free(verification.check);
	journal_close(&journal);
	return verification.bad ? -1 : 0;
}

static int verify_all(const char *dir, int64_t since_ms)
{
	struct fh_strlist nodes = { 0 };
	struct fh_error err;
	int rc = 0;

	if (journal_nodes(dir, &nodes, &err) ||
	    (!nodes.count && fh_err(&err, "%s has no journal", dir))) {
		fprintf(stderr, "freehold: %s\n", err.text);
		rc = -1;
	}
	for (size_t i = 0; i < nodes.count; i++) {
		if (i)
			putchar('\n');
		rc |= verify_node(dir, nodes.item[i], since_ms);
	}
	fh_strlist_clear(&nodes);
	return rc;
}

static int usage(void)
{
	fputs("Usage: freehold energy verify [--journal DIR] [--since TIME] "
	      "[NODE]\n", stderr);
	return FREEHOLD_USAGE;
}

int energy_verify(int argc, char **argv)
{
	static const struct option options[] = {
		{ "journal", required_argument, NULL, 'j' },
		{ "since", required_argument, NULL, 's' },
		{ 0 },
	};
	const char *dir = JOURNAL_DIR;
	int64_t since_s = 0;
	struct fh_error err;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 'j')
			dir = optarg;
		else if (c != 's')
			return usage();
		else if (fh_units_parse_instant(optarg, &since_s, &err)) {
			fprintf(stderr, "freehold: --since: %s\n", err.text);
			return FREEHOLD_USAGE;
		}
	}
	if (argc - optind > 1)
		return usage();
	rc = optind < argc ?
		     verify_node(dir, argv[optind], since_s * MS_PER_S) :
		     verify_all(dir, since_s * MS_PER_S);
	return rc ? FREEHOLD_FAILED : FREEHOLD_OK;
}
