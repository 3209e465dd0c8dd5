# SPDX-License-Identifier: GPL-2.0-or-later
"""What the journal proves: which bundles can have been in force when, and
what a job can have asked for at a moment."""
import collections
import json

# slurmctld saves its state every 5 s, later when busy: what it accepted that
# long before it was killed may be undone.
UNSAVED_S = 30

Asked = collections.namedtuple("Asked", "request account since until")


class History:
    def __init__(self, path):
        self.jobs, self.updates = {}, {}
        self.active = []        # [digest, from when on, for certain by]
        self.killed = []
        self.identity = {}      # node -> [(when, zone)]
        with open(path, encoding="utf-8") as file:
            for line in file:
                self._take(json.loads(line))

    def _take(self, entry):
        event = entry["event"]
        if event == "submit":
            self.jobs[entry["name"]] = entry
        elif event == "update":
            self.updates.setdefault(entry["name"], []).append(entry)
        elif event == "activate":
            self.active.append([entry["digest"], entry["before"],
                                float("inf")])
        elif event == "loaded":
            for one in self.active:
                one[2] = min(one[2], entry["after"])
        elif event == "killed":
            self.killed.append(entry["at"])
        elif event == "identity":
            self.identity.setdefault(entry["node"], []).append(
                (entry["at"], entry["zone"]))

    def digests(self, first, last):
        """Bundles that can have been in force at any time in between."""
        ret = []
        for number, (digest, since, _) in enumerate(self.active):
            over = min((one[2] for one in self.active[number + 1:]),
                       default=float("inf"))
            if since <= last and first <= over:
                ret.append(digest)
        return ret

    def identities(self, node, first, last):
        """What node.json can have said; None when it was never changed."""
        changes = self.identity.get(node, [])
        if not changes or changes[0][0] > first:
            return None
        return {zone for number, (since, zone) in enumerate(changes)
                if since <= last and (number + 1 == len(changes) or
                                      changes[number + 1][0] >= first)}

    def component(self, name, part):
        parts = self.jobs[name]["components"]
        return parts[min(part, len(parts) - 1)]

    def requests(self, name, part, at):
        """The requests that can have been in effect at that second."""
        job = self.jobs[name]
        component = self.component(name, part)
        ret = [Asked({**component["variables"], **component["options"],
                      **component["comment"]}, job["account"], job["before"],
                     job["after"])]
        for update in self.updates.get(name, []):
            if update["before"] > at + 1 or self._had_no_effect(job, update):
                continue
            ret = self._apply(ret, update, at)
        return ret

    @staticmethod
    def _had_no_effect(job, update):
        """A refused update of one job changes nothing; one of an array may
        have changed some of its tasks."""
        if "request" not in update and "account" not in update:
            return update["code"] != 0
        return update["code"] != 0 and job["kind"] != "array"

    def can_be_undone(self, at):
        """Can what slurmctld did then be lost?"""
        return any(at - 1 <= when <= at + UNSAVED_S for when in self.killed)

    def _is_certain(self, update, at):
        return (update["code"] == 0 and update["after"] <= at and
                not self.can_be_undone(update["after"]))

    def _apply(self, before, update, at):
        after = []
        for asked in before:
            after.append(Asked({**asked.request, **update.get("request", {})},
                               update.get("account", asked.account),
                               update["before"], update["after"]))
        return after if self._is_certain(update, at) else before + after
