/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collected job lines: see collected.h. */
#include "fh_config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contribs/scost/collected.h"

/* A line is at most half of it, so a step of reading is never small. */
#define BUFFER_SIZE (2 * FH_JOURNAL_LINE_MAX)

struct input {
	const char *path;
	int fd;
	char *buffer;
	size_t from, until;	/* what of it is read and not yet handed out */
	bool overlong;		/* the line in it is too long: skip its end */
	struct scost_trouble *trouble;
};

static void bad_line(const struct input *in, const char *why)
{
	if (!in->trouble->lines++ && !in->trouble->files)
		fh_err(&in->trouble->first, "%s: %s", in->path, why);
}

static void bad_file(const struct input *in, const char *why)
{
	if (!in->trouble->files++ && !in->trouble->lines)
		fh_err(&in->trouble->first, "%s: %s", in->path, why);
}

/* Read on behind what is there.  Returns bytes, 0 at the end or on failure. */
static size_t fill(struct input *in)
{
	ssize_t got;

	if (in->from) {
		memmove(in->buffer, in->buffer + in->from,
			in->until - in->from);
		in->until -= in->from;
		in->from = 0;
	}
	do
		got = read(in->fd, in->buffer + in->until,
			   BUFFER_SIZE - in->until);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		bad_file(in, strerror(errno));
	else
		in->until += (size_t) got;
	return got > 0 ? (size_t) got : 0;
}

/* Drop what is longer than any line may be, up to its end. */
static void drop_overlong(struct input *in)
{
	if (in->until - in->from < FH_JOURNAL_LINE_MAX)
		return;
	if (!in->overlong)
		bad_line(in, "a line is longer than any of a journal");
	in->overlong = true;
	in->from = in->until;
}

/* The next whole line with its newline, or NULL at the end. */
static const char *next_line(struct input *in, size_t *ret_len)
{
	for (;;) {
		char *line = in->buffer + in->from;
		char *end = memchr(line, '\n', in->until - in->from);

		if (!end) {
			drop_overlong(in);
			if (!fill(in))
				return NULL;
			continue;
		}
		*ret_len = (size_t) (end - line) + 1;
		in->from += *ret_len;
		if (!in->overlong)
			return line;
		in->overlong = false;
	}
}

/*
 * A journal's line is written in one way only, so the job's number can be
 * seen without reading the line.  One without it is damaged, which reading
 * tells.
 */
static bool is_wanted(const struct scost_reader *reader, const char *line,
		      size_t len)
{
	static const char key[] = ",\"job\":";
	const char *at = memmem(line, len, key, sizeof(key) - 1);
	unsigned long id;

	if (!at)
		return true;
	id = strtoul(at + sizeof(key) - 1, NULL, 10);
	return id <= UINT32_MAX && reader->wants((uint32_t) id, reader->arg);
}

static void read_line(struct input *in, const struct scost_reader *reader,
		      const char *text, size_t len)
{
	struct fh_journal_line line = { 0 };
	struct fh_error err;

	if (!is_wanted(reader, text, len))
		return;
	if (fh_journal_decode(text, len, &line, &err)) {
		bad_line(in, err.text);
		return;
	}
	if (line.kind == FH_JOURNAL_JOB)
		reader->take(&line, reader->arg);
	else
		bad_line(in, "a line is not of a job");
	fh_journal_clear(&line);
}

/* Not a pipe or device that would never end. */
static int open_regular(struct input *in)
{
	struct stat st;

	in->fd = open(in->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (in->fd < 0) {
		if (errno != ENOENT)
			bad_file(in, strerror(errno));
		return -1;
	}
	if (!fstat(in->fd, &st) && S_ISREG(st.st_mode))
		return 0;
	bad_file(in, "not a regular file");
	close(in->fd);
	return -1;
}

void scost_collected_read(const char *path, const struct scost_reader *reader,
			  struct scost_trouble *trouble)
{
	struct input in = { .path = path, .trouble = trouble };
	const char *line;
	size_t len;

	if (open_regular(&in))
		return;
	in.buffer = malloc(BUFFER_SIZE);
	if (!in.buffer)
		bad_file(&in, "out of memory");
	while (in.buffer && (line = next_line(&in, &len)))
		read_line(&in, reader, line, len);
	free(in.buffer);
	close(in.fd);
}
