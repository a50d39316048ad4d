"""What has to be said of the tickets that are in no figure, or beside each (rules 8, 13 and 26)."""

from collections.abc import Mapping, Sequence

UNAIMED = "without a target"

_SENTENCES = {
    UNAIMED: "decided under a standard that has no target for their priority: in no figure",
    "outside the time in force": "opened outside the time the agreement is in force: not measured",
    "irregular": "with an order of events that cannot be: shown beside each figure, not scored",
    "covered by no standard": "that no standard covers: in no figure",
}


def ticket_notes(counts: Mapping[str, int], examples: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """A plain sentence for each kind of ticket that was counted, with a few ids."""
    notes = []
    for what, number in sorted(counts.items()):
        plural = "ticket" if number == 1 else "tickets"
        if what in _SENTENCES:
            ids = ", ".join(examples.get(what, ()))
            notes.append(f"{number} {plural} {_SENTENCES[what]} (for example {ids}).")
        elif what.startswith("unknown "):
            _, kind, label = what.split(" ", 2)
            verb = "names" if number == 1 else "name"
            notes.append(f"{number} {plural} {verb} a {kind} the agreement does not have: {label}.")
        elif what == "late records" and number:
            arrived = "1 record" if number == 1 else f"{number} records"
            notes.append(f"{arrived} arrived too late to count unless both agree.")
    return tuple(notes)
