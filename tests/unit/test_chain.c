/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chains of hashes: known ones, and every way to break one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fh_bundle.h"
#include "fh_chain.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define LABEL "ledger test"
#define LINES 5
#define LINE_SIZE 128
#define ZEROS_63 \
	"000000000000000000000000000000000000000000000000000000000000000"

static const char *const texts[LINES] = {
	"{\"job\": 1}", "", "{\"job\": 2, \"cost\": 1105879}", "\xff\t", "e",
};

/* The lines as a file has them. */
struct file {
	char line[LINES + 1][LINE_SIZE];
	size_t count;
};

static void begin(struct fh_chain *chain)
{
	assert_int_equal(fh_chain_begin(chain, LABEL, NULL), 0);
}

static struct fh_chain make(struct file *file)
{
	char hex[FH_DIGEST_HEX + 1];
	struct fh_chain chain;

	begin(&chain);
	for (file->count = 0; file->count < LINES; file->count++) {
		const char *text = texts[file->count];

		assert_int_equal(fh_chain_append(&chain, text, strlen(text),
						 hex, NULL), 0);
		snprintf(file->line[file->count], LINE_SIZE, "%s %s\n", hex,
			 text);
	}
	return chain;
}

/* The first line that does not hold, or 0. */
static int64_t first_bad(const struct file *file, struct fh_chain *chain,
			 struct fh_error *err)
{
	begin(chain);
	for (size_t i = 0; i < file->count; i++)
		if (fh_chain_check_line(chain, file->line[i],
					strlen(file->line[i]), NULL, NULL,
					err))
			return chain->lines + 1;
	return 0;
}

/* The formula of the header, with the digest that bundles use. */
static void test_formula(void **state)
{
	char hex[FH_DIGEST_HEX + 1], expected[FH_DIGEST_HEX + 1];
	char head[FH_CHAIN_HEAD_SIZE];
	unsigned char text[FH_DIGEST_SIZE + 3];
	struct fh_chain chain;

	(void) state;
	begin(&chain);
	fh_bundle_digest("freehold chain 1\n" LABEL,
			 strlen("freehold chain 1\n" LABEL), expected, NULL);
	assert_string_equal(fh_chain_head(&chain, head) + 2, expected);
	assert_int_equal(head[0], '0');
	memcpy(text, chain.hash, FH_DIGEST_SIZE);
	memcpy(text + FH_DIGEST_SIZE, "one", 3);
	fh_bundle_digest(text, sizeof(text), expected, NULL);
	assert_int_equal(fh_chain_append(&chain, "one", 3, hex, NULL), 0);
	assert_string_equal(hex, expected);
	assert_int_equal(chain.lines, 1);
	assert_int_equal(fh_chain_append(&chain, "two", 3, NULL, NULL), 0);
	/* Computed by another program: it must never change. */
	assert_string_equal(fh_chain_head(&chain, head),
		"2 8c33b38feca64e1b80f31fc5087eb634"
		"84614106212c4b29d3273c9dea41a078");
}

static void test_sound(void **state)
{
	struct fh_chain made, checked;
	struct file file;
	const char *text;
	size_t len;

	(void) state;
	made = make(&file);
	assert_int_equal(first_bad(&file, &checked, NULL), 0);
	assert_memory_equal(made.hash, checked.hash, FH_DIGEST_SIZE);
	assert_int_equal(fh_chain_compare(&checked, &made, NULL), 0);
	/* The text is given out, with and without a newline. */
	begin(&checked);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(fh_chain_check_line(&checked, file.line[i],
						     strlen(file.line[i]) -
						     (size_t) i, &text, &len,
						     NULL), 0);
		assert_int_equal(len, strlen(texts[i]));
		assert_memory_equal(text, texts[i], len);
	}
}

static void remove_line(struct file *file, size_t at)
{
	memmove(file->line[at], file->line[at + 1],
		(file->count - at - 1) * LINE_SIZE);
	file->count--;
}

static void swap_lines(struct file *file, size_t at)
{
	char kept[LINE_SIZE];

	memcpy(kept, file->line[at], LINE_SIZE);
	memcpy(file->line[at], file->line[at + 1], LINE_SIZE);
	memcpy(file->line[at + 1], kept, LINE_SIZE);
}

static void double_line(struct file *file, size_t at)
{
	memmove(file->line[at + 1], file->line[at],
		(file->count - at) * LINE_SIZE);
	file->count++;
}

