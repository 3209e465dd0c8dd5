/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What takes data to a place that the law does not allow by itself: the same
 * words in the residency catalogue and in the classes of policy.json.
 */
#ifndef FH_MECHANISM_H
#define FH_MECHANISM_H

#include <stddef.h>

enum fh_mechanism {
	FH_MECHANISM_ADEQUACY,	/* a decision about the place */
	FH_MECHANISM_SCC,	/* standard contractual clauses */
	FH_MECHANISM_BCR,	/* binding corporate rules */
	FH_MECHANISM_CERTIFICATION,
	FH_MECHANISM_CONTRACT,
	FH_MECHANISM_CONSENT,
	FH_MECHANISM_ASSESSMENT,
	FH_MECHANISM_NOTICE,	/* to an authority, which may object */
	FH_MECHANISM_APPROVAL,	/* of an authority */
	FH_MECHANISM_COPY,	/* kept at home */
	FH_MECHANISM_NONE,	/* alone: there is none */
	FH_MECHANISM_UNKNOWN,	/* alone: the source does not tell */
	FH_MECHANISM_COUNT
};

/* Their names in the order of the enum, then NULL. */
extern const char *const fh_mechanism_words[FH_MECHANISM_COUNT + 1];

#define FH_MECHANISM_TEXT_MAX 160	/* bytes that hold all of them */
/*
 * "adequacy, scc": the bits 1 << enum fh_mechanism by name.  Fills buf (of
 * size bytes, always terminated) and returns it.
 */
char *fh_mechanism_format(unsigned mechanisms, char *buf, size_t size);

#endif
