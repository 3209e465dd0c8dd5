/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What accounts have spent: see spent.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/ledger_priv.h"
#include "contribs/scost/libslurm.h"
#include "contribs/scost/spent.h"
#include "plugins/common/fh_file.h"

#define SPENT_VERSION 1
#define MONTHS 12

/* slurmctld's records reach slurmdbd a moment later. */
#define LATE_S 30
#define MINUTE_S 60

/* Lines without a price are in no sum. */
static const char sql[] =
	"SELECT account, sum(charge_micro) FROM lines"
	" JOIN run ON run.id = lines.run"
	" WHERE lines.cluster = ? AND day_s >= ? AND day_s < ?"
	" AND NOT run.open AND account <> ''"
	" GROUP BY account HAVING sum(charge_micro) > 0";

static int add_row(sqlite3_stmt *stmt, int64_t from_s,
		   struct json_object *rows)
{
	struct json_object *row = json_object_new_object();

	if (row &&
	    !json_object_object_add(row, "account", json_object_new_string(
					scost_db_text_at(stmt, 0))) &&
	    !json_object_object_add(row, "at_s",
				    json_object_new_int64(from_s)) &&
	    !json_object_object_add(row, "micro", json_object_new_int64(
					scost_db_number_at(stmt, 1))) &&
	    !json_object_array_add(rows, row))
		return 0;
	json_object_put(row);
	return -1;
}

static int add_month(sqlite3_stmt *stmt, const char *cluster, int64_t from_s,
		     int64_t until_s, struct json_object *rows,
		     struct fh_error *err)
{
	int rc;

	scost_db_bind_text(stmt, 1, cluster);
	scost_db_bind_number(stmt, 2, from_s);
	scost_db_bind_number(stmt, 3, until_s);
	while ((rc = scost_db_step(stmt, err)) > 0)
		if (add_row(stmt, from_s, rows)) {
			rc = fh_err_nomem(err);
			break;
		}
	sqlite3_reset(stmt);
	return rc;
}

/* Every period of a budget is made of months of the year. */
static int add_year(struct scost_ledger *ledger, const struct fh_conf *conf,
		    const char *cluster, int64_t now_s,
		    struct json_object *rows, struct fh_error *err)
{
	int64_t at_s, from_s, until_s, end_s;
	sqlite3_stmt *stmt;
	int rc = 0;

	if (scost_db_prepare(ledger->db, sql, &stmt, err))
		return -1;
	fh_budget_span(FH_BUDGET_YEAR, conf->rates.tz, now_s, &at_s, &end_s);
	for (int i = 0; !rc && i < MONTHS && at_s < end_s; i++) {
		fh_budget_span(FH_BUDGET_MONTH, conf->rates.tz, at_s, &from_s,
			       &until_s);
		rc = add_month(stmt, cluster, from_s, until_s, rows, err);
		at_s = until_s;
	}
	sqlite3_finalize(stmt);
	return rc;
}

static int put(const char *text, struct fh_error *err)
{
	char *path;
	int rc;

	if (asprintf(&path, "%s/" SCOST_SPENT_FILE,
		     slurm_conf.state_save_location) < 0)
		return fh_err_nomem(err);
	*strrchr(path, '/') = '\0';
	rc = fh_file_mkdirs(path, 0755, err);
	path[strlen(path)] = '/';
	if (!rc)
		rc = fh_file_replace(path, text, strlen(text), 0644, err);
	free(path);
	return rc;
}

int scost_spent_write(struct scost_ledger *ledger, const struct fh_conf *conf,
		      const char *cluster, int64_t now_s,
		      struct fh_error *err)
{
	int64_t as_of_s = now_s - LATE_S;
	struct json_object *root, *rows;
	int rc;

	if (!conf->policy.budget_count ||
	    strcmp(cluster, slurm_conf.cluster_name))
		return 0;
	as_of_s -= as_of_s % MINUTE_S;
	root = json_object_new_object();
	rows = json_object_new_array();
	if (!root || !rows ||
	    json_object_object_add(root, "freehold_spent",
				   json_object_new_int(SPENT_VERSION)) ||
	    json_object_object_add(root, "as_of_s",
				   json_object_new_int64(as_of_s)) ||
	    json_object_object_add(root, "spent", json_object_get(rows)))
		rc = fh_err_nomem(err);
	else
		rc = add_year(ledger, conf, cluster, now_s, rows, err);
	if (!rc)
		rc = put(json_object_to_json_string(root), err);
	json_object_put(rows);
	json_object_put(root);
	return rc;
}
