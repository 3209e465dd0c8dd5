/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line: see args.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "contribs/scost/args.h"

enum { OPT_DELIMITER = 256, OPT_JSON, OPT_EXPLAIN, OPT_JOBNAME, OPT_STRICT };

static const struct option options[] = {
	{ "accounts", required_argument, NULL, 'A' },
	{ "allclusters", no_argument, NULL, 'L' },
	{ "allocations", no_argument, NULL, 'X' },
	{ "allusers", no_argument, NULL, 'a' },
	{ "associations", required_argument, NULL, 'x' },
	{ "clusters", required_argument, NULL, 'M' },
	{ "cluster", required_argument, NULL, 'M' },
	{ "constraints", required_argument, NULL, 'C' },
	{ "delimiter", required_argument, NULL, OPT_DELIMITER },
	{ "duplicates", no_argument, NULL, 'D' },
	{ "endtime", required_argument, NULL, 'E' },
	{ "explain", no_argument, NULL, OPT_EXPLAIN },
	{ "fields", required_argument, NULL, 'o' },
	{ "format", required_argument, NULL, 'o' },
	{ "gid", required_argument, NULL, 'g' },
	{ "group", required_argument, NULL, 'g' },
	{ "help", no_argument, NULL, 'h' },
	{ "helpformat", no_argument, NULL, 'e' },
	{ "jobs", required_argument, NULL, 'j' },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "name", required_argument, NULL, OPT_JOBNAME },
	{ "nodelist", required_argument, NULL, 'N' },
	{ "noheader", no_argument, NULL, 'n' },
	{ "parsable", no_argument, NULL, 'p' },
	{ "parsable2", no_argument, NULL, 'P' },
	{ "partition", required_argument, NULL, 'r' },
	{ "qos", required_argument, NULL, 'q' },
	{ "starttime", required_argument, NULL, 'S' },
	{ "state", required_argument, NULL, 's' },
	{ "strict", no_argument, NULL, OPT_STRICT },
	{ "uid", required_argument, NULL, 'u' },
	{ "usage", no_argument, NULL, 'U' },
	{ "user", required_argument, NULL, 'u' },
	{ "version", no_argument, NULL, 'V' },
	{ "wckeys", required_argument, NULL, 'W' },
	{ 0 },
};

/* Options that choose jobs. */
static const struct {
	int option;
	enum scost_by by;
} selectors[] = {
	{ 'A', SCOST_BY_ACCOUNT },
	{ 'C', SCOST_BY_CONSTRAINT },
	{ 'M', SCOST_BY_CLUSTER },
	{ 'N', SCOST_BY_NODE },
	{ 'W', SCOST_BY_WCKEY },
	{ 'g', SCOST_BY_GROUP },
	{ 'j', SCOST_BY_JOB },
	{ 'q', SCOST_BY_QOS },
	{ 'r', SCOST_BY_PARTITION },
	{ 's', SCOST_BY_STATE },
	{ 'u', SCOST_BY_USER },
	{ 'x', SCOST_BY_ASSOC },
	{ OPT_JOBNAME, SCOST_BY_JOBNAME },
};

/* Options that set one enum. */
static const struct {
	int option;
	enum scost_action action;
} actions[] = {
	{ 'h', SCOST_HELP },
	{ 'e', SCOST_HELPFORMAT },
	{ 'U', SCOST_USAGE },
	{ 'V', SCOST_VERSION },
};

