#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the soak on a sandbox that is up: random jobs, and chaos beside them.

What was done is written to JOURNAL, which check.py reads. The same seed makes
the same jobs and the same changes; only their timing differs.
"""
import argparse
import concurrent.futures
import random
import sys
import time

import chaos
import cluster
import jobs
import world

# Jobs in the queue beyond which the next one waits.
QUEUE_MAX = 60


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sandbox", required=True, help="the program")
    parser.add_argument("--dir", required=True, help="its directory")
    parser.add_argument("--journal", required=True)
    parser.add_argument("--evidence", required=True)
    parser.add_argument("--jobs", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True,
                        help="over which they are submitted, at least")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--pause", type=float, default=1,
                        help="seconds between two strokes of chaos")
    return parser.parse_args()


def submit(site, journal, args, job, after):
    """Returns the job's id where the program prints it. srun and salloc give
    up when their job does not end in time."""
    before = cluster.now()
    code, out, err = site.run(jobs.command(job, args.evidence, after),
                              user=job["user"],
                              variables=jobs.variables(job), seconds=30)
    journal.write("submit", before=before, after=cluster.now(), code=code,
                  error=err[-300:], **job)
    return out.split(";")[0] if code == 0 and out.isdigit() else None


def make_room(site):
    """Wait until the queue is short; what waits too long is cancelled."""
    for turn in range(40):
        if len(site.queue("PD,R,CF,CG")) < QUEUE_MAX:
            return
        if turn % 5 == 4:
            waiting = [row[0] for row in site.queue("PD")]
            site.run(["scancel", *waiting[:QUEUE_MAX // 2]])
        time.sleep(1)


def submit_all(site, journal, args, todo):
    """sbatch in turn; srun and salloc beside it, as long as they run."""
    last, start = None, time.time()
    with concurrent.futures.ThreadPoolExecutor(max_workers=12) as pool:
        for number, job in enumerate(todo):
            if number % 10 == 0:
                make_room(site)
            due = start + args.seconds * number / len(todo)
            time.sleep(max(0, due - time.time()))
            if job["kind"] in ("srun", "het-srun", "salloc"):
                pool.submit(submit, site, journal, args, job, None)
                continue
            after = last if job["kind"] == "depend" else None
            last = submit(site, journal, args, job, after) or last


def settle(site, seconds):
    """Let what can run end, cancel the rest, wait until all is ended."""
    end = time.time() + seconds
    while site.queue("R,CF") and time.time() < end:
        time.sleep(1)
    end = time.time() + 60
    while site.queue("PD,R,CF,CG") and time.time() < end:
        for user in ("daemon", "games", "news"):
            site.run(["scancel", "-u", user])
        time.sleep(1)


def main():
    args = arguments()
    site = cluster.Cluster(args.sandbox, args.dir)
    journal = cluster.Journal(args.journal)
    state = world.World(f"{args.dir}/etc/freehold", f"{args.dir}/soak")
    todo = jobs.jobs(random.Random(args.seed), args.jobs, sorted(state.where))
    records = {job["name"]: job for job in todo}
    digest = site.run(["freehold", "active"])[1].split()[0]
    journal.write("activate", digest=digest, before=0, what="start")
    journal.write("loaded", after=cluster.now())
    storm = chaos.Chaos(site, journal, state, random.Random(args.seed + 1),
                        records, args.pause)
    storm.start()
    begun = time.time()
    submit_all(site, journal, args, todo)
    submitted = time.time()
    storm.stop()
    settle(site, 10)
    print(f"submitted in {submitted - begun:.0f} s, "
          f"settled in {time.time() - submitted:.0f} s")
    print("chaos:", ", ".join(f"{count} {name}" for name, count
                              in sorted(storm.counts.items())))
    print("journal:", ", ".join(f"{count} {event}" for event, count
                                in sorted(journal.counts.items())))
    if storm.error:
        sys.exit("chaos ended early: " + storm.error)


if __name__ == "__main__":
    main()
