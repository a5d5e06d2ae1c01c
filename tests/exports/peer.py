"""pm4py, the process miners' library, as a process of its own: it opens files and prints what it found as JSON.

It is AGPL: no module of Qadam imports it, and no test in its own process does. `python peer.py xes=FILE`.
"""

import json
import sys
from typing import Any

import pm4py
from pm4py.objects.ocel.validation import ocel20_rel_validation

ACTIVITY, CASE, AT = "concept:name", "case:concept:name", "time:timestamp"


def of_log(frame: Any) -> dict[str, Any]:
    """Cases, events, how often which follows which, and how long each case took, in seconds."""
    follows, starts, ends = pm4py.discover_dfg(frame)
    times = frame.groupby(CASE)[AT].agg(["min", "max"])
    return {
        "events": len(frame),
        "cases": len(times),
        "follows": sorted([str(one), str(other), int(count)] for (one, other), count in follows.items()),
        "starts": {str(name): int(count) for name, count in starts.items()},
        "ends": {str(name): int(count) for name, count in ends.items()},
        "seconds": {str(case): int((last - first).total_seconds()) for case, first, last in times.itertuples()},
        "library_seconds": sorted(int(each) for each in pm4py.get_all_case_durations(frame)),
    }


def of_ocel(ocel: Any) -> dict[str, Any]:
    """The objects by type, the links by qualifier, and the log of claims that it flattens to."""
    links, objects = ocel.relations, ocel.objects
    return {
        "objects": {str(kind): int(count) for kind, count in objects["ocel:type"].value_counts().items()},
        "links": {str(kind): int(count) for kind, count in links["ocel:qualifier"].value_counts().items()},
        "between": {str(kind): int(count) for kind, count in ocel.o2o["ocel:qualifier"].value_counts().items()},
        "of_claims": of_log(pm4py.ocel_flattening(ocel, "claim")),
    }


def of_sqlite(file: str) -> dict[str, Any]:
    _, unsatisfied = ocel20_rel_validation.apply(file)
    return of_ocel(pm4py.read_ocel2_sqlite(file)) | {"unsatisfied": sorted(unsatisfied)}


READERS = {
    "xes": lambda file: of_log(pm4py.read_xes(file)),
    "ocel-json": lambda file: of_ocel(pm4py.read_ocel2_json(file)),
    "ocel-sqlite": of_sqlite,
}

if __name__ == "__main__":
    found = {kind: READERS[kind](file) for kind, _, file in (said.partition("=") for said in sys.argv[1:])}
    sys.stdout.write("\n" + json.dumps(found) + "\n")
