/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where chains end: see fh_audit_log.h. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fh_audit_log.h"

#define SUFFIX ".jsonl"

/* The last whole line and a torn one fit. */
#define TAIL_MAX (2 * FH_AUDIT_LINE_MAX)

static int read_last(const char *path, const char *begin, const char *end,
		     struct fh_audit_end *ret, struct fh_error *err)
{
	struct fh_audit_line line;
	struct fh_error why;

	if (fh_audit_decode(begin, (size_t) (end - begin), &line, &why))
		return fh_err(err, "%s: its last line is none of an audit: %s",
			      path, why.text);
	ret->chain.lines = line.line;
	ret->decision = line.decision;
	(void) fh_digest_read(line.hash, ret->chain.hash);
	fh_audit_line_clear(&line);
	return 0;
}

/* buf holds the file's len bytes from offset on. */
static int look(const char *path, const char *buf, size_t len, int64_t offset,
		struct fh_audit_end *ret, struct fh_error *err)
{
	const char *end = memrchr(buf, '\n', len), *begin;

	if (!end && offset)
		return fh_err(err, "%s: its last line is too long", path);
	if (!end)
		return 0;
	ret->size = offset + (end + 1 - buf);
	begin = memrchr(buf, '\n', (size_t) (end - buf));
	if (!begin && offset)
		return fh_err(err, "%s: its last line is too long", path);
	return read_last(path, begin ? begin + 1 : buf, end, ret, err);
}

int fh_audit_end_find(int fd, const char *path, struct fh_audit_end *ret,
		      struct fh_error *err)
{
	struct fh_audit_end end = { 0 };
	struct stat st;
	int64_t from;
	ssize_t len;
	char *buf;
	int rc;

	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		return fh_err(err, "%s: not a regular file", path);
	if (!(buf = malloc(TAIL_MAX)))
		return fh_err_nomem(err);
	from = st.st_size > (int64_t) TAIL_MAX ?
		       st.st_size - (int64_t) TAIL_MAX : 0;
	len = pread(fd, buf, TAIL_MAX, from);
	rc = len < 0 ? fh_err(err, "%s: %s", path, strerror(errno)) :
	     look(path, buf, (size_t) len, from, &end, err);
	free(buf);
	if (!rc)
		*ret = end;
	return rc;
}

int fh_audit_end_of(const char *dir, const char *host,
		    struct fh_audit_end *ret)
{
	char path[PATH_MAX];
	int fd, rc;

	if ((size_t) snprintf(path, sizeof(path), "%s/%s" SUFFIX, dir, host) >=
	    sizeof(path))
		return -1;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return -1;
	rc = fh_audit_end_find(fd, path, ret, NULL);
	(void) close(fd);
	return rc || !ret->chain.lines ? -1 : 0;
}

/* "HOST.jsonl": another controller's?  Its name goes to ret. */
static bool is_other(const char *entry, const char *host,
		     char ret[FH_AUDIT_HOST_MAX])
{
	size_t len = strlen(entry), suffix = strlen(SUFFIX);

	if (len <= suffix || len - suffix >= FH_AUDIT_HOST_MAX ||
	    strcmp(entry + len - suffix, SUFFIX))
		return false;
	snprintf(ret, FH_AUDIT_HOST_MAX, "%.*s", (int) (len - suffix), entry);
	return strcmp(ret, host);
}

void fh_audit_heads(const char *dir, const char *host,
		    char ret[FH_AUDIT_HEADS_MAX])
{
	char other[FH_AUDIT_HOST_MAX], head[FH_CHAIN_HEAD_SIZE];
	struct fh_audit_end end;
	struct dirent *entry;
	size_t used = 0;
	DIR *open_dir;

	*ret = '\0';
	if (!(open_dir = opendir(dir)))
		return;
	while ((entry = readdir(open_dir))) {
		size_t room = FH_AUDIT_HEADS_MAX - used;

		if (!is_other(entry->d_name, host, other) ||
		    fh_audit_end_of(dir, other, &end) ||
		    strlen(other) + sizeof(head) + 3 > room)
			continue;
		used += (size_t) snprintf(ret + used, room, "%s%s %s",
					  used ? ";" : "", other,
					  fh_chain_head(&end.chain, head));
	}
	(void) closedir(open_dir);
}
