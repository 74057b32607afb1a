#!/usr/bin/env python3
"""Ends PostgreSQL three times while somebody asks the service, and prints each answer as time,up.

Each time the server's first process is killed. Docker starts it again where it was told to; where it was not, a person
does so, here after three seconds. The question is one that no cache answers.
"""
import datetime
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

URL, STEP, TIMES, PAUSE, DOWN = "http://127.0.0.1:18080/receivers/Ada", 0.25, 3, 15, 3


def answers() -> bool:
    try:
        with urllib.request.urlopen(URL, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def probe(stop: threading.Event) -> None:
    print("time,up")
    while not stop.is_set():
        began = time.monotonic()
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        print(f"{now},{int(answers())}", flush=True)
        stop.wait(max(0.0, STEP - (time.monotonic() - began)))


stop = threading.Event()
prober = threading.Thread(target=probe, args=(stop,))
prober.start()
for _ in range(TIMES):
    time.sleep(PAUSE)
    asked = ["docker", "inspect", "-f", "{{.State.Pid}}", "postgres"]
    os.kill(int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout), signal.SIGKILL)
    time.sleep(DOWN)
    subprocess.run(["docker", "start", "postgres"], check=True, stdout=sys.stderr)
time.sleep(PAUSE)
stop.set()
prober.join()
