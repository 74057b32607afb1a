-- A row of a table is an entry; every figure is read from its text, so that no
-- column can say otherwise. service, line and as_of are what it is filed by.
-- Names sort by their bytes, as in every other store.
CREATE TABLE run (
  id text COLLATE "C" PRIMARY KEY,
  service text COLLATE "C" NOT NULL,
  line text COLLATE "C" NOT NULL,
  as_of text COLLATE "C" NOT NULL,
  text text NOT NULL
);
CREATE INDEX run_line ON run (service, line, as_of DESC, id DESC);
CREATE INDEX run_newest ON run (as_of DESC, id DESC);
CREATE TABLE line (
  service text COLLATE "C" NOT NULL,
  line text COLLATE "C" NOT NULL,
  PRIMARY KEY (service, line)
);
CREATE TABLE invalidation (
  id text COLLATE "C" PRIMARY KEY,
  run text COLLATE "C" NOT NULL,
  text text NOT NULL
);
CREATE INDEX invalidation_run ON invalidation (run);

CREATE VIEW v_latest AS
SELECT r.id AS run, r.service, r.line, r.as_of::timestamptz AS as_of,
  j.j ->> 'release' AS release, j.j ->> 'commit' AS commit_hash, j.j ->> 'branch' AS branch,
  j.j ->> 'policy' AS policy, j.j ->> 'verdict' AS verdict,
  (j.j #>> '{compliance,strict}')::numeric AS compliance, (j.j #>> '{score,strict}')::numeric AS score,
  coalesce((j.j #>> '{counts,met}')::int, 0) AS met, coalesce((j.j #>> '{counts,warning}')::int, 0) AS warning,
  coalesce((j.j #>> '{counts,unmet}')::int, 0) AS unmet, coalesce((j.j #>> '{counts,unknown}')::int, 0) AS unknown,
  coalesce((j.j ->> 'waived')::int, 0) AS waived, j.j ->> 'assessment' AS assessment
FROM line l CROSS JOIN LATERAL (
  SELECT * FROM run n WHERE n.service = l.service AND n.line = l.line
    AND NOT EXISTS (SELECT 1 FROM invalidation i WHERE i.run = n.id)
  ORDER BY n.as_of DESC, n.id DESC LIMIT 1) r
CROSS JOIN LATERAL (SELECT r.text::jsonb AS j) j;

CREATE VIEW v_trend AS
SELECT r.id AS run, r.service, r.line, r.as_of::timestamptz AS as_of, c.value ->> 0 AS criterion, c.value ->> 1 AS revision,
  c.value ->> 2 AS state, c.value ->> 3 AS value, c.value ->> 4 AS unit
FROM run r CROSS JOIN LATERAL jsonb_array_elements(r.text::jsonb -> 'criteria') c
WHERE NOT EXISTS (SELECT 1 FROM invalidation i WHERE i.run = r.id);

CREATE VIEW v_expiring AS
SELECT v.service, v.line, v.run, (r.text::jsonb ->> 'expires_next')::date AS expires, r.text::jsonb ->> 'expires_what' AS what, v.verdict
FROM v_latest v JOIN run r ON r.id = v.run
WHERE r.text::jsonb ->> 'expires_next' IS NOT NULL;
