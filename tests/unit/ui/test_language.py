"""The choice of a language: what a cookie says, what is sent to browsers, how long they keep it."""

import gzip
import json

import httpx
import pytest
from starlette.applications import Starlette

from shared.ui.edge import _is_kept
from shared.ui.english import SCRIPT, catalogue, labels, version, words_route, written
from shared.ui.language import language_in


@pytest.mark.parametrize(
    ("cookies", "language"),
    [
        ("", ""),
        ("motcua_lang=en", "en"),
        ("a=b; motcua_lang=vi; c=d", "vi"),
        ("motcua_lang=fr", ""),
        ("motcua_lang=", ""),
        ("motcua_lang2=en", ""),
        ("\x00;;;=motcua_lang", ""),
    ],
)
def test_only_a_language_we_have_is_a_choice(cookies: str, language: str) -> None:
    assert language_in(cookies) == language


async def test_the_words_come_packed_and_whole_with_labels_and_sentences() -> None:
    transport = httpx.ASGITransport(Starlette(routes=[words_route("ui_citizen")]))
    async with httpx.AsyncClient(transport=transport, base_url="http://portal") as http:
        packed = await http.get("/english.json", headers={"Accept-Encoding": "gzip"})
        plain = await http.get("/english.json", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json() == json.loads(catalogue("ui_citizen"))
    words = plain.json()
    assert words["Trang chủ"] == "Home"
    assert words == labels() | written("ui_citizen")
    assert words["Xem thêm"] == "See more"  # what both applications say
    assert len(gzip.compress(catalogue("ui_citizen"))) < 60_000


def test_browsers_keep_words_and_script_under_their_version_alone() -> None:
    assert _is_kept("/english.json", f"v={version('ui_citizen')}".encode())
    assert _is_kept("/english.js", b"v=1")
    assert not _is_kept("/english.json", b"")
    assert not _is_kept("/keep.js", b"v=1")
    assert _is_kept("/assets/root.js", b"")


def test_the_script_runs_no_text_and_writes_no_markup() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    for danger in ("innerHTML", "outerHTML", "insertAdjacent", "eval(", "new Function"):
        assert danger not in text
