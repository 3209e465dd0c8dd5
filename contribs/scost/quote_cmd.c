/* SPDX-License-Identifier: GPL-2.0-or-later */
/* scost quote. */
#include "fh_config.h"

#include <pwd.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "contribs/scost/command.h"
#include "contribs/scost/conf.h"
#include "contribs/scost/quote.h"
#include "contribs/scost/quote_args.h"

static int quote(const struct scost_quote_args *args, struct fh_error *err)
{
	struct fh_conf *conf = scost_conf_load(scost_conf_path(), err);
	struct scost_quote quote = { .plan = args->plan };
	const struct passwd *user = getpwuid(getuid());
	const struct fh_subject subject = {
		.account = args->account,
		.user = user ? user->pw_name : NULL,
	};
	int rc = -1;

	if (!conf)
		return -1;
	quote.plan.start_s = time(NULL);
	if (scost_quote_make(conf, &args->wish, &subject, &quote, err))
		goto out;
	if (args->json && scost_quote_json(stdout, &quote, err))
		goto out;
	if (!args->json)
		scost_quote_table(stdout, &quote);
	rc = fflush(stdout) || ferror(stdout) ?
		     fh_err(err, "couldn't write the output") :
		     0;
out:
	scost_quote_clear(&quote);
	fh_conf_free(conf);
	return rc;
}

int scost_quote(int argc, char **argv)
{
	struct scost_quote_args args;
	struct fh_error err = { "" };
	int rc = scost_quote_args_parse(argc, argv, &args, &err);

	if (!rc && args.help)
		scost_quote_args_help(stdout);
	else if (!rc)
		rc = quote(&args, &err);
	if (rc && *err.text)
		fprintf(stderr, "scost: quote: %s\n", err.text);
	scost_quote_args_clear(&args);
	return rc ? EXIT_FAILURE : EXIT_SUCCESS;
}
