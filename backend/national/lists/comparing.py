"""A procedure here and in the national database, field by field, and the two put together. Pure.

Only fields that both sides have are compared. What is approved is taken over as theirs; everything
that is only ours (conditions of papers, forms, fees by rule) stays.
"""

from collections.abc import Callable, Iterable

import msgspec

from backend.catalogue.content import (
    ComponentContent,
    Flag,
    LegalText,
    ProcedureContent,
    ResultContent,
)
from backend.law.fees import vnd
from backend.law.search_text import search_text
from backend.national.lists.shapes import Procedure
from backend.national.lists.ways import Unclear, ways_of
from shared.contracts.national_lists import FieldDifference
from shared.vocabulary.channels import CHANNEL_LABELS

CODES = "component_codes"
_LABELS = {
    "name": "Tên thủ tục",
    "sector": "Lĩnh vực",
    "steps": "Trình tự thực hiện",
    "channels": "Cách thức, thời hạn, phí",
    "components": "Thành phần hồ sơ",
    CODES: "Mã thành phần hồ sơ",
    "conditions": "Yêu cầu, điều kiện",
    "results": "Kết quả thực hiện",
    "legal_basis": "Căn cứ pháp lý",
}


def differences(
    ours: ProcedureContent, theirs: Procedure, codes: dict[str, str]
) -> list[FieldDifference]:
    """Fields on which both differ, in words; `codes` are their codes of our papers by key."""
    found = []
    for name in _LABELS:
        if name == CODES:
            continue
        try:
            wanted = _WITH[name](ours, theirs)
        except Unclear as unclear:
            found.append(_field(name, _said(ours, name), _said_by_them(theirs), str(unclear)))
            continue
        before, after = _said(ours, name), _said(wanted, name)
        if after and search_text(before) != search_text(after):
            found.append(_field(name, before, after))
    mapped = codes_of(ours, theirs)
    if any(codes.get(key) != code for key, code in mapped.items()):
        names = {c.key: c.name for c in ours.components}
        found.append(
            _field(
                CODES,
                "\n".join(f"{names[k]}: {codes.get(k) or 'chưa có mã'}" for k in mapped),
                "\n".join(f"{names[k]}: {code}" for k, code in mapped.items()),
            )
        )
    return found


def merged(ours: ProcedureContent, theirs: Procedure, fields: Iterable[str]) -> ProcedureContent:
    """Ours with the named fields as theirs. Raises Unclear, KeyError for an unknown field."""
    for name in fields:
        if name != CODES:
            ours = _WITH[name](ours, theirs)
    return ours


def codes_of(ours: ProcedureContent, theirs: Procedure) -> dict[str, str]:
    """Their codes of our papers, where exactly one of theirs bears the very name of ours."""
    found = {}
    for component in ours.components:
        same = {
            paper.MAGIAYTO
            for _case, paper in theirs.papers
            if paper.MAGIAYTO and _same(paper.TENGIAYTO, component.name)
        }
        if len(same) == 1:
            found[component.key] = same.pop()
    return found


def _same(one: str, other: str) -> bool:
    return search_text(one) == search_text(other)


def _name(ours: ProcedureContent, theirs: Procedure) -> ProcedureContent:
    return msgspec.structs.replace(ours, name=theirs.TENTTHC.strip() or ours.name)


def _sector(ours: ProcedureContent, theirs: Procedure) -> ProcedureContent:
    names = [one.TENLINHVUC.strip() for one in theirs.LINHVUCTHUCHIEN if one.TENLINHVUC.strip()]
    if not names or any(_same(name, ours.sector) for name in names):
        return ours
    if len(names) > 1:
        raise Unclear("Thủ tục thuộc nhiều lĩnh vực; chọn lĩnh vực ở danh mục của tỉnh.")
    return msgspec.structs.replace(ours, sector=names[0])


def _steps(ours: ProcedureContent, theirs: Procedure) -> ProcedureContent:
    steps = [
        step.TENTRINHTU.strip()
        for one in theirs.TRINHTUTHUCHIEN
        for step in one.TRINHTU
        if step.TENTRINHTU.strip()
    ]
    return msgspec.structs.replace(ours, steps=steps or ours.steps)


