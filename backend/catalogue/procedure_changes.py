"""What differs between two contents of a procedure, field by field and line by line. Pure."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from backend.catalogue.content import (
    ChannelContent,
    ComponentContent,
    Flag,
    LegalText,
    ProcedureContent,
    RequirementContent,
    ResultContent,
    SupplementContent,
)
from backend.catalogue.procedure_shapes import changed_fields
from backend.catalogue.shapes import UNCLEAR, fee_words
from backend.law.fees import FeeRule, vnd
from shared.contracts.procedures import Difference
from shared.vocabulary.channels import (
    AGENCY_LEVEL_LABELS,
    CHANNEL_LABELS,
    ONLINE_LEVEL_LABELS,
    SUBJECT_LABELS,
)
from shared.vocabulary.fees import FEE_MOMENT_LABELS, FEE_UNIT_LABELS
from shared.vocabulary.time_units import SUPPLEMENT_POLICY_LABELS
from shared.vocabulary.vault import REGISTERS, SOURCE_LABELS

FIELD_LABELS = {
    "name": "Tên thủ tục",
    "sector": "Lĩnh vực",
    "levels": "Cấp thực hiện",
    "subjects": "Đối tượng",
    "online_level": "Mức độ trực tuyến",
    "agency": "Cơ quan giải quyết",
    "receiving_address": "Nơi tiếp nhận",
    "decision_number": "Quyết định công bố",
    "decided_on": "Ngày quyết định",
    "steps": "Các bước thực hiện",
    "channels": "Cách nộp, thời hạn và phí",
    "components": "Thành phần hồ sơ",
    "conditions": "Yêu cầu, điều kiện",
    "requirements": "Điều kiện được kiểm tra",
    "results": "Kết quả",
    "legal_basis": "Căn cứ pháp lý",
    "keywords": "Từ khóa tìm kiếm",
    "flags": "Nội dung cần rà soát",
    "supplement": "Quy định riêng về bổ sung",
    "payment_pause_source": "Dừng thời hạn khi chờ nộp tiền",
    "fees": "Quy tắc phí, lệ phí",
    "together": "Thủ tục hay làm cùng",
    "in_force_on": "Ngày hiệu lực của quyết định",
}


def differences(old: ProcedureContent, new: ProcedureContent) -> list[Difference]:
    """Every field that is not the same, with its lines of before and after."""
    return [
        Difference(
            field=name,
            label=FIELD_LABELS.get(name, name),
            old=_lines(name, getattr(old, name)),
            new=_lines(name, getattr(new, name)),
        )
        for name in changed_fields(old, new)
    ]


# What concerns whoever keeps the catalogue, not who applies.
_NOT_TOLD = {"keywords", "flags", "together", "decided_on", "in_force_on"}


def sentences(found: list[Difference]) -> list[str]:
    """The same in sentences, for who applies; what does not concern them is left out."""
    said = []
    for one in found:
        if one.field in _NOT_TOLD:
            continue
        gone = [line for line in one.old if line not in one.new]
        come = [line for line in one.new if line not in one.old]
        parts = [f"thêm {_quoted(come)}"] if come and not gone else []
        if gone and not come:
            parts = [f"bỏ {_quoted(gone)}"]
        if gone and come:
            parts = [f"{_quoted(gone)} → {_quoted(come)}"]
        said.append(f"{one.label}: {'; '.join(parts) or 'đổi thứ tự'}.")
    return said


def _quoted(lines: list[str]) -> str:
    first = ", ".join(f"“{line[:160]}”" for line in lines[:4])
    return first + (f" và {len(lines) - 4} mục khác" if len(lines) > 4 else "")


def _lines(name: str, value: Any) -> list[str]:
    if value is None or value == "":
        return []
    if name == "online_level":
        return [ONLINE_LEVEL_LABELS[value].vi]
    if isinstance(value, list):
        known = _EACH.get(name)
        return [line for one in value for line in ([known(one)] if known else [str(one)])]
    if isinstance(value, date):
        return [f"{value:%d/%m/%Y}"]
    if isinstance(value, str):
        return value.splitlines()
    return _supplement(value)


def _channel(entry: ChannelContent) -> str:
    time = entry.duration.words() if entry.duration else UNCLEAR
    said = f"{CHANNEL_LABELS[entry.channel].vi}: {time}; {fee_words(entry.fee_vnd, entry.fee_text)}"
    return f"{said}. {entry.description}" if entry.description else said


def _paper(paper: ComponentContent) -> str:
    return ". ".join(_said_of_paper(paper))


def _said_of_paper(paper: ComponentContent) -> Iterator[str]:
    counts = (
        (paper.originals, "bản chính"),
        (paper.certified, "bản chứng thực"),
        (paper.copies, "bản sao"),
    )
    quantity = ", ".join(f"{count} {words}" for count, words in counts if count)
    yield f"{paper.name} ({quantity})" if quantity else paper.name
    if not paper.required:
        yield "Không bắt buộc"
    if paper.condition:
        yield paper.condition
    if paper.when is not None:
        yield "Có công thức điều kiện"
    registers = [r for r in REGISTERS if r == paper.register]
    if paper.replaced_by_data or registers:
        source = paper.replaced_by_data or SOURCE_LABELS[registers[0]].vi
        yield f"Thay bằng dữ liệu: {source}"
    if paper.reuse_months:
        yield f"Dùng lại trong {paper.reuse_months} tháng"


def _requirement(rule: RequirementContent) -> str:
    return rule.message


def _text(text: LegalText) -> str:
    return f"{text.title} ({text.number})" if text.number else text.title


def _result(result: ResultContent) -> str:
    return f"{result.name} ({result.code})" if result.code else result.name


def _flag(flag: Flag) -> str:
    return flag.reason


def _fee(rule: FeeRule) -> str:
    ways = {str(channel): label.vi for channel, label in CHANNEL_LABELS.items()}
    amounts = ", ".join(
        f"{ways.get(channel, 'mọi cách nộp')} {vnd(amount)}"
        for channel, amount in rule.amounts.items()
    )
    return "; ".join([f"{rule.name}: {amounts}", *_said_of_fee(rule)])


def _said_of_fee(rule: FeeRule) -> Iterator[str]:
    unit = FEE_UNIT_LABELS[rule.per].vi
    yield f"tính theo {unit}"
    for tier in rule.tiers:
        yield f"từ {unit} thứ {tier.first}: {vnd(tier.amount_vnd)}"
    if rule.most_vnd is not None:
        yield f"tối đa {vnd(rule.most_vnd)}"
    yield FEE_MOMENT_LABELS[rule.moment].vi
    for one in rule.exemptions:
        yield f"{one.name}: giảm {one.percent} % ({one.source})"
    if not rule.refundable:
        yield "không hoàn lại"
    if rule.source:
        yield rule.source


def _supplement(rule: SupplementContent) -> list[str]:
    said = [SUPPLEMENT_POLICY_LABELS[rule.policy].vi]
    if rule.ask_within_days is not None:
        said.append(f"yêu cầu trong {rule.ask_within_days} ngày làm việc")
    if rule.requests is not None:
        said.append(f"nhiều nhất {rule.requests} lần")
    return [f"{'; '.join(said)} ({rule.source})"]


_EACH: dict[str, Callable[[Any], str]] = {
    "levels": lambda level: AGENCY_LEVEL_LABELS[level].vi,
    "subjects": lambda subject: SUBJECT_LABELS[subject].vi,
    "channels": _channel,
    "components": _paper,
    "requirements": _requirement,
    "results": _result,
    "legal_basis": _text,
    "flags": _flag,
    "fees": _fee,
}
