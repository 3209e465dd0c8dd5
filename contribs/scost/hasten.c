/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sockets that don't wait: see hasten.h. */
#include "fh_config.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "contribs/scost/hasten.h"

#define FIRST_FD 3
#define MOST_FDS 64	/* far more than scost has open */

/* What fails is no socket of that kind, and stays as it is. */
void scost_hasten(void)
{
	const int on = 1;

	for (int fd = FIRST_FD; fd < MOST_FDS; fd++)
		if (!setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on,
				sizeof(on)))
			setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on,
				   sizeof(on));
}
