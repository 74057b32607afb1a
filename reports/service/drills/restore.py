#!/usr/bin/env python3
"""Restores a backup of the database to an empty one, and says what was kept and what came back."""
import json
import subprocess
import time

SERVER = ["-h", "127.0.0.1", "-p", "15432", "-U", "parcels"]
# Every row in one text, in order, digested by the server.
ALL = "select count(*), coalesce(md5(string_agg(p::text, '|' order by id)), '') from parcel p"


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def held(database: str) -> dict[str, object]:
    rows, digest = run("psql", *SERVER, "-d", database, "-AtF", " ", "-c", ALL).split(" ")
    return {"rows": int(rows), "digest": digest}


run("dropdb", *SERVER, "--if-exists", "parcels_restored")
began = time.time()
run("pg_dump", *SERVER, "-Fc", "-f", "/tmp/parcels.dump", "parcels")
run("createdb", *SERVER, "parcels_restored")
run("pg_restore", *SERVER, "-d", "parcels_restored", "/tmp/parcels.dump")
took = time.time() - began
print(json.dumps({"on": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(began)), "seconds": f"{took:.3f} s",
                  "kept": held("parcels"), "restored": held("parcels_restored")}, indent=1))
