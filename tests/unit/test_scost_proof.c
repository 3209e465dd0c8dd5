/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Job lines out of collected journals: whose they are, and what is bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "contribs/scost/proof.h"
#include "plugins/common/fh_file.h"
#include "plugins/common/fh_units.h"
#include "tests/fakes/temp_tree.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define FEBRUARY_S 1769904000LL	/* 2026-02-01 */
#define NOON_S (FEBRUARY_S + 43200)

/* A file that is put together line by line. */
struct file {
	char text[4096];
	size_t len;
};

static void add_text(struct file *file, const char *text)
{
	size_t len = strlen(text);

	assert_true(file->len + len < sizeof(file->text));
	memcpy(file->text + file->len, text, len + 1);
	file->len += len;
}

/* A line of the job; seconds from_s .. to_s; 3 uJ for each part. */
static struct fh_journal_line line_of(uint32_t job_id, int64_t from_s,
				      int64_t to_s)
{
	return (struct fh_journal_line){
		.kind = FH_JOURNAL_JOB,
		.number = 1,
		.job_id = job_id,
		.from_ms = from_s * 1000,
		.to_ms = to_s * 1000,
		.clean = true,
		.cores = 1,
		.source = FH_ENERGY_MEASURED,
		.energy.uj = { 3, 3, 3, 3 },
	};
}

static void add_line(struct file *file, const struct fh_journal_line *line)
{
	char *text = fh_journal_encode(line, NULL);

	assert_non_null(text);
	add_text(file, text);
	free(text);
}

static void put(void **state, const char *name, const char *text)
{
	char *dir = strdup(temp_tree_path(*state, name));

	assert_non_null(dir);
	*strrchr(dir, '/') = '\0';
	assert_int_equal(fh_file_mkdirs(dir, 0700, NULL), 0);
	free(dir);
	temp_tree_write(*state, name, text);
}

static struct scost_job job_of(uint32_t raw_id, const char *nodes,
			       int64_t start_s, int64_t end_s)
{
	return (struct scost_job){ .raw_id = raw_id,
				   .nodes = (char *) nodes,
				   .start_s = start_s, .end_s = end_s };
}

/* Read what is there of count jobs; returns how much of it was bad. */
static struct scost_trouble read_proof(void **state, struct scost_job *job,
				       size_t count, struct scost_proof *ret)
{
	const struct scost_jobs jobs = { .item = job, .count = count };
	struct scost_trouble trouble = { 0 };

	assert_int_equal(scost_proof_read(temp_tree_path(*state, "c"), &jobs,
					  ret, &trouble, NULL), 0);
	return trouble;
}

static void test_nothing(void **state)
{
	struct scost_job job = job_of(17, "n1", NOON_S, NOON_S + 10);
	struct scost_proof proof = { .nodes = 5 };
	struct scost_trouble trouble = read_proof(state, &job, 1, &proof);

	assert_int_equal(proof.nodes, 0);
	assert_int_equal(trouble.lines + trouble.files, 0);
	read_proof(state, &job, 0, &proof);
}

/* All nodes of a job together, lines of others left alone. */
static void test_nodes(void **state)
{
	struct fh_journal_line line = line_of(17, NOON_S, NOON_S + 10);
	struct scost_job job[] = {
		job_of(17, "n[1-3]", NOON_S, NOON_S + 10),
		job_of(18, "n1", NOON_S, NOON_S + 10),
		job_of(19, "n1", NOON_S, FH_UNKNOWN),
		job_of(20, NULL, FH_UNKNOWN, NOON_S),
		job_of(21, "n[", NOON_S, NOON_S),
		job_of(17, "../2026-02/n1", NOON_S, NOON_S + 10),
	};
	struct scost_proof proof[COUNT(job)];
	struct scost_trouble trouble;
	struct file file = { .len = 0 };

	line.gap_ms = 1500;
	add_line(&file, &line);
	line.job_id = 19;
	add_line(&file, &line);
	put(state, "c/2026-02/n1.jsonl", file.text);
	file.len = 0;
	line = line_of(17, NOON_S, NOON_S + 11);
	line.clean = false;
	line.source = FH_ENERGY_MODELLED;
	strcpy(line.node, "n2");
	add_line(&file, &line);
	put(state, "c/2026-02/n2.jsonl", file.text);
	trouble = read_proof(state, job, COUNT(job), proof);
	assert_int_equal(proof[0].nodes, 2);
	assert_int_equal(proof[0].unclean, 1);
	assert_int_equal(proof[0].sources,
			 FH_ENERGY_MEASURED | FH_ENERGY_MODELLED);
	assert_int_equal(proof[0].energy_uj, 24);
	assert_int_equal(proof[0].gap_ms, 1500);
	for (size_t i = 1; i < COUNT(job); i++)
		assert_int_equal(proof[i].nodes, 0);
	assert_int_equal(trouble.lines + trouble.files, 0);
}

