"""What every installation begins with; a province brings its own in by file."""

import csv
from datetime import date
from pathlib import Path

import msgspec

from backend.organisation.places import TWO_LEVELS_SINCE, places

FOLDER = Path(__file__).parent
LONG_AGO = date(1979, 3, 2)


class SeedEntry(msgspec.Struct, frozen=True):
    """One entry."""

    code: str
    name: str
    parent: str = ""
    first: date = LONG_AGO
    last: date | None = None
    replaced_by: tuple[str, ...] = ()


class SeedCatalogue(msgspec.Struct, frozen=True):
    """One catalogue with its entries."""

    key: str
    name: str
    description: str
    source: str
    entries: list[SeedEntry]


def catalogues() -> list[SeedCatalogue]:
    """All of them."""
    return [
        SeedCatalogue(
            "administrative_units", "Đơn vị hành chính",
            "Tỉnh và xã của mô hình hai cấp; các tỉnh trước 01/7/2025 kèm tỉnh kế thừa.",
            "QĐ 19/2025/QĐ-TTg; Nghị quyết 202/2025/QH15",
            [*_old_provinces(), *_places()],
        ),
        SeedCatalogue(
            "ethnicities", "Dân tộc", "54 dân tộc Việt Nam.", "QĐ 121-TCTK/PPCĐ ngày 02/3/1979",
            _listed("ethnicities", LONG_AGO),
        ),
        SeedCatalogue(
            "countries", "Quốc gia, quốc tịch", "Mã hai chữ theo ISO 3166-1.",
            "ISO 3166-1; tên tiếng Việt cần đối chiếu với danh mục hiện hành",
            _listed("countries", date(2000, 1, 1)),
        ),
        SeedCatalogue(
            "occupations", "Nghề nghiệp",
            "Mười nhóm cấp 1; nhập các cấp dưới từ tệp của quyết định.", "QĐ 34/2020/QĐ-TTg",
            _listed("occupations", date(2021, 1, 15)),
        ),
        SeedCatalogue(
            "document_types", "Loại văn bản hành chính", "Tên và chữ viết tắt.",
            "NĐ 30/2020/NĐ-CP, Phụ lục III", _listed("document_types", date(2020, 3, 5)),
        ),
    ]  # fmt: skip


def _rows(name: str) -> list[list[str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def _listed(name: str, first: date) -> list[SeedEntry]:
    return [SeedEntry(code, text, first=first) for code, text in _rows(name)]


def _old_provinces() -> list[SeedEntry]:
    last = date(2025, 6, 30)
    return [
        SeedEntry(code, name, "", date(2008, 8, 1), last, (heir,))
        for code, name, heir in _rows("provinces_before_2025")
    ]


def _places() -> list[SeedEntry]:
    return [
        SeedEntry(place.code, place.name, place.parent_code or "", TWO_LEVELS_SINCE)
        for place in places()
    ]
