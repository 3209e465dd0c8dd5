/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of scost quote: see quote_args.h. */
#include "fh_config.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/quote_args.h"
#include "plugins/common/fh_quote.h"
#include "plugins/common/fh_units.h"

#define COUNT_MAX 1000000
#define MIB_PER_GIB 1024
#define MIB_MAX (INT64_MAX / MIB_PER_GIB / MIB_PER_GIB)

/* Freehold's options are their number behind OPT_FREEHOLD. */
enum {
	OPT_JSON = 256,
	OPT_MEM,
	OPT_MEM_PER_CPU,
	OPT_NTASKS_PER_NODE,
	OPT_TASKS,
	OPT_FREEHOLD,
};

static const struct option own_options[] = {
	{ "account", required_argument, NULL, 'A' },
	{ "cpus-per-task", required_argument, NULL, 'c' },
	{ "help", no_argument, NULL, 'h' },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "mem", required_argument, NULL, OPT_MEM },
	{ "mem-per-cpu", required_argument, NULL, OPT_MEM_PER_CPU },
	{ "nodes", required_argument, NULL, 'N' },
	{ "ntasks", required_argument, NULL, 'n' },
	{ "ntasks-per-node", required_argument, NULL, OPT_NTASKS_PER_NODE },
	{ "tasks", required_argument, NULL, OPT_TASKS },
	{ "time", required_argument, NULL, 't' },
};

#define OWN_COUNT (sizeof(own_options) / sizeof(own_options[0]))

/* As given; FH_UNKNOWN: not. */
struct sizes {
	int64_t nodes;
	int64_t tasks;
	int64_t tasks_per_node;
	int64_t cpus;
	int64_t node_mib;
	int64_t cpu_mib;
};

/* "8000", "8G": MiB without a letter, as sbatch takes it. */
static int parse_mib(const char *text, int64_t *ret, struct fh_error *err)
{
	static const struct {
		char letter;
		int64_t mib;
	} units[] = {
		{ 'M', 1 },
		{ 'G', MIB_PER_GIB },
		{ 'T', (int64_t) MIB_PER_GIB * MIB_PER_GIB },
	};
	size_t len = strcspn(text, "MGTmgt");
	struct fh_quoted quoted;
	int64_t unit = 1, count;
	char digits[32];

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if ((text[len] & ~0x20) == units[i].letter)
			unit = units[i].mib;
	snprintf(digits, sizeof(digits), "%.*s", (int) (len < 31 ? len : 31),
		 text);
	if ((text[len] && text[len + 1]) ||
	    fh_units_parse_count(digits, 1, MIB_MAX / unit, &count, NULL))
		return fh_err(err, "\"%s\" is not a size of memory; \"8000\" "
			      "(MiB), \"64G\" or \"1T\" is",
			      fh_quote(text, &quoted));
	*ret = count * unit;
	return 0;
}

static int take_size(int option, struct sizes *sizes, struct fh_error *err)
{
	switch (option) {
	case 'N':
		return fh_units_parse_count(optarg, 1, COUNT_MAX,
					    &sizes->nodes, err);
	case 'n':
	case OPT_TASKS:
		return fh_units_parse_count(optarg, 1, COUNT_MAX,
					    &sizes->tasks, err);
	case OPT_NTASKS_PER_NODE:
		return fh_units_parse_count(optarg, 1, COUNT_MAX,
					    &sizes->tasks_per_node, err);
	case 'c':
		return fh_units_parse_count(optarg, 1, COUNT_MAX,
					    &sizes->cpus, err);
	case OPT_MEM:
		return parse_mib(optarg, &sizes->node_mib, err);
	case OPT_MEM_PER_CPU:
		return parse_mib(optarg, &sizes->cpu_mib, err);
	}
	err->text[0] = '\0';	/* getopt has said why */
	return -1;
}

static int take(struct scost_quote_args *args, int option,
		struct sizes *sizes, struct fh_error *err)
{
	if (option >= OPT_FREEHOLD)
		return fh_wish_set(&args->wish,
				   (enum fh_option) (option - OPT_FREEHOLD),
				   optarg, err);
	switch (option) {
	case 'A':
		args->account = optarg;
		return 0;
	case 'h':
		args->help = true;
		return 0;
	case 't':
		return fh_units_parse_duration(optarg, &args->plan.limit_s,
					       err);
	case OPT_JSON:
		args->json = true;
		return 0;
	}
	return take_size(option, sizes, err);
}

