-- Up to where the watch has looked at what happened.
CREATE TABLE watch_position (
    name text PRIMARY KEY,
    position bigint NOT NULL CHECK (position >= 0),
    stored_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Claims that could not be examined, and why: what is said about findings says how many they are.
CREATE TABLE watch_parked (
    claim uuid PRIMARY KEY,
    reason text NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
