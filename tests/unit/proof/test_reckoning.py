"""Figures that come out of the records again, and every way in which they do not."""

from __future__ import annotations

import pytest

from evenhand.errors import EvenhandError
from evenhand.proof.bundle import place
from evenhand.proof.verify import verify
from tests.unit.proof.making import Story, changed, codes, edited, measure, signed_story


@pytest.fixture
def story() -> Story:
    return signed_story()


def test_figures_that_leave_out_or_rest_on_nothing(story: Story) -> None:
    story.publish([5])
    story.take("u3", b"more")
    story.publish([5])
    story.publish([5], versions=["f" * 64, 7], records=7)
    story.sign()
    assert codes(story.bundle(), severity="error") == ["figures-without-agreement"]
    assert codes(story.bundle(), severity="advice").count("figures-leave-out") == 2
    assert "figures-not-reckoned" in codes(story.bundle(), severity="warning")


@pytest.mark.parametrize(
    "facts",
    [
        {"records": [0]}, {"records": [99]}, {"records": ["x"]}, {"versions": ["0" * 64]}, {"versions": 5},
        {"asked": {"first": "soon"}}, {"asked": []},
    ],
)  # fmt: skip
def test_figures_that_cannot_be_reckoned(story: Story, facts: dict[str, object]) -> None:
    story.publish([5], **facts)
    story.sign()
    assert "figures-not-reckoned" in codes(story.bundle(), severity="warning")


def test_figures_over_days_and_by_what(story: Story) -> None:
    asked = {"first": "2026-01-01", "last": "2026-03-31", "by": ["priority"]}
    story.publish([5], asked=asked)
    story.sign()
    seen = []

    def looking(versions, taken, wanted):  # type: ignore[no-untyped-def]  # as `measure`
        seen.append((wanted.first.isoformat() if wanted.first else None, wanted.by))
        return measure(versions, taken, wanted)

    assert "figures-wrong" not in codes(story.bundle(), measure=looking)
    assert seen[-1] == ("2026-01-01", ("priority",))


def test_another_release_is_no_accusation(story: Story) -> None:
    entry = story.publish([5], release="0.0.1")
    name = place("figures", entry.seq, ".json")
    story.sign()
    bundle = edited(story.bundle(), name, b'"9"', b'"8"')
    assert "figures-by-another-release" in codes(bundle, severity="warning")
    for odd in (b'{"as_of":"2026-03-16T10:00:00Z"}', b'{"as_of":"2026-03-16T10:00:00Z","figures":[7]}'):
        assert "figures-by-another-release" in codes(changed(bundle, name, odd), severity="warning")
    assert "figures-not-reckoned" in codes(changed(bundle, name, b"[]"), severity="warning")


def test_a_reckoning_that_fails_says_why(story: Story) -> None:
    def failing(*_: object) -> dict[str, object]:
        raise EvenhandError("The zone is not known.")

    steps = verify(story.bundle(), measure=failing)
    assert "could not be reckoned again: The zone is not known." in steps[-1].problems[0].message
