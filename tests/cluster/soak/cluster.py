# SPDX-License-Identifier: GPL-2.0-or-later
"""The sandbox as the soak uses it: commands, as whom, and the journal."""
import json
import os
import pwd
import subprocess
import threading
import time


class Journal:
    """What was done when, as JSON lines: the checker's other witness."""

    def __init__(self, path):
        # The sandbox's users write nothing here.
        self.file = open(path, "a", encoding="utf-8")
        self.lock = threading.Lock()
        self.counts = {}

    def write(self, event, **fields):
        with self.lock:
            self.counts[event] = self.counts.get(event, 0) + 1
            json.dump({"event": event, **fields}, self.file)
            self.file.write("\n")
            self.file.flush()


class Cluster:
    def __init__(self, sandbox, directory):
        self.sandbox = [sandbox, "--dir", directory]
        self.directory = directory
        text = subprocess.run(self.sandbox + ["exec", "env", "-0"],
                              check=True, capture_output=True).stdout
        self.env = dict(pair.split("=", 1)
                        for pair in text.decode().split("\0") if pair)

    def run(self, words, user=None, variables=None, seconds=60):
        """Returns (exit status, stdout, stderr); 124 when it took longer."""
        env = {**self.env, **(variables or {})}
        extra = {}
        if user:
            entry = pwd.getpwnam(user)
            home = f"{self.directory}/home/{user}"
            env.update(HOME=home, USER=user, LOGNAME=user)
            extra = {"user": entry.pw_uid, "group": entry.pw_gid,
                     "extra_groups": [], "cwd": home}
        process = subprocess.Popen(words, env=env, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True,
                                   stdin=subprocess.DEVNULL,
                                   start_new_session=True, **extra)
        try:
            out, err = process.communicate(timeout=seconds)
            return process.returncode, out.strip(), err.strip()
        except subprocess.TimeoutExpired:
            # srun and salloc cancel their job on the first signal.
            process.terminate()
            try:
                out, err = process.communicate(timeout=10)
            except subprocess.TimeoutExpired:
                # With what it started, which holds the pipes open: its
                # session, since salloc has process groups of its own.
                subprocess.run(["pkill", "-KILL", "-s", str(process.pid)],
                               check=False)
                out, err = process.communicate()
            return 124, out.strip(), err.strip()

    def control(self, *words):
        """slurmctld or a slurmd: control("ctl", "kill9")."""
        return subprocess.run(self.sandbox + list(words), check=False,
                              capture_output=True, text=True).returncode

    def queue(self, state):
        """Jobs in a state: (id of the array or job, name, user, partition)."""
        out = self.run(["squeue", "-h", "-a", "-t", state, "-o",
                        "%F|%j|%u|%P"])[1]
        return [tuple(line.split("|")) for line in out.splitlines() if line]

    def write_identity(self, node, text):
        """The node's root-owned node.json, replaced in one step."""
        path = f"{self.directory}/etc/nodes/{node}/node.json"
        with open(path + ".new", "w", encoding="utf-8") as file:
            file.write(text)
        os.rename(path + ".new", path)


def now():
    return round(time.time(), 3)
