#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Judges every run of the soak at the moment of its allocation.

What it believes: slurmdbd (as sacct prints it), the archived bundles, the
lines that the tasks wrote themselves, and the journal of what was asked for
and done. A run is in order when a bundle that can have been in force and a
request that can have been the job's allow all of its nodes; the margins are
those of the clocks (sacct tells whole seconds). slurmctld's audit is not
believed but compared: its chain must hold, and every run must be in it as
slurmdbd has it.
"""
import argparse
import json
import os
import sys

import rules
from audit import Audit
from history import History

SEPARATOR = "\x1f"
# A task tells of its start that long behind it at most.
START_S = 10
FIELDS = ["JobIDRaw", "JobID", "JobName", "User", "Account", "Partition",
          "Start", "State", "NodeList", "AllocTRES", "AdminComment", "UID"]


def read_runs(path):
    """Rows of sacct that ran: they have nodes and a start."""
    ret = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            row = dict(zip(FIELDS, line.rstrip("\n").split(SEPARATOR)))
            if row["Start"].isdigit() and row["NodeList"] != "None assigned":
                row["nodes"] = rules.expand(row["NodeList"])
                row["at"] = int(row["Start"])
                ret.append(row)
    return ret


def read_bundles(directory):
    ret = {}
    for name in os.listdir(directory):
        with open(f"{directory}/{name}", encoding="utf-8") as file:
            ret[name.removesuffix(".json")] = rules.Bundle(file.read())
    return ret


def stated_digest(row):
    """Which bundle slurmctld says it decided by; None without a word."""
    try:
        return json.loads(row["AdminComment"])["freehold"]["digest"]
    except (ValueError, KeyError, TypeError):
        return None


def who(row):
    return row["Account"], row["User"], row["Partition"]


def part_of(row):
    """Which component of a heterogeneous job: 17+1 is the second."""
    return int(row["JobID"].partition("+")[2] or 0)


class Checker:
    def __init__(self, history, bundles, audit=None):
        """audit: None in tests of everything else."""
        self.history, self.bundles, self.audit = history, bundles, audit
        self.violations = [f"the audit: {why}" for why
                           in (audit.broken if audit else [])]
        self.regulated = self.requeued = self.several = 0
        self.kinds, self.digests = set(), set()

    def blame(self, row, why):
        self.violations.append(
            f"{row['JobName']} (job {row['JobID']}, {row['State']}) on "
            f"{row['NodeList']} at {row['Start']}: {why}")

    def run(self, row):
        job = self.history.jobs.get(row["JobName"])
        if not job:
            return self.blame(row, "nobody submitted it")
        digests = self.history.digests(row["at"], row["at"] + 1)
        stated = stated_digest(row)
        if stated:
            meant = [one for one in digests if one.startswith(stated)]
            # A start that was undone leaves the words of the run before.
            if not meant and not self.history.can_be_undone(row["at"]):
                return self.blame(row, f"bundle {stated} was not in force")
            digests = meant or digests
        self.count(row, job, digests)
        # A job whose start was undone and that is cancelled while it waits has
        # the start in slurmdbd, without what it got: it counts no nodes.
        undone = ("node=" not in row["AllocTRES"] and
                  row["State"].startswith("CANCELLED") and
                  self.history.can_be_undone(row["at"]))
        reasons = self.try_all(row, digests, with_accel=not undone)
        if reasons is not None:
            self.blame(row, "; ".join(sorted(set(reasons))[:4]) or
                       "no request of its account can have been meant")
        else:
            self.audited(row, digests)
        return None

    def audited(self, row, digests):
        """Every run, and the terms of those that surely have some."""
        bundles = {digest: self.bundles[digest] for digest in digests}
        asked = self.history.requests(row["JobName"], part_of(row), row["at"])
        why = self.audit and self.audit.why_not(
            row, bundles, all(all(self.restrictions(row, bundle))
                              for bundle in bundles.values()),
            not all(one.request for one in asked))
        if why:
            self.blame(row, why)

    def try_all(self, row, digests, with_accel=True):
        """None when some combination allows the run, else the reasons."""
        reasons = []
        for digest in digests:
            bundle = self.bundles[digest]
            for request in self.requests(row, bundle):
                for at in (row["at"], row["at"] + 1):
                    why = self.why_not(row, bundle, request, at, with_accel)
                    if not why:
                        return None
                    reasons.append(why)
        return reasons

    def requests(self, row, bundle):
        """What the job can have asked for, defaults put in.  Defaults are
        those of when the job was submitted or changed; a job that asked for
        nothing gets those of its start."""
        for asked in self.history.requests(row["JobName"], part_of(row),
                                           row["at"]):
            if asked.account and asked.account != row["Account"]:
                continue
            if not asked.request:
                yield rules.resolve(bundle, {}, row["Account"])
            for digest in self.history.digests(asked.since, asked.until):
                yield rules.resolve(self.bundles[digest], asked.request,
                                    row["Account"])

    def why_not(self, row, bundle, request, at, with_accel):
        for node in row["nodes"]:
            why = rules.denied(bundle, request, who(row), node, at)
            if why:
                return why
        component = self.history.component(row["JobName"], part_of(row))
        return (rules.stretches(bundle, request, row["nodes"], at) or
                with_accel and rules.wrong_accelerator(
                    request, row["AllocTRES"], row["nodes"],
                    "--exclusive" in component["slurm"]))

    def count(self, row, job, digests):
        bundle = self.bundles[digests[-1]]
        self.kinds.add(job["kind"])
        self.digests.update(digests)
        self.requeued += row["State"] in ("REQUEUED", "PREEMPTED")
        self.several += len(row["nodes"]) > 1
        self.regulated += any(self.restrictions(row, bundle))

    def restrictions(self, row, bundle):
        """Is it under a class, zone or floor, by each of its requests?"""
        return [rules.is_restricted(bundle, request, row["Account"],
                                    row["Partition"])
                for request in self.requests(row, bundle)]

    def undone(self, name, number, node, at):
        """A start that slurmdbd does not know, since slurmctld was killed
        just behind it: only the task tells of it."""
        job = self.history.jobs.get(name, {"components": [], "account": None,
                                           "default_account": None})
        reasons = ["nobody submitted it"]
        row = {"JobName": name, "JobID": number, "State": "undone",
               "NodeList": node, "nodes": [node], "AllocTRES": "",
               "Start": str(at), "User": job.get("user"), "Partition": None}
        # A heterogeneous job's tasks all tell its first component's number.
        if self.audit and not any(
                self.audit.has_task(int(number) + part, node, at - START_S,
                                    at + 1)
                for part in range(len(job["components"]))):
            self.blame(row, "its start is not in the audit")
        for start in range(at - START_S, at + 1):
            for part in range(len(job["components"])):
                row.update(at=start, JobID=f"{number}+{part}")
                for asked in self.history.requests(name, part, start):
                    row["Account"] = asked.account or job["default_account"]
                    reasons = self.try_all(
                        row, self.history.digests(start, start + 1),
                        with_accel=False)
                    if reasons is None:
                        return
        self.blame(row, "; ".join(sorted(set(reasons))[:4]))

    def task(self, line, rows):
        """A line that a task wrote: NAME JOBID NODE SECONDS."""
        name, number, node, at = line.split()
        at = int(at)
        row = next((row for row in rows.get(name, [])
                    if row["JobIDRaw"] == number and node in row["nodes"]
                    and row["at"] <= at + 1), None)
        if not row:
            self.undone(name, number, node, at)
            return False
        zones = self.history.identities(node, at - 5, at)
        for digest in self.history.digests(row["at"], row["at"] + 1):
            bundle = self.bundles[digest]
            if zones is None or any(
                    bundle.zone_of(node, row["at"] + late) in zones or
                    not rules.is_restricted(bundle, request, row["Account"],
                                            row["Partition"])
                    for late in (0, 1)
                    for request in self.requests(row, bundle)):
                return True
        self.blame(row, f"its task ran on {node}, which says it is in {zones}")
        return True


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("journal", "sacct", "evidence", "bundles", "audit"):
        parser.add_argument("--" + name, required=True)
    return parser.parse_args()


def main():
    args = arguments()
    runs = read_runs(args.sacct)
    history, audit = History(args.journal), Audit(args.audit)
    audit.check_restarts(history.can_be_undone)
    checker = Checker(history, read_bundles(args.bundles), audit)
    by_name = {}
    for row in runs:
        checker.run(row)
        by_name.setdefault(row["JobName"], []).append(row)
    with open(args.evidence, encoding="utf-8") as file:
        seen = [checker.task(line, by_name) for line in file]
    print(f"runs {len(runs)} regulated {checker.regulated} "
          f"several-nodes {checker.several} requeued {checker.requeued} "
          f"kinds {len(checker.kinds)} bundles {len(checker.digests)} "
          f"tasks {len(seen)} tasks-without-a-run {seen.count(False)} "
          f"audit-lines {len(audit.records)} audit-starts "
          f"{sum(map(len, audit.starts.values()))} audit-lost {audit.lost}")
    for line in checker.violations[:50]:
        print("violation:", line)
    print(f"violations {len(checker.violations)}")
    sys.exit(1 if checker.violations else 0)


if __name__ == "__main__":
    main()
