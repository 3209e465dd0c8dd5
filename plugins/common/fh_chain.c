/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chains of hashes over lines: see fh_chain.h. */
#include <stdio.h>
#include <string.h>

#include "fh_chain.h"
#include "fh_quote.h"
#include "fh_units.h"

#define DOMAIN "freehold chain 1\n"

int fh_chain_begin(struct fh_chain *chain, const char *label,
		   struct fh_error *err)
{
	size_t len = strnlen(label, FH_CHAIN_LABEL_MAX + 1);
	struct fh_chain begun = { 0 };

	for (size_t i = 0; i < len; i++)
		if ((unsigned char) label[i] < ' ')
			len = 0;
	if (!len || len > FH_CHAIN_LABEL_MAX)
		return fh_err(err, "a chain's label is 1 to %d characters on "
			      "one line", FH_CHAIN_LABEL_MAX);
	if (fh_digest_two(DOMAIN, sizeof(DOMAIN) - 1, label, len, begun.hash,
			  err))
		return -1;
	*chain = begun;
	return 0;
}

/* The chain with one line more. */
static int extend(const struct fh_chain *chain, const void *text, size_t len,
		  struct fh_chain *ret, struct fh_error *err)
{
	long long number = (long long) chain->lines + 1;

	if (len > FH_CHAIN_TEXT_MAX || memchr(text, '\n', len))
		return fh_err(err, "line %lld has a newline in it or more "
			      "than %u bytes", number, FH_CHAIN_TEXT_MAX);
	ret->lines = chain->lines + 1;
	return fh_digest_two(chain->hash, sizeof(chain->hash), text, len,
			     ret->hash, err);
}

int fh_chain_append(struct fh_chain *chain, const void *text, size_t len,
		    char ret_hex[FH_DIGEST_HEX + 1], struct fh_error *err)
{
	struct fh_chain next;

	if (extend(chain, text, len, &next, err))
		return -1;
	*chain = next;
	if (ret_hex)
		fh_digest_put(next.hash, ret_hex);
	return 0;
}

static int broken(const struct fh_chain *chain, const char *what,
		  struct fh_error *err)
{
	return fh_err(err, "line %lld %s", (long long) chain->lines + 1,
		      what);
}

static int check_hash(struct fh_chain *chain, const void *text, size_t len,
		      const unsigned char hash[FH_DIGEST_SIZE],
		      struct fh_error *err)
{
	struct fh_chain next;

	if (extend(chain, text, len, &next, err))
		return -1;
	if (memcmp(next.hash, hash, FH_DIGEST_SIZE))
		return broken(chain, "does not follow from the lines before "
			      "it: it was changed, or lines were removed, "
			      "added or moved here, or the chain is another",
			      err);
	*chain = next;
	return 0;
}

int fh_chain_check(struct fh_chain *chain, const void *text, size_t len,
		   const char *hex, struct fh_error *err)
{
	unsigned char hash[FH_DIGEST_SIZE];

	if (!fh_digest_read(hex, hash) || hex[FH_DIGEST_HEX])
		return broken(chain, "has no hash of 64 hex digits", err);
	return check_hash(chain, text, len, hash, err);
}

int fh_chain_check_line(struct fh_chain *chain, const char *line, size_t len,
			const char **ret_text, size_t *ret_len,
			struct fh_error *err)
{
	unsigned char hash[FH_DIGEST_SIZE];

	if (len && line[len - 1] == '\n')
		len--;
	if (len <= FH_DIGEST_HEX || !fh_digest_read(line, hash) ||
	    line[FH_DIGEST_HEX] != ' ')
		return broken(chain, "does not begin with a hash of 64 hex "
			      "digits and a blank", err);
	line += FH_DIGEST_HEX + 1;
	len -= FH_DIGEST_HEX + 1;
	if (check_hash(chain, line, len, hash, err))
		return -1;
	if (ret_text)
		*ret_text = line;
	if (ret_len)
		*ret_len = len;
	return 0;
}

char *fh_chain_head(const struct fh_chain *chain,
		    char buf[FH_CHAIN_HEAD_SIZE])
{
	char hex[FH_DIGEST_HEX + 1];

	fh_digest_put(chain->hash, hex);
	snprintf(buf, FH_CHAIN_HEAD_SIZE, "%lld %s",
		 (long long) chain->lines, hex);
	return buf;
}

int fh_chain_parse_head(const char *text, struct fh_chain *ret,
			struct fh_error *err)
{
	const char *blank = strchr(text, ' ');
	struct fh_quoted typed;
	struct fh_chain head;
	char number[20];

	if (blank && (size_t) (blank - text) < sizeof(number)) {
		memcpy(number, text, (size_t) (blank - text));
		number[blank - text] = '\0';
		if (!fh_units_parse_count(number, 0, INT64_MAX, &head.lines,
					  NULL) &&
		    fh_digest_read(blank + 1, head.hash) &&
		    !blank[1 + FH_DIGEST_HEX]) {
			*ret = head;
			return 0;
		}
	}
	return fh_err(err, "'%s' is no head of a chain, a number of lines "
		      "and a hash of 64 hex digits", fh_quote(text, &typed));
}

int fh_chain_compare(const struct fh_chain *chain,
		     const struct fh_chain *head, struct fh_error *err)
{
	long long here = chain->lines, there = head->lines;

	if (here < there)
		return fh_err(err, "it ends with line %lld, where its head "
			      "was at line %lld: lines are missing at its "
			      "end", here, there);
	if (here > there)
		return fh_err(err, "it ends with line %lld, where its head "
			      "was at line %lld: lines were added", here,
			      there);
	if (memcmp(chain->hash, head->hash, FH_DIGEST_SIZE))
		return fh_err(err, "its %lld lines are sound among "
			      "themselves, but they are not those that its "
			      "head was made of", here);
	return 0;
}
