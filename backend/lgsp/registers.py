"""The population and the business register: what is asked, and the answer as plain facts.

Facts are named as `Question.prefill` names them; values have the shape answers have.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

import msgspec

from backend.law.search_text import search_text
from backend.lgsp.client import Why, WrongPerson, ask
from backend.organisation.places import is_commune
from backend.platform import clock

_SEX = {"1": "male", "2": "female"}


@dataclass(frozen=True, slots=True)
class Subject:
    """The signed-in person on whose behalf is asked; `tax_code` of their company."""

    personal_id: str
    full_name: str
    tax_code: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a register says, and as of when."""

    values: dict[str, Any]
    as_of: datetime


class Register(Protocol):
    """Anything that answers about one person by their own choice."""

    async def __call__(self, subject: Subject, why: Why) -> Facts:
        """Raises RegisterAway, NoRecord, WrongPerson."""


class _Member(msgspec.Struct, frozen=True):
    SoDinhDanh: str
    HoVaTen: str
    NgaySinh: str
    GioiTinh: str
    QuanHeVoiChuHo: str


class _Person(msgspec.Struct, frozen=True):
    SoDinhDanh: str
    HoVaTen: str
    NgaySinh: str
    GioiTinh: str
    DanToc: str
    QuocTich: str
    NoiThuongTru: str
    NgayCapNhat: str
    ThanhVienHo: list[_Member] = []


class _Company(msgspec.Struct, frozen=True):
    MaSoDoanhNghiep: str
    TenDoanhNghiep: str
    DiaChiTruSo: str
    SoDinhDanhNguoiDaiDien: str
    NgayCapNhat: str
    MaXa: str = ""
    SoNha: str = ""


async def population(subject: Subject, why: Why) -> Facts:
    """By number and name together, so that a number alone tells nothing."""
    body = {"SoDinhDanh": subject.personal_id, "HoVaTen": subject.full_name}
    found = await ask("/population/persons", body, why, _Person)
    if found.SoDinhDanh != subject.personal_id or not _same(found.HoVaTen, subject.full_name):
        raise WrongPerson
    born = _day(found.NgaySinh)
    values = {
        "full_name": found.HoVaTen,
        "personal_id": found.SoDinhDanh,
        "birth_date": born.isoformat(),
        "sex": _SEX.get(found.GioiTinh, ""),
        "ethnicity": found.DanToc,
        "nationality": found.QuocTich,
        "address": found.NoiThuongTru,
        "household": [_member(one) for one in found.ThanhVienHo],
    }
    return Facts({k: v for k, v in values.items() if v}, _moment(found.NgayCapNhat))


async def business(subject: Subject, why: Why) -> Facts:
    """By tax code, and only to the person the register names as its representative."""
    body = {"MaSoDoanhNghiep": subject.tax_code, "SoDinhDanhNguoiDaiDien": subject.personal_id}
    found = await ask("/business/companies", body, why, _Company)
    right = found.SoDinhDanhNguoiDaiDien == subject.personal_id
    if not right or found.MaSoDoanhNghiep != subject.tax_code:
        raise WrongPerson
    values = {
        "business_name": found.TenDoanhNghiep,
        "tax_code": found.MaSoDoanhNghiep,
        "business_address": _address(found),
    }
    return Facts({k: v for k, v in values.items() if v}, _moment(found.NgayCapNhat))


REGISTERS: dict[str, Register] = {"population": population, "business": business}
FACTS = {
    "population": {
        "full_name", "personal_id", "birth_date", "sex", "ethnicity", "nationality", "address",
        "household",
    },
    "business": {"business_name", "tax_code", "business_address"},
}  # fmt: skip
"""What each register can say; a form that asks none of it is not offered the register."""


def _member(found: _Member) -> dict[str, str]:
    """One other member of the person's household, as the residence forms ask for them."""
    return {
        "name": found.HoVaTen,
        "birth_date": _day(found.NgaySinh).isoformat(),
        "sex": _SEX.get(found.GioiTinh, ""),
        "personal_id": found.SoDinhDanh,
        "relation": found.QuanHeVoiChuHo,
    }


def _address(found: _Company) -> Any:
    """In the two-level units where the register says the commune by its code; else as it is
    written, which fits only a question for text."""
    if is_commune(found.MaXa) and found.SoNha.strip():
        return {"commune": found.MaXa, "detail": found.SoNha.strip()}
    return found.DiaChiTruSo


def _same(one: str, other: str) -> bool:
    return search_text(one) == search_text(other)


def _day(text: str) -> date:
    """yyyyMMdd. Raises WrongPerson: an answer that is no answer is not shown as one."""
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        raise WrongPerson from None


def _moment(text: str) -> datetime:
    day = _day(text)
    return datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)
