#!/usr/bin/env python3
"""recompute.py: works out assessment.json again, from the raw evidence alone.

It shares nothing with signoff: it does not read signoff.yaml, and each figure
is taken from its file here by hand, in exact fractions. It prints a line for
everything that differs, then how many of the comparisons agree, and exits 1
unless all of them do. Run it from anywhere; the assessment is the one in
reports/ unless another is named: python3 recompute.py [FILE]
"""
import csv, hashlib, json, pathlib, re, sys
import xml.etree.ElementTree as xml
from fractions import Fraction as F

HERE = pathlib.Path(__file__).resolve().parent
EVIDENCE = HERE / "evidence"
MS, DAY = F(1, 1000), F(86400)  # times are in seconds, shares are fractions of 1


def text(name):
    return (EVIDENCE / name).read_text(encoding="utf-8")


def parsed(name):
    return json.loads(text(name), parse_float=F)


def found(name, pattern):
    (value,) = re.findall(pattern, text(name), re.M)
    return value


def rows(name):
    return list(csv.DictReader(text(name).splitlines()))


def redis_worst(column, pick):
    return pick(F(row[column]) for row in rows("redis/redis-benchmark.csv"))


def info(key):
    return found("redis/info-all.txt", rf"^{key}:(\S+)$")


def pgbench(pattern, name="pg/pgbench-progress.txt"):
    return F(found(name, pattern))


def series(instance):
    for one in parsed("prom/range-up-15s.json")["data"]["result"]:
        if one["metric"]["instance"] == instance:
            return [(F(at), value == "1") for at, value in one["values"]]
    raise KeyError(instance)


def window():
    instants = [F(at) for one in parsed("prom/range-up-15s.json")["data"]["result"] for at, _ in one["values"]]
    return max(instants) - min(instants)


def availability(instance):
    """Up time over the window; what a sample says holds until the next one."""
    samples = series(instance)
    up = sum((after - at for (at, is_up), (after, _) in zip(samples, samples[1:]) if is_up), F(0))
    return up / window()


def targets_up():
    values = [one["value"][1] for one in parsed("prom/query-up.json")["data"]["result"]]
    return F(values.count("1"), len(values))


def cell(name, key, value, column):
    (row,) = [row for row in rows(name) if row[key] == value]
    return F(row[column])


def host_memory():
    root = xml.fromstring((EVIDENCE / "svc/monit-status.xml").read_bytes())
    return F(root.find("service[@type='5']/system/memory/percent").text) / 100


def outages():
    return [cycle["outage_ms"] for cycle in parsed("redis/recovery.json")["cycles"]]


UNKNOWN = object()
ATTESTED, DOCUMENTED, MEASURED = "attested", "documented", "measured"

