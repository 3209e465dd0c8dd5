/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Proving that a closed period is as it was: see ledger_seal.h. */
#include "fh_config.h"

#include <errno.h>
#include <string.h>

#include "contribs/scost/ledger_column.h"
#include "contribs/scost/ledger_priv.h"
#include "contribs/scost/ledger_seal.h"
#include "contribs/scost/ledger_text.h"

/* What a verification goes along with. */
struct proving {
	const struct scost_period *period;
	struct fh_chain chain;
	struct printbuf *text;
	FILE *out;
};

static int check_line(struct proving *proving, sqlite3_stmt *stmt,
		      struct fh_error *err)
{
	const char *hex = scost_db_text_at(stmt, 1);
	struct scost_line line;
	struct fh_error why;

	if (sqlite3_column_int64(stmt, 0) != proving->chain.lines + 1)
		return fh_err(err, "line %lld is missing",
			      (long long) proving->chain.lines + 1);
	if (sqlite3_column_type(stmt, 2) == SQLITE_NULL)
		return fh_err(err, "line %lld was removed",
			      (long long) proving->chain.lines + 1);
	scost_columns_read(stmt, 2, &line);
	printbuf_reset(proving->text);
	scost_text_put(proving->text, &line);
	if (fh_chain_check(&proving->chain, proving->text->buf,
			   (size_t) printbuf_length(proving->text), hex,
			   &why))
		return fh_err(err, "%s: job %s of user %s", why.text,
			      line.job_id, line.user);
	if (proving->out)
		fprintf(proving->out, "%s %s\n", hex, proving->text->buf);
	return 0;
}

static int check_lines(struct scost_ledger *ledger, struct proving *proving,
		       struct fh_error *err)
{
	sqlite3_stmt *stmt;
	int rc;

	if (scost_db_prepare(ledger->db,
			     "SELECT n, hash, lines.* FROM sealed LEFT JOIN"
			     " lines ON lines.line = sealed.line"
			     " WHERE closed = ? ORDER BY n", &stmt, err))
		return -1;
	sqlite3_bind_int64(stmt, 1, proving->period->id);
	while ((rc = scost_db_step(stmt, err)) > 0)
		if (check_line(proving, stmt, err)) {
			rc = -1;
			break;
		}
	sqlite3_finalize(stmt);
	return rc;
}

/* Rows that should not be: the first column of the first one says which. */
static int find_none(struct scost_ledger *ledger, const char *sql,
		     const struct scost_period *period, const char *what,
		     struct fh_error *err)
{
	sqlite3_stmt *stmt;
	int rc;

	if (scost_db_prepare(ledger->db, sql, &stmt, err))
		return -1;
	scost_db_bind_text(stmt, 1, period->cluster);
	sqlite3_bind_int64(stmt, 2, period->from_s);
	sqlite3_bind_int64(stmt, 3, period->until_s);
	rc = scost_db_step(stmt, err);
	if (rc > 0)
		rc = fh_err(err, "%s %s", what, scost_db_text_at(stmt, 0));
	sqlite3_finalize(stmt);
	return rc;
}

#define SUMS \
	" sum(coalesce(accel_s, 0)), sum(coalesce(core_s, 0))," \
	" sum(coalesce(mib_s, 0)), sum(coalesce(energy_uj, 0))," \
	" sum(coalesce(meter_uj, 0)), sum(coalesce(co2e_mg, 0))," \
	" sum(coalesce(capital_micro, 0))," \
	" sum(coalesce(accel_micro, 0))," \
	" sum(coalesce(lease_micro, 0))," \
	" sum(coalesce(operations_micro, 0))," \
	" sum(coalesce(core_micro, 0))," \
	" sum(coalesce(memory_micro, 0))," \
	" sum(coalesce(energy_micro, 0))," \
	" sum(coalesce(total_micro, 0))," \
	" sum(coalesce(charge_micro, 0)), sum(runs)"

/* Nothing beside the chain, and reports read what it proves. */
static int check_beside(struct scost_ledger *ledger,
			const struct scost_period *period,
			struct fh_error *err)
{
	if (find_none(ledger,
		      "SELECT job_id FROM lines WHERE cluster = ?1 AND"
		      " day_s >= ?2 AND day_s < ?3 AND NOT EXISTS"
		      " (SELECT 1 FROM sealed WHERE sealed.line = lines.line)",
		      period, "a line was added after it was closed: job",
		      err))
		return -1;
	return find_none(ledger,
			 "SELECT datetime(day_s, 'unixepoch') FROM (SELECT *"
			 " FROM (SELECT day_s, label, posting, count(*), "
			 SUMS " FROM line WHERE day_s >= ?2 AND day_s < ?3"
			 " GROUP BY day_s, label, posting"
			 " EXCEPT SELECT day_s, label, posting, sum(lines), "
			 SUMS " FROM daily WHERE day_s >= ?2 AND day_s < ?3"
			 " GROUP BY day_s, label, posting) UNION ALL SELECT *"
			 " FROM (SELECT day_s, label, posting, sum(lines), "
			 SUMS " FROM daily WHERE day_s >= ?2 AND day_s < ?3"
			 " GROUP BY day_s, label, posting EXCEPT"
			 " SELECT day_s, label, posting, count(*), "
			 SUMS " FROM line WHERE day_s >= ?2 AND day_s < ?3"
			 " GROUP BY day_s, label, posting)) JOIN label ON"
			 " label.id = label AND label.cluster = ?1", period,
			 "the sums that reports read are not those of the "
			 "lines, of the day that begins", err);
}

static int check_head(const struct proving *proving, struct fh_error *err)
{
	struct fh_chain head;

	if (fh_chain_parse_head(proving->period->head, &head, err))
		return -1;
	return fh_chain_compare(&proving->chain, &head, err);
}

static int write_header(const struct proving *proving)
{
	const struct scost_period *period = proving->period;

	if (!proving->out)
		return 0;
	return fprintf(proving->out, "freehold bundle 1\nledger %s %s\n%s\n%s",
		       period->cluster, period->name, period->head,
		       proving->text->buf) < 0 ? -1 : 0;
}

int scost_seal_verify(struct scost_ledger *ledger,
		      const struct scost_period *period, FILE *out,
		      struct fh_error *err)
{
	struct proving proving = {
		.period = period,
		.text = printbuf_new(),
		.out = out,
	};
	int rc;

	if (!proving.text)
		return fh_err_nomem(err);
	rc = scost_period_begin(ledger, period, &proving.chain, proving.text,
				err);
	if (!rc && write_header(&proving))
		rc = fh_err(err, "couldn't write: %s", strerror(errno));
	if (!rc)
		rc = check_lines(ledger, &proving, err);
	if (!rc)
		rc = check_head(&proving, err);
	if (!rc)
		rc = check_beside(ledger, period, err);
	printbuf_free(proving.text);
	return rc;
}
