"""The content of a procedure as it is written on the screen, and back. Pure."""

from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from backend.catalogue.content import (
    ChannelContent,
    ComponentContent,
    LegalText,
    ProcedureContent,
    RequirementContent,
    ResultContent,
    SupplementContent,
)
from backend.law.fees import FeeRule
from shared.contracts.papers import DefinedPaper, DefinedRequirement, Papers
from shared.contracts.procedures import (
    DefinedChannel,
    DefinedProcedure,
    DefinedRules,
    DefinedText,
)
from shared.vocabulary.channels import AgencyLevel, Channel, OnlineLevel, Subject
from shared.vocabulary.time_units import TimeUnit
from shared.vocabulary.vault import REGISTERS, SOURCE_LABELS

E = TypeVar("E", bound=StrEnum)


def papers_of(content: ProcedureContent) -> Papers:
    """Papers and requirements as they are written."""
    return Papers(
        [msgspec.convert(msgspec.to_builtins(c), DefinedPaper) for c in content.components],
        [DefinedRequirement(r.rule, r.message) for r in content.requirements],
    )


def with_papers(content: ProcedureContent, papers: Papers) -> ProcedureContent:
    """The procedure with these papers; where a register is named and no words, its name is them."""
    components = []
    for paper in papers.components:
        raw = msgspec.to_builtins(paper)
        if paper.register in REGISTERS and not paper.replaced_by_data.strip():
            named = next(r for r in REGISTERS if r == paper.register)
            raw["replaced_by_data"] = SOURCE_LABELS[named].vi
        components.append(msgspec.convert(raw, ComponentContent))
    requirements = [RequirementContent(r.rule, r.message.strip()) for r in papers.requirements]
    return msgspec.structs.replace(content, components=components, requirements=requirements)


def defined(content: ProcedureContent) -> DefinedProcedure:
    """What the screen writes of a procedure."""
    return DefinedProcedure(
        name=content.name,
        sector=content.sector,
        agency=content.agency,
        levels=[str(level) for level in content.levels],
        subjects=[str(subject) for subject in content.subjects],
        online_level=content.online_level,
        receiving_address=content.receiving_address,
        decision_number=content.decision_number,
        decided_on=content.decided_on.isoformat() if content.decided_on else None,
        steps=content.steps,
        channels=[_channel(entry) for entry in content.channels],
        conditions=content.conditions,
        results=[DefinedText(r.name, r.code) for r in content.results],
        legal_basis=[DefinedText(t.title, t.number) for t in content.legal_basis],
        keywords=content.keywords,
        together=content.together,
        papers=papers_of(content),
        in_force_on=content.in_force_on.isoformat() if content.in_force_on else None,
        rules=rules_of(content),
    )


def rules_of(content: ProcedureContent) -> DefinedRules:
    """What is charged, and what specialised law says of supplements and pauses, as written."""
    names = ("fees", "supplement", "payment_pause_source")
    raw = {name: msgspec.to_builtins(getattr(content, name)) for name in names}
    return msgspec.convert(raw, DefinedRules)


def _with_rules(content: ProcedureContent, rules: DefinedRules) -> ProcedureContent:
    raw = msgspec.to_builtins(rules)
    return msgspec.structs.replace(
        content,
        fees=msgspec.convert(raw["fees"], list[FeeRule]),
        supplement=msgspec.convert(raw["supplement"], SupplementContent | None),
        payment_pause_source=rules.payment_pause_source.strip(),
    )


def _channel(entry: ChannelContent) -> DefinedChannel:
    return DefinedChannel(
        channel=entry.channel,
        amount=f"{entry.amount.normalize():f}" if entry.amount is not None else "",
        unit=entry.unit or "",
        fee_vnd=entry.fee_vnd,
        fee_text=entry.fee_text,
        description=entry.description,
    )


