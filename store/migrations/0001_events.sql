-- The event store: what happened, append-only, read in commit order. The column names are those of the event library.

-- The one clock. A store made with `qadam migrate --simulated-clock` reads a row that the simulation moves; any other
-- store has no such row and never gets one. Years before the first rule, so that every simulation starts later.
DO $$
BEGIN
    IF current_setting('qadam.simulated_clock', true) = 'on' THEN
        CREATE TABLE simulated_clock (
            one boolean PRIMARY KEY DEFAULT true CHECK (one),
            at timestamptz NOT NULL
        );
        INSERT INTO simulated_clock (at) VALUES ('2000-01-01T00:00:00Z');
        CREATE FUNCTION store_clock() RETURNS timestamptz LANGUAGE sql VOLATILE
            AS 'SELECT at FROM public.simulated_clock';
    ELSE
        CREATE FUNCTION store_clock() RETURNS timestamptz LANGUAGE sql VOLATILE
            AS 'SELECT pg_catalog.clock_timestamp()';
    END IF;
END
$$;

-- Vacuum and analyze wait for the lock of an append and make it wait: seldom is enough, rows are never changed.
CREATE TABLE events (
    notification_id bigserial NOT NULL,
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL CHECK (originator_version >= 1),
    topic text NOT NULL CHECK (topic <> ''),
    state bytea NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT store_clock(),
    PRIMARY KEY (originator_id, originator_version)
) WITH (
    autovacuum_vacuum_threshold = 100000000,
    autovacuum_vacuum_insert_threshold = 1000000,
    autovacuum_vacuum_insert_scale_factor = 0.5,
    autovacuum_analyze_threshold = 100000,
    autovacuum_analyze_scale_factor = 0.1
);

CREATE UNIQUE INDEX events_notification_id_idx ON events (notification_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what happened is never changed: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'record a new event that puts it right';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE events ENABLE ALWAYS TRIGGER append_only;

-- Up to where each topic has been given the events.
CREATE TABLE relay_position (
    topic text PRIMARY KEY,
    position bigint NOT NULL CHECK (position >= 0),
    stored_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The last registration number that an office gave in a year.
CREATE TABLE office_numbers (
    office text NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL CHECK (last >= 1),
    PRIMARY KEY (office, year)
);
