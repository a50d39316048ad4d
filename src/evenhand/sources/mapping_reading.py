"""Mappings from YAML: a preset by name or a file of one's own, with every mistake at its line."""

from pathlib import Path

from evenhand.errors import Problem, RecordError
from evenhand.records.tickets import EVENTS
from evenhand.sources import mapping_parts as parts
from evenhand.sources.contents import content_of, taken_for
from evenhand.sources.layouts import pattern
from evenhand.sources.mapping import KINDS, TicketMapping, canonical
from evenhand.sources.preset_files import preset_text, presets
from evenhand.sources.strict_yaml import LARGEST_TEXT, read_section
from evenhand.sources.trouble import nearest, trouble

ISO = (pattern("iso"),)
CANONICAL = canonical(ISO)
_HEAD_BYTES = 4096
_MOST_BYTES = 4 * LARGEST_TEXT + 4


def load_mapping(name_or_path: str | Path) -> tuple[TicketMapping | None, tuple[Problem, ...]]:
    """The mapping of a preset name, `canonical`, or a YAML file; None with problems when it cannot be used.

    Raises RecordError when there is no such preset and no such file, and for a file that is something else.
    """
    name = str(name_or_path)
    if name == "canonical":
        return CANONICAL, ()
    if name in presets():
        return read_mapping(preset_text(name), file=f"{name}.yaml", name=name)
    path = Path(name)
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES)
    except OSError as error:
        known = ("canonical", *presets())
        mend = nearest(name, known) or f"Presets: {', '.join(known)}."
        raise trouble(
            path, "no-such-mapping", f"There is no such preset or file ({error.strerror}).", mend
        ) from None
    content = content_of(data[:_HEAD_BYTES])
    if content in ("agreement", "records"):
        raise trouble(path, "not-a-mapping", *taken_for(content, "mapping"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise trouble(path, "bad-text", "The mapping is not UTF-8 text.", "Save it as UTF-8.") from None
    return read_mapping(text, file=name, name=path.stem)


def usable_mapping(name_or_path: str | Path) -> TicketMapping:
    """As `load_mapping`, raising RecordError with all problems when the mapping cannot be used."""
    mapping, problems = load_mapping(name_or_path)
    if mapping is None:
        raise RecordError(problems)
    return mapping


def read_mapping(text: str, *, file: str, name: str) -> tuple[TicketMapping | None, tuple[Problem, ...]]:
    """Read a mapping from YAML text; None with all its problems when there are any."""
    top, problems = read_section(text, file)
    if top is None:
        return None, tuple(problems)
    kind = top.word("kind", KINDS)
    top.require("kind", kind)
    if kind not in KINDS:
        return None, tuple(problems)
    wide = kind == "wide"
    mapping = TicketMapping(
        name=name,
        kind=kind,
        ticket=parts.needed(top, "ticket"),
        at=() if wide else parts.needed(top, "at"),
        word=() if wide else parts.needed(top, "state" if kind == "states" else "event"),
        meanings={} if wide else parts.meanings(top, kind),
        event_columns=parts.event_columns(top) if wide else (),
        opened_at=top.texts("opened at") if kind == "states" else (),
        order=tuple((each,) for each in top.texts("order")) if kind == "states" else (),
        responded=parts.condition_at(top, "responded") if kind == "states" else None,
        first_row=top.word("first row", EVENTS) if kind == "events" else "",
        last_row=top.word("last row", EVENTS) if kind == "events" else "",
        waiting=parts.waiting(top) if kind != "states" else None,
        agreed_due=top.texts("agreed due"),
        received=top.texts("received"),
        attributes=parts.attributes(top),
        leave_out=parts.leave_out(top),
        dates=parts.dates(top),
        empty=top.texts("empty"),
        timezone=parts.timezone(top),
        encoding=top.text("encoding") or None,
        about=top.text("about"),
    )
    top.close()
    return (None if problems else mapping), tuple(problems)
