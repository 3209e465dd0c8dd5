/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What ended and what was spent: see fh_purse.h. */
#include "fh_purse_state.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <json-c/json.h>

#include "fh_file.h"
#include "fh_units.h"

#define state fh_purse_state

#define MINUTE_S 60
#define SETTLED_MAX 65536	/* sums; beyond, the latest takes more in */
#define SPENT_MAX_BYTES (16u << 20)
#define VERSION 1

/* Under the lock.  -1 without memory. */
static int append(struct fh_purse_list *list, const char *account,
		  int64_t at_s, int64_t micro)
{
	struct fh_purse_sum *grown;

	grown = realloc(list->item, (list->count + 1) * sizeof(*grown));
	if (!grown)
		return -1;
	list->item = grown;
	grown += list->count++;
	strncpy(grown->account, account, FH_PURSE_ACCOUNT_MAX);
	grown->account[FH_PURSE_ACCOUNT_MAX] = '\0';
	grown->at_s = at_s;
	grown->micro = micro;
	return 0;
}

/* The account's last sum that at_s may go into, or NULL. */
static struct fh_purse_sum *find_last(const char *account, int64_t at_s)
{
	for (size_t i = state.settled.count; i > 0; i--) {
		struct fh_purse_sum *sum = &state.settled.item[i - 1];

		if (strcmp(sum->account, account))
			continue;
		if (sum->at_s == at_s || state.settled.count >= SETTLED_MAX)
			return sum;
		break;
	}
	return NULL;
}

/* Under the lock.  A sum too many is lost until the ledger has it. */
static void settle(const char *account, int64_t end_s, int64_t micro)
{
	int64_t at_s = end_s - end_s % MINUTE_S;
	struct fh_purse_sum *sum = find_last(account, at_s);

	if (micro < 0 || end_s < state.as_of_s)
		return;
	if (!sum) {
		if (state.settled.count < SETTLED_MAX)
			append(&state.settled, account, at_s, micro);
		return;
	}
	sum->at_s = at_s;
	if (__builtin_add_overflow(sum->micro, micro, &sum->micro))
		sum->micro = INT64_MAX;
}

void fh_purse_settle(const char *account, int64_t end_s, int64_t micro)
{
	pthread_mutex_lock(&state.lock);
	settle(account, end_s, micro);
	state.changed = true;
	pthread_mutex_unlock(&state.lock);
}

/* Under the lock: the ledger has what ended before as_of_s. */
static void drop_settled(void)
{
	size_t left = 0;

	for (size_t i = 0; i < state.settled.count; i++)
		if (state.settled.item[i].at_s >= state.as_of_s)
			state.settled.item[left++] = state.settled.item[i];
	state.settled.count = left;
}

static bool get_whole(struct json_object *from, const char *key, int64_t *ret)
{
	struct json_object *value;

	if (!json_object_object_get_ex(from, key, &value) ||
	    !json_object_is_type(value, json_type_int))
		return false;
	*ret = json_object_get_int64(value);
	return *ret >= 0;
}

/* The list of sums under key; each has account, at_s and micro. */
static int read_sums(struct json_object *root, const char *key,
		     struct fh_purse_list *ret, struct fh_error *err)
{
	struct json_object *sums, *sum, *account;
	int64_t at_s, micro;

	if (!json_object_object_get_ex(root, key, &sums) ||
	    !json_object_is_type(sums, json_type_array))
		return fh_err(err, "it has no list \"%s\"", key);
	for (size_t i = 0; i < json_object_array_length(sums); i++) {
		sum = json_object_array_get_idx(sums, i);
		if (!json_object_object_get_ex(sum, "account", &account) ||
		    !json_object_is_type(account, json_type_string) ||
		    !get_whole(sum, "at_s", &at_s) ||
		    !get_whole(sum, "micro", &micro))
			return fh_err(err, "a sum of \"%s\" lacks account, "
				      "at_s or micro", key);
		if (append(ret, json_object_get_string(account), at_s, micro))
			return fh_err_nomem(err);
	}
	return 0;
}

static int take_spent(struct json_object *root, struct fh_error *err)
{
	struct fh_purse_list spent = { 0 };
	int64_t version, as_of_s;

	if (!get_whole(root, "freehold_spent", &version) ||
	    version != VERSION || !get_whole(root, "as_of_s", &as_of_s))
		return fh_err(err, "it is not what scost sync writes");
	if (read_sums(root, "spent", &spent, err)) {
		free(spent.item);
		return -1;
	}
	pthread_mutex_lock(&state.lock);
	free(state.spent.item);
	state.spent = spent;
	state.as_of_s = as_of_s;
	drop_settled();
	pthread_mutex_unlock(&state.lock);
	return 0;
}

/* Is the file another one than at the last call? */
static bool has_changed(const char *path)
{
	static struct stat last;
	struct stat now;

	if (stat(path, &now) ||
	    (now.st_ino == last.st_ino && now.st_size == last.st_size &&
	     now.st_mtim.tv_sec == last.st_mtim.tv_sec &&
	     now.st_mtim.tv_nsec == last.st_mtim.tv_nsec))
		return false;
	last = now;
	return true;
}

int fh_purse_read_spent(const char *path, struct fh_error *err)
{
	struct json_object *root;
	struct fh_error why = { "it is not JSON" };
	char *text;
	size_t len;
	int rc = -1;

	if (!has_changed(path))
		return 0;
	if (fh_file_read(path, SPENT_MAX_BYTES, &text, &len, err))
		return -1;
	root = json_tokener_parse(text);
	free(text);
	if (root)
		rc = take_spent(root, &why);
	json_object_put(root);
	return rc ? fh_err(err, "%s: %s", path, why.text) : 1;
}

void fh_purse_read_settled(const char *text)
{
	struct json_object *root = json_tokener_parse(text);
	struct fh_purse_list settled = { 0 };

	if (root && !read_sums(root, "settled", &settled, NULL)) {
		pthread_mutex_lock(&state.lock);
		for (size_t i = 0; i < settled.count; i++)
			settle(settled.item[i].account, settled.item[i].at_s,
			       settled.item[i].micro);
		pthread_mutex_unlock(&state.lock);
	}
	free(settled.item);
	json_object_put(root);
}
