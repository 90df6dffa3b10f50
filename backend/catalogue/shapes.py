"""Rows and stored content in the shapes that callers see."""

from decimal import Decimal
from typing import Any

import asyncpg
import msgspec

from backend.catalogue.content import ProcedureContent
from backend.catalogue.needs import usual_need
from backend.law.deadlines import Duration
from backend.law.fees import vnd
from shared.contracts.catalogue import (
    ChannelInfo,
    Coming,
    ComponentInfo,
    LegalBasis,
    Procedure,
    ProcedureCard,
    ResultInfo,
    ReviewFlag,
    StopNotice,
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
from shared.vocabulary.needs import Need
from shared.vocabulary.procedures import StopKind
from shared.vocabulary.time_units import TimeUnit

STOPPED = {StopKind.SUSPEND: "Tạm ngừng tiếp nhận", StopKind.RETIRE: "Đã bãi bỏ"}
UNCLEAR = "Chưa rõ, cần rà soát"


def _duration_words(channel: dict[str, Any] | None) -> str:
    if not channel or "unit" not in channel:
        return "Xem chi tiết"
    return Duration(Decimal(channel.get("amount", "1")), TimeUnit(channel["unit"])).words()


def fee_words(fee_vnd: int | None, fee_text: str) -> str:
    """A fee as people read it; what is in doubt is said to be."""
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
        summary_fee=fee_words(first.get("fee_vnd"), first.get("fee_text", "")) if first else "",
        can_apply=row["is_open"] and row["stopped"] is None,
        needs_review=row["flag_count"] > 0,
        stopped=STOPPED[StopKind(row["stopped"])] if row["stopped"] else "",
    )


def procedure_page(
    content: ProcedureContent,
    *,
    version: int,
    version_id: str,
    effective_from: str,
    can_apply: bool,
    stop: StopNotice | None = None,
    coming: Coming | None = None,
) -> Procedure:
    """The page of a procedure, in force or as it would be."""
    return Procedure(
        code=content.code,
        version=version,
        version_id=version_id,
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
                fee=fee_words(c.fee_vnd, c.fee_text),
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
                required=usual_need(c) is Need.REQUIRED,
                condition=c.condition,
                replaced_by_data=c.replaced_by_data,
                case=c.case,
                form_file=c.form_file,
                when=c.when,
            )
            for c in content.components
        ],
        conditions=content.conditions,
        results=[ResultInfo(r.name, r.code) for r in content.results],
        legal_basis=[LegalBasis(t.title, t.number) for t in content.legal_basis],
        decision_number=content.decision_number,
        keywords=content.keywords,
        can_apply=can_apply and not (stop is not None and stop.now),
        review_flags=[ReviewFlag(f.field, f.reason, f.raw[:500]) for f in content.flags],
        effective_from=effective_from,
        stop=stop,
        coming=coming,
    )
