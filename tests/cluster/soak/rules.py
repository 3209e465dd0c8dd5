# SPDX-License-Identifier: GPL-2.0-or-later
"""freehold(5) once more: may a job run on a node under a bundle?

Written from the manual pages only. The checker stands on it, so it shares
nothing with the plugins: neither code nor what they write about a job.
"""
import calendar
import json
import re
import time


def instant(text):
    """A date of freehold(5) in seconds."""
    form = "%Y-%m-%dT%H:%M:%SZ" if "T" in text else "%Y-%m-%d"
    return calendar.timegm(time.strptime(text, form))


def expand(text):
    """Slurm's node list: tx-h[1-2,4],ny-a1."""
    ret = []
    for name, brackets in re.findall(r"([^,\[]+)(?:\[([^\]]*)\])?,?", text):
        if not brackets:
            ret.append(name)
        for part in brackets.split(",") if brackets else []:
            first, _, last = part.partition("-")
            for number in range(int(first), int(last or first) + 1):
                ret.append(f"{name}{number:0{len(first)}d}")
    return ret


class Bundle:
    def __init__(self, text):
        content = json.loads(text)
        self.zones = content["zones"]["zones"]
        self.policy = content["policy"]
        self.stays = {}         # node -> [(zone, from, until)]
        for name, zone in self.zones.items():
            members = zone.get("nodes", [])
            if isinstance(members, str):
                members = [{"nodes": members}]
            for member in members:
                stay = (name,
                        instant(member["from"]) if "from" in member else 0,
                        instant(member["until"]) if "until" in member
                        else float("inf"))
                for node in expand(member["nodes"]):
                    self.stays.setdefault(node, []).append(stay)

    def zone_of(self, node, at):
        """The zone that node is in, or None."""
        for name, since, until in self.stays.get(node, []):
            if since <= at < until:
                return name
        return None

    def account(self, name):
        accounts = self.policy.get("accounts", {})
        return accounts.get(name, accounts.get("*", {}))

    def data_class(self, name):
        return self.policy.get("data_classes", {}).get(name)

    def place_has(self, zone, word):
        """Does a jurisdiction or regime cover the zone?"""
        entry = self.zones[zone]
        where, word = entry["jurisdiction"].upper(), word.upper()
        return (where == word or len(word) == 2 and where[:3] == word + "-" or
                entry.get("regime", "").upper() == word)

    def word_has(self, zone, word):
        """Does a word of --zone or of a floor cover it?"""
        return zone.upper() == word.upper() or self.place_has(zone, word)


def words(text):
    return [word for word in (text or "").split(",") if word]


def resolve(bundle, request, account):
    """The request with the account's defaults where it says nothing."""
    given = bundle.account(account).get("default", {})
    ret = dict(request)
    if "data-class" not in ret and given.get("data_class"):
        ret["data-class"] = given["data_class"]
    if "zone" not in ret and given.get("zone"):
        ret["zone"] = given["zone"]
    return ret


def enforced_class(bundle, request):
    """Name of the class that binds the request, or None."""
    name = request.get("data-class")
    entry = bundle.data_class(name) if name else None
    if entry and entry.get("enforce") == "observe":
        return None
    return name


def is_restricted(bundle, request, account):
    return bool(enforced_class(bundle, request) or request.get("zone") or
                request.get("tenancy") or bundle.account(account).get("floor"))


def denied_by_class(bundle, name, account, zone):
    entry = bundle.data_class(name)
    if entry is None:
        return f"class {name} is not in the policy"
    if "*" not in entry["accounts"] and account not in entry["accounts"]:
        return f"account {account} may not use class {name}"
    tenancy = bundle.zones[zone]["tenancy"]
    deny, allow = entry.get("deny", {}), entry.get("allow")
    if (zone in deny.get("zones", []) or tenancy in deny.get("tenancies", [])
            or any(bundle.place_has(zone, word)
                   for word in deny.get("jurisdictions", []))):
        return f"class {name} denies {zone}"
    if allow is not None:
        places = allow.get("zones", []) + allow.get("jurisdictions", [])
        tenancies = allow.get("tenancies", [])
        placed = (zone in allow.get("zones", []) or
                  any(bundle.place_has(zone, word)
                      for word in allow.get("jurisdictions", [])))
        if (not places and not tenancies or places and not placed or
                tenancies and tenancy not in tenancies):
            return f"class {name} does not allow {zone}"
    if entry.get("air_gapped") and not bundle.zones[zone].get("air_gapped"):
        return f"class {name} needs an air gap, {zone} has none"
    return None


def denied(bundle, request, account, node, at):
    """Why a job with this resolved request may not run on the node, or
    None when it may."""
    zone = bundle.zone_of(node, at)
    if zone is None:
        if is_restricted(bundle, request, account):
            return f"{node} is in no zone"
        return None
    entry = bundle.zones[zone]
    if "closed_until" in entry and instant(entry["closed_until"]) > at:
        return f"{zone} is closed"
    name = enforced_class(bundle, request)
    reason = name and denied_by_class(bundle, name, account, zone)
    if reason:
        return reason
    floor = bundle.account(account).get("floor", {})
    for what, says in (("the floor", floor), ("the job", request)):
        if says.get("zone") and not any(bundle.word_has(zone, word)
                                        for word in words(says["zone"])):
            return f"{what} says zone {says['zone']}, not {zone}"
        if (says.get("tenancy") and
                entry["tenancy"] not in words(says["tenancy"])):
            return f"{what} says tenancy {says['tenancy']}, not {zone}"
    return None


def stretches(bundle, request, nodes, at):
    """Why the nodes are too far apart, or None."""
    span = request.get("accel-span") or bundle.policy.get("default_span",
                                                          "site")
    if len(nodes) < 2 or span == "any":
        return None
    zones = {bundle.zone_of(node, at) for node in nodes}
    groups = zones if span == "zone" or None in zones else {
        bundle.zones[zone]["site"] for zone in zones}
    return f"over {sorted(map(str, groups))}" if len(groups) > 1 else None


def wrong_accelerator(request, tres, nodes, whole):
    """Why what the job got is no alternative that it named, or None.
    whole: the job takes all that its nodes have."""
    if not request.get("accel"):
        return None
    got = re.findall(r"gres/gpu:([^=,]+)=(\d+)", tres)
    for alternative in request["accel"].split("|"):
        name, count = alternative.split(":")
        wanted = int(count) * len(nodes)
        if len(got) == 1 and got[0][0] == name and (
                int(got[0][1]) == wanted or
                whole and int(got[0][1]) > wanted):
            return None
    return f"got {sorted(got)} for {request['accel']}"