def amount_of(text: str) -> Decimal | None:
    """A number of units of time as it was typed (1 to 2000, at most one digit after the comma);
    None for anything else."""
    try:
        amount = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not amount.is_finite() or not 0 < amount <= 2000 or amount != round(amount, 1):
        return None
    return amount.normalize()


def content_from(base: ProcedureContent, written: DefinedProcedure) -> ProcedureContent:
    """The content that was written, over what it was written from. What cannot be read as what it
    should be is left out; `procedure_soundness` names it."""
    changed: dict[str, Any] = {
        "name": written.name.strip(),
        "sector": written.sector.strip(),
        "agency": written.agency.strip(),
        "levels": _known(AgencyLevel, written.levels),
        "subjects": _known(Subject, written.subjects),
        "receiving_address": written.receiving_address.strip(),
        "decision_number": written.decision_number.strip(),
        "decided_on": _day(written.decided_on),
        "in_force_on": _day(written.in_force_on),
        "steps": [step.strip() for step in written.steps if step.strip()],
        "channels": [entry for c in written.channels if (entry := _channel_content(base, c))],
        "conditions": written.conditions.strip(),
        "results": [
            ResultContent(r.name.strip(), r.code.strip()) for r in written.results if r.name.strip()
        ],
        "legal_basis": [
            LegalText(t.name.strip(), t.code.strip()) for t in written.legal_basis if t.name.strip()
        ],
        "keywords": [word.strip() for word in written.keywords if word.strip()],
        "together": [code.strip() for code in written.together if code.strip()],
    }
    if written.online_level in set(OnlineLevel):
        changed["online_level"] = OnlineLevel(written.online_level)
    new = msgspec.structs.replace(base, **changed)
    # The same papers are left as they are stored, word for word.
    if written.papers != papers_of(base):
        new = with_papers(new, written.papers)
    if written.rules is not None and written.rules != rules_of(base):
        new = _with_rules(new, written.rules)
    settled = set(changed_fields(base, new)) | set(written.checked)
    return msgspec.structs.replace(new, flags=[f for f in base.flags if f.field not in settled])


def changed_fields(old: ProcedureContent, new: ProcedureContent) -> list[str]:
    """Names of the fields that are not the same, in the order of the content."""
    return [
        name
        for name in ProcedureContent.__struct_fields__
        if getattr(old, name) != getattr(new, name)
    ]


def fields_of(content: ProcedureContent, names: list[str]) -> bytes:
    """Some fields as stored."""
    return msgspec.json.encode({name: getattr(content, name) for name in names})


def with_fields(content: ProcedureContent, stored: bytes | str) -> ProcedureContent:
    """The content with fields that were stored put in."""
    whole = msgspec.to_builtins(content) | msgspec.json.decode(stored)
    return msgspec.convert(whole, ProcedureContent)


def as_before(content: ProcedureContent, row: Any) -> ProcedureContent:
    """The content with the fields of an approved version as they were when it was approved."""
    kept = msgspec.json.decode(row["base"]) if row["base"] else None
    if kept is None:
        return content
    changed = msgspec.json.decode(row["fields"])
    whole = {k: v for k, v in msgspec.to_builtins(content).items() if k not in changed}
    return msgspec.convert(whole | kept, ProcedureContent)


def _known(kind: type[E], codes: list[str]) -> list[E]:
    known = {str(value) for value in kind}
    return [kind(code) for code in dict.fromkeys(codes) if code in known]


def _channel_content(base: ProcedureContent, written: DefinedChannel) -> ChannelContent | None:
    if written.channel not in set(Channel):
        return None
    channel = Channel(written.channel)
    unit = TimeUnit(written.unit) if written.unit in set(TimeUnit) else None
    amount = amount_of(written.amount) if unit not in (None, TimeUnit.SAME_DAY) else None
    before = base.channel(channel)
    if before is not None and _channel(before) == written:
        return before
    return ChannelContent(
        channel=channel,
        amount=amount,
        unit=unit,
        fee_text=written.fee_text.strip(),
        fee_vnd=written.fee_vnd,
        description=written.description.strip(),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
