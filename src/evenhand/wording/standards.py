"""Element 3: the service standards, each with its time frame or measure, its target, and how it is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evenhand.terms.canonical.texts import percent_form
from evenhand.terms.standards import Standard
from evenhand.units import Period
from evenhand.wording.blocks import Block, Section, Words
from evenhand.wording.clocks import clock_sentences, promise_blocks
from evenhand.wording.counting import counting_blocks
from evenhand.wording.examples.clocks import clock_examples
from evenhand.wording.measures import measured_blocks
from evenhand.wording.names import Names
from evenhand.wording.phrases import paragraph, sentence, strong
from evenhand.wording.targets import is_percentage, minimum, scored, small_numbers, targets_of
from evenhand.wording.tiers import Costly, credit_blocks
from evenhand.wording.values import in_each, level


def standards_section(names: Names) -> Section:
    """Every standard in the order of the document, and how all clocks are counted."""
    standards = names.agreement.standards
    if not standards:
        return Section(
            "", "Service standards", "standards", (paragraph(sentence("no service standards are agreed")),)
        )
    sections = [_standard(name, standard, names) for name, standard in standards.items()]
    counting = [Section("", "How standards are counted", None, tuple(counting_blocks(names)))]
    return Section("", "Service standards", "standards", (), (*sections, *counting))


def _standard(name: str, standard: Standard, names: Names) -> Section:
    address = f"standards.{name}"
    blocks = _timed(standard, address, names) if standard.clock else measured_blocks(standard, address, names)
    return Section("", names.standard_title(name), address, (*blocks, *_credits(standard, address, names)))


def _timed(standard: Standard, address: str, names: Names) -> Iterator[Block]:
    yield from promise_blocks(standard, address, names)
    yield paragraph(*_target(standard, names), address=f"{address}.target")
    yield paragraph(*clock_sentences(standard, names), address=f"{address}.clock")
    yield from clock_examples(standard, names)


def _target(standard: Standard, names: Names) -> Iterator[Words]:
    """What share of the tickets must be in time."""
    target = standard.target
    if isinstance(target, Mapping):
        yield sentence("the last column says which share of the tickets must be in time")
        period = next(iter(target.values())).period
    elif target is None:
        yield sentence("no share of tickets is promised: each ticket is judged by itself")
        period = Period("month")
    else:
        enough = _enough(standard)
        share = strong(
            percent_form(target.value) if target.percentage else level(target.value, percentage=False)
        )
        most = "for at most " if target.comparison == "at most" else "for at least "
        yield sentence(
            f"{in_each(target.period)} this must be kept {most}", share, " of such tickets", enough
        )
        period = target.period
    if isinstance(target, Mapping) and standard.or_at_most is not None:
        yield sentence(_enough(standard).removeprefix("; "))
    yield from scored(standard, names)
    yield from small_numbers(standard, period, "ticket")
    yield minimum(standard)


def _enough(standard: Standard) -> str:
    if standard.or_at_most is None:
        return ""
    late = standard.or_at_most
    return f"; it is also enough when no more than {late} {'is' if late == 1 else 'are'} missed"


def _credits(standard: Standard, address: str, names: Names) -> Iterator[Block]:
    services = tuple(names.agreement.services) if standard.service == "all" else standard.service
    clause = Costly(
        address,
        standard.credits,
        targets_of(standard),
        is_percentage(standard),
        services,
        tickets=bool(standard.clock),
    )
    yield from credit_blocks(clause, names)
