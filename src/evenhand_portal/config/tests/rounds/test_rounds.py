"""200 rounds in which several people act on the same thing at once: one wins, the others are told why not."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from evenhand_portal.config.tests.rounds.hands import cookies_of
from evenhand_portal.config.tests.rounds.keeping import kept
from evenhand_portal.config.tests.rounds.meetings import bringing, clauses, coming, leaving
from evenhand_portal.config.tests.rounds.scenes import ending, offering, recording, writing
from evenhand_portal.config.tests.rounds.world import Party, Place, party, place
from evenhand_portal.conftest import House
from evenhand_portal.parties.models import Person

ROUNDS = 25
SEEDS = range(int(os.environ.get("EVENHAND_SOAK_SEEDS", "8")))
SCENES: tuple[Callable[[Place], None], ...] = (
    *(writing, ending, offering, coming, ending),
    *(recording, writing, clauses, ending, leaving, bringing),
)
pytestmark = pytest.mark.usefixtures("many_connections")


@pytest.fixture
def parties(
    many_connections: None,
    make_house: Callable[[str], House],
    make_person: Callable[[str], Person],
) -> tuple[Party, Party]:
    """Client and provider."""
    cookies_of.cache_clear()
    client, provider = make_house("Harbour Dental Group"), make_house("Tidewater IT Services")
    return party(client, make_person), party(provider, make_person)


@pytest.mark.parametrize("seed", SEEDS)
def test_rounds(parties: tuple[Party, Party], seed: int) -> None:
    for number in range(ROUNDS):
        at = place(*parties, seed * ROUNDS + number)
        scene = SCENES[at.seed % len(SCENES)]
        try:
            scene(at)
            kept(at.agreement)
        except BaseException as error:
            error.add_note(f"round {at.seed}: {scene.__name__} by {type(at.hand).__name__}")
            raise
