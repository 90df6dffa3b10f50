"""The code printed on a Vietnamese identity card, as a scanner types it. Pure.

Fields parted by "|": number (12 digits), former number, full name, birth date (ddmmyyyy), sex,
residence, date of issue, and on newer cards more that is not read. The number itself holds the
century and sex (4th digit) and the year of birth (NĐ 137/2015/NĐ-CP Điều 13), so that a misread
code is found out.
"""

import re
from dataclasses import dataclass
from datetime import date

_NUMBER = re.compile(r"[0-9]{12}")
_LEAST_FIELDS = 6
_SEXES = {"nam": "male", "nữ": "female"}


@dataclass(frozen=True, slots=True)
class IdCard:
    """What is read from a card; `sex` as forms ask for it, empty when the card says neither."""

    personal_id: str
    full_name: str
    birth_date: date
    sex: str
    address: str


class UnreadableCard(ValueError):
    """The text is not the code of an identity card, or was read wrongly."""


def read_id_card(scan: str) -> IdCard:
    """Reads a scanned code. Raises UnreadableCard."""
    fields = [part.strip() for part in scan.strip().split("|")]
    if len(fields) < _LEAST_FIELDS or not _NUMBER.fullmatch(fields[0]) or len(fields[2]) < 2:
        raise UnreadableCard
    born = fields[3]
    try:
        if len(born) != 8:
            raise ValueError
        birth = date(int(born[4:]), int(born[2:4]), int(born[:2]))
    except ValueError:
        raise UnreadableCard from None
    number = fields[0]
    century = 1900 + 100 * (int(number[3]) // 2)
    if birth.year != century + int(number[4:6]):
        raise UnreadableCard
    return IdCard(number, fields[2], birth, _SEXES.get(fields[4].casefold(), ""), fields[5])


def is_scan(text: str) -> bool:
    """Whether a text came from a card rather than from the keyboard."""
    return "|" in text
