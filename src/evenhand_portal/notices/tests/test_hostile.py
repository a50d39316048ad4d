"""Mails that nobody meant to write: each is read as far as it goes or refused in words, and none keeps us busy.

The sizes are such that reading in time that grows with their square would take minutes or hours.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand_portal.notices.incoming.parsing import UnreadableError
from evenhand_portal.notices.incoming.reading import head_read, mail_read
from evenhand_portal.notices.incoming.stripping import answer_in
from evenhand_portal.notices.incoming.webtext import text_of_html

MANY = 1_000_000


def page(words: str) -> bytes:
    return f"From: nora@example.org\nContent-Type: text/html\n\n{words}".encode()


def nested(kind: str, deep: int) -> bytes:
    heads = "".join(f'Content-Type: {kind}; boundary="b{number}"\n\n--b{number}\n' for number in range(deep))
    return f"From: nora@example.org\n{heads}\n\nYes.\n".encode()


def named(name: str) -> bytes:
    disposition = f"Content-Disposition: attachment; {name}\n\nYes.\n--b--\n"
    return f"Content-Type: multipart/mixed; boundary=b\n\n--b\n{disposition}".encode()


CRASHES = {
    "brackets in the sender": b"From: " + b"(" * 1_500 + b"nora@example.org\n\nYes.",
    "groups in the sender": b"From: " + b"a:" * 1_500 + b"\n\nYes.",
    "parts within parts": nested("multipart/mixed", 1_000),
    "mails within mails": nested("message/rfc822", 1_000),
    "a marked section": page("<p>Yes.</p><![x]>"),
    "a number without end": page("<p>Yes.</p>&#" + "9" * 5_000 + ";"),
    "a file whose name is broken base64": named('filename="=?utf-8?b?A?="'),
    "a file whose name counts too far": named(f"filename*{'9' * 5_000}=x"),
    "a name in no charset": named("filename*=a\0b''x"),
    "a text in no charset": b"Content-Type: text/plain; charset*=a\0b''x\n\nYes.",
}


@pytest.mark.parametrize("raw", CRASHES.values(), ids=CRASHES)
def test_what_breaks_the_packages_does_not_break_the_portal(raw: bytes) -> None:
    head_read(raw)
    try:
        mail_read(raw)
    except UnreadableError:
        assert raw.count(b"Content-Type") > 500


def test_what_is_broken_is_read_as_far_as_it_goes() -> None:
    assert mail_read(CRASHES["a marked section"]).text == "Yes."
    assert mail_read(page("<![if !mso]><p>Yes.</p><![endif]>")).text == "Yes."
    assert mail_read(CRASHES["a text in no charset"]).text == "Yes."
    assert head_read(CRASHES["brackets in the sender"]).sender == ""
    assert [one.content for one in mail_read(CRASHES["a name in no charset"]).files] == [b"Yes."]


LINES = {
    "a rule and blanks": "---" + " " * 49_000 + "x",
    "a rule and words": "---" + "a" * 49_000,
    "one who wrote": "On a day she schrieb" + ": " * 20_000 + "x",
    "many who wrote": "On Monday she wrote:\n" * 1_000 + "\n" * 25_000,
    "blanks": " " * 49_000 + "x",
    "a long head": "From:" + " " * 49_000 + "x",
    "quoted lines": ">\n" * MANY,
    "quoted and empty lines": ">\n\n" * MANY,
    "a phone": "Sent from my " + " " * 49_000 + "x",
}


@pytest.mark.parametrize("text", LINES.values(), ids=LINES)
def test_no_line_keeps_us_busy(text: str) -> None:
    assert len(answer_in(text)) <= 50_000


PAGES = {
    "values without end": "<a x='" * MANY,
    "values that cross": "<a x='\"><a x=\"'>" * MANY,
    "tags without end": "<a " * MANY,
    "names without end": "<a" * MANY,
    "ends without end": "</a" * MANY,
    "comments without end": "<!--" * MANY,
    "sections without end": "<![" * MANY,
    "questions": "<?" * MANY,
    "signs": "<" * MANY,
    "ands": "&" * MANY,
    "numbers": "&#" * MANY,
    "scripts without end": "<script>" * MANY,
    "scripts that do not end": "<script></" + "script " * MANY,
    "words on one line": "<b>x</b>" * MANY,
    "quotations": "<blockquote>" * MANY,
    "values of blanks": "<a x=" + " " * MANY + "=" + " " * MANY,
}


@pytest.mark.parametrize("words", PAGES.values(), ids=PAGES)
def test_no_page_keeps_us_busy(words: str) -> None:
    assert len(text_of_html(words)) <= 2 * MANY


HEADS = {
    "addresses": b"From: a:" + b"a," * MANY + b"\n\n",
    "comments": b"From: " + b"(" * MANY + b"\n\n",
    "parameters": b'Content-Type: text/plain; a="' + b";" * MANY + b"\n\nYes.",
    "a boundary": b'Content-Type: multipart/mixed; a="' + b";" * MANY + b"\n\nYes.",
    "a file's name": named('filename="' + "=?a?q? " * MANY + '"'),
    "a text in a slow charset": b"Content-Type: text/plain; charset=punycode\n\n" + b"-" + b"b9" * MANY,
    "folded lines": b"From: a" + b"\n " * MANY + b"\n\nYes.",
}


@pytest.mark.parametrize("raw", HEADS.values(), ids=HEADS)
def test_no_head_keeps_us_busy(raw: bytes) -> None:
    head_read(raw)
    mail_read(raw)


@pytest.mark.parametrize("kind", ["multipart/mixed", "multipart/digest", "message/rfc822"])
def test_many_lines_in_many_parts_are_refused(kind: str) -> None:
    with pytest.raises(UnreadableError, match="more than"):
        mail_read(nested(kind, 250) + b"\n" * 5 * MANY)


def test_very_many_heads_are_refused() -> None:
    raw = b"a:\n" * 5 * MANY + b"\n\nYes."
    for read in (head_read, mail_read):
        with pytest.raises(UnreadableError, match="more than"):
            read(raw)


PIECES = st.lists(
    st.sampled_from(
        (
            *(
                "From: ",
                "To: ",
                "Content-Type: ",
                "multipart/mixed; boundary=b",
                "text/html",
                "message/rfc822",
            ),
            *(
                "multipart/report",
                "message/delivery-status",
                "text/rfc822-headers",
                "; charset=",
                "utf-8",
                "idna",
            ),
            *(
                "Content-Disposition: attachment",
                "; filename=",
                "=?utf-8?b?",
                "?=",
                "*0*=",
                "''",
                "\n",
                "\n\n",
            ),
            *(
                "--b\n",
                "--b--\n",
                "(",
                ")",
                "<",
                ">",
                '"',
                "'",
                "@",
                ":",
                ";",
                "=",
                "\\",
                "\r",
                "\0",
                "é",
                "\ud800",
            ),
            *(
                "<a x='",
                "<!--",
                "<![",
                "<script>",
                "</",
                "&#",
                "&#x",
                "9" * 5_000,
                "---",
                "> ",
                "On a wrote:",
                "A",
            ),
            *(
                "Content-Transfer-Encoding: ",
                "base64",
                "quoted-printable",
                "x-uuencode",
                "begin 666 é\n",
                "%",
            ),
        )
    ),
    max_size=60,
)


def read_whole(raw: bytes) -> None:
    """Read a mail; what is read of it is text that every database takes."""
    try:
        head, mail = head_read(raw), mail_read(raw)
    except UnreadableError:
        return
    files = [one.name for one in mail.files]
    failed = [words for one in mail.failed for words in (one.name, one.reason)]
    said = "".join((head.name, head.sender, head.to, mail.text, *files, *failed))
    assert "\0" not in said.encode().decode()


@given(raw=st.binary(max_size=400), heads=st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_whatever_comes_is_read(raw: bytes, heads: str) -> None:
    head = f"From: {heads}\nContent-Type: multipart/mixed; boundary={heads[:5]}\n\n".encode(errors="replace")
    for mail in (raw, head + raw, b"Content-Type: text/html\n\n" + raw):
        read_whole(mail)


@given(pieces=PIECES)
@settings(max_examples=400, deadline=None)
def test_whatever_is_put_together_is_read(pieces: list[str]) -> None:
    read_whole("".join(pieces).encode(errors="surrogatepass"))
