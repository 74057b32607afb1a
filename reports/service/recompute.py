#!/usr/bin/env python3
"""recompute.py: works out both releases' assessments again, from the raw evidence alone.

It shares nothing with signoff: it reads no plan, and takes each figure from its file here by hand, in exact fractions.
It prints a line for all that differs, then how many comparisons agree, and exits 1 unless all do.
"""
import csv, gzip, hashlib, json, math, pathlib, re, sys
import xml.etree.ElementTree as xml
from datetime import datetime
from fractions import Fraction as F

HERE = pathlib.Path(__file__).resolve().parent
WEIGHTS = {"infrastructure": 2, "performance": 2, "security": 2, "operations": 2, "quality": 1, "coverage": 2, "documentation": 1}
NAMES = {"INF": "infrastructure", "PERF": "performance", "SEC": "security", "OPS": "operations", "QUAL": "quality",
         "TEST": "coverage", "COV": "coverage", "DOC": "documentation"}
INFORMS = {"SEC-06", "SYS-01", "SYS-02", "SYS-03", "SYS-04", "SYS-05"}
BLOCKERS = set("INF-01 INF-02 INF-07 PERF-01 PERF-02 PERF-04 PERF-06 SEC-01 SEC-03 SEC-04 SEC-05 OPS-01 OPS-03 TEST-01 TEST-02".split())


class Release:
    def __init__(self, name):
        self.name, self.dir = name, HERE / "evidence" / name

    def text(self, file):
        return (self.dir / file).read_text(encoding="utf-8")

    def parsed(self, file):
        return json.loads(self.text(file), parse_float=F)

    def rows(self, file):
        return list(csv.DictReader(self.text(file).splitlines()))

    def speeds(self, *words):
        """The ⌈0.95 n⌉-th smallest time of the worst of the named benchmarks, in ms."""
        found = [sorted(b["stats"]["data"]) for b in self.parsed("speed.json")["benchmarks"] if any(w in b["name"] for w in words)]
        return max(s[math.ceil(F(95, 100) * len(s)) - 1] for s in found) * 1000

    def load(self):
        lines = gzip.decompress((self.dir / "load.csv.gz").read_bytes()).decode().splitlines()
        rows = sorted(csv.DictReader(lines), key=lambda row: F(row["offset"]))
        return [F(row["response-time"]) * 1000 for row in rows], [int(row["status-code"]) for row in rows]

    def outages(self):
        """Length of each outage in seconds: its down samples times the usual distance of two."""
        rows = [(datetime.fromisoformat(r["time"].replace("Z", "+00:00")), r["up"] == "1") for r in self.rows("failover.csv")]
        at = [F(round((t - rows[0][0]).total_seconds() * 1000), 1000) for t, _ in rows]
        return at, [up for _, up in rows]


def bound(samples, p, c):
    """The upper bound of quantile p at confidence c, of requests that depend on each other."""
    n, ordered = len(samples), sorted(samples)

    def dependence(q):
        limit = ordered[math.ceil(q * n) - 1]
        hits = [1 if s <= limit else 0 for s in samples]
        share, worst, b = F(sum(hits), n), F(0), 1
        while n // b >= 10:
            m = n // b
            shares = [F(sum(hits[i * b:(i + 1) * b]), b) for i in range(m)]
            mean = sum(shares) / m
            worst = max(worst, b * sum((s - mean) ** 2 for s in shares) / (m - 1) / (share * (1 - share)))
            b *= 2
        return worst

    d = dependence(p)
    e = math.floor(n / max(F(1), F(12, 10) * d))
    tail, k = F(0), e
    probability = [math.comb(e, i) * p ** i * (1 - p) ** (e - i) for i in range(e + 1)]
    while k >= 0 and tail + probability[k] <= 1 - c:
        tail, k = tail + probability[k], k - 1
    k += 1  # the smallest with P(Bin(e, p) >= k) <= 1 - c
    return ordered[min(n, math.ceil(F(k * n, e))) - 1]