static void check_broken(const struct file *file, size_t line)
{
	struct fh_error err = { "" };
	struct fh_chain chain;
	char expected[32];

	assert_int_equal(first_bad(file, &chain, &err), line);
	snprintf(expected, sizeof(expected), "line %zu ", line);
	assert_memory_equal(err.text, expected, strlen(expected));
	assert_int_equal(chain.lines, line - 1);
}

/* Whatever is done to a line, it is that line (or the one in its place). */
static void test_edits(void **state)
{
	struct file file;

	(void) state;
	for (size_t i = 0; i < LINES; i++) {
		if (i + 1 < LINES) {
			make(&file);
			remove_line(&file, i);
			check_broken(&file, i + 1);
			make(&file);
			swap_lines(&file, i);
			check_broken(&file, i + 1);
		}
		make(&file);
		double_line(&file, i);
		check_broken(&file, i + 2);
	}
}

/* Every single bit of every line counts. */
static void test_bits(void **state)
{
	struct file file;

	(void) state;
	for (size_t i = 0; i < LINES; i++) {
		make(&file);
		for (size_t j = 0; file.line[i][j] != '\n'; j++)
			for (int bit = 1; bit < 256; bit <<= 1) {
				file.line[i][j] ^= (char) bit;
				check_broken(&file, i + 1);
				file.line[i][j] ^= (char) bit;
			}
	}
}

/* A line with a hash of its own making breaks at the next one. */
static void test_forged(void **state)
{
	char hex[FH_DIGEST_HEX + 1];
	struct fh_chain chain;
	struct file file;

	(void) state;
	make(&file);
	begin(&chain);
	assert_int_equal(fh_chain_append(&chain, texts[0], strlen(texts[0]),
					 NULL, NULL), 0);
	assert_int_equal(fh_chain_append(&chain, "forged", 6, hex, NULL), 0);
	snprintf(file.line[1], LINE_SIZE, "%s forged\n", hex);
	check_broken(&file, 3);
}

static void test_heads(void **state)
{
	static const char *const bad[] = {
		"", "5", "x y", "-1 ", " ", "1  " ZEROS_63, "1 " ZEROS_63,
		"1 " ZEROS_63 "00", "1 " ZEROS_63 "G", "1 " ZEROS_63 "A",
		"99999999999999999999 " ZEROS_63 "0",
	};
	struct fh_chain made, head, other;
	char text[FH_CHAIN_HEAD_SIZE];
	struct fh_error err;
	struct file file;

	(void) state;
	made = make(&file);
	fh_chain_head(&made, text);
	assert_int_equal(fh_chain_parse_head(text, &head, &err), 0);
	assert_int_equal(head.lines, LINES);
	assert_memory_equal(head.hash, made.hash, FH_DIGEST_SIZE);
	file.count--;
	assert_int_equal(first_bad(&file, &other, &err), 0);
	assert_int_equal(fh_chain_compare(&other, &head, &err), -1);
	assert_string_equal(err.text, "it ends with line 4, where its head "
			    "was at line 5: lines are missing at its end");
	assert_int_equal(fh_chain_compare(&head, &other, &err), -1);
	assert_non_null(strstr(err.text, "lines were added"));
	assert_int_equal(fh_chain_append(&other, "another", 7, NULL, NULL),
			 0);
	assert_int_equal(fh_chain_compare(&other, &head, &err), -1);
	assert_non_null(strstr(err.text, "not those that its head"));
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(fh_chain_parse_head(bad[i], &other, &err),
				 -1);
		assert_non_null(strstr(err.text, "no head of a chain"));
	}
}

static void test_labels(void **state)
{
	char longest[FH_CHAIN_LABEL_MAX + 2];
	struct fh_chain one, other;
	struct fh_error err;
	struct file file;

	(void) state;
	memset(longest, 'a', sizeof(longest) - 1);
	longest[FH_CHAIN_LABEL_MAX + 1] = '\0';
	assert_int_equal(fh_chain_begin(&one, longest, &err), -1);
	assert_int_equal(fh_chain_begin(&one, "", &err), -1);
	assert_int_equal(fh_chain_begin(&one, "a\nb", &err), -1);
	assert_non_null(strstr(err.text, "a chain's label"));
	longest[FH_CHAIN_LABEL_MAX] = '\0';
	assert_int_equal(fh_chain_begin(&one, longest, &err), 0);
	/* A chain cannot stand in for one of another label. */
	make(&file);
	assert_int_equal(fh_chain_begin(&other, LABEL "2", &err), 0);
	assert_int_equal(fh_chain_check_line(&other, file.line[0],
					     strlen(file.line[0]), NULL,
					     NULL, &err), -1);
}

