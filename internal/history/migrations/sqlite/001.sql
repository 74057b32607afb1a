-- A row of a table is an entry; every figure is read from its text, so that no
-- column can say otherwise. service, line and as_of are what it is filed by.
CREATE TABLE run (
  id TEXT PRIMARY KEY,
  service TEXT NOT NULL,
  line TEXT NOT NULL,
  as_of TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX run_line ON run (service, line, as_of DESC, id DESC);
CREATE INDEX run_newest ON run (as_of DESC, id DESC);
CREATE TABLE line (
  service TEXT NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (service, line)
) WITHOUT ROWID;
CREATE TABLE invalidation (
  id TEXT PRIMARY KEY,
  run TEXT NOT NULL,
  text TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX invalidation_run ON invalidation (run);

CREATE VIEW v_latest AS
SELECT r.id AS run, r.service, r.line, r.as_of,
  r.text ->> '$.release' AS release, r.text ->> '$.commit' AS commit_hash, r.text ->> '$.branch' AS branch,
  r.text ->> '$.policy' AS policy, r.text ->> '$.verdict' AS verdict,
  CAST(r.text ->> '$.compliance.strict' AS REAL) AS compliance, CAST(r.text ->> '$.score.strict' AS REAL) AS score,
  coalesce(r.text ->> '$.counts.met', 0) AS met, coalesce(r.text ->> '$.counts.warning', 0) AS warning,
  coalesce(r.text ->> '$.counts.unmet', 0) AS unmet, coalesce(r.text ->> '$.counts.unknown', 0) AS unknown,
  coalesce(r.text ->> '$.waived', 0) AS waived, r.text ->> '$.assessment' AS assessment
FROM line l JOIN run r ON r.id = (
  SELECT id FROM run n WHERE n.service = l.service AND n.line = l.line
    AND NOT EXISTS (SELECT 1 FROM invalidation i WHERE i.run = n.id)
  ORDER BY n.as_of DESC, n.id DESC LIMIT 1);

CREATE VIEW v_trend AS
SELECT r.id AS run, r.service, r.line, r.as_of, c.value ->> 0 AS criterion, c.value ->> 1 AS revision,
  c.value ->> 2 AS state, c.value ->> 3 AS value, c.value ->> 4 AS unit
FROM run r, json_each(r.text, '$.criteria') c
WHERE NOT EXISTS (SELECT 1 FROM invalidation i WHERE i.run = r.id);

CREATE VIEW v_expiring AS
SELECT v.service, v.line, v.run, r.text ->> '$.expires_next' AS expires, r.text ->> '$.expires_what' AS what, v.verdict
FROM v_latest v JOIN run r ON r.id = v.run
WHERE r.text ->> '$.expires_next' IS NOT NULL;
