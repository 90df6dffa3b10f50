"""Search by words and filters, and the values to filter by."""

import unicodedata
from enum import StrEnum

import asyncpg

from backend.catalogue.shapes import card
from backend.catalogue.synonyms import alternatives
from backend.law.search_text import search_text
from backend.platform.database import fetch
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import Malformed, field
from backend.settings import settings
from shared.contracts.catalogue import Facet, ProcedureCard, ProcedureFacets
from shared.contracts.common import Page
from shared.vocabulary.channels import (
    AGENCY_LEVEL_LABELS,
    ONLINE_LEVEL_LABELS,
    SUBJECT_LABELS,
    AgencyLevel,
    OnlineLevel,
    Subject,
)

CANDIDATES = 200
ENOUGH = 20  # names that hold the very words; then nothing less alike is looked for
LEAST_SIMILARITY = 0.45

_CARD = (
    "p.code, p.name, p.sector, p.agency, p.levels, p.subjects, p.online_level, p.flag_count, "
    "p.is_open, p.sort_key, v.content -> 'channels' as channels"
)
_FILTERS = (
    "p.tenant_id = $1 and p.deactivated_at is null "
    "and ($2 = '' or p.sector = $2) and ($3 = '' or $3 = any(p.levels)) "
    "and ($4 = '' or $4 = any(p.subjects)) and ($5 = '' or p.online_level = $5) "
    "and ($6 = '' or p.agency = $6)"
)
_CANDIDATE = (
    "select p.code, p.name, p.name_text, p.search_text, p.sector, p.is_open, "
    f"($7 <<-> p.search_text) as distance from procedure p where {_FILTERS}"
)
# Names that hold the very words are found at once; only when there are too few of them does the
# walk to the nearest begin, which measures many names.
_HOLDING = (
    f"{_CANDIDATE} and p.search_text like '%' || $7 || '%' "
    f"order by p.is_open desc, length(p.name), p.code limit {CANDIDATES}"
)
_NEAREST = f"{_CANDIDATE} order by $7 <<-> p.search_text, p.is_open desc, p.code limit {CANDIDATES}"


async def search(
    q: str = "",
    *,
    sector: str = "",
    level: str = "",
    subject: str = "",
    online_level: str = "",
    agency: str = "",
    cursor: str = "",
    limit: int = 20,
) -> Page[ProcedureCard]:
    """Procedures by words (with or without accents, with typos) and filters.

    Without words the list is in Vietnamese order; with words the best come first, and only the
    200 nearest are ranked.
    """
    _check_choice("level", level, AgencyLevel)
    _check_choice("subject", subject, Subject)
    _check_choice("online_level", online_level, OnlineLevel)
    if "\x00" in sector + agency:
        raise _bad_filter("sector" if "\x00" in sector else "agency")
    limit = max(1, min(limit, MAX_LIMIT))
    filters = (settings().tenant, sector, level, subject, online_level, agency)
    typed = unicodedata.normalize("NFC", q).strip().lower()
    plain = search_text(typed)[:100].strip(" .")
    if not typed:
        return await _listed(filters, cursor, limit)
    if not plain:  # signs only: nothing is called that
        return Page(items=[], next_cursor=None)
    return await _ranked(plain, typed, filters, cursor, limit)


def _check_choice(name: str, value: str, choices: type[StrEnum]) -> None:
    if value and value not in set(choices):
        raise _bad_filter(name)


def _bad_filter(name: str) -> Malformed:
    return Malformed(
        "Giá trị lọc không có trong danh mục. Vui lòng chọn lại.",
        en="This filter value does not exist. Please choose again.",
        slug="bad-filter",
        errors=[field(f"/{name}", "Giá trị không có trong danh mục.")],
    )


async def _listed(filters: tuple[str, ...], cursor: str, limit: int) -> Page[ProcedureCard]:
    after = decode_cursor(cursor, tuple[str, str]) if cursor else ("", "")
    if "\x00" in "".join(after):
        raise _bad_filter("cursor")
    rows = await fetch(
        f"select {_CARD} from procedure p join procedure_version v on v.id = p.current_version_id "
        f"where {_FILTERS} and (p.sort_key, p.code) > ($7, $8) "
        "order by p.sort_key, p.code limit $9",
        *filters,
        *after,
        limit + 1,
    )
    return page(rows, limit, card, lambda row: (row["sort_key"], row["code"]))


