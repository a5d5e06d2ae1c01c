-- The places that KATO codes name, from the state's classifier: loaded by the operator, and replaced by the next load.

-- Each file that was loaded, and what it changed.
CREATE TABLE classifier_loads (
    load integer PRIMARY KEY CHECK (load >= 1),
    loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    units integer NOT NULL CHECK (units >= 1),
    added integer NOT NULL,
    renamed integer NOT NULL,
    gone integer NOT NULL
);

-- Every unit that any load has named. One that the newest no longer names stays: a claim of its time still needs its name.
CREATE TABLE units (
    kato text PRIMARY KEY CHECK (kato ~ '^[0-9]{9}$'),
    parent text,
    kind text NOT NULL,
    name_kk text NOT NULL,
    name_ru text NOT NULL,
    first_load integer NOT NULL REFERENCES classifier_loads,
    last_load integer NOT NULL REFERENCES classifier_loads
);

-- What was recorded by a day: recorded_at never goes back along the table, so an index of ranges is enough, and new ranges
-- are summed up as they fill, because the table is seldom vacuumed. Last, because appends wait from here to the commit.
CREATE INDEX events_recorded_at_idx ON events USING brin (recorded_at) WITH (autosummarize = on);
