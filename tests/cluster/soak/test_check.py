#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The checker finds what is forged: one wrong run for every rule, beside
runs that are in order."""
import json
import os
import tempfile
import unittest

import check
import rules
from history import History

ZONES = {
    "tx": {"site": "tx", "jurisdiction": "US-TX", "tenancy": "owned",
           "attestations": {
               "C5": {"evidence": "x", "until": "2026-03-01"},
               "old": {"evidence": "x", "until": "2026-01-01"}},
           "nodes": [{"nodes": "tx-n[1-3]"},
                     {"nodes": "visitor", "until": "2026-01-01T00:00:00Z"}]},
    "de": {"site": "cloud", "jurisdiction": "DE", "tenancy": "cloud",
           "nodes": [{"nodes": "de-n1,de-n2"},
                     {"nodes": "visitor", "from": "2026-01-01T00:00:00Z"}]},
    "dx": {"site": "gulf", "jurisdiction": "AE-DU", "regime": "DIFC",
           "tenancy": "leased", "air_gapped": True, "nodes": "dx-n1"},
    "shut": {"site": "tx", "jurisdiction": "US-NY", "tenancy": "owned",
             "closed_until": "2026-06-01", "nodes": "shut-n1"},
}
POLICY = {
    "data_classes": {
        "us": {"allow": {"jurisdictions": ["US"]}, "accounts": ["*"]},
        "not-cloud": {"deny": {"tenancies": ["cloud"]}, "accounts": ["*"]},
        "sealed": {"air_gapped": True, "accounts": ["*"]},
        "gulf": {"allow": {"jurisdictions": ["DIFC"]}, "accounts": ["*"]},
        "nowhere": {"allow": {}, "accounts": ["*"]},
        "bio": {"accounts": ["bio"]},
        "watched": {"allow": {"zones": ["dx"]}, "accounts": ["*"],
                    "enforce": "observe"},
        "lab": {"allow": {"zones": ["tx"]}, "accounts": ["*"]},
        "lab@DE": {"allow": {"zones": ["de"]}, "accounts": ["*"],
                   "mechanisms": ["scc"], "transfers": [
                       {"to": {"zones": ["tx"]}, "mechanism": "scc",
                        "evidence": "x", "until": "2026-01-15"},
                       {"to": {"zones": ["dx"]}, "mechanism": "bcr",
                        "evidence": "x", "until": "2027-01-15"}]},
        "moved": {"allow": {"zones": ["de"]}, "accounts": ["*"], "transfers": [
            {"to": {"jurisdictions": ["US"]}, "mechanism": "scc",
             "evidence": "x", "from": "2026-01-01", "until": "2026-02-15"}]},
        "proven": {"attestations": ["C5"], "accounts": ["*"]},
        "lapsed": {"attestations": ["old"], "accounts": ["*"]},
        "ended": {"accounts": ["*"], "until": "2026-01-31"},
        "here": {"accounts": ["*"], "control_plane": {"zones": ["tx"]}},
        "near": {"accounts": ["*"], "control_plane": {"zones": ["de"]}},
        "anna": {"accounts": ["*"], "users": ["anna"]},
    },
    "partitions": {"inner": {"floor": {"tenancy": "owned"}}},
    "break_glass": {"1": {
        "reason": "x", "approved_by": "y", "from": "2026-01-20",
        "until": "2026-02-10", "classes": ["gulf"], "accounts": ["*"],
        "to": {"zones": ["tx"]}}},
    "accounts": {"german": {"origin": "DE-BY"}, "fin": {"default": {"data_class": "us"}},
                 "phys": {"floor": {"zone": "de", "tenancy": "cloud"}}},
}
NARROW = {"data_classes": {"us": {"allow": {"zones": ["dx"]},
                                  "accounts": ["*"]}}}
AT = rules.instant("2026-02-01")
LATER = AT + 1000

# name, options, account, nodes, start, TRES, digest, what is wrong or None
RUNS = [
    ("plain", {}, "any", "de-n1", AT, "", "a", None),
    ("us", {"data-class": "us"}, "any", "tx-n1", AT, "", "a", None),
    ("abroad", {"data-class": "us"}, "any", "de-n1", AT, "", "a", "allow"),
    ("half", {"data-class": "us", "accel-span": "any"}, "any", "tx-n1,de-n1",
     AT, "", "a", "allow"),
    ("lost", {"data-class": "us"}, "any", "stray", AT, "", "a", "no zone"),
    ("before", {"zone": "tx"}, "any", "visitor",
     rules.instant("2025-12-31"), "", "a", None),
    ("gone", {"zone": "tx"}, "any", "visitor", AT, "", "a", "says zone"),
    ("denied", {"data-class": "not-cloud"}, "any", "de-n2", AT, "", "a",
     "denies"),
    ("open", {"data-class": "sealed"}, "any", "tx-n2", AT, "", "a", "air gap"),
    ("gap", {"data-class": "sealed"}, "any", "dx-n1", AT, "", "a", None),
    ("regime", {"data-class": "gulf"}, "any", "dx-n1", AT, "", "a", None),
    ("empty", {"data-class": "nowhere"}, "any", "tx-n1", AT, "", "a", "allow"),
    ("other", {"data-class": "bio"}, "any", "tx-n1", AT, "", "a", "may not"),
    ("unknown", {"data-class": "old"}, "any", "tx-n1", AT, "", "a",
     "not in the policy"),
    ("watched", {"data-class": "watched"}, "any", "tx-n1", AT, "", "a", None),
    ("default", {}, "fin", "de-n1", AT, "", "a", "allow"),
    ("floor", {}, "phys", "tx-n1", AT, "", "a", "the floor"),
    ("tenancy", {"tenancy": "owned"}, "any", "dx-n1", AT, "", "a", "tenancy"),
    ("shut", {"zone": "us"}, "any", "shut-n1", AT, "", "a", "closed"),
    ("far", {}, "any", "tx-n[1-2],de-n1", AT, "", "a", "over"),
    ("wide", {"accel-span": "any"}, "any", "tx-n[1-2],de-n1", AT, "", "a",
     None),
    ("chip", {"accel": "h100:4|a100:8"}, "any", "tx-n[1-2]", AT,
     "cpu=2,gres/gpu:a100=16,gres/gpu=16", "a", None),
    ("chips", {"accel": "h100:4|a100:8"}, "any", "tx-n[1-2]", AT,
     "cpu=2,gres/gpu:a100=8", "a", "got"),
    ("whole", {"accel": "h100:1"}, "any", "tx-n1", AT, "gres/gpu:h100=8", "a",
     None),
    ("origin", {"data-class": "lab"}, "german", "tx-n1", AT, "", "a", "allow"),
    ("origins", {"data-class": "lab@in"}, "german", "tx-n1", AT, "", "a",
     None),
    ("mechanism", {"data-class": "lab@DE"}, "any", "dx-n1", AT, "", "a",
     "allow"),
    ("transfer", {"data-class": "moved"}, "any", "tx-n1", AT, "", "a", None),
    ("proven", {"data-class": "proven"}, "any", "tx-n1", AT, "", "a", None),
    ("unproven", {"data-class": "proven"}, "any", "de-n1", AT, "", "a",
     "needs C5"),
    ("lapsed", {"data-class": "lapsed"}, "any", "tx-n1", AT, "", "a",
     "needs old"),
    ("ended", {"data-class": "ended"}, "any", "tx-n1", AT, "", "a", "ended"),
    ("here", {"data-class": "here"}, "any", "de-n1", AT, "", "a", None),
    ("near", {"data-class": "near"}, "any", "de-n1", AT, "", "a", "daemons"),
    ("user", {"data-class": "anna"}, "any", "tx-n1", AT, "", "a", "user"),
    ("glass", {"data-class": "gulf"}, "any", "tx-n1", AT, "", "a", None),
    ("broken", {"data-class": "gulf", "zone": "dx"}, "any", "tx-n1", AT, "",
     "a", "says zone"),
    ("inner", {}, "any", "dx-n1", AT, "", "a", "tenancy"),
    ("narrowed", {"data-class": "us"}, "any", "tx-n1", LATER, "", "b",
     "allow"),
    ("stale", {"data-class": "us"}, "any", "tx-n1", LATER, "", "a",
     "not in force"),
    ("silent", {"data-class": "us"}, "any", "tx-n1", LATER, "", None,
     "allow"),
    ("account", {}, "any", "tx-n1", AT, "", "a", "no request"),
]


class Forged(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.TemporaryDirectory()
        self.addCleanup(self.dir.cleanup)
        self.bundles = {
            "a" * 12: rules.Bundle(json.dumps(
                {"zones": {"zones": ZONES, "control_plane": {"ctld": "tx"}},
                 "policy": POLICY})),
            "b" * 12: rules.Bundle(json.dumps(
                {"zones": {"zones": ZONES}, "policy": NARROW}))}

    def journal(self, *more):
        events = [{"event": "activate", "digest": "a" * 12, "before": 0},
                  {"event": "loaded", "after": 1}]
        for name, options, account, *_ in RUNS:
            asked = {"options": options, "variables": {}, "comment": {},
                     "slurm": ["--exclusive"] if name == "whole" else []}
            if name == "account":
                account = "fin"
            events.append({"event": "submit", "name": name, "kind": "batch",
                           "account": account, "components": [asked],
                           "before": 2, "after": 3})
        events += [{"event": "activate", "digest": "b" * 12,
                    "before": AT + 500},
                   {"event": "loaded", "after": AT + 501}, *more]
        path = os.path.join(self.dir.name, "journal")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(event) + "\n" for event in events)
        return History(path)

    @staticmethod
    def row(name, account, nodes, at, tres, digest):
        note = json.dumps({"freehold": {"digest": digest * 12}})
        return {"JobName": name, "JobID": "1", "JobIDRaw": "1",
                "State": "COMPLETED", "Account": account, "NodeList": nodes,
                "User": "bert",
                "Partition": "inner" if name == "inner" else "all",
                "Start": str(at), "AllocTRES": tres, "at": at,
                "AdminComment": note if digest else "",
                "nodes": rules.expand(nodes)}

    def verdict(self, history, row):
        checker = check.Checker(history, self.bundles)
        checker.run(row)
        return checker.violations

    def test_every_rule(self):
        history = self.journal()
        for name, _, account, nodes, at, tres, digest, wrong in RUNS:
            found = self.verdict(history, self.row(name, account, nodes, at,
                                                   tres, digest or ""))
            with self.subTest(name):
                self.assertEqual(len(found), 1 if wrong else 0, found)
                if wrong:
                    self.assertIn(wrong, found[0])

    def update(self, code, **more):
        return {"event": "update", "name": "us", "before": AT - 20,
                "after": AT - 19, "code": code, "error": "",
                "request": {"data-class": "sealed"}, **more}

    def test_updates(self):
        row = self.row("us", "any", "tx-n1", AT, "", "a")
        there = self.row("us", "any", "dx-n1", AT, "", "a")
        done = self.journal(self.update(0))
        self.assertTrue(self.verdict(done, row))
        self.assertFalse(self.verdict(done, there))
        refused = self.journal(self.update(1))
        self.assertFalse(self.verdict(refused, row))
        self.assertTrue(self.verdict(refused, there))
        undone = self.journal(self.update(0), {"event": "killed",
                                               "at": AT - 15})
        self.assertFalse(self.verdict(undone, row))
        self.assertFalse(self.verdict(undone, there))

    def test_start_that_was_undone(self):
        row = self.row("chip", "any", "tx-n1", AT, "cpu=1,mem=1000M", "a")
        got = {**row, "AllocTRES": "cpu=1,node=1", "State": "CANCELLED"}
        cancelled = {**row, "State": "CANCELLED by 0"}
        killed = self.journal({"event": "killed", "at": AT + 4})
        self.assertTrue(self.verdict(killed, row))
        self.assertTrue(self.verdict(killed, got))
        self.assertFalse(self.verdict(killed, cancelled))
        self.assertTrue(self.verdict(self.journal(), cancelled))

    def test_tasks(self):
        history = self.journal({"event": "identity", "node": "tx-n1",
                                "zone": "de", "at": AT + 10})
        row = self.row("us", "any", "tx-n1", AT, "", "a")
        checker = check.Checker(history, self.bundles)
        self.assertTrue(checker.task(f"us 1 tx-n1 {AT + 1}", {"us": [row]}))
        self.assertFalse(checker.violations)
        self.assertFalse(checker.task(f"us 2 tx-n1 {AT}", {"us": [row]}))
        self.assertFalse(checker.violations)
        self.assertFalse(checker.task(f"us 2 de-n1 {AT}", {"us": [row]}))
        self.assertIn("does not allow", checker.violations.pop())
        checker.task(f"us 1 tx-n1 {AT + 30}", {"us": [row]})
        self.assertEqual(len(checker.violations), 1)
        self.assertIn("which says it is in", checker.violations[0])

    def test_node_lists(self):
        self.assertEqual(rules.expand("a[1-3,07-08],b-c,d2[5]"),
                         ["a1", "a2", "a3", "a07", "a08", "b-c", "d25"])


if __name__ == "__main__":
    unittest.main()