# id, category, basis, weight, blocker, waived, figure, target, warn
CRITERIA = [
    ("RED-01", "redis", MEASURED, 3, True, False, redis_worst("p95_latency_ms", max) * MS, lambda v: v < 10 * MS, lambda v: v < 8 * MS),
    ("RED-02", "redis", MEASURED, 3, True, False, redis_worst("rps", min), lambda v: v >= 1000, None),
    ("RED-03", "redis", MEASURED, 1, False, False, UNKNOWN, None, None),  # one run without samples
    ("RED-04", "redis", MEASURED, 2, False, False, UNKNOWN, None, None),  # no file
    ("RED-05", "redis", DOCUMENTED, 2, False, False, F(info("used_memory_peak")), lambda v: v < 10**8, lambda v: v < 75 * 10**6),
    ("RED-06", "redis", DOCUMENTED, 2, True, False, F(info("aof_enabled")), lambda v: v == 1, None),
    ("RED-07", "redis", DOCUMENTED, 1, False, False, info("aof_last_write_status"), lambda v: v == "ok", None),
    ("RED-08", "redis", DOCUMENTED, 1, False, False, F(info("maxmemory")), lambda v: v > 0, None),
    ("RED-09", "redis", DOCUMENTED, 1, False, True, F(info("mem_fragmentation_ratio")), lambda v: v < F(3, 2), None),
    ("PG-01", "postgres", MEASURED, 3, True, False, UNKNOWN, None, None),  # no percentile is printed
    ("PG-02", "postgres", DOCUMENTED, 2, False, False, pgbench(r"limit: \d+/\d+ \(([\d.]+)%\)", "pg/pgbench-latlimit.txt") / 100, lambda v: v <= F(5, 100), lambda v: v <= F(1, 100)),
    ("PG-03", "postgres", MEASURED, 1, False, False, pgbench(r"latency average = ([\d.]+) ms") * MS, lambda v: v < 100 * MS, lambda v: v < 50 * MS),
    ("PG-04", "postgres", MEASURED, 2, False, False, pgbench(r"^tps = ([\d.]+)"), lambda v: v >= 20, None),
    ("PG-05", "postgres", MEASURED, 1, False, False, pgbench(r"^tps = ([\d.]+)", "pg/pgbench-latlimit.txt"), lambda v: v >= 190, lambda v: v >= 198),
    ("PG-06", "postgres", MEASURED, 2, False, False, pgbench(r"failed transactions: (\d+)"), lambda v: v == 0, None),
    ("PG-07", "postgres", DOCUMENTED, 1, False, False, cell("pg/stat.csv", "datname", "bench", "deadlocks"), lambda v: v == 0, None),
    ("PG-08", "postgres", DOCUMENTED, 2, True, False, found("pg/pg_isready.txt", r" - (.+)"), lambda v: v == "accepting connections", None),
    ("REC-01", "recovery", DOCUMENTED, 3, True, False, max(outages()) * MS, lambda v: v < 10, lambda v: v < 8),
    ("REC-02", "recovery", DOCUMENTED, 1, False, False, F(len(outages())), lambda v: v >= 5, None),
    ("REC-03", "recovery", DOCUMENTED, 2, False, False, max(c["failover_ms"] for c in parsed("ha/etcd-failover.json")["cycles"]) * MS, lambda v: v < 10, lambda v: v < 8),
    ("REC-04", "recovery", DOCUMENTED, 3, True, False, F(parsed("ha/etcd-failover.json")["lost_writes"]), lambda v: v == 0, None),
    ("REC-05", "recovery", DOCUMENTED, 2, False, False, F(info("connected_slaves")), lambda v: v >= 1, None),
    ("REC-06", "recovery", ATTESTED, 3, False, False, "false", lambda v: v == "true", None),
    ("REC-07", "recovery", MEASURED, 2, False, False, availability("127.0.0.1:19100"), lambda v: v >= F(999, 1000), None),
    ("REC-08", "recovery", MEASURED, 1, False, False, window(), lambda v: v >= 30 * DAY, None),
    ("OPS-01", "operations", MEASURED, 2, False, True, targets_up(), lambda v: v == 1, None),
    ("OPS-02", "operations", DOCUMENTED, 1, False, False, F(found("prom/node-exporter.prom", r"^node_load15 (\S+)$")), lambda v: v <= 2, None),
    ("OPS-03", "operations", DOCUMENTED, 1, False, False, host_memory(), lambda v: v < F(80, 100), None),
    ("OPS-04", "operations", DOCUMENTED, 1, False, False, cell("svc/haproxy-stat.csv", "svname", "BACKEND", "act"), lambda v: v >= 2, None),
    ("OPS-05", "operations", DOCUMENTED, 1, False, False, F(len(re.findall(r"^enabled$", text("svc/systemctl-is-enabled.txt"), re.M))), lambda v: v == 3, None),
    ("OPS-06", "operations", ATTESTED, 1, False, False, "true", lambda v: v == "true", None),
]
WEIGHTS = {"redis": 2, "postgres": 2, "recovery": 2, "operations": 1}
CREDIT = {"met": F(1), "warning": F(1, 2), "unmet": F(0), "unknown": F(0)}
UNITS = {
    "": F(1), "%": F(1, 100), "ns": F(1, 10**9), "us": F(1, 10**6), "µs": F(1, 10**6), "ms": MS, "s": F(1),
    "m": F(60), "min": F(60), "h": F(3600), "d": DAY, "w": 7 * DAY,
    "B": F(1), "kB": F(10**3), "MB": F(10**6), "GB": F(10**9), "KiB": F(2**10), "MiB": F(2**20), "GiB": F(2**30),
}


def judged(figure, target, warn):
    if figure is UNKNOWN:
        return "unknown"
    if not target(figure):
        return "unmet"
    return "warning" if warn and not warn(figure) else "met"


def mean(pairs):
    """Weighted mean of (weight, value) pairs, None of none."""
    total = sum(weight for weight, _ in pairs)
    return sum(weight * value for weight, value in pairs) / total if total else None


class Comparison:
    def __init__(self):
        self.agree = self.differ = 0

    def same(self, what, ours, theirs):
        if ours == theirs:
            self.agree += 1
            return
        self.differ += 1
        print(f"differs: {what}: recomputed {ours}, the assessment says {theirs}")

    def shown(self, what, ours, theirs):
        """A figure as shown may be rounded, to the digits that it has."""
        if theirs is None or ours is None:
            return self.same(what, ours, theirs)
        theirs = str(theirs).replace(",", "").replace(" %", "").rstrip("%")
        digits = len(theirs.partition(".")[2])
        if abs(F(theirs) - ours) * 10**digits <= 1:
            self.agree += 1
        else:
            self.same(what, str(float(ours)), theirs)

    def exact(self, what, ours, theirs):
        self.same(what + ", exact", ours, None if theirs is None else F(str(theirs).rstrip("%")))