/* Runs of a requeued job, told apart by when they were. */
static void test_runs(void **state)
{
	struct scost_job job[] = {
		job_of(17, "n1", NOON_S, NOON_S + 10),
		job_of(17, "n1", NOON_S + 12, NOON_S + 30),
		job_of(17, "n1", NOON_S + 100, NOON_S + 100),
		job_of(17, "n1", NOON_S + 200, NOON_S + 210),
	};
	struct scost_proof proof[COUNT(job)];
	struct fh_journal_line line;
	struct file file = { .len = 0 };

	/* The sampler saw the first until after the second's begin. */
	line = line_of(17, NOON_S + 13, NOON_S + 31);
	line.source = FH_ENERGY_MODELLED;
	add_line(&file, &line);
	line = line_of(17, NOON_S + 1, NOON_S + 13);
	add_line(&file, &line);
	line = line_of(17, NOON_S + 101, NOON_S + 101);
	line.source = FH_ENERGY_NAMEPLATE;
	add_line(&file, &line);
	/* Too early and too late for the last. */
	line = line_of(17, NOON_S + 150, NOON_S + 197);
	add_line(&file, &line);
	line = line_of(17, NOON_S + 213, NOON_S + 220);
	add_line(&file, &line);
	put(state, "c/2026-02/n1.jsonl", file.text);
	read_proof(state, job, COUNT(job), proof);
	assert_int_equal(proof[0].sources, FH_ENERGY_MEASURED);
	assert_int_equal(proof[1].sources, FH_ENERGY_MODELLED);
	assert_int_equal(proof[2].sources, FH_ENERGY_NAMEPLATE);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(proof[i].nodes, 1);
	assert_int_equal(proof[3].nodes, 0);
}

/* A life over months is in that of its end, as the node saw it. */
static void test_months(void **state)
{
	static const struct {
		int64_t start_s, end_s;
		const char *file;
		int64_t nodes;
	} table[] = {
		{ FEBRUARY_S - 100, FEBRUARY_S - 50, "c/2026-01/n1.jsonl", 1 },
		{ FEBRUARY_S - 100, FEBRUARY_S + 50, "c/2026-02/n1.jsonl", 1 },
		{ FEBRUARY_S - 100, FEBRUARY_S - 1, "c/2026-02/n1.jsonl", 1 },
		{ FEBRUARY_S - 40 * 86400, FEBRUARY_S, "c/2026-01/n1.jsonl",
		  1 },
		{ FEBRUARY_S, FEBRUARY_S + 50, "c/2026-01/n1.jsonl", 0 },
		{ FEBRUARY_S - 100, FEBRUARY_S - 50, "c/2026-02/n1.jsonl", 0 },
	};

	for (size_t i = 0; i < COUNT(table); i++) {
		struct scost_job job = job_of(17, "n1", table[i].start_s,
					      table[i].end_s);
		struct fh_journal_line line =
			line_of(17, table[i].start_s, table[i].end_s + 1);
		struct scost_proof proof;
		struct file file = { .len = 0 };

		add_line(&file, &line);
		put(state, table[i].file, file.text);
		read_proof(state, &job, 1, &proof);
		assert_int_equal(proof.nodes, table[i].nodes);
		put(state, table[i].file, "");
	}
}

/* Bad lines are counted, and those around them are read. */
static void test_damaged(void **state)
{
	struct scost_job job[] = {
		job_of(17, "n1", NOON_S, NOON_S + 10),
		job_of(18, "n1", NOON_S, NOON_S + 10),
	};
	struct fh_journal_line line = line_of(18, NOON_S, NOON_S + 10);
	struct scost_proof proof[2];
	struct scost_trouble trouble;
	struct file file = { .len = 0 };

	add_text(&file, "\n{}\n{\"v\":1,\"job\":17,\"x\n");
	/* Of nobody here: not looked at. */
	add_text(&file, "{\"v\":1,\"job\":99999999999,\n,\"job\":5\n");
	add_line(&file, &line);
	add_text(&file, "{\"v\":1,\"n\":1,\"kind\":\"job\",\"fro");
	put(state, "c/2026-02/n1.jsonl", file.text);
	trouble = read_proof(state, job, 2, proof);
	assert_int_equal(trouble.lines, 3);
	assert_int_equal(trouble.files, 0);
	assert_non_null(strstr(trouble.first.text, "n1.jsonl: "));
	assert_int_equal(proof[0].nodes, 0);
	assert_int_equal(proof[1].nodes, 1);
}

/* A line longer than the buffer, and one that just is none. */
static void test_overlong(void **state)
{
	size_t len = 5 * FH_JOURNAL_LINE_MAX;
	char *text = malloc(len + sizeof(struct file));
	struct scost_job job = job_of(17, "n1", NOON_S, NOON_S + 10);
	struct fh_journal_line line = line_of(17, NOON_S, NOON_S + 10);
	struct scost_proof proof;
	struct scost_trouble trouble;
	struct file file = { .len = 0 };

	assert_non_null(text);
	memset(text, 'x', len);
	add_text(&file, "\n");
	add_line(&file, &line);
	strcpy(text + len, file.text);
	put(state, "c/2026-02/n1.jsonl", text);
	free(text);
	trouble = read_proof(state, &job, 1, &proof);
	assert_int_equal(trouble.lines, 1);
	assert_int_equal(proof.nodes, 1);
}

static void test_not_a_file(void **state)
{
	struct scost_job job = job_of(17, "n1,n2", NOON_S, NOON_S + 10);
	struct scost_proof proof;
	struct scost_trouble trouble;

	put(state, "c/2026-02/n1.jsonl/x", "");
	assert_int_equal(mkfifo(temp_tree_path(*state, "c/2026-02/n2.jsonl"),
				0600), 0);
	trouble = read_proof(state, &job, 1, &proof);
	assert_int_equal(trouble.files, 2);
	assert_int_equal(proof.nodes, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEMP_TREE_TEST(test_nothing), TEMP_TREE_TEST(test_nodes),
		TEMP_TREE_TEST(test_runs), TEMP_TREE_TEST(test_months),
		TEMP_TREE_TEST(test_damaged), TEMP_TREE_TEST(test_overlong),
		TEMP_TREE_TEST(test_not_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
