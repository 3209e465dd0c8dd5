# SPDX-License-Identifier: GPL-2.0-or-later
"""What the soak changes: which node is in which zone, and the policy.

A World writes the sources that `freehold activate` reads. It knows the rules
no better than an administrator does: what it makes may be refused, and then
revert() takes the last change back.
"""
import copy
import json
import os
import time

CLASSES = ["de-only", "us", "us-owned", "gulf", "sealed", "health",
           "health@DE", "watched"]
# What jobs ask for: classes, and the same label of other origins.
ASKED = CLASSES + ["health@de-by", "health@IN"]
PLACES = [["DE"], ["US"], ["US-TX"], ["US-NY"], ["IN"], ["DE", "IN"],
          ["US", "DE"], ["DIFC"], ["AE"], ["US", "AE-DU"]]
FLOORS = ["us", "us,de", "de,in", "us-tx,ny-colo", "us,DIFC", ""]
# Classes whose rules stay: accounts have them by default, and a default that
# leaves nothing would keep every job of the account out.
FIXED = {"us-owned"}


def read_json(path):
    with open(path, encoding="utf-8") as file:
        text = "".join(line for line in file
                       if not line.lstrip().startswith("//"))
    return json.loads(text)


def instant(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


class World:
    def __init__(self, sources, home):
        """sources: the sandbox's own; home: a directory of ours."""
        self.home = home
        os.makedirs(home, exist_ok=True)
        for name in ("accelerators", "rates", "energy"):
            self._copy(sources, name)
        self.zones = read_json(f"{sources}/zones.json")
        self.zones["control_plane"] = {"slurmctld": "tx-hall",
                                       "slurmdbd": "ny-colo"}
        self.policy = read_json(f"{sources}/policy.json")
        self.where = {}         # node -> list of (zone, from, until)
        for zone, entry in self.zones["zones"].items():
            for node in entry.pop("nodes", "").split(","):
                if node:
                    self.where[node] = [(zone, None, None)]
        self.before = None

    def _copy(self, sources, name):
        with open(f"{sources}/{name}.json", encoding="utf-8") as file:
            text = file.read()
        with open(f"{self.home}/{name}.json", "w", encoding="utf-8") as file:
            file.write(text)

    def zone_names(self):
        return sorted(self.zones["zones"])

    def change(self, rng):
        """One random change. Returns its name and, of a node that moved at
        once, (node, zone)."""
        self.before = copy.deepcopy((self.zones, self.policy, self.where))
        change = rng.choice([self._move, self._move, self._visit, self._close,
                             self._allow, self._allow, self._deny, self._users,
                             self._enforce, self._floor, self._transfer,
                             self._transfer, self._attest, self._end,
                             self._daemons, self._glass, self._partition])
        return change.__name__.strip("_"), change(rng)

    def revert(self):
        self.zones, self.policy, self.where = self.before

    def _move(self, rng):
        node = rng.choice(sorted(self.where))
        zone = rng.choice(self.zone_names() + [None])
        self.where[node] = [(zone, None, None)] if zone else []
        return node, zone

    def _visit(self, rng):
        """A node that leaves its zone for another in some seconds."""
        node = rng.choice(sorted(self.where))
        first, second = rng.sample(self.zone_names(), 2)
        moment = int(time.time()) + rng.randint(2, 8)
        self.where[node] = [(first, None, moment), (second, moment, None)]
        return None

    def _close(self, rng):
        zone = self.zones["zones"][rng.choice(self.zone_names())]
        if zone.pop("closed_until", None) is None:
            zone["closed_until"] = instant(time.time() + rng.randint(3, 15))
        return None

    def _class(self, rng):
        name = rng.choice([n for n in CLASSES if n not in FIXED])
        return self.policy["data_classes"][name]

    def _allow(self, rng):
        entry = self._class(rng)
        entry["allow"] = {"jurisdictions": rng.choice(PLACES)}
        if rng.random() < 0.3:
            entry["allow"]["tenancies"] = rng.sample(
                ["owned", "leased", "cloud"], rng.randint(1, 2))
        if rng.random() < 0.3:
            entry["allow"]["zones"] = rng.sample(self.zone_names(), 2)
        return None

    def _deny(self, rng):
        entry = self._class(rng)
        entry["deny"] = rng.choice([
            {}, {"tenancies": ["cloud"]}, {"tenancies": ["leased"]},
            {"zones": [rng.choice(self.zone_names())]},
            {"jurisdictions": rng.choice(PLACES)}])
        return None

    def _users(self, rng):
        self._class(rng)["accounts"] = rng.choice(
            [["*"], ["bio"], ["physics"], ["bio", "finance"], []])
        return None

    @staticmethod
    def _soon(rng):
        return instant(time.time() + rng.randint(3, 20))

    def _transfer(self, rng):
        """A ground that lapses in some seconds, or begins."""
        entry = self._class(rng)
        ground = {"to": {"zones": rng.sample(self.zone_names(), 2)},
                  "mechanism": rng.choice(["scc", "bcr", "adequacy"]),
                  "evidence": "soak", "until": self._soon(rng)}
        if rng.random() < 0.3:
            ground.update({"from": ground["until"],
                           "until": instant(time.time() + 600)})
        entry["transfers"] = [ground]
        entry.pop("mechanisms", None)
        if rng.random() < 0.5:
            entry["mechanisms"] = ["scc", "adequacy"]
        return None

    def _attest(self, rng):
        zone = self.zones["zones"][rng.choice(self.zone_names())]
        zone["attestations"] = {"C5": {"evidence": "soak",
                                       "until": self._soon(rng)}}
        entry = self.policy["data_classes"]["us"]
        if entry.pop("attestations", None) is None and rng.random() < 0.5:
            entry["attestations"] = ["C5"]
        return None

    def _end(self, rng):
        entry = self._class(rng)
        if entry.pop("until", None) is None:
            entry["until"] = self._soon(rng)
        return None

    def _daemons(self, rng):
        entry = self.policy["data_classes"]["health@DE"]
        entry["control_plane"] = {"jurisdictions": rng.choice(
            [["US"], ["US"], ["DE"], ["US-TX"]])}
        return None

    def _glass(self, rng):
        now_s = time.time()
        self.policy["break_glass"] = {"soak": {
            "reason": "soak", "approved_by": "soak", "classes": rng.sample(
                [name for name in CLASSES if name not in FIXED], 2),
            "accounts": rng.choice([["*"], ["bio"]]),
            "from": instant(now_s - 60), "until": self._soon(rng),
            "to": {"zones": [rng.choice(self.zone_names())]}}}
        return None

    def _partition(self, rng):
        self.policy["partitions"] = {"low": rng.choice(
            [{}, {"floor": {"tenancy": "owned,leased"}},
             {"floor": {"zone": "us,in"}}])}
        return None

    def _enforce(self, rng):
        self.policy["data_classes"]["watched"]["enforce"] = rng.choice(
            ["observe", "enforce"])
        return None

    def _floor(self, rng):
        account = rng.choice(["physics", "bio"])
        floor = {"zone": rng.choice(FLOORS)}
        if not floor["zone"] or rng.random() < 0.3:
            floor["tenancy"] = rng.choice(["owned", "owned,leased", "cloud"])
        if not floor["zone"]:
            del floor["zone"]
        self.policy["accounts"][account] = rng.choice([{}, {"floor": floor}])
        return None

    def write(self):
        zones = copy.deepcopy(self.zones)
        for entry in zones["zones"].values():
            entry["nodes"] = []
        for node, stays in sorted(self.where.items()):
            for zone, since, until in stays:
                member = {"nodes": node}
                if since:
                    member["from"] = instant(since)
                if until:
                    member["until"] = instant(until)
                zones["zones"][zone]["nodes"].append(member)
        for name, value in (("zones", zones), ("policy", self.policy)):
            with open(f"{self.home}/{name}.json", "w",
                      encoding="utf-8") as file:
                json.dump(value, file, indent=1)
