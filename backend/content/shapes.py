"""Rows of content in the shape of the contracts."""

from datetime import datetime
from typing import Any

import msgspec

from backend.content.markdown import PICTURES, html
from backend.content.rules import showing
from backend.law.search_text import search_text
from backend.platform import clock
from shared.contracts.common import Choice
from shared.contracts.content import (
    AnsweredHere,
    ContentCard,
    ContentPage,
    ContentPicture,
    ContentRow,
    ContentText,
    ContentVersionRow,
    SampleFile,
)
from shared.vocabulary.content import (
    CONTENT_KIND_LABELS,
    SHOWING_LABELS,
    ContentKind,
    Showing,
)

SAMPLES = "/api/v1/content/samples/"


def iso(at: datetime | None) -> str:
    """A moment in Vietnamese time, or nothing."""
    return at.astimezone(clock.VIETNAM).isoformat(timespec="seconds") if at is not None else ""


def path_of(kind: str, id_: object) -> str:
    """The page of the portal that shows it."""
    return f"/tin-tuc/{id_}" if kind == ContentKind.NEWS else f"/tro-giup/{id_}"


def kind_of(code: str) -> Choice:
    """A kind with its name."""
    return Choice(code, CONTENT_KIND_LABELS[ContentKind(code)].vi)


def showing_of(row: Any, now: datetime) -> Choice:
    """How the newest version stands."""
    found: Showing = showing(
        row["version"],
        row["withdrawn_at"] is not None,
        row["visible_from"],
        row["visible_until"],
        now,
    )
    return Choice(found, SHOWING_LABELS[found].vi)


def text_of(row: Any, name: str = "text") -> ContentText:
    """What was written."""
    return msgspec.json.decode(row[name], type=ContentText)


def written(row: Any, name: str = "text") -> ContentText:
    """What is written of a piece of content, or its title alone when that was thrown away."""
    if row[name] is None:
        return ContentText(row["title"], procedure_code=row["procedure_code"])
    return text_of(row, name)


def card(row: Any) -> ContentCard:
    """A line of a public list."""
    text = text_of(row)
    return ContentCard(
        id=str(row["item_id"]),
        kind=kind_of(row["kind"]),
        title=text.title,
        summary=text.summary,
        procedure_code=row["procedure_code"],
        shown_from=iso(row["visible_from"]),
        path=path_of(row["kind"], row["item_id"]),
    )


def answered(row: Any) -> AnsweredHere:
    """A frequent question with its answer."""
    text = text_of(row)
    path = path_of(row["kind"], row["item_id"])
    return AnsweredHere(str(row["item_id"]), text.title, html(text.body), path)


def content_page(row: Any, files: list[SampleFile]) -> ContentPage:
    """What people read."""
    text = text_of(row)
    return ContentPage(
        id=str(row["item_id"]),
        kind=kind_of(row["kind"]),
        title=text.title,
        summary=text.summary,
        html=html(text.body),
        title_en=text.title_en,
        summary_en=text.summary_en,
        html_en=html(text.body_en),
        procedure_code=row["procedure_code"],
        procedure_name=row["procedure_name"] or "",
        link=text.link,
        agency=row["agency"],
        shown_from=iso(row["visible_from"]),
        starts_at=iso(row["starts_at"]),
        ends_at=iso(row["ends_at"]),
        urgent=row["urgent"],
        files=files,
    )


def content_row(row: Any, now: datetime) -> ContentRow:
    """A line of the officers' list."""
    return ContentRow(
        id=str(row["id"]),
        kind=kind_of(row["kind"]),
        title=row["title"],
        procedure_code=row["procedure_code"],
        version=row["version"],
        showing=showing_of(row, now),
        state=row["state"] or "",
        published_at=iso(row["published_at"]),
    )


def version_row(row: Any) -> ContentVersionRow:
    """A published version."""
    return ContentVersionRow(
        version=row["version"],
        title=row["title"],
        published_at=iso(row["published_at"]),
        shown_from=iso(row["visible_from"]),
        shown_until=iso(row["visible_until"]),
        written_by=row["written_by_name"],
        approved_by=row["approved_by_name"],
    )


def picture(row: Any) -> ContentPicture:
    """A picture of a text, and how it is put there."""
    path = f"{PICTURES}{row['id']}"
    return ContentPicture(str(row["id"]), row["name"], path, f"![{_alt(row['name'])}]({path})")


def sample(row: Any) -> SampleFile:
    """A stamped sample paper."""
    return SampleFile(
        str(row["id"]), row["name"], row["pages"], row["size"], f"{SAMPLES}{row['id']}"
    )


def _alt(name: str) -> str:
    stem = name.rsplit(".", 1)[0]
    return "".join(c for c in stem if c not in "[]()!\\`*_<>")[:80] or "Hình minh họa"


def found_by(*parts: str) -> str:
    """The plain words of some texts, by which they are found."""
    return search_text(" ".join(parts))[:20_000]