def measured(check, row, figure):
    shown = row.get("measured")
    if figure is UNKNOWN:
        return check.same(row["id"] + " figure", None, shown)
    if shown is None:
        return check.same(row["id"] + " figure", str(figure), None)
    if isinstance(figure, str):
        return check.same(row["id"] + " figure", figure, shown["value"].strip('"'))
    unit = shown.get("unit", "")
    factor = UNITS.get(unit, F(1))
    if factor == 1 and "/" in unit:
        factor = {"s": F(1), "min": F(1, 60), "h": F(1, 3600)}[unit.rpartition("/")[2]]
    check.shown(row["id"] + " figure", figure / factor, shown["value"])


def criteria(check, rows):
    outcomes = {}
    check.same("criteria", [c[0] for c in CRITERIA], [row["id"] for row in rows])
    by_id = {row["id"]: row for row in rows}
    for name, category, basis, weight, blocker, waived, figure, target, warn in CRITERIA:
        row = by_id.get(name, {"id": name})
        outcomes[name] = judged(figure, target, warn)
        check.same(name + " outcome", outcomes[name], row.get("outcome"))
        measured(check, row, figure)
        for key, value in (("category", category), ("basis", basis), ("blocker", blocker), ("waived", waived), ("weight", str(weight))):
            check.same(f"{name} {key}", value, row.get(key))
    return outcomes


def compliance(check, outcomes, theirs):
    counts = {word: list(outcomes.values()).count(word) for word in CREDIT}
    for word, count in counts.items():
        check.same("compliance " + word, count, theirs.get(word))
    satisfied = {c[0] for c in CRITERIA if outcomes[c[0]] in ("met", "warning")}
    kept = [c[0] for c in CRITERIA if not c[5]]
    check.same("applicable", len(CRITERIA), theirs.get("applicable"))
    check.same("declared", len(CRITERIA), theirs.get("declared"))
    check.same("waived", len(CRITERIA) - len(kept), theirs.get("waived"))
    for basis in (MEASURED, DOCUMENTED, ATTESTED):
        check.same("satisfied and " + basis, sum(c[2] == basis and c[0] in satisfied for c in CRITERIA), theirs["basis"].get(basis))
    strict = F(len(satisfied), len(CRITERIA))
    waived = F(len(satisfied & set(kept)), len(kept))
    check.shown("compliance, strict", strict * 100, theirs.get("strict"))
    check.shown("compliance, with waivers", waived * 100, theirs.get("with_waivers"))
    check.exact("compliance", strict, theirs.get("exact"))
    return waived


def scores(check, outcomes, assessment):
    by_id = {row["id"]: row for row in assessment["categories"]}
    overall, lenient = [], []
    for name, weight in WEIGHTS.items():
        mine = [c for c in CRITERIA if c[1] == name]
        score = 100 * mean([(c[3], CREDIT[outcomes[c[0]]]) for c in mine])
        check.shown(f"score of {name}", score, by_id[name].get("score"))
        for word in CREDIT:
            check.same(f"{name} {word}", sum(outcomes[c[0]] == word for c in mine), by_id[name].get(word))
        overall.append((weight, score))
        lenient.append((weight, 100 * mean([(c[3], CREDIT[outcomes[c[0]]]) for c in mine if not c[5]])))
    check.shown("score, strict", mean(overall), assessment["score"].get("strict"))
    check.exact("score", mean(overall), assessment["score"].get("exact"))
    check.shown("score, with waivers", mean(lenient), assessment["score"].get("with_waivers"))


def verdict(check, outcomes, waived, theirs):
    codes = []
    for word in ("unmet", "unknown"):
        if any(c[4] and not c[5] and outcomes[c[0]] == word for c in CRITERIA):
            codes.append("blocker-" + word)
    if waived < F(90, 100):
        codes.append("below-conditional")
    found_codes = [reason["code"] for reason in theirs["reasons"]]
    check.same("verdict", "rejected" if codes else None, theirs["outcome"])
    check.same("reasons to reject", codes, [code for code in found_codes if code in ("blocker-unmet", "blocker-unknown", "below-conditional", "refused")])


def digests(check, register):
    for entry in register:
        for file in entry.get("files") or []:
            data = (HERE / file["path"]).read_bytes()
            check.same(file["path"] + " digest", hashlib.sha256(data).hexdigest(), file.get("sha256"))
            check.same(file["path"] + " bytes", len(data), file.get("bytes"))


def main():
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "reports" / "assessment.json"
    assessment = json.loads(path.read_text(encoding="utf-8"))
    check = Comparison()
    outcomes = criteria(check, assessment["criteria"])
    waived = compliance(check, outcomes, assessment["compliance"])
    scores(check, outcomes, assessment)
    verdict(check, outcomes, waived, assessment["verdict"])
    digests(check, assessment["evidence"])
    print(f"{check.agree} of {check.agree + check.differ} comparisons agree")
    return 1 if check.differ else 0


if __name__ == "__main__":
    sys.exit(main())
