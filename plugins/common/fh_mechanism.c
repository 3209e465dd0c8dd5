/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of mechanisms: see fh_mechanism.h. */
#include <stdio.h>

#include "fh_mechanism.h"

const char *const fh_mechanism_words[FH_MECHANISM_COUNT + 1] = {
	[FH_MECHANISM_ADEQUACY] = "adequacy",
	[FH_MECHANISM_SCC] = "scc",
	[FH_MECHANISM_BCR] = "bcr",
	[FH_MECHANISM_CERTIFICATION] = "certification",
	[FH_MECHANISM_CONTRACT] = "contract",
	[FH_MECHANISM_CONSENT] = "consent",
	[FH_MECHANISM_ASSESSMENT] = "assessment",
	[FH_MECHANISM_NOTICE] = "notice",
	[FH_MECHANISM_APPROVAL] = "approval",
	[FH_MECHANISM_COPY] = "copy",
	[FH_MECHANISM_NONE] = "none",
	[FH_MECHANISM_UNKNOWN] = "unknown",
};

char *fh_mechanism_format(unsigned mechanisms, char *buf, size_t size)
{
	size_t len = 0;

	buf[0] = '\0';
	for (int i = 0; i < FH_MECHANISM_COUNT && len < size; i++)
		if (mechanisms & 1u << i)
			len += (size_t) snprintf(buf + len, size - len,
						 "%s%s", len ? ", " : "",
						 fh_mechanism_words[i]);
	return buf;
}
