"""Amounts in Vietnamese words, as receipts require (Luật Kế toán 2015 Điều 16)."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000
_MOST = 10**18


def vnd_in_words(amount: int) -> str:
    """As in "Một triệu hai trăm năm mươi nghìn đồng". ValueError below 0 or from 10^18."""
    if not 0 <= amount < _MOST:
        raise ValueError(amount)
    words = _number(amount) if amount else _DIGITS[0]
    return f"{words[0].upper()}{words[1:]} đồng"


def number_in_words(number: int) -> str:
    """As spoken: "mười hai", "một trăm linh năm". ValueError below 0 or from 10^18."""
    if not 0 <= number < _MOST:
        raise ValueError(number)
    return _number(number) if number else _DIGITS[0]


def _number(amount: int, *, full: bool = False) -> str:
    if amount >= _BILLION:
        rest = amount % _BILLION
        head = f"{_number(amount // _BILLION, full=full)} tỷ"
        return f"{head} {_number(rest, full=True)}" if rest else head
    parts: list[str] = []
    for power in (2, 1, 0):
        group = amount // 1000**power % 1000
        if group:
            spoken = _three(group, full=full or bool(parts))
            parts.append(f"{spoken} {_GROUPS[power]}".strip())
    return " ".join(parts)


def _three(group: int, *, full: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = []
    if hundreds or full:
        words.append(f"{_DIGITS[hundreds]} trăm")
    if tens == 0:
        if ones:
            words += ["linh", _DIGITS[ones]] if words else [_DIGITS[ones]]
    else:
        words.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
        if ones == 1 and tens > 1:
            words.append("mốt")
        elif ones == 5:
            words.append("lăm")
        elif ones:
            words.append(_DIGITS[ones])
    return " ".join(words)
