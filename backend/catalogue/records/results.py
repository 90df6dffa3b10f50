"""The list of results and their national codes, run together into one string."""

import re

from backend.catalogue.content import Flag, ResultContent

NOTHING = "Không có thông tin"

_RESULT = re.compile(
    r"(?P<name>.*?)Mã: ?"
    r"(?P<code>KQ[A-Z0-9.-]{0,40}[0-9]|[0-9]{3}(?:\.[0-9]{2}){2}\.[A-Z][0-9]{2}-KQ[0-9]{1,12})?"
    r"(?=$|[^0-9])",
    re.DOTALL,
)


def read_results(raw: str) -> tuple[list[ResultContent], list[Flag]]:
    """Results with their national codes; what follows "Từ khóa" is furniture of the page."""
    text = raw.split("Từ khóa")[0].strip()
    if not text or text == NOTHING:
        return [], [Flag("results", "Không có thông tin về kết quả.", raw[:200])]
    found: list[ResultContent] = []
    position = 0
    for row in _RESULT.finditer(text):
        if row["name"].strip():
            found.append(ResultContent(row["name"].strip(), row["code"] or ""))
        elif row["code"]:
            flagged = row[0].strip()
            found.append(ResultContent(flagged, ""))
        position = row.end()
    flags: list[Flag] = []
    rest = text[position:].strip()
    if rest and not found:
        found.append(ResultContent(rest, ""))
    elif rest:
        flags.append(Flag("results", "Đoạn cuối không có mã kết quả.", rest))
    if any(not result.code for result in found):
        flags.append(Flag("results", "Kết quả không có mã.", text))
    return found, flags
