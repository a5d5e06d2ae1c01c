-- How saves get into the table, in one statement that is a transaction of its own: the table's lock comes before the first
-- position is drawn and goes with the commit, so no reader ever sees N+1 before N. The lock is never held while a
-- client is waited for, and one that is stopped half-way holds none.
--
-- One instant for all, and never one before the last, even when the server's clock is set back. `after` is the version
-- that must be stored already, 0 where nothing must: a gap in a stream could never be mended, so it becomes a version that
-- is null, which the table refuses. Every statement in here sees what was committed before it began: the lock first.
CREATE FUNCTION append_events(streams uuid[], versions bigint[], afters bigint[], names text[], bodies bytea[])
    RETURNS TABLE (notification_id bigint, recorded_at timestamptz) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
    LOCK TABLE events IN EXCLUSIVE MODE;
    NOTIFY events;
    RETURN QUERY
    WITH clock AS MATERIALIZED (
        SELECT greatest(store_clock(), (SELECT recorded_at FROM events ORDER BY notification_id DESC LIMIT 1)) AS at
    )
    INSERT INTO events (originator_id, originator_version, topic, state, recorded_at)
    SELECT new.stream,
           CASE WHEN new.after = 0 OR EXISTS (
               SELECT FROM events WHERE originator_id = new.stream AND originator_version = new.after
           ) THEN new.version END,
           new.name, new.body, clock.at
    FROM clock, unnest(streams, versions, afters, names, bodies) WITH ORDINALITY
         AS new (stream, version, after, name, body, place)
    ORDER BY new.place
    RETURNING notification_id, recorded_at;
END
$$;
