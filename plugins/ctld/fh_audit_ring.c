/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records in shared memory: see fh_audit_ring.h and fh_audit_ring_file.c. */
#include <string.h>

#include "fh_audit_ring_file.h"
#include "plugins/common/fh_audit_record.h"

/* In front of each record's text; records begin at multiples of 8. */
struct header {
	uint32_t len;
	uint32_t sum;
	int64_t decision;
};

static uint64_t aligned(uint64_t n)
{
	return (n + 7) & ~(uint64_t) 7;
}

static uint64_t taken(uint32_t len)
{
	return aligned(sizeof(struct header) + len);
}

/* FNV-1a: to find what a crash tore, not against people. */
static uint32_t sum_of(const char *text, uint32_t len, int64_t decision)
{
	uint32_t sum = 2166136261u ^ (uint32_t) decision;

	for (uint32_t i = 0; i < len; i++)
		sum = (sum ^ (unsigned char) text[i]) * 16777619u;
	return sum;
}

/* Bytes at a place that only grows; the ring's end may be in their midst. */
static void put_bytes(struct fh_audit_shared *shared, uint64_t at,
		      const void *bytes, size_t len)
{
	uint64_t from = at % shared->size;
	size_t first = shared->size - from < len ? shared->size - from : len;

	memcpy(shared->data + from, bytes, first);
	memcpy(shared->data, (const char *) bytes + first, len - first);
}

static void get_bytes(const struct fh_audit_shared *shared, uint64_t at,
		      void *bytes, size_t len)
{
	uint64_t from = at % shared->size;
	size_t first = shared->size - from < len ? shared->size - from : len;

	memcpy(bytes, shared->data + from, first);
	memcpy((char *) bytes + first, shared->data, len - first);
}

static uint64_t used(const struct fh_audit_shared *shared)
{
	/* The tail first: it may follow the head, never pass it. */
	uint64_t tail = atomic_load(&shared->tail);

	return atomic_load(&shared->head) - tail;
}

int64_t fh_audit_ring_add(struct fh_audit_ring *ring, const char *text,
			  uint32_t len)
{
	struct fh_audit_shared *shared = ring->shared;
	uint64_t head = atomic_load(&shared->head);
	struct header header = {
		.len = len,
		.decision = ring->last + 1,
	};

	if (len > FH_AUDIT_TEXT_MAX || used(shared) + taken(len) > shared->size) {
		atomic_fetch_add(&shared->lost, 1);
		return -1;
	}
	header.sum = sum_of(text, len, header.decision);
	put_bytes(shared, head, &header, sizeof(header));
	put_bytes(shared, head + sizeof(header), text, len);
	/* The commit mark: from here on it is recorded. */
	atomic_store_explicit(&shared->head, head + taken(len),
			      memory_order_release);
	return ring->last = header.decision;
}

int64_t fh_audit_ring_last(const struct fh_audit_ring *ring)
{
	return ring->last;
}

bool fh_audit_ring_is_empty(const struct fh_audit_ring *ring)
{
	return !used(ring->shared);
}

unsigned fh_audit_ring_level(const struct fh_audit_ring *ring)
{
	return (unsigned) (used(ring->shared) * 100 / ring->shared->size);
}

int64_t fh_audit_ring_lost(const struct fh_audit_ring *ring)
{
	return (int64_t) atomic_load(&ring->shared->lost);
}

void fh_audit_ring_lose(struct fh_audit_ring *ring, int64_t count)
{
	atomic_fetch_add(&ring->shared->lost, (uint64_t) count);
}

struct fh_audit_place fh_audit_ring_start(const struct fh_audit_ring *ring)
{
	return ring->start;
}

enum fh_audit_got fh_audit_ring_get(const struct fh_audit_ring *ring,
				    struct fh_audit_place *place, char *buf,
				    uint32_t *ret_len, int64_t *ret_decision)
{
	const struct fh_audit_shared *shared = ring->shared;
	uint64_t head = atomic_load_explicit(&shared->head,
					     memory_order_acquire);
	struct header header;

	if (place->at == head)
		return FH_AUDIT_EMPTY;
	get_bytes(shared, place->at, &header, sizeof(header));
	if (header.len > FH_AUDIT_TEXT_MAX ||
	    taken(header.len) > head - place->at ||
	    (place->decision != FH_AUDIT_ANY &&
	     header.decision != place->decision + 1))
		return FH_AUDIT_TORN;
	get_bytes(shared, place->at + sizeof(header), buf, header.len);
	if (sum_of(buf, header.len, header.decision) != header.sum)
		return FH_AUDIT_TORN;
	place->at += taken(header.len);
	*ret_decision = place->decision = header.decision;
	*ret_len = header.len;
	return FH_AUDIT_GOT;
}

void fh_audit_ring_drop(struct fh_audit_ring *ring,
			const struct fh_audit_place *place)
{
	ring->start = *place;
	if (place->decision != FH_AUDIT_ANY)
		atomic_store(&ring->shared->written, place->decision);
	atomic_store_explicit(&ring->shared->tail, place->at,
			      memory_order_release);
}

int64_t fh_audit_ring_written(const struct fh_audit_ring *ring)
{
	return atomic_load(&ring->shared->written);
}

void fh_audit_ring_beat(struct fh_audit_ring *ring, int64_t now_s)
{
	atomic_store(&ring->shared->beat_s, now_s);
}