def figures(r):
    """Of each criterion: its figure, exactly, and whether that is good enough (None where there is none)."""
    f = {}
    ps = [json.loads(line) for line in r.text("containers.json").splitlines()]
    inspect = r.parsed("inspect.json")
    f["INF-01"] = F(len(ps)), len(ps) >= 3
    healthy = F(sum("(healthy)" in c["Status"] for c in ps), len(ps))
    f["INF-02"] = healthy, healthy == 1
    f["INF-03"] = F(sum(c["RestartCount"] for c in inspect)), all(c["RestartCount"] == 0 for c in inspect)
    units = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}
    ages = []
    for c in ps:
        status = c["Status"].replace("About a ", "1 ").replace("About an ", "1 ").replace("Less than a second", "0 seconds")
        number, unit = re.match(r"Up (\d+) (\w+?)s?\b", status).groups()
        ages.append(F(int(number) * units[unit]))
    f["INF-04"] = min(ages) / 86400, min(ages) >= 3 * 86400
    bare = [c for c in inspect if c["HostConfig"]["RestartPolicy"]["Name"] not in ("always", "unless-stopped")]
    f["INF-05"] = F(len(bare)), not bare
    boundless = [c for c in inspect if c["HostConfig"]["Memory"] == 0]
    f["INF-06"] = F(len(boundless)), not boundless
    if (r.dir / "health.json").exists():
        checks = [one["status"] for part in r.parsed("health.json")["checks"].values() for one in part]
        f["INF-07"] = F(checks.count("pass"), len(checks)), checks.count("pass") == len(checks)
    else:
        f["INF-07"] = None, None
    redis = r.rows("redis.csv")
    p95, rps = max(F(x["p95_latency_ms"]) for x in redis), min(F(x["rps"]) for x in redis)
    f["PERF-01"] = p95, p95 < 10
    f["PERF-02"] = rps, rps >= 1000
    for id, words, limit in (("PERF-03", ("publish_to_delivery",), 10), ("PERF-04", ("query", "insert"), 100)):
        value = r.speeds(*words)
        f[id] = value, value < limit
    tps = F(re.search(r"^tps = (\S+) \(without", r.text("pgbench.txt"), re.M)[1])
    f["PERF-05"] = tps, tps >= 20
    times, codes = r.load()
    upper = bound(times, F(95, 100), F(95, 100))
    f["PERF-06"] = sorted(times)[math.ceil(F(95, 100) * len(times)) - 1], upper < 500
    f["PERF-06 bound"] = upper
    median = sorted(times)[math.ceil(len(times) / 2) - 1]
    f["PERF-07"] = median, median < 50
    failed = sum(not 200 <= code < 400 for code in codes)
    f["PERF-08"] = F(failed), failed == 0
    f["PERF-09"] = F(len(codes)), len(codes) >= 1000
    growth = F(r.parsed("memory.json")["growth"].split()[0]) * 1024 / 10 ** 6
    f["PERF-10"] = growth, growth < 100
    bandit = r.parsed("bandit.json")["results"]
    high, medium = (sum(x["issue_severity"] == word for x in bandit) for word in ("HIGH", "MEDIUM"))
    f["SEC-01"], f["SEC-02"] = (F(high), high == 0), (F(medium), medium == 0)
    for id, cwe in (("SEC-03", 89), ("SEC-04", 259)):
        count = sum(x["issue_cwe"]["id"] == cwe for x in bandit)
        f[id] = F(count), count == 0
    secrets = len(r.parsed("secrets.json"))
    f["SEC-05"] = F(secrets), secrets == 0
    f["SEC-06"] = None, None
    f.update(operations(r))
    hooks = len(re.findall(r"\.Failed$", r.text("hooks.txt"), re.M))
    types = len(re.findall(r": error: ", r.text("types.txt")))
    flake8 = len(r.text("flake8.txt").splitlines())
    ruff = len(r.parsed("ruff.json"))
    for n, count in enumerate((hooks, types, flake8, ruff), 1):
        f[f"QUAL-0{n}"] = F(count), count == 0
    cases = list(xml.fromstring(r.text("tests.xml")).iter("testcase"))
    for n, word in enumerate(("failure", "error", "skipped"), 1):
        count = sum(c.find(word) is not None for c in cases)
        f[f"TEST-0{n}"] = F(count), count == 0
    files = [x["summary"] for x in r.parsed("coverage.json")["files"].values()]
    lines = F(sum(s["covered_lines"] for s in files), sum(s["num_statements"] for s in files))
    branches = F(sum(s["covered_branches"] for s in files), sum(s["num_branches"] for s in files))
    lowest = min(F(s["covered_lines"], s["num_statements"]) for s in files if s["num_statements"])
    f["COV-01"], f["COV-02"], f["COV-03"] = (lines, lines >= F(8, 10)), (branches, branches >= F(7, 10)), (lowest, lowest >= F(6, 10))
    runbook, changes = (HERE / "app" / r.name / name for name in ("docs/runbook.md", "CHANGELOG.md"))
    if runbook.exists():
        text = runbook.read_text()
        chapters = len(re.findall(r"^## (?:Restore|Roll back)$", text, re.M))
        f["DOC-01"] = F(chapters), chapters >= 2
        f["DOC-02"] = re.search(r"^Reviewed: (\S+)$", text, re.M)[1], True
    else:
        f["DOC-01"] = f["DOC-02"] = None, None
    entries = len(re.findall(r"^## \d+\.\d+$", changes.read_text(), re.M))
    f["DOC-03"] = F(entries), entries >= 1
    f.update(neighbours())
    return f


