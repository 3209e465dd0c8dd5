/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads JSON into structs by tables: one row per key says how its value is
 * read and where it goes.  Every mistake is added to the list with its
 * place, and reading goes on.
 */
#ifndef FH_READER_H
#define FH_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_diag.h"
#include "fh_json.h"
#include "fh_strlist.h"

#define FH_READER_NAME_MAX 63		/* bytes of a name */
#define FH_READER_TEXT_MAX 400		/* bytes of a text for people */
#define FH_READER_ENTRIES_MAX 16384	/* of one object or list */
#define FH_READER_NODES_MAX 262144	/* of all node lists together */

/* Where a reader stands. */
struct fh_reader {
	const struct fh_json *doc;
	struct fh_diags *diags;
	struct printbuf *path;	/* JSON Pointer of the value being read */
	void *context;		/* the caller's */
	size_t nodes;		/* named so far */
};

/* One key of an object. */
struct fh_field {
	const char *key;
	/* Reads the value into dst, the struct's start plus offset. */
	void (*read)(struct fh_reader *reader, struct json_object *value,
		     const struct fh_field *field, void *dst);
	size_t offset;
	bool required;
	int64_t min, max;	/* of a number, in the unit of the file */
	int64_t scale;		/* units of the struct in one of the file */
	const char *const *words;	/* NULL-terminated: what is accepted */
};

/*
 * Begin to read at pointer in doc.
 * Returns the value, or NULL when there is none (a mistake is added); the
 * reader is to be ended in either case.
 */
struct json_object *fh_reader_begin(struct fh_reader *reader,
				    const struct fh_json *doc,
				    const char *pointer,
				    struct fh_diags *diags, void *context);
void fh_reader_end(struct fh_reader *reader);

/* Add a mistake at the value being read. */
void fh_reader_diag(const struct fh_reader *reader, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Add "there is no KIND "word"", with a did-you-mean when suggestion is not
 * NULL.
 */
void fh_reader_unknown(const struct fh_reader *reader, const char *kind,
		       const char *word, const char *suggestion);

/* calloc(); a failure is a mistake.  count 0 gives room for one. */
void *fh_reader_alloc(const struct fh_reader *reader, size_t count,
		      size_t size);

/* strdup(); likewise. */
char *fh_reader_strdup(const struct fh_reader *reader, const char *text);

/*
 * Step down to a member or element, for mistakes there.
 * Returns what fh_reader_leave() needs to step back.
 */
size_t fh_reader_enter(struct fh_reader *reader, const char *key);
void fh_reader_leave(struct fh_reader *reader, size_t mark);

/* Is the value of that type?  If not, that is a mistake. */
bool fh_reader_is(const struct fh_reader *reader, struct json_object *value,
		  enum json_type type);

/*
 * Read an object by its table of count rows into dst, in the table's order:
 * what others refer to comes first there, wherever it stands in the file.
 */
void fh_reader_object(struct fh_reader *reader, struct json_object *value,
		      const struct fh_field *field, size_t count, void *dst);

/* Called for every member of an object or element of a list. */
typedef void fh_reader_entry(struct fh_reader *reader, const char *name,
			     struct json_object *value, void *dst);

/*
 * Call entry for every member of an object whose keys are names.
 * any:  "*" is allowed as a name.
 */
void fh_reader_members(struct fh_reader *reader, struct json_object *value,
		       bool any, fh_reader_entry *entry, void *dst);

/* Call entry for every element of a list, with NULL for the name. */
void fh_reader_elements(struct fh_reader *reader, struct json_object *value,
			fh_reader_entry *entry, void *dst);

/*
 * Is text a name: 1 .. FH_READER_NAME_MAX letters, digits, '_', '-' and '.',
 * the first a letter or digit?  If not, that is a mistake.
 */
bool fh_reader_name_ok(const struct fh_reader *reader, const char *text);

/* The text of a value that is a string; NULL after adding a mistake. */
const char *fh_reader_string(const struct fh_reader *reader,
			     struct json_object *value);

/* Append to a list; a text that is there already is a mistake. */
void fh_reader_append(const struct fh_reader *reader, struct fh_strlist *list,
		      const char *text);

/*
 * Values for tables; dst is what the comment says.  A value that is wrong
 * leaves dst as it was.
 */
#define FH_READER_VALUE(function)                                        \
	void function(struct fh_reader *reader, struct json_object *value, \
		      const struct fh_field *field, void *dst)

FH_READER_VALUE(fh_read_text);		/* char *: 1 .. TEXT_MAX bytes */
FH_READER_VALUE(fh_read_name);		/* char * */
FH_READER_VALUE(fh_read_bool);		/* bool */
FH_READER_VALUE(fh_read_decimal);	/* int64_t: value x scale, half even */
FH_READER_VALUE(fh_read_whole);		/* unsigned: no fraction */
FH_READER_VALUE(fh_read_instant);	/* int64_t: UTC seconds */
FH_READER_VALUE(fh_read_word);		/* int: index into words */
FH_READER_VALUE(fh_read_word_bits);	/* unsigned: bits, from a list */
FH_READER_VALUE(fh_read_names);		/* struct fh_strlist */
FH_READER_VALUE(fh_read_names_or_any);	/* likewise; "*" is allowed */
FH_READER_VALUE(fh_read_nodes);		/* struct fh_strlist: expanded */

/*
 * Check a word against words.
 * Returns its index, or -1 after adding a mistake.
 */
int fh_reader_word(const struct fh_reader *reader, const char *const *words,
		   const char *text);

#endif
