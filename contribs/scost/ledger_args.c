/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options of the ledger's commands: see ledger_args.h. */
#include "fh_config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/ledger_args.h"
#include "plugins/common/fh_units.h"

static const struct option options[] = {
	{ "clusters", required_argument, NULL, 'M' },
	{ "dump", no_argument, NULL, 'd' },
	{ "head", required_argument, NULL, 'H' },
	{ "help", no_argument, NULL, 'h' },
	{ "ledger", required_argument, NULL, 'l' },
	{ "period", required_argument, NULL, 'p' },
	{ "quiet", no_argument, NULL, 'q' },
	{ "since", required_argument, NULL, 'S' },
	{ 0 },
};

/* "a,b" and several options are one list. */
static int add_clusters(struct scost_ledger_args *args, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, ",");

		if (len && fh_strlist_add_n(&args->clusters, text, len))
			return -1;
		text += len + (text[len] == ',');
	}
	return 0;
}

static int set_since(struct scost_ledger_args *args, const char *text)
{
	struct fh_error err;

	if (!fh_units_parse_instant(text, &args->since_s, &err))
		return 0;
	fprintf(stderr, "scost: --since: %s\n", err.text);
	return -1;
}

static int take(struct scost_ledger_args *args, int option)
{
	switch (option) {
	case 'd':
		args->dump = true;
		return 0;
	case 'H':
		args->head = optarg;
		return 0;
	case 'l':
		args->ledger = optarg;
		return 0;
	case 'M':
		return add_clusters(args, optarg);
	case 'p':
		args->period = optarg;
		return 0;
	case 'q':
		args->quiet = true;
		return 0;
	case 'S':
		return set_since(args, optarg);
	}
	return -1;	/* getopt has said why */
}

static int take_operands(int argc, char **argv,
			 const struct scost_ledger_usage *usage,
			 struct scost_ledger_args *ret)
{
	int count = argc - optind;

	if (count < usage->operands_min || count > usage->operands_max) {
		fprintf(stderr, "Usage: scost %s %s", argv[0], usage->text);
		return -1;
	}
	if (count)
		ret->operand = argv[optind];
	return 0;
}

int scost_ledger_args_parse(int argc, char **argv,
			    const struct scost_ledger_usage *usage,
			    struct scost_ledger_args *ret)
{
	int option;

	*ret = (struct scost_ledger_args){
		.ledger = scost_ledger_path(),
		.since_s = FH_UNKNOWN,
	};
	optind = 0;
	while ((option = getopt_long(argc, argv, "hl:M:p:qS:", options,
				     NULL)) != -1) {
		if (option == 'h') {
			printf("Usage: scost %s %s", argv[0], usage->text);
			ret->done = true;
			return 0;
		}
		if (option != '?' && !strchr(usage->letters, option)) {
			fprintf(stderr, "scost %s: it has no such option; "
				"--help lists them\n", argv[0]);
			return -1;
		}
		if (take(ret, option))
			return -1;
	}
	return take_operands(argc, argv, usage, ret);
}

void scost_ledger_args_clear(struct scost_ledger_args *args)
{
	fh_strlist_clear(&args->clusters);
}

static int serve(const struct scost_ledger_args *args, bool writes,
		 int (*run)(struct scost_ledger *ledger,
			    const struct scost_ledger_args *args,
			    struct fh_error *err),
		 struct fh_error *err)
{
	struct scost_ledger *ledger;
	int rc;

	if (scost_ledger_open(args->ledger, writes, &ledger, err))
		return -1;
	rc = run(ledger, args, err);
	scost_ledger_free(ledger);
	if (!rc && (fflush(stdout) || ferror(stdout)))
		rc = fh_err(err, "couldn't write the output");
	return rc;
}

int scost_ledger_command(int argc, char **argv,
			 const struct scost_ledger_usage *usage,
			 int (*run)(struct scost_ledger *ledger,
				    const struct scost_ledger_args *args,
				    struct fh_error *err))
{
	struct scost_ledger_args args;
	struct fh_error err = { "" };
	int rc = scost_ledger_args_parse(argc, argv, usage, &args);

	if (!rc && !args.done) {
		rc = serve(&args, usage->writes, run, &err);
		if (rc)
			fprintf(stderr, "scost: %s: %s\n", argv[0],
				err.text);
	}
	scost_ledger_args_clear(&args);
	return rc ? EXIT_FAILURE : EXIT_SUCCESS;
}
