"""What is taken of an answer: the new words, all of them, and nothing of what was quoted.

The mails are written as the named programs write them.
"""

from __future__ import annotations

import pytest

from evenhand_portal.notices.incoming.stripping import answer_in
from evenhand_portal.notices.incoming.webtext import text_of_html
from evenhand_portal.notices.letter import ABOVE

OLD = f"{ABOVE}\n\nHello Nora,\n\nOlaf asks you."
QUOTED = "\n".join(f"> {line}" for line in OLD.splitlines())


@pytest.mark.parametrize(
    "mail",
    [
        f"Yes.\n\nOn Mon, 16 Mar 2026 at 09:00, Evenhand <e@example.org> wrote:\n\n{QUOTED}",
        f"Yes.\n\nOn Mon, 16 Mar 2026 at 09:00, Evenhand\n<reply+abc@answers.example.org> wrote:\n\n{QUOTED}",
        f"Yes.\n\nAm 16.03.2026 um 09:00 schrieb Evenhand <e@example.org>:\n{QUOTED}",
        f"Yes.\n\nAm 16.03.2026 um 09:00 schrieb Evenhand:\n{QUOTED}",
        f"Yes.\n\nLe lun. 16 mars 2026 à 09:00, Evenhand <e@example.org> a écrit :\n{QUOTED}",
        f"Yes.\n\nEl lun, 16 mar 2026 a las 9:00, Evenhand (<e@example.org>) escribió:\n{QUOTED}",
        f"Yes.\n\nOp ma 16 mrt 2026 om 09:00 schreef Evenhand <e@example.org>:\n{QUOTED}",
        f"Yes.\n\nDen mån 16 mars 2026 kl 09:00 skrev Evenhand <e@example.org>:\n{QUOTED}",
        f"Yes.\r\n\r\n-----Original Message-----\r\nFrom: Evenhand\r\nSent: Monday\r\nTo: Nora\r\n\r\n{OLD}",
        f"Yes.\n\n________________________________\nFrom: Evenhand\nSent: Monday\nTo: Nora\nSubject: S\n\n{OLD}",
        f"Yes.\n\nVon: Evenhand\nGesendet: Montag\nAn: Nora\nBetreff: S\n\n{OLD}",
        f"Yes.\n\nSent from my iPhone\n\n> On 16 Mar 2026, at 09:00, Evenhand wrote:\n>\n{QUOTED}",
        f"Yes.\n\n-- \nNora O'Neil\nHarbour Dental\n\n{QUOTED}",
        "Yes.\n\nGet Outlook for iOS",
        f"Yes.\n{QUOTED}",
        f"Yes.\n{OLD}",
        f"On Mon, 16 Mar 2026 at 09:00, Evenhand <e@example.org> wrote:\n{QUOTED}\n\nYes.",
        f"{QUOTED}\nYes.\n",
    ],
)
def test_what_programs_put_around_an_answer_is_left_out(mail: str) -> None:
    assert answer_in(mail) == "Yes."


@pytest.mark.parametrize(
    "words",
    [
        "- one\n- two\n\nBest regards would be a start.",
        "On Monday we spoke, and he wrote:\nfour hours is enough. I say no.",
        "> Four hours?\n\nFive.\n\n> By day?\n\nYes.",
        "From: 9:00\nis when we open.",
        "---\nA rule is no signature.",
        "Line one\n\n\nLine two",
    ],
)
def test_what_somebody_wrote_is_kept(words: str) -> None:
    assert answer_in(words) == words


def test_a_page_says_the_same() -> None:
    page = (
        "<html><head><style>p{}</style></head><body><div>Yes, &lt;5&gt; hours.<br>Thanks</div>"
        '<div class="gmail_quote">On Mon, 16 Mar 2026 at 09:00, Evenhand &lt;e@example.org&gt; wrote:<br>'
        f"<blockquote><p>{ABOVE}</p><p>Hello</p></blockquote></div></body></html>"
    )
    assert answer_in(text_of_html(page)) == "Yes, <5> hours.\nThanks"
    assert text_of_html("<ul><li>one</li><li>two</li></ul>") == "- one\n\n- two"
