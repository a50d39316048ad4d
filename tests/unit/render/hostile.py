"""Text that parties might write to break a document, or by mistake."""

from __future__ import annotations

from hypothesis import strategies as st

from evenhand.render.fonts import missing

BITS = [
    '#read("/etc/passwd")', '#import "x.typ": *', "#{", "$", "$x^2$", "\\", '"', "'", "//", "/* ", "*/",
    "@ref", "<label>", "~", "--", "...", "<b>", "</style>", "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "&amp;", "&lt;script&gt;", "{{ written }}",
    "{% include '/etc/passwd' %}", "*", "_", "**", "`", "```\n", "~~~\n", "[a](javascript:alert(1))",
    "[a](data:text/html,x)", "[a](JaVaScRiPt&colon;alert(1))", "[a](//evil.example)",
    "![x](https://evil.example/p.png)", "[x](https://tidewater.example)", "[](https://tidewater.example)",
    "<https://tidewater.example/a>", "[r]: https://evil.example\n", "\n", "\n\n", "- ", "  - ", "1. ", "> ",
    "> > > > ", "| a | b |\n|---|---|\n| c | d |\n", "# ", "---\n", "    ", "\t", "\u202e", "\u2066",
    "\u200f", "\u200b", "\xad", "\x00", "\x07", "\x7f", "\x9b", "\ufeff", "\u2028", "\ufffe", "x" * 300,
    "W" * 90, "https://" + "a" * 80 + ".example/", "Ω", "Ж", "é", "→", "✓",
]  # fmt: skip


def _printable(sign: str) -> bool:
    return not missing(sign)


LATIN = st.text(st.characters(max_codepoint=0x24F).filter(_printable), max_size=12)
OTHER = st.text(st.characters(max_codepoint=0x4FF).filter(_printable), max_size=4)
TEXTS = st.lists(st.one_of(st.sampled_from(BITS), LATIN, OTHER), max_size=20).map("".join)
