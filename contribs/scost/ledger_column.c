/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The columns of a line: see ledger_column.h. */
#include "fh_config.h"

#include <string.h>

#include "contribs/scost/ledger_column.h"

#define AT(member) #member, offsetof(struct scost_line, member)
#define COST(member) #member, offsetof(struct scost_line, cost.member)

static const struct scost_column columns[] = {
	{ AT(posting), SCOST_COLUMN_BITS, SCOST_HOME_LINE, true },
	{ AT(cluster), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, false },
	{ AT(db_index), SCOST_COLUMN_COUNT, SCOST_HOME_RUN, false },
	{ AT(job_id), SCOST_COLUMN_TEXT, SCOST_HOME_LINE, false },
	{ AT(job_name), SCOST_COLUMN_TEXT, SCOST_HOME_LINE, false },
	{ AT(user), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, false },
	{ AT(account), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, false },
	{ AT(qos), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, false },
	{ AT(partition), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, false },
	{ AT(wckey), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, false },
	{ AT(data_class), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, false },
	{ AT(state), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, true },
	{ AT(accel), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, false },
	{ AT(zone), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, false },
	{ AT(site), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, false },
	{ AT(tenancy), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, false },
	{ AT(digest), SCOST_COLUMN_TEXT, SCOST_HOME_LABEL, true },
	{ AT(day_s), SCOST_COLUMN_COUNT, SCOST_HOME_LINE, true },
	{ AT(from_s), SCOST_COLUMN_COUNT, SCOST_HOME_LINE, false },
	{ AT(until_s), SCOST_COLUMN_COUNT, SCOST_HOME_LINE, false },
	{ AT(runs), SCOST_COLUMN_COUNT, SCOST_HOME_LINE, false },
	{ AT(accel_s), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ AT(core_s), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ AT(mib_s), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ AT(energy_uj), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ AT(energy_source), SCOST_COLUMN_BITS, SCOST_HOME_LINE, true },
	{ AT(meter_uj), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ AT(co2e_mg), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ COST(capital_micro), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ COST(accel_micro), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ COST(lease_micro), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ COST(operations_micro), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE,
	  false },
	{ COST(core_micro), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ COST(memory_micro), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ COST(energy_micro), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ COST(total_micro), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ AT(charge_micro), SCOST_COLUMN_NUMBER, SCOST_HOME_LINE, false },
	{ "cost_gaps", offsetof(struct scost_line, cost.gaps),
	  SCOST_COLUMN_BITS, SCOST_HOME_LINE, true },
	{ AT(gaps), SCOST_COLUMN_BITS, SCOST_HOME_LINE, true },
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(columns[0]))

const struct scost_column *scost_columns(size_t *ret_count)
{
	*ret_count = COLUMN_COUNT;
	return columns;
}

static const void *place(const struct scost_column *column,
			 const struct scost_line *line)
{
	return (const char *) line + column->offset;
}

int64_t scost_column_number(const struct scost_column *column,
			    const struct scost_line *line)
{
	int64_t number;
	unsigned bits;

	if (column->kind == SCOST_COLUMN_BITS) {
		memcpy(&bits, place(column, line), sizeof(bits));
		return bits;
	}
	memcpy(&number, place(column, line), sizeof(number));
	return number;
}

const char *scost_column_text(const struct scost_column *column,
			      const struct scost_line *line)
{
	const char *text;

	memcpy(&text, place(column, line), sizeof(text));
	return text ? text : "";
}

void scost_column_set_number(const struct scost_column *column, int64_t value,
			     struct scost_line *line)
{
	char *to = (char *) line + column->offset;
	unsigned bits = (unsigned) value;

	if (column->kind == SCOST_COLUMN_BITS)
		memcpy(to, &bits, sizeof(bits));
	else
		memcpy(to, &value, sizeof(value));
}

void scost_column_set_text(const struct scost_column *column,
			   const char *text, struct scost_line *line)
{
	memcpy((char *) line + column->offset, &text, sizeof(text));
}

bool scost_line_equal(const struct scost_line *a, const struct scost_line *b,
		      bool with_passing)
{
	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		const struct scost_column *column = &columns[i];

		if (column->passing && !with_passing)
			continue;
		if (column->kind == SCOST_COLUMN_TEXT ?
			    strcmp(scost_column_text(column, a),
				   scost_column_text(column, b)) != 0 :
			    scost_column_number(column, a) !=
				    scost_column_number(column, b))
			return false;
	}
	return true;
}

static void bind(sqlite3_stmt *stmt, int at, const struct scost_column *column,
		 const struct scost_line *line)
{
	if (column->kind == SCOST_COLUMN_TEXT)
		scost_db_bind_text(stmt, at, scost_column_text(column, line));
	else if (column->kind == SCOST_COLUMN_NUMBER)
		scost_db_bind_number(stmt, at,
				     scost_column_number(column, line));
	else
		sqlite3_bind_int64(stmt, at,
				   scost_column_number(column, line));
}

int scost_columns_bind(sqlite3_stmt *stmt, int at, const struct scost_line *line,
		       enum scost_column_home home)
{
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		if (columns[i].home == home)
			bind(stmt, at++, &columns[i], line);
	return at;
}

void scost_columns_read(sqlite3_stmt *stmt, int at, struct scost_line *ret)
{
	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; i < COLUMN_COUNT; i++, at++)
		if (columns[i].kind == SCOST_COLUMN_TEXT)
			scost_column_set_text(&columns[i],
					      scost_db_text_at(stmt, at), ret);
		else
			scost_column_set_number(&columns[i],
						scost_db_number_at(stmt, at),
						ret);
}