def operations(r):
    at, ups = r.outages()
    steps = sorted(b - a for a, b in zip(at, at[1:]))
    step = steps[len(steps) // 2]
    runs, since = [], None  # what is neither seen up nor followed in time is down
    for here, up, after in zip(at, ups, at[1:]):
        late = up and after - here > F(3, 2) * step
        if (not up or late) and since is None:
            since = here + step if late else here
        if up and not late and since is not None:
            runs.append(here - since)
            since = None
        elif up and late and since is not None and since < here:
            runs.append(here - since)
            since = here + step
    if since is not None:
        runs.append(at[-1] - since + step)
    mean = sum(runs) / len(runs)
    f = {"OPS-01": ("both" if max(runs) < 60 and len(runs) >= 3 else "not both", max(runs) < 60 and len(runs) >= 3),
         "OPS-02": (mean, mean < 30), "OPS-06": ("true", True)}
    if (r.dir / "restore.json").exists():
        restore = r.parsed("restore.json")
        same = restore["kept"] == restore["restored"] and restore["kept"]["rows"] > 0
        took = F(restore["seconds"].split()[0])
        f["OPS-03"], f["OPS-04"] = ("the same" if same else "another", same), (took, took < 60)
    else:
        f["OPS-03"] = f["OPS-04"] = None, None
    rehearsed = r.name == "1.1"  # the plan of 1.0 says that it was not
    f["OPS-05"] = "true" if rehearsed else "false", rehearsed
    return f


def neighbours():
    def parsed(name):
        return json.loads((HERE / "neighbours" / f"{name}.json").read_text())

    green = F(parsed("elasticsearch")["status"] == "green")
    version = parsed("neo4j")["neo4j_version"]
    servers = [s for one in parsed("traefik")["services"].values() for s in one.get("serverStatus", {}).values()]
    raised = sum(bool(row["is_exception"]) for row in parsed("logfire")["rows"])
    down = sum(s != "UP" for s in servers)
    return {"SYS-01": (green, green == 1), "SYS-02": (version, version[0] in "45"), "SYS-03": (F(down), down == 0),
            "SYS-04": (F(raised), raised == 0), "SYS-05": (None, None)}  # of another commit


class Comparison:
    def __init__(self):
        self.agree = self.differ = 0

    def same(self, what, ours, theirs):
        if ours == theirs:
            self.agree += 1
        else:
            self.differ += 1
            print(f"{what}: here {ours}, in the assessment {theirs}")


def release(check, name, path):
    assessment = json.loads(path.read_text())
    theirs, ours = {c["id"]: c for c in assessment["criteria"]}, figures(Release(name))
    upper, shown = ours.pop("PERF-06 bound"), theirs["PERF-06"]["interval"]
    check.same(f"{name} PERF-06, upper bound in {shown['unit']}", f"{float(upper):.3g}", shown["high"])
    check.same(f"{name}: criteria", sorted(ours), sorted(theirs))
    outcomes = {}
    for id, (value, good) in ours.items():
        said = theirs[id]
        outcome = "unknown" if good is None else "met" if good else "unmet"
        warns = {"COV-01": lambda v: v < F(9, 10), "PERF-01": lambda v: v >= 8, "PERF-03": lambda v: v >= 8, "PERF-04": lambda v: v >= 80,
                 "PERF-06": lambda v: v >= 400, "PERF-10": lambda v: v >= 75, "OPS-02": lambda v: v >= 20}
        if good and id in warns and warns[id](value):
            outcome = "warning"
        outcomes[id] = outcome
        check.same(f"{name} {id} outcome", outcome, said["outcome"])
        if isinstance(value, F):
            check.same(f"{name} {id}", value, F(said["exact"]) if "exact" in said else None)
        elif id != "OPS-01":
            check.same(f"{name} {id}", value, said.get("measured", {}).get("value"))
    counted = {id: o for id, o in outcomes.items() if id not in INFORMS}
    passed = sum(o in ("met", "warning") for o in counted.values())
    check.same(f"{name} compliance", F(passed, len(counted)), F(assessment["compliance"]["exact"]))
    for word in ("met", "warning", "unmet", "unknown"):
        check.same(f"{name} {word}", sum(o == word for o in counted.values()), assessment["compliance"][word])
    credit = {"met": F(1), "warning": F(1, 2), "unmet": F(0), "unknown": F(0)}
    scores = {}
    for category in WEIGHTS:
        mine = [credit[o] for id, o in counted.items() if NAMES[id.split("-")[0]] == category]
        scores[category] = 100 * sum(mine) / len(mine)
    for row in assessment["categories"]:
        if row["id"] in scores:
            check.same(f"{name} score of {row['id']}", scores[row["id"]], F(row["exact"]))
    overall = sum(scores[c] * w for c, w in WEIGHTS.items()) / sum(WEIGHTS.values())
    check.same(f"{name} score", overall, F(assessment["score"]["exact"]))
    open_blockers = [id for id in BLOCKERS if outcomes[id] in ("unmet", "unknown")]
    rejected = bool(open_blockers) or F(passed, len(counted)) < F(85, 100)
    before = "rejected" if rejected else "approved" if F(passed, len(counted)) >= F(95, 100) else "conditional"
    check.same(f"{name} verdict before approvals", before, assessment["verdict"]["before_approvals"])
    for entry in assessment["evidence"]:
        for file in entry.get("files") or []:
            data = (HERE / file["path"]).read_bytes()
            check.same(f"{name} {file['path']} digest", hashlib.sha256(data).hexdigest(), file.get("sha256"))
            check.same(f"{name} {file['path']} bytes", len(data), file.get("bytes"))
    for subject in assessment.get("subject", []):
        check.same(f"{name} {subject['name']}", hashlib.sha256((HERE / subject["name"]).read_bytes()).hexdigest(), subject["sha256"])


def main():
    check = Comparison()
    release(check, "1.0", HERE / "reports" / "1.0" / "assessment.json")
    release(check, "1.1", HERE / "reports" / "assessment.json")
    print(f"{check.agree} of {check.agree + check.differ} comparisons agree")
    return 1 if check.differ else 0


if __name__ == "__main__":
    sys.exit(main())
