"""Text as editors write it: a small Markdown, and the safe HTML it becomes. Pure.

markdown-it begins from nothing here and is given one rule after the other; raw HTML is never one of
them. Links lead to the portal, to the open web by https, to a mailbox or a telephone; pictures are
ours alone.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

PICTURES = "/api/v1/content/pictures/"
_RULES = (
    "heading", "list", "blockquote", "hr", "table",
    "emphasis", "link", "image", "newline", "escape", "backticks",
)  # fmt: skip
_PICTURE = re.compile(re.escape(PICTURES) + r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_MAILBOX = re.compile(r"mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\Z")
_TELEPHONE = re.compile(r"tel:\+?[0-9 .-]{3,20}\Z")
_WRITTEN_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
_DEEPEST = 4
# Marks that turn the direction of writing around or are not seen at all, and control characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def cleaned(text: str) -> str:
    """Text as it is kept: composed, lines ended alike, nothing in it that is not seen."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", plain)).strip()


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(cleaned(text).split())


@lru_cache(maxsize=512)
def html(text: str) -> str:
    """Safe HTML of a Markdown text; headings begin at the second level."""
    return str(_MARKDOWN.render(cleaned(text)))


def plain(text: str) -> str:
    """The words alone, for search and summaries."""
    words = [
        inside.content
        for token in _MARKDOWN.parse(cleaned(text))
        for inside in token.children or []
        if inside.type in ("text", "code_inline", "text_special")
    ]
    return " ".join(" ".join(words).split())


def link_allowed(address: str) -> bool:
    """Whether a link may stand in a text."""
    if address.startswith("/"):
        return not address.startswith(("//", "/\\")) and "\\" not in address
    if _MAILBOX.match(address) or _TELEPHONE.match(address):
        return True
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def pictures_in(text: str) -> set[str]:
    """The ids of our pictures that a text puts somewhere."""
    addresses = [
        str(inside.attrGet("src") or "")
        for token in _MARKDOWN.parse(cleaned(text))
        for inside in token.children or []
        if inside.type == "image"
    ]
    return {each.removeprefix(PICTURES) for each in addresses if _PICTURE.match(each)}


def refused_links(text: str) -> list[str]:
    """Addresses written as links that are not taken, at most ten."""
    found = dict.fromkeys(_WRITTEN_LINK.findall(cleaned(text)))
    return [address[:100] for address in found if not link_allowed(address)][:10]


class _Renderer(RendererHTML):
    """The library's renderer with headings below ours, links that tell nothing, our pictures."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<h{_level(tokens[idx])}>"

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"</h{_level(tokens[idx])}>\n"

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        if str(token.attrGet("href") or "").startswith("https:"):
            token.attrSet("rel", "noopener noreferrer nofollow")
            token.attrSet("target", "_blank")
        return self.renderToken(tokens, idx, options, env)

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        token.attrs.pop("title", None)
        if not _PICTURE.match(str(token.attrGet("src") or "")):
            return _escaped(token.content)
        token.attrSet("loading", "lazy")
        return str(super().image(tokens, idx, options, env))


def _level(token: Token) -> int:
    return min(_DEEPEST, int(token.tag[1:]) + 1)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


class _OwnLinks(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        return link_allowed(url)


def _made() -> MarkdownIt:
    made = _OwnLinks("zero", {"html": False, "linkify": False}, renderer_cls=_Renderer)
    made.enable(list(_RULES))
    return made


_MARKDOWN = _made()