def _channels(ours: ProcedureContent, theirs: Procedure) -> ProcedureContent:
    ways = ways_of(theirs, ours.channels)
    return msgspec.structs.replace(ours, channels=ways or ours.channels)


def _components(ours: ProcedureContent, theirs: Procedure) -> ProcedureContent:
    papers = theirs.papers
    if not papers:
        return ours
    kept: list[ComponentContent] = []
    flags = list(ours.flags)
    taken = {c.key for c in ours.components}
    for case, paper in papers:
        name = paper.TENGIAYTO.strip()
        known = next((c for c in ours.components if _same(c.name, name)), None)
        if known is not None:
            if known not in kept:
                kept.append(known)
            continue
        if any(_same(c.name, name) for c in kept):
            continue
        key = next(f"qg{n}" for n in range(1, 1000) if f"qg{n}" not in taken)
        taken.add(key)
        # How many and whether always: they do not say it, so a person has to.
        kept.append(
            ComponentContent(key, name, required=False, case=case, form_file=paper.TENMAUDON)
        )
        flags.append(Flag("components", "Giấy tờ mới từ CSDLQG, cần rà soát số lượng.", name))
    return msgspec.structs.replace(ours, components=kept, flags=flags)


def _conditions(ours: ProcedureContent, theirs: Procedure) -> ProcedureContent:
    return msgspec.structs.replace(ours, conditions=theirs.YEUCAU.strip() or ours.conditions)


def _results(ours: ProcedureContent, theirs: Procedure) -> ProcedureContent:
    found = [
        ResultContent(one.TENKETQUA.strip(), one.MAKETQUA.strip())
        for one in theirs.KETQUATHUCHIEN
        if one.TENKETQUA.strip()
    ]
    return msgspec.structs.replace(ours, results=found or ours.results)


def _legal_basis(ours: ProcedureContent, theirs: Procedure) -> ProcedureContent:
    found = [
        LegalText(one.TENVANBAN.strip(), one.SOVANBAN.strip())
        for one in theirs.CANCUPHAPLY
        if one.SOVANBAN.strip() or one.TENVANBAN.strip()
    ]
    return msgspec.structs.replace(ours, legal_basis=found or ours.legal_basis)


_WITH: dict[str, Callable[[ProcedureContent, Procedure], ProcedureContent]] = {
    "name": _name,
    "sector": _sector,
    "steps": _steps,
    "channels": _channels,
    "components": _components,
    "conditions": _conditions,
    "results": _results,
    "legal_basis": _legal_basis,
}


def _said(content: ProcedureContent, name: str) -> str:
    match name:
        case "steps":
            return "\n".join(content.steps)
        case "channels":
            ordered = sorted(content.channels, key=lambda c: c.channel)
            return "\n".join(
                f"{CHANNEL_LABELS[c.channel].vi}: "
                f"{c.duration.words() if c.duration else 'chưa rõ thời hạn'}, "
                f"{_money(c.fee_vnd)}"
                for c in ordered
            )
        case "components":
            return "\n".join(sorted((c.name for c in content.components), key=search_text))
        case "results":
            return "\n".join(f"{r.name} ({r.code or 'chưa có mã'})" for r in content.results)
        case "legal_basis":
            ordered_texts = sorted(content.legal_basis, key=lambda t: (t.number, t.title))
            return "\n".join(f"{t.number} {t.title}".strip() for t in ordered_texts)
        case _:
            return str(getattr(content, name))


def _money(amount: int | None) -> str:
    return "chưa rõ mức phí" if amount is None else "miễn phí" if amount == 0 else vnd(amount)


def _said_by_them(theirs: Procedure) -> str:
    """What could not be read, as they wrote it."""
    lines = [
        f"{way.KENH}: {time.THOIGIANGIAIQUYET} {time.DONVITINH}"
        + "".join(f", {fee.SOTIEN} {fee.DONVI}" for fee in time.PHILEPHI)
        for way in theirs.CACHTHUCTHUCHIEN
        for time in way.THOIGIAN
    ]
    return "\n".join(lines)


def _field(name: str, ours: str, theirs: str, why_not: str = "") -> FieldDifference:
    return FieldDifference(key=name, label=_LABELS[name], ours=ours, theirs=theirs, why_not=why_not)
