/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chains of hashes over lines: see fh_chain.h. */
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "fh_chain.h"
#include "fh_quote.h"
#include "fh_units.h"

#define DOMAIN "freehold chain 1\n"

/* SHA-256 of two texts, one behind the other. */
static int hash_both(const void *one, size_t one_len, const void *two,
		     size_t two_len, unsigned char ret[FH_CHAIN_HASH],
		     struct fh_error *err)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	int rc = 0;

	if (!context || EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1 ||
	    EVP_DigestUpdate(context, one, one_len) != 1 ||
	    EVP_DigestUpdate(context, two, two_len) != 1 ||
	    EVP_DigestFinal_ex(context, ret, NULL) != 1)
		rc = fh_err(err, "cannot compute a SHA-256 digest");
	EVP_MD_CTX_free(context);
	return rc;
}

static void put_hex(const unsigned char hash[FH_CHAIN_HASH],
		    char ret[FH_CHAIN_HEX + 1])
{
	static const char digit[] = "0123456789abcdef";

	for (int i = 0; i < FH_CHAIN_HASH; i++) {
		ret[2 * i] = digit[hash[i] >> 4];
		ret[2 * i + 1] = digit[hash[i] & 15];
	}
	ret[FH_CHAIN_HEX] = '\0';
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The first FH_CHAIN_HEX bytes of text; a terminator among them ends it. */
static bool read_hex(const char *text, unsigned char ret[FH_CHAIN_HASH])
{
	for (int i = 0; i < FH_CHAIN_HASH; i++) {
		int high = hex_value(text[2 * i]);
		int low = high < 0 ? -1 : hex_value(text[2 * i + 1]);

		if (low < 0)
			return false;
		ret[i] = (unsigned char) (high << 4 | low);
	}
	return true;
}

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
	if (hash_both(DOMAIN, sizeof(DOMAIN) - 1, label, len, begun.hash,
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
	return hash_both(chain->hash, sizeof(chain->hash), text, len,
			 ret->hash, err);
}

int fh_chain_append(struct fh_chain *chain, const void *text, size_t len,
		    char ret_hex[FH_CHAIN_HEX + 1], struct fh_error *err)
{
	struct fh_chain next;

	if (extend(chain, text, len, &next, err))
		return -1;
	*chain = next;
	if (ret_hex)
		put_hex(next.hash, ret_hex);
	return 0;
}

static int broken(const struct fh_chain *chain, const char *what,
		  struct fh_error *err)
{
	return fh_err(err, "line %lld %s", (long long) chain->lines + 1,
		      what);
}

static int check_hash(struct fh_chain *chain, const void *text, size_t len,
		      const unsigned char hash[FH_CHAIN_HASH],
		      struct fh_error *err)
{
	struct fh_chain next;

	if (extend(chain, text, len, &next, err))
		return -1;
	if (memcmp(next.hash, hash, FH_CHAIN_HASH))
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
	unsigned char hash[FH_CHAIN_HASH];

	if (!read_hex(hex, hash) || hex[FH_CHAIN_HEX])
		return broken(chain, "has no hash of 64 hex digits", err);
	return check_hash(chain, text, len, hash, err);
}

int fh_chain_check_line(struct fh_chain *chain, const char *line, size_t len,
			const char **ret_text, size_t *ret_len,
			struct fh_error *err)
{
	unsigned char hash[FH_CHAIN_HASH];

	if (len && line[len - 1] == '\n')
		len--;
	if (len <= FH_CHAIN_HEX || !read_hex(line, hash) ||
	    line[FH_CHAIN_HEX] != ' ')
		return broken(chain, "does not begin with a hash of 64 hex "
			      "digits and a blank", err);
	line += FH_CHAIN_HEX + 1;
	len -= FH_CHAIN_HEX + 1;
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
	char hex[FH_CHAIN_HEX + 1];

	put_hex(chain->hash, hex);
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
		    read_hex(blank + 1, head.hash) &&
		    !blank[1 + FH_CHAIN_HEX]) {
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
	if (memcmp(chain->hash, head->hash, FH_CHAIN_HASH))
		return fh_err(err, "its %lld lines are sound among "
			      "themselves, but they are not those that its "
			      "head was made of", here);
	return 0;
}
