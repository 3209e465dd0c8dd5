/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256: see fh_digest.h. */
#include <openssl/evp.h>

#include "fh_digest.h"

int fh_digest_two(const void *one, size_t one_len, const void *two,
		  size_t two_len, unsigned char ret[FH_DIGEST_SIZE],
		  struct fh_error *err)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	unsigned char digest[EVP_MAX_MD_SIZE];
	int rc = 0;

	if (!context || EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1 ||
	    EVP_DigestUpdate(context, one, one_len) != 1 ||
	    EVP_DigestUpdate(context, two, two_len) != 1 ||
	    EVP_DigestFinal_ex(context, digest, NULL) != 1)
		rc = fh_err(err, "cannot compute a SHA-256 digest");
	for (int i = 0; !rc && i < FH_DIGEST_SIZE; i++)
		ret[i] = digest[i];
	EVP_MD_CTX_free(context);
	return rc;
}

void fh_digest_put(const unsigned char digest[FH_DIGEST_SIZE],
		   char ret[FH_DIGEST_HEX + 1])
{
	static const char hex[] = "0123456789abcdef";

	for (int i = 0; i < FH_DIGEST_SIZE; i++) {
		ret[2 * i] = hex[digest[i] >> 4];
		ret[2 * i + 1] = hex[digest[i] & 15];
	}
	ret[FH_DIGEST_HEX] = '\0';
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool fh_digest_read(const char *text, unsigned char ret[FH_DIGEST_SIZE])
{
	for (int i = 0; i < FH_DIGEST_SIZE; i++) {
		int high = hex_value(text[2 * i]);
		int low = high < 0 ? -1 : hex_value(text[2 * i + 1]);

		if (low < 0)
			return false;
		ret[i] = (unsigned char) (high << 4 | low);
	}
	return true;
}