/* What sbatch makes of them; memory nobody names is not known. */
static void plan(const struct sizes *sizes, struct fh_plan *ret)
{
	int64_t tasks = sizes->tasks;

	ret->nodes = sizes->nodes;
	if (tasks < sizes->nodes * sizes->tasks_per_node)
		tasks = sizes->nodes * sizes->tasks_per_node;
	ret->cores = tasks * sizes->cpus;
	ret->memory_mib = FH_UNKNOWN;
	if (sizes->node_mib != FH_UNKNOWN &&
	    __builtin_mul_overflow(sizes->node_mib, ret->nodes,
				   &ret->memory_mib))
		ret->memory_mib = FH_UNKNOWN;
	if (sizes->cpu_mib != FH_UNKNOWN &&
	    __builtin_mul_overflow(sizes->cpu_mib, ret->cores,
				   &ret->memory_mib))
		ret->memory_mib = FH_UNKNOWN;
}

/* Freehold's options and sbatch's that a price hangs on. */
static void list_options(struct option ret[OWN_COUNT + FH_OPT_COUNT + 1])
{
	memcpy(ret, own_options, sizeof(own_options));
	for (int i = 0; i < FH_OPT_COUNT; i++)
		ret[OWN_COUNT + (size_t) i] = (struct option){
			fh_option_info((enum fh_option) i)->name,
			required_argument, NULL, OPT_FREEHOLD + i,
		};
	memset(&ret[OWN_COUNT + FH_OPT_COUNT], 0, sizeof(*ret));
}

int scost_quote_args_parse(int argc, char **argv,
			   struct scost_quote_args *ret, struct fh_error *err)
{
	struct option options[OWN_COUNT + FH_OPT_COUNT + 1];
	struct sizes sizes = {
		.nodes = 1, .tasks = 1, .tasks_per_node = 1, .cpus = 1,
		.node_mib = FH_UNKNOWN, .cpu_mib = FH_UNKNOWN,
	};
	struct fh_quoted quoted;
	int option;

	memset(ret, 0, sizeof(*ret));
	ret->plan.limit_s = FH_FOREVER;
	ret->plan.records = 1;
	list_options(options);
	optind = 0;
	while ((option = getopt_long(argc, argv, "+A:c:hn:N:t:", options,
				     NULL)) != -1)
		if (take(ret, option, &sizes, err))
			return -1;
	if (optind < argc)
		return fh_err(err, "quote takes options, and \"%s\" is none; "
			      "the job's script is not read",
			      fh_quote(argv[optind], &quoted));
	plan(&sizes, &ret->plan);
	return 0;
}

void scost_quote_args_help(FILE *out)
{
	fputs("Usage: scost quote [OPTION...]\n"
	      "What a job would cost at most with each candidate, in the "
	      "job's order of\npreference; nothing is submitted.\n\n"
	      "  -A, --account=NAME     whose defaults and limits apply\n"
	      "  -N, --nodes=N          nodes; default: 1\n"
	      "  -n, --ntasks=N         tasks in all; default: one per node\n"
	      "      --ntasks-per-node=N\n"
	      "  -c, --cpus-per-task=N  cores of a task; default: 1\n"
	      "      --mem=SIZE         memory of a node, MiB or with M, G, T\n"
	      "      --mem-per-cpu=SIZE\n"
	      "  -t, --time=TIME        time limit; default: per hour\n", out);
	for (int i = 0; i < FH_OPT_COUNT; i++) {
		const struct fh_option_info *info =
			fh_option_info((enum fh_option) i);

		if (!info->not_yet)
			fprintf(out, "      --%s=%s\n"
				"                         %s\n",
				info->name, info->arg, info->help);
	}
	fputs("      --json             an array, a candidate each\n"
	      "  -h, --help             this text\n", out);
}

void scost_quote_args_clear(struct scost_quote_args *args)
{
	fh_wish_clear(&args->wish);
}
