"""What a visit is reduced to before it is counted: kind of page, class of device, harmless words.

Pure. Nothing that could name a person passes: no address with an id, no browser, no number.
"""

import re
from collections.abc import Sequence

from backend.law.search_text import search_text
from shared.contracts.forms import Question
from shared.vocabulary.traffic import Device, PageKind

LONGEST_WORDS = 60
SHOWN_FROM = 3  # words that fewer people looked for may be about one of them
MOST_PAGES = 100  # of one draft
_KINDS = {
    "": PageKind.HOME,
    "tim-kiem": PageKind.SEARCH,
    "thu-tuc": PageKind.PROCEDURE,
    "chuan-bi": PageKind.APPLY,
    "nop": PageKind.APPLY,
    "ho-so": PageKind.DOSSIER,
    "ho-so-cua-toi": PageKind.DOSSIER,
    "tra-cuu": PageKind.LOOK_UP,
    "kiem-tra-ket-qua": PageKind.RESULT_CHECK,
    "ket-qua": PageKind.RESULT_CHECK,
    "bien-lai": PageKind.RESULT_CHECK,
    "thanh-toan": PageKind.PAYMENT,
    "tai-khoan": PageKind.ACCOUNT,
    "dang-nhap": PageKind.ACCOUNT,
    "dang-ky": PageKind.ACCOUNT,
    "huong-dan": PageKind.HELP,
    "lien-he": PageKind.HELP,
    "hoi-dap": PageKind.HELP,
    "tin-tuc": PageKind.HELP,
    "danh-gia": PageKind.FEEDBACK,
    "phan-anh": PageKind.FEEDBACK,
    "khao-sat": PageKind.FEEDBACK,
    "tro-giup": PageKind.HELP,
    "chuyen-ho-so": PageKind.DOSSIER,
    "du-lieu-cua-toi": PageKind.ACCOUNT,
    "thong-bao": PageKind.ACCOUNT,
    "kho-giay-to": PageKind.ACCOUNT,
    "giay-duoc-chia-se": PageKind.ACCOUNT,
    "uy-quyen": PageKind.ACCOUNT,
    "chuong-trinh": PageKind.ACCOUNT,
    "quen-mat-khau": PageKind.ACCOUNT,
    "dang-xuat": PageKind.ACCOUNT,
    "lay-so": PageKind.DESK,
    "so": PageKind.DESK,
    "dat-lich": PageKind.DESK,
    "lich-hen": PageKind.DESK,
    "thong-ke": PageKind.OPEN_DATA,
    "du-lieu-mo": PageKind.OPEN_DATA,
    "tai-du-lieu": PageKind.OPEN_DATA,
    "lap-trinh": PageKind.OPEN_DATA,
}
_OF_OFFICE = ("kiosk", "goi-so", "danh-gia-tai-quay")
# A family name followed by "thị" or "văn" is the beginning of a person's name.
_NAMES = (
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do",
    "ho", "ngo", "duong", "ly", "dinh", "trinh", "luong", "nong", "trieu", "hua", "vi", "be",
)  # fmt: skip
_NAME = re.compile(rf"\b({'|'.join(_NAMES)}) (thi|van|duc|huu|ngoc|thanh|minh) \w+")
_CODE = re.compile(r"\d{1,3}(\.[0-9a-z]{1,10}){1,6}")
_DIGITS = re.compile(r"\d")
_TABLETS = ("ipad", "tablet", "kindle", "silk/", "playbook")
_PHONES = ("mobi", "iphone", "ipod", "android", "opera mini", "windows phone")
_BOTS = ("bot", "crawl", "spider", "slurp", "preview", "monitor", "headlesschrome/0")


LAST_PAGES = {
    "papers": "Giấy tờ kèm theo",
    "receive": "Nơi nộp, cách nhận kết quả",
    "review": "Kiểm tra lại",
    "sent": "Đã nộp",
}


def first_of_pages(questions: Sequence[Question]) -> dict[str, Question]:
    """The first question of the page on which each question stands, whether it applies to somebody
    or not: what a page is known by, whoever fills it in. Computed ones stand on none."""
    found: dict[str, Question] = {}
    by_page: dict[str, Question] = {}
    for question in questions:
        if question.computed is not None:
            continue
        alone = not question.page or question.kind == "group"
        found[question.key] = question if alone else by_page.setdefault(question.page, question)
    return found


def kind_of(path: str) -> PageKind:
    """The kind of a page by the first word of its address."""
    return _KINDS.get(path.strip("/").split("/")[0], PageKind.OTHER)


def is_of_office(path: str) -> bool:
    """Whether a page stands on a device of an office: the kiosk, the hall, the tablet at a desk."""
    return path.strip("/").split("/")[0] in _OF_OFFICE


def procedure_of(path: str) -> str:
    """The code of the procedure whose page it is, empty for any other page."""
    first, _, rest = path.strip("/").partition("/")
    return rest if first == "thu-tuc" and _CODE.fullmatch(rest) else ""


def device_of(user_agent: str) -> Device | None:
    """The class of a device; None for programs that walk pages."""
    text = user_agent.lower()
    if any(word in text for word in _BOTS):
        return None
    if any(word in text for word in _TABLETS) or ("android" in text and "mobi" not in text):
        return Device.TABLET
    return Device.PHONE if any(word in text for word in _PHONES) else Device.DESKTOP


def harmless(words: str) -> str:
    """A search as it may be kept: short, in one spelling, empty where it could name somebody.

    Four digits or more are an identifier, a phone number, a birthday; an @ is an address; a family
    name and what follows it is a person.
    """
    if "@" in words or len(_DIGITS.findall(words)) >= 4:
        return ""
    text, plain = " ".join(words.lower().split()), search_text(words).strip()
    if not plain or len(text) > LONGEST_WORDS or _NAME.search(plain):
        return ""
    return text
