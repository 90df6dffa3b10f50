"""What a visit is reduced to before it is counted: kind of page, class of device, harmless words.

Pure. Nothing that could name a person passes: no address with an id, no browser, no number.
"""

import re

from backend.law.search_text import search_text
from shared.vocabulary.roles import Role
from shared.vocabulary.traffic import Device, PageKind

WATCHERS = (Role.SYSTEM_ADMIN, Role.AUDITOR, Role.LEADER, Role.CATALOGUE_ADMIN)
LONGEST_WORDS = 60
SHOWN_FROM = 3  # words that fewer people looked for may be about one of them
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
}
_CODE = re.compile(r"\d{1,3}(\.[0-9a-z]{1,10}){1,6}")
_DIGITS = re.compile(r"\d")
_TABLETS = ("ipad", "tablet", "kindle", "silk/", "playbook")
_PHONES = ("mobi", "iphone", "ipod", "android", "opera mini", "windows phone")
_BOTS = ("bot", "crawl", "spider", "slurp", "preview", "monitor", "headlesschrome/0")


def kind_of(path: str) -> PageKind:
    """The kind of a page by the first word of its address."""
    return _KINDS.get(path.strip("/").split("/")[0], PageKind.OTHER)


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

    Four digits or more are an identifier, a phone number, a birthday; an @ is an address.
    """
    if "@" in words or len(_DIGITS.findall(words)) >= 4:
        return ""
    text = " ".join(words.lower().split())
    return text if search_text(text).strip() and len(text) <= LONGEST_WORDS else ""
