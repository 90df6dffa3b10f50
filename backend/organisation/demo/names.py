"""Names that no reader could take for a real person, and identifiers of the right shape. Pure."""

from backend.law.search_text import search_text

_SURNAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Nông", "Vi", "Lương", "Triệu", "Hà", "Đặng", "Bùi",
    "Vũ", "Đỗ", "Dương", "Lý", "Ngô", "Hồ", "Chu", "Bế",
)  # fmt: skip
_GIVEN = (
    "Mẫu", "Ví Dụ", "Minh Họa", "Thử Nghiệm", "Trình Diễn", "Giả Định", "Thí Điểm", "Tưởng Tượng",
    "Hư Cấu", "Làm Mẫu", "Giả Tưởng",
)  # fmt: skip
_MIDDLE = ("Văn", "Thị")


def full_name(number: int) -> str:
    """The n-th fictional name; the first 440 differ. Even numbers are men, odd ones women."""
    middle = _MIDDLE[number % 2]
    rest = number // 2
    given = _GIVEN[rest % len(_GIVEN)]
    surname = _SURNAMES[(rest + 2 * (rest // len(_GIVEN))) % len(_SURNAMES)]
    return f"{surname} {middle} {given}"


def personal_id(number: int, *, province: str = "020") -> str:
    """A fictional personal ID: province 3, sex and century 1, year 2, serial 6 digits.

    Serials from 900000 up are kept for the demonstration.
    """
    return f"{province}{number % 2}{60 + number % 40:02d}{900_000 + number:06d}"


def mailbox(name: str, domain: str) -> str:
    """nguyen.van.mau@domain; domains under .example reach nobody."""
    return f"{search_text(name).replace(' ', '.')}@{domain}"
