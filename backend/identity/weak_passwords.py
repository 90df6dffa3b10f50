"""Passwords that a guesser tries first: common ones, words of this place, the person's data.

Length is what protects; there is no rule of composition (NIST SP 800-63B-4, ASVS 5.0 V6.2.5). The
list is the 30,000 most common of known breaches, and the words and names beside them, that come
with zxcvbn; its estimate of strength is not used, because a long password made for the purpose
costs it seconds.
"""

import re
from functools import cache

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from backend.law.search_text import search_text
from backend.platform.problems import RuleBroken, field

# What anybody would think of here (ASVS 5.0 V6.1.2, V6.2.11), without accents and blanks.
OF_THIS_PLACE = frozenset(
    ("motcua", "motcuadientu", "bophanmotcua", "motcualienthong", "dichvucong", "congdichvucong",
     "dichvucongtructuyen", "dvcqg", "thutuc", "thutuchanhchinh", "hanhchinhcong", "hoso", "uyban",
     "ubnd", "ubndtinh", "ubndxa", "chinhquyen", "chinhphu", "congdan", "canbo", "congchuc",
     "quantri", "quantrivien", "admin", "vneid", "cccd", "vietnam", "langson", "tinhlangson",
     "hanoi", "matkhau", "matkhaumoi", "doimatkhau", "dangnhap", "anhyeuem", "yeuem")
)  # fmt: skip
_ENDS = re.compile(r"^[^a-z]+|[^a-z]+$")
_REPEATED = re.compile(r"^(.+?)\1+$")


def refuse_weak(password: str, known: list[str], pointer: str = "/password") -> None:
    """Raises RuleBroken for a password that is common, of this place, or made of what is `known`.

    Also with figures and signs before or behind, written with or without accents, or repeated.
    """
    facts = {_plain(part) for fact in known if fact for part in (fact, fact.partition("@")[0])}
    plain = _plain(password)
    if len(set(password.lower())) < 4 or any(_is_guessed(form, facts) for form in _forms(plain)):
        raise RuleBroken(
            "Mật khẩu quá dễ đoán. Vui lòng chọn mật khẩu khác.",
            en="This password is too easy to guess.",
            errors=[
                field(
                    pointer,
                    "Không dùng mật khẩu phổ biến, tên hệ thống, họ tên, số định danh, số điện "
                    "thoại, dãy quen, kể cả khi thêm số ở cuối.",
                )
            ],
            slug="weak-password",
        )


def _forms(plain: str) -> set[str]:
    """The password, without what is written around its letters, and one turn of a repetition."""
    forms = {plain, _ENDS.sub("", plain)}
    return forms | {_REPEATED.sub(r"\1", form) for form in forms}


def _is_guessed(form: str, facts: set[str]) -> bool:
    return bool(form) and (form in facts or form in OF_THIS_PLACE or form in _common())


def _plain(text: str) -> str:
    """Small letters without accents and blanks."""
    return search_text(text).replace(" ", "")


@cache
def _common() -> frozenset[str]:
    # A word stands in one list alone, the one where it is most frequent.
    return frozenset(word for words in FREQUENCY_LISTS.values() for word in words)
