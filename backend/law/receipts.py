"""What an electronic receipt of fees is called and numbered. Pure.

Nghị định 123/2020/NĐ-CP (amended by 70/2025/NĐ-CP) Điều 30 to 33: the kind of receipt, the sign of
its form, its series with the last two figures of the year, a number of at most seven figures that
begins with 1 every year, no number twice and none left out.
"""

import secrets

NAME = "Biên lai thu phí, lệ phí không in sẵn mệnh giá"
# 01: no printed value; BLP: receipt of fees; 0 copies of paper; first form of its kind.
FORM = "01BLP0-001"
CURRENCY = "VND"
LAST = 9_999_999
_LETTERS = frozenset("ABCDEGHKLMNPQRSTUVXY")  # of the Vietnamese alphabet, as series are given
_CODE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_BEGINS, _CODE_LENGTH = "BL", 13


def is_group(letters: str) -> bool:
    """Whether two letters may begin a series."""
    return len(letters) == 2 and set(letters) <= _LETTERS


def series(letters: str, year: int) -> str:
    """The series of a year: E says that the receipt is electronic. Raises ValueError."""
    if not is_group(letters):
        raise ValueError(letters)
    return f"{letters}-{year % 100:02d}E"


def new_look_up_code() -> str:
    """A code under which anybody who holds the receipt finds it; not to be guessed."""
    drawn = "".join(secrets.choice(_CODE) for _ in range(_CODE_LENGTH - len(_CODE_BEGINS)))
    return _CODE_BEGINS + drawn


def is_look_up_code(text: str) -> bool:
    """Whether it has the shape of one; a code of a result is shorter."""
    rest = text[len(_CODE_BEGINS) :]
    return len(text) == _CODE_LENGTH and text.startswith(_CODE_BEGINS) and set(rest) <= set(_CODE)
