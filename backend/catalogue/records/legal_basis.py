"""The table of legal texts: titles and numbers, run together into one string."""

import re

from backend.catalogue.content import Flag, LegalText

HEADER = "Tên văn bản pháp lýMã văn bản"
NOTHING = "Không có thông tin"

# Who issues legal texts; without this list "TT-BTCVề việc …" could not be cut.
_BODIES = (
    "CP TTg TTgCP VPCP NHNN UBND HĐND BHXH QH VKSNDTC TANDTC KTNN TTCP TTTP UBCK UBCKNN KBNN TCHQ "
    "TCT UBDT BDTTG BTC BTP BCA BQP BNG BNV BXD BYT BCT BKHCN BKHĐT BKH BGTVT BTNMT BNNMT BNNPTNT "
    "BNN BLĐTBXH BVHTTDL BVHTT BTTTT BGDĐT BGD&ĐT BTM BCN BTS BBCVT BDTTG BHXHVN"
)
_BODY = "(?:" + "|".join(sorted(set(_BODIES.split()), key=len, reverse=True)) + ")"
# The groups are atomic: what has been read as "BTC" is never read again as "BT" and "C…".
_NUMBER = (
    r"[0-9]{1,4}[a-z]?(?:\.[0-9]{1,3})?/(?:[0-9]{4}/)?"
    r"(?>(?:PL-?)?UBTVQH[0-9]{1,2}|(?:NQ-)?QH[0-9]{1,2}"
    rf"|(?:TTLT|VBHN|NĐ|NQ|QĐ|TT|CT)-?{_BODY}(?:-{_BODY})*)"
)
# A number cell is glued to its title on the left and to the next title on the right. After a
# digit only the end of another number or of a year is certain.
_GLUED_LEFT = r"(?:(?<=[^\s0-9/(\-\"“'.])|(?<=[^0-9]\.)|(?<=QH[0-9]{2})|(?<=[/ ](?:19|20)[0-9]{2}))"
_NOT_IN_NUMBER = r"(?<!QH)(?<!QH[0-9])"
_END = r"(?=$|[^\W0-9_]|[\"“])"
# Some number cells repeat the kind of text: "…thuếNghị định số 117/2025/NĐ-CP".
_KIND = (
    r"(?<=[^\s0-9/(\-\"“'])(?:(?:Bộ luật|Luật|Nghị định|Nghị quyết|Thông tư|Quyết định) )?(?:số )?"
)
_ROW_END = re.compile(rf"{_NOT_IN_NUMBER}(?:{_GLUED_LEFT}|{_KIND})(?P<number>{_NUMBER}){_END}")
_GLUED_IN_TITLE = re.compile(rf"(?<![0-9])[;.]{_NUMBER}|{_NUMBER}[^\W0-9_]")


def read_legal_basis(raw: str) -> tuple[list[LegalText], list[Flag]]:
    """Legal texts: a title followed by its number, without anything between rows."""
    text = raw.strip()
    if text.startswith(HEADER):
        text = text[len(HEADER) :]
    if not text or text == NOTHING:
        return [], [Flag("legal_basis", "Không có thông tin về căn cứ pháp lý.", raw)]
    found: list[LegalText] = []
    position = 0
    for row in _ROW_END.finditer(text):
        title = text[position : row.start()].strip(" .;\t\n")
        if len(title) < 3 or _GLUED_IN_TITLE.search(title):
            break
        found.append(LegalText(title, row["number"]))
        position = row.end()
    rest = text[position:].strip()
    flags = [Flag("legal_basis", "Không tách được tên và số văn bản.", rest)] if rest else []
    return found, flags
