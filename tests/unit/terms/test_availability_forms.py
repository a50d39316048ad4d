"""Forms of availability terms that belong to no other page: components, fixed lengths, shares of the agreed time."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evenhand.terms.availability import Availability
from evenhand.units import Duration
from tests.unit.terms.helping import agreed, mistake


def clause(text: str) -> Availability:
    [only] = agreed(f"services:\n  s: {{availability: {{{text}}}}}\n").services["s"].availability.values()
    return only


def wrong(text: str) -> str:
    return mistake(f"services:\n  s: {{availability: {{{text}}}}}\n").code


@pytest.mark.parametrize(
    ("text", "all_of", "any_of", "weights"),
    [
        ("components: [web, database]", ("web", "database"), (), {}),
        ("components: web", ("web",), (), {}),
        ("components: {all of: [web, database]}", ("web", "database"), (), {}),
        ("components: {any of: [north, south]}", (), ("north", "south"), {}),
        ("components: {weights: {a: 60%, b: 40%}}", (), (), {"a": Fraction(3, 5), "b": Fraction(2, 5)}),
    ],
)
def test_components(text: str, all_of: tuple[str, ...], any_of: tuple[str, ...], weights: object) -> None:
    components = clause(text).components
    assert components is not None
    assert (components.all_of, components.any_of, dict(components.weights)) == (all_of, any_of, weights)
    assert components.names == (all_of or any_of or ("a", "b"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("components: {all of: [a], any of: [b]}", "component-form"),
        ("components: {}", "component-form"),
        ("components: [a, A]", "component-twice"),
        ("components: {weights: {a: 60%, b: 50%}}", "weights-sum"),
        ("target: at most 99% per month", "target-form"),
        ("target: at least 3 per month", "target-form"),
        ("target: 101% per month", "target-form"),
        ("shortest outage: 2 business days", "unreadable-value"),
        ("maintenance: {at most: 1 month per year}", "unreadable-value"),
        ("maintenance: {at most: 4 hours per trailing 30 days}", "unreadable-value"),
    ],
)
def test_mistakes(text: str, code: str) -> None:
    assert wrong(text) == code


def test_a_day_has_a_fixed_length_here() -> None:
    assert clause("shortest outage: 1 day").shortest_outage == Duration.parse("24 hours")
    assert clause("maintenance: {at most: 1 day per year}").maintenance[0].at_most[
        0
    ].length == Duration.parse("24 hours")


def test_no_target_is_a_target_too() -> None:
    assert clause("target: none").target is None