async def _ranked(
    plain: str, typed: str, filters: tuple[str, ...], cursor: str, limit: int
) -> Page[ProcedureCard]:
    after = decode_cursor(cursor, tuple[float, str]) if cursor else (-100.0, "")
    best: dict[str, float] = {}
    for words in alternatives(plain):
        rows = await fetch(_HOLDING, *filters, words)
        if len(rows) < ENOUGH:
            rows += await fetch(_NEAREST, *filters, words)
        for row in rows:
            score = _score(row, words, typed)
            if score is not None:
                best[row["code"]] = min(score, best.get(row["code"], score))
    best |= dict.fromkeys(await _by_code(plain, filters), -10.0)
    ordered = sorted((score, code) for code, score in best.items())
    wanted = [key for key in ordered if key > after][: limit + 1]
    cards = await _cards([code for _score, code in wanted])
    return page(wanted, limit, lambda key: cards[key[1]], lambda key: key)


async def _cards(codes: list[str]) -> dict[str, ProcedureCard]:
    # Only what is shown is unpacked: the content of a procedure is large.
    rows = await fetch(
        f"select {_CARD} from procedure p join procedure_version v on v.id = p.current_version_id "
        "where p.tenant_id = $1 and p.code = any($2::text[])",
        settings().tenant,
        codes,
    )
    return {row["code"]: card(row) for row in rows}


async def _by_code(plain: str, filters: tuple[str, ...]) -> list[str]:
    digits = plain.replace(".", "")
    if not digits.isdigit():
        return []
    rows = await fetch(
        f"select p.code from procedure p where {_FILTERS} and (p.code = $7 or p.code = $8)",
        *filters,
        plain,
        f"{digits[:1]}.{digits[1:]}",
    )
    return [row["code"] for row in rows]


def _score(row: asyncpg.Record, words: str, typed: str) -> float | None:
    """Smaller is better; None when it does not resemble what was typed."""
    distance = float(row["distance"])
    if distance > 1 - LEAST_SIMILARITY:
        return None
    score = distance
    if f" {words} " in f" {row['name_text']} ":
        score -= 0.5
        if row["name_text"].endswith(words):
            score -= 0.2
    elif f" {words} " in f" {_keywords(row)} ":
        score -= 0.6
    if typed in row["name"].lower():
        score -= 0.1
    if row["is_open"]:
        score -= 0.15
    # Of two names that hold the words, the shorter one says little else.
    return round(score + min(len(row["name"]), 300) / 3000, 6)


def _keywords(row: asyncpg.Record) -> str:
    # The search text is the name, the everyday words keyed by hand, and the sector.
    text: str = row["search_text"].removeprefix(row["name_text"])
    return text.removesuffix(search_text(row["sector"])).strip()


async def facets() -> ProcedureFacets:
    """Filter values with counts, the most frequent first."""
    tenant = settings().tenant
    sectors = await _facet("select sector as code, count(*) as n from procedure", tenant)
    agencies = await _facet("select agency as code, count(*) as n from procedure", tenant)
    levels = await _facet("select unnest(levels) as code, count(*) as n from procedure", tenant)
    subjects = await _facet("select unnest(subjects) as code, count(*) as n from procedure", tenant)
    online = await _facet("select online_level as code, count(*) as n from procedure", tenant)
    return ProcedureFacets(
        sectors=[Facet(code, code, n) for code, n in sectors if code],
        levels=[Facet(c, AGENCY_LEVEL_LABELS[AgencyLevel(c)].vi, n) for c, n in levels],
        subjects=[Facet(c, SUBJECT_LABELS[Subject(c)].vi, n) for c, n in subjects],
        online_levels=[Facet(c, ONLINE_LEVEL_LABELS[OnlineLevel(c)].vi, n) for c, n in online],
        agencies=[Facet(code, code, n) for code, n in agencies if code],
    )


async def _facet(select: str, tenant: str) -> list[tuple[str, int]]:
    rows = await fetch(
        f"{select} where tenant_id = $1 and deactivated_at is null "
        "group by 1 order by 2 desc, 1 limit 1000",
        tenant,
    )
    return [(row["code"], row["n"]) for row in rows]
