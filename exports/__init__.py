"""Taking it away: what the store holds of claims, as files that others can read.

Read straight from the event store, so that it is exact, and in the order of the claims' ids, so that the same position
of the store gives the same bytes. Persons are references and nothing else; who acted is told by role and office.
A `Question` (asked.py) says which claims; reading.py folds them one after the other; a format (formats.py) makes bytes
of them; export.py holds it together and says afterwards, in a stamp, what it was.
"""
