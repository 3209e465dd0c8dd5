/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions to slurmdbd without waiting for acknowledgements. */
#ifndef SCOST_HASTEN_H
#define SCOST_HASTEN_H

/*
 * To call before a question.  libslurm and slurmdbd write a message's length
 * and its body apart, and TCP holds the body back until the other side has
 * acknowledged the length, which it does 40 ms later: twice for a question.
 * libslurm does not tell its sockets; all that this process has over TCP are
 * connections to Slurm's daemons, and they are told not to wait.
 */
void scost_hasten(void);

#endif
