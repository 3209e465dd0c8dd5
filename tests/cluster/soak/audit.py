# SPDX-License-Identifier: GPL-2.0-or-later
"""slurmctld's audit, read by the manual page freehold(8) only: its chain is
proven, and a run's start is looked up in it and compared."""
import calendar
import collections
import hashlib
import json
import os
import re
import time

import rules

LINE = re.compile(rb'\{"hash":"([0-9a-f]{64})",(.*\})\n', re.DOTALL)
# What the log adds itself: no decision of slurmctld.
OWN = ("opened", "lost")


def files_by_host(directory):
    """Each host's files, the oldest first; HOST.jsonl is the newest."""
    ret = {}
    for name in os.listdir(directory):
        found = re.fullmatch(r"(.+)\.jsonl(?:\.(\d+))?", name)
        if found:
            ret.setdefault(found[1], []).append(
                (int(found[2] or 1 << 62), f"{directory}/{name}"))
    return {host: [path for _, path in sorted(files)]
            for host, files in ret.items()}


def started(record):
    return calendar.timegm(time.strptime(record["started"],
                                         "%Y-%m-%dT%H:%M:%SZ"))


class Chain:
    """The lines of one host, as far as they are proven."""

    def __init__(self, host, paths):
        self.host, self.records, self.broken = host, [], None
        self.hash, self.decision = None, 0
        for path in paths:
            with open(path, "rb") as file:
                for line in file:
                    self.broken = self.broken or self._take(line)

    def _take(self, line):
        """Returns why the line does not follow, or None."""
        where = f"{self.host}, line {len(self.records) + 1}"
        found = LINE.fullmatch(line)
        try:
            record = json.loads(b"{" + found[2])
        except (TypeError, ValueError):
            return f"{where} is no line of an audit"
        if self.hash is None:
            self.hash = hashlib.sha256(
                f"freehold chain 1\naudit {record.get('cluster')} "
                f"{self.host}".encode()).digest()
        follows = hashlib.sha256(self.hash + found[2]).digest()
        if follows.hex() != found[1].decode():
            return f"{where}: its hash does not follow"
        decision = self.decision + (record["kind"] not in OWN)
        if (record["line"], record["decision"]) != (len(self.records) + 1,
                                                    decision):
            return f"{where}: a line or decision is missing"
        self.hash, self.decision = follows, decision
        self.records.append(record)
        return None


class Audit:
    def __init__(self, directory):
        chains = [Chain(host, paths) for host, paths
                  in sorted(files_by_host(directory).items())]
        self.broken = [chain.broken for chain in chains if chain.broken]
        if not chains:
            self.broken = [f"{directory} has none"]
        self.records = [record for chain in chains for record in chain.records]
        self.lost = max((record["count"] for record in self.records
                         if record["kind"] == "lost"), default=0)
        self.starts = collections.defaultdict(list)
        self.terms = {}         # nonce -> whom it was given to
        for record in self.records:
            if record["kind"] in ("placed", "recovered"):
                self.starts[record["job"]].append(record)
            elif record["kind"] in ("submitted", "updated"):
                self.terms.setdefault(record["nonce"], record["user"])

    def check_restarts(self, can_be_undone):
        """A job's starts are counted; one counts twice when slurmctld was
        killed before it had saved it."""
        for job, records in self.starts.items():
            before = None
            for record in sorted(records, key=started):
                known = record["restart"] - (before["restart"] if before
                                             else -1)
                if known != 1 and not (known == 0 and before and
                                       can_be_undone(started(before))):
                    self.broken.append(f"job {job} has restart "
                                       f"{record['restart']} at "
                                       f"{record['started']}")
                before = record

    def why_not(self, row, bundles, regulated, unasked):
        """Why the run's start is not in the audit as it was, or None.
        bundles:    by digest, those that can have been in force.
        regulated:  it must have terms.
        unasked:    it may have asked for nothing: then it gets its account's
                    and partition's terms when it starts."""
        found = [record for record in self.starts[int(row["JobIDRaw"])]
                 if started(record) == row["at"]]
        if not found:
            return "its start is not in the audit"
        reasons = [self._differs(record, row, bundles) or
                   self._without_terms(record, regulated, unasked)
                   for record in found]
        return None if None in reasons else "; ".join(reasons)

    def _differs(self, record, row, bundles):
        nodes = record.get("nodes", "")
        if sorted(rules.expand(nodes)) != sorted(row["nodes"]):
            return f"the audit has it on {nodes or 'no node'}"
        for key, value in (("user", int(row["UID"])),
                           ("account", row["Account"])):
            if record[key] != value:
                return f"the audit has {key} {record[key]}, not {value}"
        return self._elsewhere(record, row, bundles)

    @staticmethod
    def _elsewhere(record, row, bundles):
        """Are the zones those of the nodes, by the bundle it names?"""
        bundle = next((one for digest, one in bundles.items()
                       if digest.startswith(record["digest"])), None)
        if not bundle:
            return f"the audit has bundle {record['digest']}: not in force"
        told = set(rules.words(record.get("zones")))
        for at in (row["at"], row["at"] + 1):
            zones = {bundle.zone_of(node, at) for node in row["nodes"]}
            if zones - {None} == told:
                return None
        return f"the audit has zones {sorted(told)}, not {zones}"

    def _without_terms(self, record, regulated, unasked):
        """Are its terms those that a submission or an update was given?"""
        nonce = record.get("nonce")
        if not nonce:
            return "the audit has no terms for it" if regulated else None
        if f";nonce={nonce};" not in record["terms"] + ";":
            return "the audit has a nonce that is not of its terms"
        given_to = self.terms.get(nonce, record["user"] if unasked else None)
        if given_to != record["user"]:
            return "its terms were given to nobody, or to another user"
        return None

    def has_task(self, number, node, first, last):
        """Is there a start of the job on that node in that time?"""
        return any(first <= started(record) <= last and
                   node in rules.expand(record.get("nodes", ""))
                   for record in self.starts[number])
