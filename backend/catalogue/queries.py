"""Search, facets and single procedures."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from backend.catalogue.content import ProcedureContent
from backend.catalogue.synonyms import alternatives
from backend.law.deadlines import Duration
from backend.law.search_text import search_text
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import MAX_LIMIT, decode_cursor, page
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.catalogue import (
    ChannelInfo,
    ComponentInfo,
    Facet,
    LegalBasis,
    Procedure,
    ProcedureCard,
    ProcedureFacets,
    ResultInfo,
    ReviewFlag,
)
from shared.contracts.common import Choice, Page
from shared.vocabulary.channels import (
    AGENCY_LEVEL_LABELS,
    CHANNEL_LABELS,
    ONLINE_LEVEL_LABELS,
    SUBJECT_LABELS,
    AgencyLevel,
    OnlineLevel,
    Subject,
)
from shared.vocabulary.time_units import TimeUnit

CANDIDATES = 200
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
    limit = max(1, min(limit, MAX_LIMIT))
    filters = (settings().tenant, sector, level, subject, online_level, agency)
    plain = search_text(q)[:100]
    if not plain:
        return await _listed(filters, cursor, limit)
    return await _ranked(plain, q.strip().lower(), filters, cursor, limit)


async def _listed(filters: tuple[str, ...], cursor: str, limit: int) -> Page[ProcedureCard]:
    after = decode_cursor(cursor, tuple[str, str]) if cursor else ("", "")
    rows = await fetch(
        f"select {_CARD} from procedure p join procedure_version v on v.id = p.current_version_id "
        f"where {_FILTERS} and (p.sort_key, p.code) > ($7, $8) "
        "order by p.sort_key, p.code limit $9",
        *filters,
        *after,
        limit + 1,
    )
    return page(rows, limit, _card, lambda row: (row["sort_key"], row["code"]))


async def _ranked(
    plain: str, typed: str, filters: tuple[str, ...], cursor: str, limit: int
) -> Page[ProcedureCard]:
    after = decode_cursor(cursor, tuple[float, str]) if cursor else (-100.0, "")
    best: dict[str, tuple[float, asyncpg.Record]] = {}
    for words in alternatives(plain):
        rows = await fetch(
            f"select {_CARD}, p.name_text, ($7 <<-> p.search_text) as distance "
            "from procedure p join procedure_version v on v.id = p.current_version_id "
            f"where {_FILTERS} order by $7 <<-> p.search_text limit {CANDIDATES}",
            *filters,
            words,
        )
        for row in rows:
            score = _score(row, words, typed)
            if score is not None and (row["code"] not in best or score < best[row["code"]][0]):
                best[row["code"]] = (score, row)
    ordered = sorted((score, code) for code, (score, _row) in best.items())
    wanted = [key for key in ordered if key > after][: limit + 1]
    return page(wanted, limit, lambda key: _card(best[key[1]][1]), lambda key: key)


def _score(row: asyncpg.Record, words: str, typed: str) -> float | None:
    """Smaller is better; None when it does not resemble what was typed."""
    if row["code"] == words or row["code"].replace(".", "") == words.replace(".", ""):
        return -10.0
    distance = float(row["distance"])
    if distance > 1 - LEAST_SIMILARITY:
        return None
    score = distance
    if f" {words} " in f" {row['name_text']} ":
        score -= 0.5
        if row["name_text"].endswith(words):
            score -= 0.2
    if typed in row["name"].lower():
        score -= 0.1
    if row["is_open"]:
        score -= 0.15
    # Of two names that hold the words, the shorter one says little else.
    return round(score + min(len(row["name"]), 300) / 3000, 6)


async def procedure(code: str) -> Procedure:
    """The version in force. Raises NotFound."""
    row = await fetch_row(
        "select p.is_open, v.id, v.version, v.content, v.effective_from from procedure p "
        "join procedure_version v on v.id = p.current_version_id "
        "where p.tenant_id = $1 and p.code = $2 and p.deactivated_at is null",
        settings().tenant,
        code,
    )
    if row is None:
        raise _unknown()
    return _procedure(row)


async def version_in_force(code: str, *, online: bool) -> tuple[UUID, ProcedureContent]:
    """The version in force; `online` asks that dossiers may be submitted online.

    Raises NotFound.
    """
    row = await fetch_row(
        "select v.id, v.content, p.is_open from procedure p "
        "join procedure_version v on v.id = p.current_version_id "
        "where p.tenant_id = $1 and p.code = $2 and p.deactivated_at is null",
        settings().tenant,
        code,
    )
    if row is None:
        raise _unknown()
    if online and not row["is_open"]:
        raise NotFound(
            "Thủ tục này chưa nhận hồ sơ trên hệ thống. Vui lòng liên hệ Bộ phận Một cửa.",
            en="This procedure does not take dossiers here yet. Please ask the desk.",
            slug="procedure-not-open",
        )
    return row["id"], msgspec.json.decode(row["content"], type=ProcedureContent)


async def content_of(version_id: UUID) -> ProcedureContent:
    """The content of one version; versions never change, so they are kept in memory."""
    found = _versions.get(version_id)
    if found is None:
        row = await fetch_row("select content from procedure_version where id = $1", version_id)
        if row is None:
            raise _unknown()
        found = msgspec.json.decode(row["content"], type=ProcedureContent)
        if len(_versions) > 500:
            _versions.clear()
        _versions[version_id] = found
    return found


_versions: dict[UUID, ProcedureContent] = {}


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
        "group by 1 order by 2 desc, 1 limit 300",
        tenant,
    )
    return [(row["code"], row["n"]) for row in rows]


def _unknown() -> NotFound:
    return NotFound(
        "Không có thủ tục mang mã này. Vui lòng tìm theo tên thủ tục.",
        en="No procedure has this code. Please search by its name.",
        slug="unknown-procedure",
    )


def vnd(amount: int) -> str:
    """An amount as people read it: "8.000 đồng"."""
    return f"{amount:,}".replace(",", ".") + " đồng"


def _duration_words(channel: dict[str, Any] | None) -> str:
    if not channel or "unit" not in channel:
        return "Xem chi tiết"
    return Duration(Decimal(channel.get("amount", "1")), TimeUnit(channel["unit"])).words()


def _fee_words(fee_vnd: int | None, fee_text: str) -> str:
    if fee_vnd == 0:
        return "Miễn phí"
    if fee_vnd is not None:
        return vnd(fee_vnd) if not fee_text or fee_text[0].isdigit() else fee_text
    return fee_text or "Theo quy định"


def _card(row: asyncpg.Record) -> ProcedureCard:
    channels = msgspec.json.decode(row["channels"]) if row["channels"] else []
    first = channels[0] if channels else None
    return ProcedureCard(
        code=row["code"],
        name=row["name"],
        sector=Choice(row["sector"], row["sector"]),
        levels=[Choice(c, AGENCY_LEVEL_LABELS[AgencyLevel(c)].vi) for c in row["levels"]],
        subjects=[Choice(c, SUBJECT_LABELS[Subject(c)].vi) for c in row["subjects"]],
        online_level=Choice(
            row["online_level"], ONLINE_LEVEL_LABELS[OnlineLevel(row["online_level"])].vi
        ),
        agency=row["agency"],
        summary_duration=_duration_words(first),
        summary_fee=_fee_words(first.get("fee_vnd"), first.get("fee_text", "")) if first else "",
        can_apply=row["is_open"],
        needs_review=row["flag_count"] > 0,
    )


def _procedure(row: asyncpg.Record) -> Procedure:
    content = msgspec.json.decode(row["content"], type=ProcedureContent)
    return Procedure(
        code=content.code,
        version=row["version"],
        version_id=str(row["id"]),
        name=content.name,
        sector=Choice(content.sector, content.sector),
        levels=[Choice(c, AGENCY_LEVEL_LABELS[c].vi) for c in content.levels],
        subjects=[Choice(c, SUBJECT_LABELS[c].vi) for c in content.subjects],
        online_level=Choice(content.online_level, ONLINE_LEVEL_LABELS[content.online_level].vi),
        agency=content.agency,
        receiving_address=content.receiving_address,
        steps=content.steps,
        channels=[
            ChannelInfo(
                channel=Choice(c.channel, CHANNEL_LABELS[c.channel].vi),
                duration=c.duration.words() if c.duration else "Chưa rõ, cần rà soát",
                fee=_fee_words(c.fee_vnd, c.fee_text),
                fee_vnd=c.fee_vnd,
                description=c.description,
            )
            for c in content.channels
        ],
        components=[
            ComponentInfo(
                key=c.key,
                name=c.name,
                originals=c.originals,
                certified=c.certified,
                copies=c.copies,
                required=c.required,
                condition=c.condition,
                replaced_by_data=c.replaced_by_data,
                case=c.case,
                form_file=c.form_file,
            )
            for c in content.components
        ],
        conditions=content.conditions,
        results=[ResultInfo(r.name, r.code) for r in content.results],
        legal_basis=[LegalBasis(t.title, t.number) for t in content.legal_basis],
        decision_number=content.decision_number,
        keywords=content.keywords,
        can_apply=row["is_open"],
        review_flags=[ReviewFlag(f.field, f.reason, f.raw[:500]) for f in content.flags],
        effective_from=row["effective_from"].isoformat(),
    )
