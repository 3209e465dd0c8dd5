# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens to the cluster and its jobs while the soak runs.

Every action comes once in each turn of the deck; its name is what the
summary counts.
"""
import json
import threading
import traceback

import jobs
from cluster import now

DECK = ["activate"] * 6 + [
    "kill_ctld", "restart_ctld", "kill_slurmd", "restart_slurmd",
    "drain", "resume", "requeue", "requeue", "update_request",
    "update_request", "update_request", "update_account", "update_field",
    "update_field", "update_field", "reserve", "hold", "cancel",
    "reconfigure"]


class Chaos(threading.Thread):
    def __init__(self, cluster, journal, world, rng, records, pause):
        super().__init__(daemon=True)
        self.cluster, self.journal, self.world = cluster, journal, world
        self.rng, self.records, self.pause = rng, records, pause
        self.stopping = threading.Event()
        self.counts = {}
        self.drained = []
        self.nodes = sorted(world.where)
        self.error = None

    def run(self):
        deck = []
        try:
            self.reserve()
            while not self.stopping.is_set():
                deck = deck or self.rng.sample(DECK, len(DECK))
                name = deck.pop()
                getattr(self, name)()
                self.counts[name] = self.counts.get(name, 0) + 1
                self.stopping.wait(self.rng.random() * 2 * self.pause)
            while self.drained:
                self.resume()
        except Exception:
            self.error = traceback.format_exc()

    def stop(self):
        self.stopping.set()
        self.join()

    def scontrol(self, *words, user=None):
        return self.cluster.run(["scontrol", *words], user=user, seconds=30)

    # --- the configuration

    def activate(self):
        what, moved = self.world.change(self.rng)
        self.world.write()
        before = now()
        code, _, error = self.cluster.run(
            ["freehold", "activate", "--no-reconfigure", self.world.home])
        if code:
            self.world.revert()
            self.journal.write("refused", what=what, error=error[-300:])
            return
        digest = self.cluster.run(["freehold", "active"])[1].split()[0]
        self.journal.write("activate", digest=digest, before=before, what=what)
        # A machine that moves says so itself, mostly; else its tasks fail.
        if moved and moved[1] and self.rng.random() < 0.8:
            self._identify(*moved)
        self.reconfigure()

    def _identify(self, node, zone):
        entry = self.world.zones["zones"][zone]
        keys = ("site", "jurisdiction", "regime", "tenancy", "operator")
        identity = {key: entry[key] for key in keys if key in entry}
        self.cluster.write_identity(node, json.dumps(
            {"zone": zone, **identity}))
        self.journal.write("identity", node=node, zone=zone, at=now())

    def reconfigure(self):
        code = self.scontrol("reconfigure")[0]
        if code == 0:
            self.journal.write("loaded", after=now())

    # --- daemons

    def _start_ctld(self):
        if self.cluster.control("ctl", "start") == 0:
            self.journal.write("loaded", after=now())

    def kill_ctld(self):
        self.cluster.control("ctl", "kill9")
        self.journal.write("killed", at=now())
        self._start_ctld()

    def restart_ctld(self):
        self.cluster.control("ctl", "stop")
        self._start_ctld()

    def kill_slurmd(self):
        node = self.rng.choice(self.nodes)
        self.cluster.control("slurmd", node, "kill9")
        self.cluster.control("slurmd", node, "start")

    def restart_slurmd(self):
        self.cluster.control("slurmd", self.rng.choice(self.nodes), "restart")

    # --- nodes

    def drain(self):
        node = self.rng.choice(self.nodes)
        self.scontrol("update", f"nodename={node}", "state=drain",
                      "reason=soak")
        self.drained.append(node)

    def resume(self):
        if self.drained:
            self.scontrol("update", f"nodename={self.drained.pop()}",
                          "state=resume")

    def reserve(self):
        self.scontrol("delete", "reservation=soak")
        nodes = ",".join(self.rng.sample(self.nodes, 5))
        self.scontrol("create", "reservation", "reservationname=soak",
                      "starttime=now", "duration=60", "flags=ignore_jobs",
                      "users=daemon,games,news", f"nodes={nodes}")

    # --- jobs

    def _job(self, state):
        """A random job of the soak in that state, or None."""
        found = [row for row in self.cluster.queue(state)
                 if row[1] in self.records]
        return self.rng.choice(found) if found else None

    def requeue(self):
        job = self._job("R")
        if job:
            self.scontrol("requeue", job[0])

    def hold(self):
        job = self._job("PD")
        if job:
            self.scontrol("hold", job[0])
            self.scontrol("release", job[0])

    def cancel(self):
        job = self._job("PD")
        if job:
            self.cluster.run(["scancel", job[0]])

    def _update(self, job, fields, **change):
        """As the owner: what could move or relabel the job."""
        before = now()
        code, _, error = self.scontrol("update", f"jobid={job[0]}", *fields,
                                       user=job[2])
        self.journal.write("update", name=job[1], before=before, after=now(),
                           code=code, error=error[-200:], **change)

    def update_request(self):
        job = self._job(self.rng.choice(["PD", "PD", "R"]))
        if job and not self.records[job[1]]["kind"].startswith("het"):
            wish = jobs.wish(self.rng, 0)
            if wish:
                self._update(job, ["comment=" + jobs.request_comment(wish)],
                             request=wish)

    def update_account(self):
        job = self._job("PD")
        if job and not self.records[job[1]]["kind"].startswith("het"):
            account = self.rng.choice(["bio", "physics", "finance"])
            self._update(job, [f"account={account}"], account=account)

    def update_field(self):
        job = self._job(self.rng.choice(["PD", "PD", "R"]))
        if not job:
            return
        self._update(job, [self.rng.choice([
            "reqnodelist=" + self.rng.choice(self.nodes),
            "excnodelist=" + self.rng.choice(self.nodes),
            "partition=" + self.rng.choice(["all", "tx", "cloud", "low"]),
            "features=" + self.rng.choice(["tx", "ny", "cloud"]),
            "reservationname=soak", "timelimit=3", "numnodes=2",
            "nodelist=" + self.rng.choice(self.nodes), "starttime=now",
            "comment=a remark", "requeue=1", "numcpus=3",
        ])])
