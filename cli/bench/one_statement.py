"""What a rebuild is compared with: one statement that makes comparable tables of the same events, in the server alone.

It knows the events' names and fields and no rule: a stage is what the last event that moved it says, a due day what the
last one that set it says, a wait what lies between the event that opens it and the one that closes it. No shares, no
working time, no verdicts, no versions of what was known. Whoever folds rules in Python cannot be faster than this.
"""

from typing import Final

TABLES: Final = (
    "sql_rows",
    "sql_lines",
    "sql_waits",
    "sql_things",
    "sql_cells",
    "sql_waiting",
    "sql_counts",
    "sql_flow",
)
MAKE: Final = """
CREATE TABLE sql_rows (
    stream uuid PRIMARY KEY, version bigint, recorded_on date, position bigint, region text, office text, number text,
    submitted_on date, stage text, due_on date, ended_on date
);
CREATE TABLE sql_lines (stream uuid, version bigint, name text, at timestamptz, PRIMARY KEY (stream, version));
CREATE TABLE sql_waits (
    stream uuid, version bigint, kind text, object text, opened_at timestamptz, closed_at timestamptz, open_s bigint,
    PRIMARY KEY (stream, version)
);
CREATE TABLE sql_things (
    stream uuid, version bigint, name text, fact text, verdict text, cause text, PRIMARY KEY (stream, version)
);
CREATE TABLE sql_cells (
    region text, office text, submitted_on date, stage text, recorded_on date, claims bigint,
    PRIMARY KEY (region, office, submitted_on, stage, recorded_on)
);
CREATE TABLE sql_waiting (
    region text, office text, submitted_on date, kind text, recorded_on date, waits bigint, open_s bigint,
    PRIMARY KEY (region, office, submitted_on, kind, recorded_on)
);
CREATE TABLE sql_counts (
    region text, office text, submitted_on date, name text, fact text, verdict text, cause text, registry text,
    outcome text, recorded_on date, things bigint,
    PRIMARY KEY (region, office, submitted_on, name, fact, verdict, cause, registry, outcome, recorded_on)
);
CREATE TABLE sql_flow (
    region text, office text, on_day date, name text, recorded_on date, events bigint,
    PRIMARY KEY (region, office, on_day, name, recorded_on)
);
"""
DROP: Final = f"DROP TABLE {', '.join(TABLES)}"
STAGES: Final = """(VALUES
    ('claim.submitted', 'INTAKE'), ('claim.registered', 'CHECKS'), ('commission.assigned', 'COMMISSION'),
    ('income.assessed', 'DECISION'), ('claim.approved', 'DECIDED'), ('claim.refused', 'DECIDED'),
    ('claim.withdrawn', 'WITHDRAWN'), ('complaint.filed', 'REVIEW')
) AS s (name, stage)"""
OPENS: Final = """(VALUES
    ('lookup.requested', 'lookup', true), ('lookup.completed', 'lookup', false), ('lookup.failed', 'lookup', false),
    ('document.requested', 'demand', true), ('document.received', 'demand', false),
    ('document.request_withdrawn', 'demand', false), ('state_request.sent', 'state_request', true),
    ('state_request.answered', 'state_request', false), ('gap.detected', 'gap', true), ('gap.closed', 'gap', false)
) AS o (name, kind, opening)"""
STATEMENT: Final = f"""
WITH events_read AS MATERIALIZED (
    SELECT originator_id AS stream, originator_version AS version, notification_id AS position, topic AS name,
           (recorded_at AT TIME ZONE 'Asia/Almaty')::date AS recorded_on,
           convert_from(state, 'UTF8')::jsonb AS said
    FROM events WHERE topic = ANY(%(names)s)
), told AS MATERIALIZED (
    SELECT e.*, (said ->> 'occurred_at')::timestamptz AS at,
           coalesce(s.stage, CASE WHEN e.name = 'commission.concluded' THEN said ->> 'next' END) AS stage
    FROM events_read e LEFT JOIN {STAGES} USING (name)
), claims AS MATERIALIZED (
    SELECT stream, max(version) AS version, max(recorded_on) AS recorded_on, max(position) AS position,
           max(said ->> 'region') FILTER (WHERE name = 'claim.submitted') AS region,
           max(said ->> 'office') FILTER (WHERE name = 'claim.submitted') AS office,
           max(said ->> 'number') FILTER (WHERE name = 'claim.registered') AS number,
           (min(at) AT TIME ZONE 'Asia/Almaty')::date AS submitted_on,
           (array_agg(stage ORDER BY version DESC) FILTER (WHERE stage IS NOT NULL))[1] AS stage,
           ((array_agg(said ->> 'due_on' ORDER BY version DESC) FILTER (WHERE name IN
               ('claim.registered', 'term.extended', 'deadline.recomputed')))[1])::date AS due_on,
           (min(at) FILTER (WHERE name IN ('claim.approved', 'claim.refused', 'claim.withdrawn'))
               AT TIME ZONE 'Asia/Almaty')::date AS ended_on
    FROM told GROUP BY stream
), moves AS MATERIALIZED (
    SELECT stream, version, recorded_on, stage, at,
           lag(stage) OVER of_claim AS stage_before, lag(at) OVER of_claim AS since
    FROM told WHERE stage IS NOT NULL WINDOW of_claim AS (PARTITION BY stream ORDER BY version)
), objects AS MATERIALIZED (
    SELECT t.stream, t.version, o.kind, o.opening, t.said ->> o.kind AS object, t.at, t.recorded_on,
           lag(t.at) OVER of_object AS opened_at, lag(o.opening) OVER of_object AS was_opening
    FROM told t JOIN {OPENS} USING (name)
    WINDOW of_object AS (PARTITION BY t.stream, o.kind, t.said ->> o.kind ORDER BY t.version)
), waits AS MATERIALIZED (
    SELECT stream, version, kind, object, opened_at, at AS closed_at, recorded_on FROM objects
    WHERE NOT opening AND was_opening
    UNION ALL
    SELECT stream, version, stage_before, '', since, at, recorded_on FROM moves WHERE stage_before IS NOT NULL
), kept_rows AS (
    INSERT INTO sql_rows SELECT stream, version, recorded_on, position, region, office, number, submitted_on, stage,
                                due_on, ended_on FROM claims
), kept_lines AS (
    INSERT INTO sql_lines SELECT stream, version, name, at FROM told
), kept_waits AS (
    INSERT INTO sql_waits SELECT stream, version, kind, object, opened_at, closed_at,
                                 extract(epoch FROM closed_at - opened_at)::bigint FROM waits
), kept_things AS (
    INSERT INTO sql_things SELECT stream, version, name, said ->> 'fact', said ->> 'verdict', said ->> 'cause'
    FROM told WHERE name LIKE 'document.%%' OR name LIKE 'gap.%%'
), kept_cells AS (
    INSERT INTO sql_cells
    SELECT c.region, c.office, c.submitted_on, m.stage, m.recorded_on, sum(m.claims) FROM (
        SELECT stream, recorded_on, stage, 1 AS claims FROM moves
        UNION ALL SELECT stream, recorded_on, stage_before, -1 FROM moves WHERE stage_before IS NOT NULL
    ) m JOIN claims c USING (stream) GROUP BY 1, 2, 3, 4, 5
), kept_waiting AS (
    INSERT INTO sql_waiting
    SELECT c.region, c.office, c.submitted_on, w.kind, w.recorded_on, count(*),
           sum(extract(epoch FROM w.closed_at - w.opened_at))::bigint
    FROM waits w JOIN claims c USING (stream) GROUP BY 1, 2, 3, 4, 5
), kept_counts AS (
    INSERT INTO sql_counts
    SELECT c.region, c.office, c.submitted_on, t.name, coalesce(said ->> 'fact', ''), coalesce(said ->> 'verdict', ''),
           coalesce(said ->> 'cause', ''), coalesce(said ->> 'registry', ''), coalesce(said ->> 'outcome', ''),
           t.recorded_on, count(*)
    FROM told t JOIN claims c USING (stream)
    WHERE t.name LIKE 'document.%%' OR t.name LIKE 'gap.%%' OR t.name LIKE 'lookup.%%'
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
)
INSERT INTO sql_flow
SELECT c.region, c.office, (t.at AT TIME ZONE 'Asia/Almaty')::date, t.name, t.recorded_on, count(*)
FROM told t JOIN claims c USING (stream) GROUP BY 1, 2, 3, 4, 5
"""
