"""Rows and stored content in the shapes that callers see."""

from decimal import Decimal
from typing import Any

import asyncpg
import msgspec

from backend.catalogue.content import ProcedureContent
from backend.law.deadlines import Duration
from shared.contracts.catalogue import (
    ChannelInfo,
    ComponentInfo,
    LegalBasis,
    Procedure,
    ProcedureCard,
    ResultInfo,
    ReviewFlag,
)
from shared.contracts.common import Choice
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

UNCLEAR = "Chưa rõ, cần rà soát"


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
    # What the page printed as an amount, or as free, is not repeated once it is in doubt.
    if fee_text == "Miễn phí" or fee_text[:1].isdigit():
        return UNCLEAR
    return fee_text or "Theo quy định"


def card(row: asyncpg.Record) -> ProcedureCard:
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


def procedure_page(row: asyncpg.Record) -> Procedure:
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
                duration=c.duration.words() if c.duration else UNCLEAR,
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
