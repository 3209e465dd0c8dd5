/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening and making the ring: see fh_audit_ring.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fh_audit_ring_file.h"
#include "plugins/common/fh_audit_record.h"

#define SIZE_MAX_BYTES (UINT64_C(1) << 32)

/* /dev/shm is open to all: nobody else may own or write what is found. */
static int check_owner(int fd, const char *path, uint64_t *ret_size,
		       struct fh_error *err)
{
	struct stat st;

	if (fstat(fd, &st))
		return fh_err(err, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode) || st.st_uid != geteuid() ||
	    st.st_nlink != 1 || st.st_mode & (S_IRWXG | S_IRWXO))
		return fh_err(err, "%s: not a file of this user alone; remove "
			      "it, or set audit.ring_directory to another "
			      "place", path);
	*ret_size = (uint64_t) st.st_size;
	return 0;
}

static int lock_file(int fd, const char *path, struct fh_error *err)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	if (!fcntl(fd, F_SETLK, &lock))
		return 0;
	if (errno == EAGAIN || errno == EACCES)
		return fh_err(err, "%s: another process has it open", path);
	return fh_err(err, "%s: %s", path, strerror(errno));
}

/* All pages at once: a full file system is found here, not at a record. */
static int map(struct fh_audit_ring *ring, const char *path, uint64_t mapped,
	       struct fh_error *err)
{
	int rc = posix_fallocate(ring->fd, 0, (off_t) mapped);
	void *memory;

	if (rc)
		return fh_err(err, "%s: no room for %llu bytes: %s", path,
			      (unsigned long long) mapped, strerror(rc));
	memory = mmap(NULL, mapped, PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_POPULATE, ring->fd, 0);
	if (memory == MAP_FAILED)
		return fh_err(err, "%s: %s", path, strerror(errno));
	ring->shared = memory;
	ring->mapped = mapped;
	return 0;
}

static void unmap(struct fh_audit_ring *ring)
{
	if (ring->shared)
		(void) munmap(ring->shared, ring->mapped);
	ring->shared = NULL;
}

/* Is what is mapped a ring of this code's? */
static bool is_ours(const struct fh_audit_ring *ring)
{
	const struct fh_audit_shared *shared = ring->shared;

	return !memcmp(shared->magic, FH_AUDIT_RING_MAGIC,
		       sizeof(shared->magic)) &&
	       shared->version == FH_AUDIT_RING_VERSION &&
	       shared->size == ring->mapped - sizeof(*shared) &&
	       atomic_load(&shared->tail) <= atomic_load(&shared->head) &&
	       atomic_load(&shared->head) - atomic_load(&shared->tail) <=
		       shared->size;
}

static int make(struct fh_audit_ring *ring, const char *path, uint64_t size,
		struct fh_error *err)
{
	unmap(ring);
	/* Through nothing: what stood there must not be taken for records. */
	if (ftruncate(ring->fd, 0))
		return fh_err(err, "%s: %s", path, strerror(errno));
	if (map(ring, path, sizeof(*ring->shared) + size, err))
		return -1;
	ring->shared->version = FH_AUDIT_RING_VERSION;
	ring->shared->size = size;
	memcpy(ring->shared->magic, FH_AUDIT_RING_MAGIC,
	       sizeof(ring->shared->magic));
	return 0;
}

/* Map the ring that is there, or make one. */
static int map_or_make(struct fh_audit_ring *ring, const char *path,
		       uint64_t size, struct fh_error *err)
{
	uint64_t found = 0;

	if (check_owner(ring->fd, path, &found, err) ||
	    lock_file(ring->fd, path, err))
		return -1;
	if (found <= sizeof(*ring->shared) || found > SIZE_MAX_BYTES)
		return make(ring, path, size, err);
	if (map(ring, path, found, err))
		return -1;
	if (is_ours(ring) &&
	    (ring->shared->size == size ||
	     atomic_load(&ring->shared->head) !=
		     atomic_load(&ring->shared->tail)))
		return 0;
	return make(ring, path, size, err);
}

/*
 * Go through the records that are there.  Those that the log has already, by
 * a process that died before it made room, are dropped; what a crash of the
 * host tore is cut off, and counts as one that was lost.
 */
static int take_stock(struct fh_audit_ring *ring, int64_t decision,
		      struct fh_error *err)
{
	struct fh_audit_place place = {
		.at = atomic_load(&ring->shared->tail),
		.decision = FH_AUDIT_ANY,
	};
	char *buf = malloc(FH_AUDIT_TEXT_MAX);
	enum fh_audit_got got;
	int64_t found;
	uint32_t len;

	if (!buf)
		return fh_err_nomem(err);
	ring->last = decision;
	ring->start = place;
	atomic_store(&ring->shared->written, decision);
	while ((got = fh_audit_ring_get(ring, &place, buf, &len, &found)) ==
	       FH_AUDIT_GOT) {
		if (found <= decision)
			fh_audit_ring_drop(ring, &place);
		else
			ring->last = found;
	}
	free(buf);
	if (got == FH_AUDIT_TORN) {
		atomic_store(&ring->shared->head, place.at);
		fh_audit_ring_lose(ring, 1);
	}
	return 0;
}

struct fh_audit_ring *fh_audit_ring_open(const char *path, uint64_t size,
					 int64_t decision,
					 struct fh_error *err)
{
	struct fh_audit_ring *ring = calloc(1, sizeof(*ring));

	if (!ring) {
		fh_err_nomem(err);
		return NULL;
	}
	ring->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
			S_IRUSR | S_IWUSR);
	if (ring->fd < 0)
		fh_err(err, "%s: %s", path, strerror(errno));
	else if (!map_or_make(ring, path, size, err) &&
		 !take_stock(ring, decision, err))
		return ring;
	fh_audit_ring_close(ring);
	return NULL;
}

void fh_audit_ring_close(struct fh_audit_ring *ring)
{
	if (!ring)
		return;
	unmap(ring);
	if (ring->fd >= 0)
		(void) close(ring->fd);
	free(ring);
}
