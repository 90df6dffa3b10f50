"""Search by words and filters, and the values to filter by."""

import time
import unicodedata
from enum import StrEnum

import asyncpg

from backend.catalogue.shapes import card
from backend.catalogue.spelling import Vocabulary
from backend.catalogue.synonyms import alternatives
from backend.law.search_text import search_text
from backend.platform import clock
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
ENOUGH = 20  # names that hold the very phrase; then nothing less alike is looked for
MOST_WORDS = 10
VOCABULARY_SECONDS = 60.0
LEAST_SIMILARITY = 0.45

_CARD = (
    "p.code, p.name, p.sector, p.agency, p.levels, p.subjects, p.online_level, p.flag_count, "
    "p.is_open, p.sort_key, v.content -> 'channels' as channels, "
    "(select s.kind from procedure_stop s where s.tenant_id = p.tenant_id and "
    "s.procedure_code = p.code and s.from_on <= {day} and (s.until is null or s.until >= {day}) "
    "order by s.kind limit 1) as stopped"
)
_FILTERS = (
    "p.tenant_id = $1 and p.deactivated_at is null "
    "and ($2 = '' or p.sector = $2) and ($3 = '' or $3 = any(p.levels)) "
    "and ($4 = '' or $4 = any(p.subjects)) and ($5 = '' or p.online_level = $5) "
    "and ($6 = '' or p.agency = $6)"
)
_CANDIDATE = "p.code, p.name, p.name_text, p.search_text, p.sector, p.is_open"
_SHORTEST_FIRST = f"order by p.is_open desc, length(p.name), p.code limit {CANDIDATES}"
_WORDS = "string_to_array(p.search_text, ' ')"


def _first(condition: str) -> str:
    # The resemblance is worked out only for the few rows that are left.
    return (
        f"select c.*, ($7 <<-> c.search_text) as distance from (select {_CANDIDATE} "
        f"from procedure p where {_FILTERS} and {condition} {_SHORTEST_FIRST}) c"
    )


_HOLDING = _first("p.search_text like '%' || $7 || '%'")
_NEAREST = (
    f"select {_CANDIDATE}, ($7 <<-> p.search_text) as distance from procedure p where {_FILTERS} "
    f"order by $7 <<-> p.search_text, p.is_open desc, p.code limit {CANDIDATES}"
)


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
        errors=[field(f"/{name}", "Giá trị không có trong danh mục; hãy chọn lại.")],
    )


async def _listed(filters: tuple[str, ...], cursor: str, limit: int) -> Page[ProcedureCard]:
    after = decode_cursor(cursor, tuple[str, str]) if cursor else ("", "")
    if "\x00" in "".join(after):
        raise _bad_filter("cursor")
    rows = await fetch(
        f"select {_CARD.format(day='$10')} from procedure p "
        "join procedure_version v on v.id = p.current_version_id "
        f"where {_FILTERS} and (p.sort_key, p.code) > ($7, $8) "
        "order by p.sort_key, p.code limit $9",
        *filters,
        *after,
        limit + 1,
        clock.today(),
    )
    return page(rows, limit, card, lambda row: (row["sort_key"], row["code"]))


async def _ranked(
    plain: str, typed: str, filters: tuple[str, ...], cursor: str, limit: int
) -> Page[ProcedureCard]:
    after = decode_cursor(cursor, tuple[float, str]) if cursor else (-100.0, "")
    best: dict[str, float] = {}
    for words in alternatives(plain):
        rows, certain = await _candidates(words, filters)
        alike = [row for row in rows if row["distance"] <= 1 - LEAST_SIMILARITY]
        for row in alike or (rows if certain else []):
            score = _score(row, words, typed)
            best[row["code"]] = min(score, best.get(row["code"], score))
    best |= dict.fromkeys(await _by_code(plain, filters), -10.0)
    ordered = sorted((score, code) for code, score in best.items())
    wanted = [key for key in ordered if key > after][: limit + 1]
    cards = await _cards([code for _score, code in wanted])
    return page(wanted, limit, lambda key: cards[key[1]], lambda key: key)


async def _candidates(words: str, filters: tuple[str, ...]) -> tuple[list[asyncpg.Record], bool]:
    """What may be meant, and whether it holds every word: the phrase, then its words in any order,
    with slips, with one left out, and only when there is none of that, whatever resembles it."""
    rows = await fetch(_HOLDING, *filters, words)
    if len(rows) >= ENOUGH:
        return rows, True
    known = await _vocabulary()
    typed = words.split()[:MOST_WORDS]
    choices = [choice for word in typed for choice in known.choices(word)][:MOST_WORDS]
    rows += await _holding_words(choices, words, filters)
    if rows:
        return rows, True
    wider = [known.near(word) for word in typed]
    for attempt, most_missing in ((wider, 0), (choices, 1)):
        rows = await _holding_words(attempt, words, filters, most_missing)
        if rows:
            return rows, most_missing == 0
    return await fetch(_NEAREST, *filters, words), False


async def _holding_words(
    choices: list[list[str]], words: str, filters: tuple[str, ...], most_missing: int = 0
) -> list[asyncpg.Record]:
    each = [f"{_WORDS} && ${8 + n}::text[]" for n in range(len(choices))]
    ways = [each]
    if most_missing:
        if len(each) < 3:
            return []
        ways = [[*each[:n], *each[n + 1 :]] for n in range(len(each))]
    condition = " or ".join(f"({' and '.join(way)})" for way in ways)
    return await fetch(_first(f"({condition})"), *filters, words, *choices)


async def _vocabulary() -> Vocabulary:
    tenant, now = settings().tenant, time.monotonic()
    read_at, found = _vocabularies.get(tenant, (-VOCABULARY_SECONDS, None))
    if found is None or now - read_at >= VOCABULARY_SECONDS:
        rows = await fetch(
            f"select distinct unnest({_WORDS}) as word from procedure p "
            "where p.tenant_id = $1 and p.deactivated_at is null",
            tenant,
        )
        found = Vocabulary(row["word"] for row in rows)
        _vocabularies[tenant] = (now, found)
    return found


_vocabularies: dict[str, tuple[float, Vocabulary]] = {}


async def _cards(codes: list[str]) -> dict[str, ProcedureCard]:
    # Only what is shown is unpacked: the content of a procedure is large.
    rows = await fetch(
        f"select {_CARD.format(day='$3')} from procedure p "
        "join procedure_version v on v.id = p.current_version_id "
        "where p.tenant_id = $1 and p.code = any($2::text[])",
        settings().tenant,
        codes,
        clock.today(),
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


def _score(row: asyncpg.Record, words: str, typed: str) -> float:
    """Smaller is better."""
    score = float(row["distance"])
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