static const struct {
	int option;
	enum scost_output output;
} outputs[] = {
	{ 'p', SCOST_PARSABLE },
	{ 'P', SCOST_PARSABLE2 },
	{ OPT_JSON, SCOST_JSON },
	{ OPT_EXPLAIN, SCOST_EXPLAIN },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int nomem(void)
{
	fputs("scost: out of memory\n", stderr);
	return -1;
}

/* Several --format are one list, as with sacct. */
static int join_format(struct scost_args *args, const char *text)
{
	char *joined;

	if (asprintf(&joined, "%s%s%s", args->format ? args->format : "",
		     args->format ? "," : "", text) < 0)
		return nomem();
	free(args->format);
	args->format = joined;
	return 0;
}

/* The options that a table knows.  1 = taken, 0 = another, -1 = failed. */
static int take_listed(struct scost_args *args, int option)
{
	for (size_t i = 0; i < COUNT(selectors); i++)
		if (selectors[i].option == option)
			return fh_strlist_add(&args->by[selectors[i].by],
					      optarg) ?
				       nomem() :
				       1;
	for (size_t i = 0; i < COUNT(actions); i++) {
		if (actions[i].option != option)
			continue;
		args->action = actions[i].action;
		return 1;
	}
	for (size_t i = 0; i < COUNT(outputs); i++) {
		if (outputs[i].option != option)
			continue;
		args->output = outputs[i].output;
		return 1;
	}
	return 0;
}

static int take(struct scost_args *args, int option)
{
	switch (option) {
	case 'a':
		args->all_users = true;
		return 0;
	case 'D':
		args->duplicates = true;
		return 0;
	case 'E':
		args->end = optarg;
		return 0;
	case 'L':
		return fh_strlist_add(&args->by[SCOST_BY_CLUSTER], "all") ?
			       nomem() :
			       0;
	case 'n':
		args->no_header = true;
		return 0;
	case 'o':
		return join_format(args, optarg);
	case 'S':
		args->start = optarg;
		return 0;
	case 'X':	/* one line per job is all there is */
		return 0;
	case OPT_DELIMITER:
		args->delimiter = optarg;
		return 0;
	case OPT_STRICT:
		args->strict = true;
		return 0;
	}
	return -1;	/* getopt has said why */
}

static size_t count_options(const struct option *list)
{
	size_t count = 0;

	while (list && list[count].name)
		count++;
	return count;
}

/* Those of more, which win, and the listing's behind them, malloc'ed. */
static struct option *join_options(const struct scost_args_more *more)
{
	size_t own = COUNT(options) - 1;
	size_t added = count_options(more ? more->options : NULL);
	struct option *ret = calloc(own + added + 1, sizeof(*ret));

	if (!ret)
		return NULL;
	if (added)
		memcpy(ret, more->options, added * sizeof(*ret));
	memcpy(ret + added, options, own * sizeof(*ret));
	return ret;
}

static int take_any(struct scost_args *args,
		    const struct scost_args_more *more, int option)
{
	int taken;

	if (more && option >= SCOST_ARGS_MORE)
		return more->take(more->ctx, option, optarg);
	taken = take_listed(args, option);
	if (taken)
		return taken < 0 ? -1 : 0;
	return take(args, option);
}

int scost_args_parse(int argc, char **argv, const struct scost_args_more *more,
		     struct scost_args *ret)
{
	struct option *known = join_options(more);
	int option, rc = -1;

	*ret = (struct scost_args){ .delimiter = "|" };
	if (!known)
		return nomem();
	optind = 0;
	while ((option = getopt_long(argc, argv,
				     "aA:C:DeE:g:hj:LM:nN:o:pPq:r:s:S:u:UVW:x:X",
				     known, NULL)) != -1)
		if (take_any(ret, more, option))
			goto out;
	if (optind < argc) {
		fprintf(stderr, "scost: unknown argument %s\n", argv[optind]);
		goto out;
	}
	rc = 0;
out:
	free(known);
	return rc;
}

static bool in_words(const char *words, const char *text, const char *ends)
{
	for (;;) {
		size_t len = strcspn(words, ",");

		if (len && !strncasecmp(words, text, len) &&
		    (!text[len] || strchr(ends, text[len])))
			return true;
		if (!words[len])
			return false;
		words += len + 1;
	}
}

bool scost_args_chosen(const struct fh_strlist *given, const char *text,
		       const char *ends)
{
	for (size_t i = 0; i < given->count; i++)
		if (in_words(given->item[i], text, ends))
			return true;
	return !given->count;
}

void scost_args_help(FILE *out)
{
	fputs("Usage: scost [OPTION...]\n"
	      "       scost COMMAND [ARGUMENT...]\n"
	      "Energy and cost of jobs; options as in sacct.\n\n"
	      "  -a, --allusers         jobs of all users\n"
	      "  -A, --accounts=LIST    jobs of these accounts\n"
	      "  -C, --constraints=LIST jobs that asked for these features\n"
	      "  -D, --duplicates       earlier jobs of the same id too\n"
	      "  -e, --helpformat       the fields --format knows\n"
	      "  -E, --endtime=TIME     jobs before this time\n"
	      "      --explain          how each cost came about\n"
	      "  -g, --gid=LIST         jobs of these groups\n"
	      "  -j, --jobs=LIST        these jobs\n"
	      "      --json             an array of objects\n"
	      "  -L, --allclusters      jobs of all clusters\n"
	      "  -M, --clusters=LIST    jobs of these clusters\n"
	      "  -n, --noheader         no header, no footnote\n"
	      "  -N, --nodelist=NODES   jobs that ran on one of these nodes\n"
	      "      --name=LIST        jobs of these names\n"
	      "  -o, --format=LIST      fields, FIELD%WIDTH for a width\n"
	      "  -p, --parsable         a | behind every field\n"
	      "  -P, --parsable2        a | between fields\n"
	      "      --delimiter=TEXT   instead of |\n"
	      "  -q, --qos=LIST         jobs of these qualities of service\n"
	      "  -r, --partition=LIST   jobs in these partitions\n"
	      "  -s, --state=LIST       jobs in these states\n"
	      "  -S, --starttime=TIME   jobs after this time; default: today\n"
	      "      --strict           exit with 1 when a job has no cost\n"
	      "                         or no energy\n"
	      "  -u, --user=LIST        jobs of these users\n"
	      "  -W, --wckeys=LIST      jobs with these workload keys\n"
	      "  -x, --associations=LIST  jobs of these associations (ids)\n"
	      "  -X, --allocations      accepted: a job is always one line\n"
	      "  -h, --help             this text\n"
	      "  -V, --version          version\n",
	      out);
}

void scost_args_clear(struct scost_args *args)
{
	for (int i = 0; i < SCOST_BY_COUNT; i++)
		fh_strlist_clear(&args->by[i]);
	free(args->format);
	args->format = NULL;
}
