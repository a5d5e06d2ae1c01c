"""How events are kept: PostgreSQL through psycopg 3, append-only, read in commit order."""
