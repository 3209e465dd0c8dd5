/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Detached threads: see fh_thread.h. */
#include <pthread.h>
#include <signal.h>

#include "fh_thread.h"

int fh_thread_start(void *(*run)(void *unused))
{
	pthread_attr_t attr;
	pthread_t thread;
	sigset_t all, before;
	int rc;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	rc = pthread_create(&thread, &attr, run, NULL);
	pthread_attr_destroy(&attr);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return rc;
}
