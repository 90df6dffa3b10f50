"""The table of papers: name, form file and quantity, run together into one string."""

import re

from backend.catalogue.content import ComponentContent, Flag

HEADER = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
NOTHING = "Không có thông tin"

_QUANTITY = re.compile(
    r"(?P<run>[0-9]+) bản (?:(?P<original>chính)(?:,(?P<copies>[0-9]{1,2}) bản sao)?|sao)"
)
_DATE_BEFORE = re.compile(
    r"[0-9]{1,2}/[0-9]{1,2}/(?:19|20)[0-9]{2}$|năm (?:19|20)[0-9]{2}$", re.IGNORECASE
)
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|rar|zip|jpg|png)", re.IGNORECASE)
# A file name may itself hold digits, stops and spaces ("Mẫu 08.TT41.doc"), so a cut is certain
# only after a small letter or a mark that ends a sentence, never after a number.
_FILE_START = re.compile(r"(?:(?<=[a-zà-ỹđ;:),])|(?<=[^0-9]\.))(?=[A-ZÀ-ỸĐ~][^.;]{0,80}\.)")


def read_components(raw: str) -> tuple[list[ComponentContent], list[Flag]]:
    """Papers of the dossier by case; each row of the table ends with its quantity."""
    text = raw.strip()
    if not text or text == NOTHING:
        return [], [Flag("components", "Không có thông tin về thành phần hồ sơ.", raw)]
    if HEADER not in text:
        return [], [Flag("components", "Bảng thành phần hồ sơ không có tiêu đề.", raw)]
    head, *tables = text.split(HEADER)
    case = "" if head.strip(" -") == "" else head.strip()
    found: list[ComponentContent] = []
    flags: list[Flag] = []
    for table in tables:
        position = 0
        for quantity in _QUANTITY.finditer(table):
            if not _is_cell(table, quantity):
                continue
            digits = _quantity_digits(table, position, quantity)
            cell = table[position : quantity.end("run") - (digits or 0)].strip()
            if digits is None:
                raw = table[position : quantity.end()].strip()
                flags.append(Flag("components", "Số lượng dính với tên giấy tờ.", raw))
            position = quantity.end()
            if not cell:
                flags.append(Flag("components", "Có số lượng nhưng không có tên.", quantity[0]))
                continue
            name, form_file, certain = _name_and_file(cell)
            if not certain:
                flags.append(Flag("components", "Tên giấy tờ dính với tên tệp mẫu đơn.", cell))
            amount = int(quantity["run"][-digits:]) if digits else 0
            found.append(
                ComponentContent(
                    key=f"c{len(found) + 1}",
                    name=name,
                    originals=amount if quantity["original"] else 0,
                    copies=int(quantity["copies"] or 0) if quantity["original"] else amount,
                    case=case,
                    form_file=form_file,
                )
            )
        case = table[position:].strip()
    if case:
        flags.append(Flag("components", "Đoạn cuối bảng không có số lượng.", case))
    if not found:
        flags.append(Flag("components", "Không tách được các dòng của bảng.", raw))
    return found, flags


def _is_cell(table: str, quantity: re.Match[str]) -> bool:
    # "gồm 01 bản chính hoặc …" inside a sentence is no quantity cell: cells stand glued.
    after = table[quantity.end() : quantity.end() + 1]
    return not after.isspace() and after not in {";", ".", ",", ":", ")"}


def _quantity_digits(table: str, position: int, quantity: re.Match[str]) -> int | None:
    """How many digits before "bản" are the quantity; None when only a person can tell."""
    run = quantity["run"]
    if len(run) == 1 or quantity.start() == position:
        return len(run) if len(run) <= 2 else None
    if _DATE_BEFORE.search(table[position : quantity.end("run") - 1]):
        return 1
    return None


def _name_and_file(cell: str) -> tuple[str, str, bool]:
    if not _FILE.search(cell):
        return cell, "", True
    starts = [found.start() for found in _FILE_START.finditer(cell)]
    fitting = [s for s in starts if _FILE.search(cell[s:]) and cell[s:].count(".") == 1]
    if len(fitting) == 1 and _FILE.search(cell[-6:]) and not _FILE.search(cell[: fitting[0]]):
        return cell[: fitting[0]].strip(), cell[fitting[0] :].strip(), True
    return cell, "", False
