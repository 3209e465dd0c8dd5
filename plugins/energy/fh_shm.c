/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The node's shared memory: see fh_shm.h. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "plugins/common/fh_file.h"
#include "plugins/energy/fh_proc.h"
#include "plugins/energy/fh_shm.h"

#define SHM_VERSION 1

static const char shm_magic[8] = { 'f', 'h', 'e', 'n', 'e', 'r', 'g', 'y' };

/* Is the mapped file laid out as this code has it? */
static bool is_ours(const struct fh_shm *shm)
{
	return !memcmp(shm->magic, shm_magic, sizeof(shm_magic)) &&
	       shm->version == SHM_VERSION &&
	       shm->slot_size == sizeof(struct fh_slot) &&
	       shm->state_size == sizeof(struct fh_state) &&
	       shm->total_size == sizeof(struct fh_shm);
}

/* Nobody but its owner may write what the sampler and Slurm believe. */
static int check_file(int fd, const char *path, struct fh_error *err)
{
	struct stat st;

	if (fstat(fd, &st))
		return fh_err(err, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode) || st.st_uid != geteuid() ||
	    st.st_mode & (S_IRWXG | S_IRWXO))
		return fh_err(err, "%s: not a file of this user alone", path);
	if (st.st_size != sizeof(struct fh_shm))
		return fh_err(err, "%s: of another version of Freehold", path);
	return 0;
}

static struct fh_shm *map_file(int fd, const char *path, struct fh_error *err)
{
	struct fh_shm *shm = mmap(NULL, sizeof(*shm), PROT_READ | PROT_WRITE,
				  MAP_SHARED, fd, 0);

	if (shm != MAP_FAILED)
		return shm;
	fh_err(err, "%s: %s", path, strerror(errno));
	return NULL;
}

struct fh_shm *fh_shm_open(const char *path, struct fh_error *err)
{
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	struct fh_shm *shm = NULL;

	if (fd < 0) {
		fh_err(err, "%s: %s", path, strerror(errno));
		return NULL;
	}
	if (!check_file(fd, path, err))
		shm = map_file(fd, path, err);
	(void) close(fd);
	if (!shm || is_ours(shm))
		return shm;
	fh_err(err, "%s: of another version of Freehold", path);
	fh_shm_close(shm);
	return NULL;
}

/* The rest of a new file is zeros: free slots, no state. */
static struct fh_shm *make_file(int fd, const char *path, const char *boot_id,
				struct fh_error *err)
{
	struct fh_shm *shm;

	if (ftruncate(fd, sizeof(*shm))) {
		fh_err(err, "%s: %s", path, strerror(errno));
		return NULL;
	}
	shm = map_file(fd, path, err);
	if (!shm)
		return NULL;
	shm->version = SHM_VERSION;
	shm->slot_size = sizeof(struct fh_slot);
	shm->state_size = sizeof(struct fh_state);
	shm->total_size = sizeof(struct fh_shm);
	(void) snprintf(shm->boot_id, sizeof(shm->boot_id), "%s", boot_id);
	memcpy(shm->magic, shm_magic, sizeof(shm_magic));
	return shm;
}

/* Under another name first: whoever opens path finds a whole file. */
static struct fh_shm *replace_file(const char *path, const char *boot_id,
				   struct fh_error *err)
{
	struct fh_shm *shm = NULL;
	char new_path[PATH_MAX];
	int fd;

	if ((size_t) snprintf(new_path, sizeof(new_path), "%s.XXXXXX", path) >=
	    sizeof(new_path)) {
		fh_err(err, "%s: the path is too long", path);
		return NULL;
	}
	fd = mkostemp(new_path, O_CLOEXEC);	/* mode 0600 */
	if (fd < 0) {
		fh_err(err, "%s: %s", new_path, strerror(errno));
		return NULL;
	}
	shm = make_file(fd, new_path, boot_id, err);
	if (shm && rename(new_path, path)) {
		fh_err(err, "%s: %s", path, strerror(errno));
		fh_shm_close(shm);
		shm = NULL;
	}
	if (!shm)
		(void) unlink(new_path);
	(void) close(fd);
	return shm;
}

static int make_directory(const char *path, struct fh_error *err)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash ? strndup(path, slash - path) : strdup(".");
	int rc = -1;

	if (!dir)
		return fh_err_nomem(err);
	rc = fh_file_mkdirs(dir, S_IRWXU, err);
	free(dir);
	return rc;
}

struct fh_shm *fh_shm_create(const char *path, const char *boot_id,
			     struct fh_error *err)
{
	struct fh_shm *shm = fh_shm_open(path, NULL);

	if (shm && !strncmp(shm->boot_id, boot_id, sizeof(shm->boot_id)))
		return shm;
	fh_shm_close(shm);
	if (make_directory(path, err))
		return NULL;
	return replace_file(path, boot_id, err);
}

void fh_shm_close(struct fh_shm *shm)
{
	if (shm)
		(void) munmap(shm, sizeof(*shm));
}

/*
 * A lock of its own file: one on the memory's file would be lost when any
 * other descriptor of that is closed.
 */
int fh_shm_lock(const char *path, struct fh_error *err)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char lock_path[PATH_MAX];
	int fd;

	if (err)
		err->text[0] = '\0';
	(void) snprintf(lock_path, sizeof(lock_path), "%s.lock", path);
	fd = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
		  S_IRUSR | S_IWUSR);
	if (fd < 0)
		return fh_err(err, "%s: %s", lock_path, strerror(errno));
	if (!fcntl(fd, F_SETLK, &lock))
		return fd;
	if (errno != EAGAIN && errno != EACCES)
		fh_err(err, "%s: %s", lock_path, strerror(errno));
	(void) close(fd);
	return -1;
}

/* Returns 0 when woken, -1 when the time is over. */
static int futex_wait(_Atomic uint32_t *word, uint32_t value,
		      int64_t timeout_ns)
{
	struct timespec timeout = { .tv_sec = timeout_ns / 1000000000,
				    .tv_nsec = timeout_ns % 1000000000 };

	if (timeout_ns <= 0)
		return -1;
	if (syscall(SYS_futex, word, FUTEX_WAIT, value, &timeout, NULL, 0) &&
	    errno == ETIMEDOUT)
		return -1;
	return 0;
}

static void futex_wake(_Atomic uint32_t *word)
{
	atomic_fetch_add(word, 1);
	(void) syscall(SYS_futex, word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

uint32_t fh_shm_ring(struct fh_shm *shm)
{
	uint32_t before = atomic_load(&shm->done);

	futex_wake(&shm->bell);
	return before;
}

/* Waits until *word is another than value. */
static int wait_change(_Atomic uint32_t *word, uint32_t value,
		       int64_t timeout_ns)
{
	int64_t until = fh_proc_now_ns() + timeout_ns;

	while (atomic_load(word) == value)
		if (futex_wait(word, value, until - fh_proc_now_ns()))
			return atomic_load(word) == value ? -1 : 0;
	return 0;
}

int fh_shm_wait_done(struct fh_shm *shm, uint32_t before, int64_t timeout_ns)
{
	return wait_change(&shm->done, before, timeout_ns);
}

int fh_shm_wait_bell(struct fh_shm *shm, uint32_t *rung, int64_t timeout_ns)
{
	int rc = wait_change(&shm->bell, *rung, timeout_ns);

	*rung = atomic_load(&shm->bell);
	return rc;
}

void fh_shm_done(struct fh_shm *shm)
{
	futex_wake(&shm->done);
}
