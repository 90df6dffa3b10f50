"""Rules of fees in the boxes of the screen, and back."""

import dataclasses
from typing import Any

import msgspec

from shared.contracts.procedures import DefinedExemption, DefinedFee, DefinedRules, DefinedTier
from shared.vocabulary.fees import FeeKind

WAYS = ("online", "desk", "post", "")


@dataclasses.dataclass
class FeeCells:
    """One rule in its boxes; tiers and exemptions stand one a line."""

    number: int
    name: str
    kind: str
    per: str
    moment: str
    refundable: bool
    online: str
    desk: str
    post: str
    other: str
    most: str
    tiers: str
    exemptions: str
    source: str


def cells_of(rules: DefinedRules) -> list[FeeCells]:
    """Every rule in boxes."""
    return [_cells(number, fee) for number, fee in enumerate(rules.fees)]


def _cells(number: int, fee: DefinedFee) -> FeeCells:
    online, desk, post, other = (_money(fee.amounts.get(way)) for way in WAYS)
    return FeeCells(
        number, fee.name, fee.kind, fee.per, fee.moment, fee.refundable, online, desk, post, other,
        _money(fee.most_vnd),
        "\n".join(f"{tier.first} | {_money(tier.amount_vnd)}" for tier in fee.tiers),
        "\n".join(
            " | ".join([e.name, str(e.percent), e.source, e.proof]).rstrip(" |")
            for e in fee.exemptions
        ),
        fee.source,
    )  # fmt: skip


def new_fee(rules: DefinedRules) -> DefinedFee:
    """A rule with nothing written in it."""
    return DefinedFee(_free("khoan_thu", {f.key for f in rules.fees}), "", FeeKind.CHARGE, {})


def changed_fee(fee: DefinedFee, name: str, value: str) -> DefinedFee:
    """The rule with one box changed. Raises ValueError with a sentence."""
    ways = {"online": "online", "desk": "desk", "post": "post", "other": ""}
    change: dict[str, Any] = {name: value}
    if name in ways:
        amounts = {way: amount for way, amount in fee.amounts.items() if way != ways[name]}
        if (amount := _amount(value)) is not None:
            amounts[ways[name]] = amount
        change = {"amounts": amounts}
    elif name == "most":
        change = {"most_vnd": _amount(value)}
    elif name == "tiers":
        change = {"tiers": [_tier(line) for line in _lines(value)]}
    elif name == "exemptions":
        change = {"exemptions": _exemptions(fee, value)}
    elif name == "refundable":
        change = {"refundable": not fee.refundable}
    raw = msgspec.to_builtins(msgspec.structs.replace(fee, **change))
    try:
        return msgspec.convert(raw, DefinedFee)
    except msgspec.ValidationError:
        raise ValueError("Số hoặc chữ vượt mức hệ thống nhận. Hãy xem lại ô vừa ghi.") from None


def number_in(text: str) -> int | None:
    """A whole number as it was typed, None for an empty box. Raises ValueError."""
    plain = text.replace(".", "").strip()
    if not plain:
        return None
    if not plain.isdigit() or len(plain) > 10:
        raise ValueError("Ghi số nguyên, ví dụ 15.000.")
    return int(plain)


def _amount(text: str) -> int | None:
    return number_in(text)


def _tier(line: str) -> DefinedTier:
    first, _bar, amount = line.partition("|")
    start, price = number_in(first), number_in(amount)
    if start is None or price is None:
        raise ValueError("Mỗi bậc một dòng: từ đơn vị thứ mấy | số đồng, ví dụ 3 | 1.000.")
    return DefinedTier(start, price)


def _exemptions(fee: DefinedFee, text: str) -> list[DefinedExemption]:
    keys = {one.name: one.key for one in fee.exemptions}
    used, found = set(keys.values()), []
    for line in _lines(text):
        parts = [part.strip() for part in line.split("|")]
        if not 3 <= len(parts) <= 4 or not parts[1].rstrip("% ").isdigit():
            raise ValueError(
                "Mỗi trường hợp một dòng: tên | phần trăm giảm | văn bản | giấy tờ chứng minh."
            )
        key = keys.pop(parts[0], None) or _free("mien_giam", used)
        used.add(key)
        percent = int(parts[1].rstrip("% ")[:4])
        found.append(DefinedExemption(key, parts[0], percent, parts[2], "".join(parts[3:])))
    return found


def _free(stem: str, used: set[str]) -> str:
    return next(key for n in range(1, 1000) if (key := f"{stem}_{n}") not in used)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _money(amount: int | None) -> str:
    return "" if amount is None else f"{amount:,}".replace(",", ".")
