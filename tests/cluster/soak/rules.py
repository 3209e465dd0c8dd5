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
        self.control_plane = content["zones"].get("control_plane", {})
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

    def partition(self, name):
        return self.policy.get("partitions", {}).get(name, {})

    def data_class(self, name):
        """The class for LABEL or LABEL@ORIGIN: that of the origin, of the
        country that it lies in, or the one for data of every origin."""
        classes = {key.partition("@")[0] + "@" + key.partition("@")[2].upper():
                   entry for key, entry
                   in self.policy.get("data_classes", {}).items()}
        label, _, origin = name.partition("@")
        origin = origin.upper()
        for one in (origin, origin.partition("-")[0], ""):
            if f"{label}@{one}" in classes:
                return classes[f"{label}@{one}"]
        return None

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
    origin = bundle.account(account).get("origin")
    if origin and ret.get("data-class") and "@" not in ret["data-class"]:
        ret["data-class"] += "@" + origin
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


def floors(bundle, account, partition):
    return [entry["floor"] for entry in (bundle.account(account),
                                         bundle.partition(partition))
            if entry.get("floor")]


def is_restricted(bundle, request, account, partition=None):
    return bool(enforced_class(bundle, request) or request.get("zone") or
                request.get("tenancy") or floors(bundle, account, partition))


def holds(entry, at):
    """Is a thing with from and until in force?"""
    return (("from" not in entry or instant(entry["from"]) <= at) and
            ("until" not in entry or at < instant(entry["until"])))


def allows(bundle, where, zone):
    """Do zones, jurisdictions and tenancies have a place for the zone?"""
    places = where.get("zones", []) + where.get("jurisdictions", [])
    tenancies = where.get("tenancies", [])
    placed = (zone in where.get("zones", []) or
              any(bundle.place_has(zone, word)
                  for word in where.get("jurisdictions", [])))
    return bool((places or tenancies) and (not places or placed) and
                (not tenancies or
                 bundle.zones[zone]["tenancy"] in tenancies))


def denies(bundle, where, zone):
    return (zone in where.get("zones", []) or
            bundle.zones[zone]["tenancy"] in where.get("tenancies", []) or
            any(bundle.place_has(zone, word)
                for word in where.get("jurisdictions", [])))


def transfer_to(bundle, entry, zone, at):
    admitted = entry.get("mechanisms")
    return any(holds(one, at) and allows(bundle, one["to"], zone) and
               (admitted is None or one["mechanism"] in admitted)
               for one in entry.get("transfers", []))


def may_use(entry, account, user):
    users = entry.get("users", ["*"])
    return (("*" in entry["accounts"] or account in entry["accounts"]) and
            ("*" in users or user in users))


def denied_by_class(bundle, name, account, user, zone, at):
    entry = bundle.data_class(name)
    if entry is None:
        return f"class {name} is not in the policy"
    if not holds({"until": entry["until"]} if "until" in entry else {}, at):
        return f"class {name} has ended"
    if not may_use(entry, account, user):
        return f"account {account}, user {user} may not use class {name}"
    if "control_plane" in entry and not (bundle.control_plane and all(
            allows(bundle, entry["control_plane"], place)
            for place in bundle.control_plane.values())):
        return f"class {name} and where the daemons are"
    if denies(bundle, entry.get("deny", {}), zone):
        return f"class {name} denies {zone}"
    if "allow" in entry and not (allows(bundle, entry["allow"], zone) or
                                 transfer_to(bundle, entry, zone, at)):
        return f"class {name} does not allow {zone}"
    if entry.get("air_gapped") and not bundle.zones[zone].get("air_gapped"):
        return f"class {name} needs an air gap, {zone} has none"
    for attestation in entry.get("attestations", []):
        found = bundle.zones[zone].get("attestations", {}).get(attestation)
        if not found or not holds(found, at):
            return f"class {name} needs {attestation} of {zone}"
    return None


def glass_lets(bundle, name, account, user, zone, at):
    """Is there an exception for the job of that class?"""
    asked = name and bundle.data_class(name)
    return bool(asked) and any(
        holds(one, at) and may_use(one, account, user) and
        any(bundle.data_class(other) is asked for other in one["classes"]) and
        allows(bundle, one["to"], zone)
        for one in bundle.policy.get("break_glass", {}).values())


def denied(bundle, request, who, node, at):
    """Why a job with this resolved request may not run on the node, or
    None when it may. who: (account, user, partition)."""
    account, user, partition = who
    zone = bundle.zone_of(node, at)
    if zone is None:
        if is_restricted(bundle, request, account, partition):
            return f"{node} is in no zone"
        return None
    entry = bundle.zones[zone]
    if "closed_until" in entry and instant(entry["closed_until"]) > at:
        return f"{zone} is closed"
    says = [("the job", request)]
    if not glass_lets(bundle, request.get("data-class"), account, user, zone,
                      at):
        name = enforced_class(bundle, request)
        reason = name and denied_by_class(bundle, name, account, user, zone,
                                          at)
        if reason:
            return reason
        says += [("the floor", floor)
                 for floor in floors(bundle, account, partition)]
    for what, bound in says:
        if bound.get("zone") and not any(bundle.word_has(zone, word)
                                         for word in words(bound["zone"])):
            return f"{what} says zone {bound['zone']}, not {zone}"
        if (bound.get("tenancy") and
                entry["tenancy"] not in words(bound["tenancy"])):
            return f"{what} says tenancy {bound['tenancy']}, not {zone}"
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
