-- Tables that were given out under disclosure control, as they went out: never computed again, never changed. What could
-- not go out is noted too, with its reason, so that nobody computes it a second time.
CREATE TABLE released_tables (
    number bigint GENERATED ALWAYS AS IDENTITY,
    family text NOT NULL,
    month date NOT NULL,
    name text NOT NULL,
    as_known date NOT NULL,
    release text,
    also text NOT NULL,
    stamp text NOT NULL,
    withheld text,
    PRIMARY KEY (family, month, name, as_known),
    CHECK ((release IS NULL) <> (withheld IS NULL))
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON released_tables
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE released_tables ENABLE ALWAYS TRIGGER append_only;
