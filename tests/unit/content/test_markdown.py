"""The text of editors becomes HTML in which nothing can run and nothing leads astray."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backend.content.markdown import cleaned, html, link_allowed, plain, refused_links

TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "img", "code", "blockquote",
    "hr", "br", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"href", "rel", "target", "src", "alt", "loading", "start", "style", "title"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[bấm](javascript:alert(1))",
    "[bấm](JaVaScRiPt:alert(1))",
    "[bấm](&#106;avascript:alert(1))",
    "[bấm](java\tscript:alert(1))",
    "[bấm](data:text/html;base64,PHNjcmlwdD4=)",
    "[bấm](vbscript:x)",
    "[bấm](//evil.example/x)",
    "[bấm](/\\evil.example)",
    "[bấm](https://evil@bank.example/)",
    "![x](https://evil.example/follow.png)",
    "![x](javascript:alert(1))",
    "![x](/api/v1/session/end)",
    "<https://evil.example>",
    '[a](https://a.gov.vn "><script>alert(1)</script>")',
    "[a]: javascript:alert(1)\n\n[a]",
    "`<script>`",
    "> " * 500 + "sâu",
    "[" * 500,
    "*" * 5000,
    "\u202egnud\u202c txet",
]


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def _is_safe(text: str) -> None:
    seen = _Seen()
    seen.feed(html(text))
    assert seen.tags <= TAGS, seen.tags - TAGS
    for tag, name, value in seen.attributes:
        assert name in ATTRIBUTES, (tag, name)
        if name == "href":
            assert value.startswith(("/", "https://", "mailto:", "tel:")), value
            assert not value.startswith(("//", "/\\")), value
        if name == "src":
            assert value.startswith("/api/v1/content/pictures/"), value
        if name == "style":
            assert value.startswith("text-align:"), value


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_and_does_nothing(text: str) -> None:
    _is_safe(text)


@given(st.text(max_size=300))
@example("[x](javascript:alert(1))")
def test_whatever_is_written_becomes_safe(text: str) -> None:
    _is_safe(text)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([*HOSTILE, "# ", "- ", "| a | b |\n|---|---|\n", "\n\n", "](", "!"]),
        max_size=12,
    )
)
def test_hostile_texts_put_together_are_safe_too(parts: list[str]) -> None:
    _is_safe("".join(parts))


def test_the_small_markdown_reads_as_written() -> None:
    text = "# Việc cần làm\n\n1. **Tìm** thủ tục\n2. Nộp\n\n[Khai sinh](/thu-tuc/1.001193)"
    shown = html(text)
    assert "<h2>Việc cần làm</h2>" in shown
    assert "<ol>" in shown and "<strong>Tìm</strong>" in shown
    assert '<a href="/thu-tuc/1.001193">Khai sinh</a>' in shown
    assert plain(text) == "Việc cần làm Tìm thủ tục Nộp Khai sinh"


def test_a_link_to_the_open_web_tells_nothing_of_the_reader() -> None:
    shown = html("[Cổng](https://dichvucong.gov.vn/)")
    assert 'rel="noopener noreferrer nofollow"' in shown and 'target="_blank"' in shown


def test_the_longest_hostile_text_takes_a_moment_and_not_minutes() -> None:
    begun = time.process_time()
    _is_safe("[" * 20_000)
    assert time.process_time() - begun < 10


def test_our_pictures_stay_and_others_leave_their_words() -> None:
    ours = "/api/v1/content/pictures/01234567-0123-0123-0123-0123456789ab"
    assert f'<img src="{ours}"' in html(f"![Sơ đồ]({ours})")
    assert "<img" not in html("![Sơ đồ](https://example.gov.vn/a.png)")
    assert "Sơ đồ" in html("![Sơ đồ](https://example.gov.vn/a.png)")


def test_refused_links_are_named() -> None:
    assert refused_links("[a](javascript:x) [b](/ok) [c](http://a.gov.vn)") == [
        "javascript:x", "http://a.gov.vn",
    ]  # fmt: skip


def test_what_is_not_seen_is_not_kept() -> None:
    assert cleaned("\u202eA\u200bB\u2066C\x00D\u00adE\r\nF") == "ABCDE\nF"
    assert cleaned("Tie\u0302\u0301ng Vie\u0323\u0302t") == "Tiếng Việt"


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("/thu-tuc/1", True), ("https://a.gov.vn/x?y=1", True), ("mailto:a@b.vn", True),
        ("tel:+84 205 3812345", True), ("http://a.gov.vn", False), ("ftp://a", False),
        ("", False), ("thu-tuc", False), ("https://", False), ("https://[::1", False),
    ],
)  # fmt: skip
def test_which_links_are_taken(address: str, taken: bool) -> None:
    assert link_allowed(address) is taken