static void test_texts(void **state)
{
	char *text = calloc(1, FH_CHAIN_TEXT_MAX + 1);
	char hex[FH_DIGEST_HEX + 2];
	struct fh_chain chain, before;
	struct fh_error err;

	(void) state;
	assert_non_null(text);
	begin(&chain);
	before = chain;
	assert_int_equal(fh_chain_append(&chain, text, FH_CHAIN_TEXT_MAX + 1,
					 NULL, &err), -1);
	assert_int_equal(fh_chain_append(&chain, "a\nb", 3, NULL, &err), -1);
	assert_memory_equal(&chain, &before, sizeof(chain));
	assert_int_equal(fh_chain_append(&chain, text, FH_CHAIN_TEXT_MAX,
					 hex, &err), 0);
	chain = before;
	assert_int_equal(fh_chain_check(&chain, text, FH_CHAIN_TEXT_MAX, hex,
					&err), 0);
	chain = before;
	hex[FH_DIGEST_HEX] = '0';
	hex[FH_DIGEST_HEX + 1] = '\0';
	assert_int_equal(fh_chain_check(&chain, text, FH_CHAIN_TEXT_MAX, hex,
					&err), -1);
	hex[10] = '\0';
	assert_int_equal(fh_chain_check(&chain, text, FH_CHAIN_TEXT_MAX, hex,
					&err), -1);
	assert_non_null(strstr(err.text, "line 1 has no hash"));
	free(text);
}

/* A file in parts of any size is the same file. */
static void test_reader(void **state)
{
	struct fh_chain_reader *reader = malloc(sizeof(*reader));
	char all[LINES * LINE_SIZE] = "";
	struct fh_error err = { "" };
	struct fh_chain made;
	struct file file;
	size_t len;

	(void) state;
	assert_non_null(reader);
	made = make(&file);
	for (size_t i = 0; i < LINES; i++)
		strcat(all, file.line[i]);
	len = strlen(all);
	for (size_t part = 1; part <= len; part++) {
		assert_int_equal(fh_chain_reader_begin(reader, LABEL, &err),
				 0);
		for (size_t i = 0; i < len; i += part)
			assert_int_equal(fh_chain_reader_feed(
				reader, all + i,
				part < len - i ? part : len - i, &err), 0);
		assert_int_equal(fh_chain_reader_end(reader, &err), 0);
		assert_int_equal(fh_chain_compare(&reader->chain, &made,
						  &err), 0);
	}
	/* Cut in a line: what was proven stays. */
	assert_int_equal(fh_chain_reader_begin(reader, LABEL, &err), 0);
	assert_int_equal(fh_chain_reader_feed(reader, all, len - 1, &err), 0);
	assert_int_equal(fh_chain_reader_end(reader, &err), -1);
	assert_non_null(strstr(err.text, "line 5 has no end"));
	assert_int_equal(reader->chain.lines, LINES - 1);
	free(reader);
}

static void test_reader_broken(void **state)
{
	struct fh_chain_reader *reader = malloc(sizeof(*reader));
	size_t size = sizeof(reader->line) + 1;
	char *bytes = malloc(size);
	struct fh_error err = { "" };

	(void) state;
	assert_non_null(reader);
	assert_non_null(bytes);
	memset(bytes, 'a', size);
	assert_int_equal(fh_chain_reader_begin(reader, LABEL, &err), 0);
	assert_int_equal(fh_chain_reader_feed(reader, bytes, size, &err), -1);
	assert_non_null(strstr(err.text, "line 1 has more than"));
	assert_int_equal(fh_chain_reader_begin(reader, LABEL, &err), 0);
	assert_int_equal(fh_chain_reader_feed(reader, "\n", 1, &err), -1);
	assert_non_null(strstr(err.text, "line 1 does not begin"));
	assert_int_equal(fh_chain_reader_begin(reader, LABEL, &err), 0);
	bytes[size - 2] = '\n';
	assert_int_equal(fh_chain_reader_feed(reader, bytes, size - 1, &err),
			 -1);
	assert_int_equal(reader->chain.lines, 0);
	free(bytes);
	free(reader);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formula),
		cmocka_unit_test(test_sound),
		cmocka_unit_test(test_edits),
		cmocka_unit_test(test_bits),
		cmocka_unit_test(test_forged),
		cmocka_unit_test(test_heads),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_reader),
		cmocka_unit_test(test_reader_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
