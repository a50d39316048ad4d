"""Steps over records and figures: the files are those that were taken, the figures those that were published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from evenhand.errors import Problem
from evenhand.proof.bundle import place
from evenhand.proof.history import History, fact
from evenhand.proof.leaf import Entry
from evenhand.proof.step import Step, counted, found
from evenhand.proof.strict import digest
from evenhand.proof.verify_told import agreed_before


def records_step(history: History) -> Step:
    """Every file of records is the one that was taken, and so is how it is read."""
    taken = list(history.of_kind("records-taken"))
    told = {
        place("records", entry.seq, ending): (entry, fact(entry, name))
        for entry in taken
        for ending, name in (("/records", "sha256"), ("/reading.json", "reading"))
    }
    problems = _as_told(history, "records", told)
    looked_at = counted(taken, "file of records", "files of records")
    return Step("records", "Every file of records is the one that was taken", looked_at, tuple(problems))


def figures_step(history: History) -> Step:
    """All published figures are those that were told, and rest on what was agreed and taken by then."""
    published = list(history.of_kind("figures-published"))
    told = {place("figures", entry.seq, ".json"): (entry, fact(entry, "figures")) for entry in published}
    problems = list(_as_told(history, "figures", told))
    for entry in published:
        problems += _rests_on(history, entry)
    looked_at = counted(published, "publication", "publications")
    return Step("figures", "All figures are those that were published", looked_at, tuple(problems))


def _as_told(history: History, folder: str, told: dict[str, tuple[Entry, str]]) -> Iterator[Problem]:
    """Each file of a folder has the hash that an entry tells, and each entry has its file."""
    files = history.bundle.files
    for name in files:
        if name.startswith(f"{folder}/") and name not in told:
            yield found(f"{folder}-untold", f"No entry tells of {name}.", "It was put in.")
    for name, (entry, expected) in told.items():
        if name not in files:
            message = f"{name}, of which entry {entry.seq} tells, is not in the bundle."
            yield found(
                f"{folder}-missing", message, "Ask for it: without it figures cannot be shown.", "warning"
            )
        elif digest(files[name]) != expected:
            message = f"{name} is not what entry {entry.seq} tells of."
            yield found(f"{folder}-differ", message, "The file was changed.")


def _rests_on(history: History, entry: Entry) -> Iterator[Problem]:
    """Figures rest on versions agreed before, and once on each file that counted; what they leave out is named."""
    agreed = set(agreed_before(history, entry.seq))
    counting: dict[str, int] = {}
    for other in history.of_kind("records-taken", "records-removed"):
        if other.seq > entry.seq:
            break
        if other.kind == "records-taken":
            counting[fact(other, "upload")] = other.seq
        else:
            counting.pop(fact(other, "upload"), None)
    used = {each for each in _listed(entry, "versions") if isinstance(each, str)}
    if strange := sorted(used - agreed):
        message = (
            f"The figures of entry {entry.seq} rest on {strange[0][:16]}…, which was not agreed by then."
        )
        yield found("figures-without-agreement", message)
    records, counted_then = _listed(entry, "records"), set(counting.values())
    times = Counter(index if type(index) is int else -1 for index in records)
    for index in sorted(times):
        if index not in counted_then or times[index] > 1:
            message = f"The figures of entry {entry.seq} rest on the records of entry {index}, "
            message += "more than once." if index in counted_then else "which did not count by then."
            yield found("figures-not-counting", message, "Figures are made once from each file that counts.")
    left = len(agreed - used) + len(counted_then - set(times))
    if left:
        said = counted(left, "version or file", "versions or files")
        message = f"The figures of entry {entry.seq} leave out {said} of those that counted by then."
        yield found("figures-leave-out", message, "Ask why.", "advice")


def _listed(entry: Entry, name: str) -> list[object]:
    value = entry.facts.get(name)
    return value if isinstance(value, list) else []
