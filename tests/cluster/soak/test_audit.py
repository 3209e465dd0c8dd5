#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The checker finds an audit that was changed, lacks a start or has it
otherwise than slurmdbd."""
import hashlib
import json
import os
import tempfile
import time
import unittest

import check
import rules
from audit import Audit

AT = 1769860800
BUNDLE = {"zones": {"zones": {
    "tx": {"site": "tx", "jurisdiction": "US-TX", "tenancy": "owned",
           "nodes": "n[1-2]"},
    "de": {"site": "de", "jurisdiction": "DE", "tenancy": "cloud",
           "nodes": "n[3-4]"}}}, "policy": {}}


def start(job, restart, at, **more):
    return {"kind": "placed", "job": job, "restart": restart, "user": 2,
            "account": "bio", "nonce": "aa", "digest": "d1", "zones": "de,tx",
            "nodes": "n[2-3]", "terms": "1;nonce=aa;class=us",
            "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at)),
            **more}


def log():
    """Two jobs of one submission; the second was requeued."""
    return [{"kind": "opened", "cluster": "c"},
            {"kind": "submitted", "user": 2, "nonce": "aa"},
            {"kind": "submitted", "user": 3, "nonce": "bb"},
            start(7, 0, AT), start(8, 0, AT), {"kind": "opened"},
            start(8, 1, AT + 60, kind="recovered")]


def chained(records):
    last = hashlib.sha256(b"freehold chain 1\naudit c host").digest()
    decision, ret = 0, []
    for number, record in enumerate(records, 1):
        decision += record["kind"] != "opened"
        text = json.dumps({"line": number, "decision": decision,
                           **record}).encode()[1:]
        last = hashlib.sha256(last + text).digest()
        ret.append(b'{"hash":"%s",%s\n' % (last.hex().encode(), text))
    return ret


class Changed(unittest.TestCase):
    def read(self, lines, rotated=3):
        """The audit with these lines, the first of them in an older file."""
        with tempfile.TemporaryDirectory() as directory:
            for name, part in (("host.jsonl.1", lines[:rotated]),
                               ("host.jsonl", lines[rotated:])):
                with open(os.path.join(directory, name), "wb") as file:
                    file.writelines(part)
            return Audit(directory)

    def verdict(self, audit, regulated=True, unasked=False):
        audit.check_restarts(lambda at: False)
        checker = check.Checker(None, {}, audit)
        rows = [{"JobIDRaw": number, "at": at, "UID": "2", "Account": "bio",
                 "nodes": ["n2", "n3"]}
                for number, at in (("7", AT), ("8", AT), ("8", AT + 60))]
        bundles = {"d1" + "0" * 62: rules.Bundle(json.dumps(BUNDLE))}
        return checker.violations + list(filter(None, (
            audit.why_not(row, bundles, regulated, unasked) for row in rows)))

    def forged(self, number, **change):
        """What is found when a record has other values in a chain that was
        made anew; None takes a key away."""
        records = log()
        records[number] = {key: value for key, value
                           in {**records[number], **change}.items()
                           if value is not None}
        return self.verdict(self.read(chained(records)))

    def test_sound(self):
        audit = self.read(chained(log()))
        self.assertEqual(self.verdict(audit), [])
        self.assertEqual(len(audit.records), 7)
        self.assertTrue(audit.has_task(7, "n2", AT, AT + 1))
        self.assertFalse(audit.has_task(7, "n1", AT, AT + 1))
        self.assertFalse(audit.has_task(7, "n2", AT + 1, AT + 2))

    def test_every_line_is_chained(self):
        for number in range(len(log())):
            for name, change in (
                    ("removed", lambda line: b""),
                    ("changed", lambda line: line.replace(b'"kind":',
                                                          b'"kinds":')),
                    ("twice", lambda line: line * 2),
                    ("cut", lambda line: line[:-1])):
                lines = chained(log())
                if number == len(lines) - 1 and name == "removed":
                    continue    # its head would tell; the run is missed
                lines[number] = change(lines[number])
                lines = b"".join(lines).splitlines(keepends=True)
                with self.subTest(name, line=number + 1):
                    self.assertTrue(self.read(lines).broken)

    def test_another_host_or_cluster(self):
        records = log()
        records[0]["cluster"] = "d"
        self.assertTrue(self.read(chained(records)).broken)

    def test_a_start_is_missing(self):
        for number in (3, 4, 6):
            records = log()
            del records[number]
            found = self.verdict(self.read(chained(records)))
            with self.subTest(number):
                self.assertIn("its start is not in the audit", found)

    def test_each_value_is_compared(self):
        for wrong, change in (
                ("has it on", {"nodes": "n2"}),
                ("has it on", {"nodes": "n[2-4]"}),
                ("on no node", {"nodes": None}),
                ("has zones", {"zones": "tx"}), ("has zones", {"zones": None}),
                ("not in force", {"digest": "d2"}),
                ("has user", {"user": 3}), ("has account", {"account": "x"}),
                ("not in the audit", {"job": 9}),
                ("not in the audit", {"started": "2026-01-31T12:00:01Z"}),
                ("not in the audit", {"kind": "ended"}),
                ("has restart", {"restart": 1}),
                ("no terms", {"nonce": None}),
                ("not of its terms", {"nonce": "bb"}),
                ("another user", {"nonce": "bb", "terms": "1;nonce=bb"}),
                ("given to nobody", {"nonce": "cc", "terms": "1;nonce=cc"})):
            with self.subTest(wrong, **change):
                self.assertIn(wrong, " ".join(self.forged(3, **change)))

    def test_a_job_without_terms(self):
        records = log()
        del records[3]["nonce"], records[3]["terms"]
        self.assertEqual(self.verdict(self.read(chained(records)), False), [])

    def test_terms_that_a_start_gave(self):
        records = log()
        del records[1]
        found = self.verdict(self.read(chained(records)))
        self.assertEqual(len(found), 3)
        self.assertIn("given to nobody", found[0])
        self.assertEqual(self.verdict(self.read(chained(records)),
                                      unasked=True), [])


if __name__ == "__main__":
    unittest.main()
