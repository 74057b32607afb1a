#!/usr/bin/env python3
"""What the web service's processes hold in memory, before and after a load: 10,000 requests by 8 at once."""
import json
import subprocess


def held() -> int:
    sizes = subprocess.run(["docker", "exec", "web", "ps", "-C", "gunicorn", "-o", "rss="], check=True, capture_output=True, text=True)
    return sum(int(size) for size in sizes.stdout.split())


before = held()
subprocess.run(["hey", "-n", "10000", "-c", "8", "http://127.0.0.1:18080/receivers/Ada"], check=True, capture_output=True)
after = held()
print(json.dumps({"before": f"{before} KiB", "after": f"{after} KiB", "growth": f"{after - before} KiB"}))
