"""Addresses of the two-level model as the post takes them, and what bringing there costs. Pure."""

from typing import Any

from backend.law.fees import vnd
from backend.organisation.places import place_name, province_of
from backend.platform.sealing import opened
from backend.settings import settings
from shared.contracts.post import PostalAddress


def full_address(detail: str, commune: str) -> str:
    """House, commune, province; only the house where the commune is not known."""
    return ", ".join(part for part in (detail.strip(), place_name(commune)) if part)


def addressee(row: Any) -> PostalAddress:
    """Whom an order is for and where, opened; `row` is of `postal_order`."""
    name, phone, detail = (
        opened(row, f"postal_order.{part}") for part in ("name", "phone", "detail")
    )
    return PostalAddress(name, phone, row["commune_code"], detail)


def postage(from_commune: str, to_commune: str) -> int:
    """What the post asks for, in VND; 0 where that is not said."""
    own = settings()
    if not (from_commune and to_commune):
        return max(own.post_fee_near, own.post_fee_far) if to_commune else 0
    near = province_of(from_commune) == province_of(to_commune)
    return own.post_fee_near if near else own.post_fee_far


def postage_words() -> str:
    """What an applicant is told of the postage before an address is known; empty: nothing."""
    near, far = settings().post_fee_near, settings().post_fee_far
    if not near:
        return "Cước bưu chính trả trực tiếp cho bưu tá."
    if far == near:
        return f"Cước bưu chính {vnd(near)} trong tỉnh, trả trực tiếp cho bưu tá."
    return (
        f"Cước bưu chính {vnd(near)} trong tỉnh, {vnd(far)} sang tỉnh khác, "
        "trả trực tiếp cho bưu tá."
    )
