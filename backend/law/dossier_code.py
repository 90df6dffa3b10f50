"""The dossier code (NĐ 61/2018 Điều 26, TT 01/2018/TT-VPCP Điều 19, QĐ 20/2020/QĐ-TTg Điều 4)."""

import re
from datetime import date

PATTERN = "{agency}-{yymmdd}-{number}"
_AGENCY = re.compile(r"^(?=.{3,35}$)[A-Z0-9]+(\.[A-Z0-9]+)*$")
_FIELDS = {"agency", "yymmdd", "yyyymmdd", "number"}


class BadAgencyCode(ValueError):
    """An agency identifier that QĐ 20/2020 Điều 4 does not allow."""


class BadCodePattern(ValueError):
    """A pattern that would let two dossiers share a code."""


def check_agency_code(code: str) -> str:
    """The code itself when it is well formed. Raises BadAgencyCode."""
    if not _AGENCY.match(code):
        raise BadAgencyCode(code)
    return code


def check_pattern(pattern: str) -> str:
    """The pattern itself when it names agency, date and number. Raises BadCodePattern."""
    names = set(re.findall(r"\{(\w+)\}", pattern))
    if not names <= _FIELDS or not {"agency", "number"} <= names or len(names) < 3:
        raise BadCodePattern(pattern)
    return pattern


def dossier_code(agency_code: str, received_on: date, number: int, pattern: str = PATTERN) -> str:
    """The code of the `number`-th dossier an agency received on a date.

    Four digits as the law says; above 9,999 the number grows rather than repeats.
    """
    if number < 1:
        raise ValueError("numbers of dossiers start at 1")
    return check_pattern(pattern).format(
        agency=check_agency_code(agency_code),
        yymmdd=f"{received_on:%y%m%d}",
        yyyymmdd=f"{received_on:%Y%m%d}",
        number=f"{number:04d}",
    )
