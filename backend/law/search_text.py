"""Vietnamese text for search and order, computed here so that no server needs ICU."""

import re
import unicodedata

_NOT_WORDS = re.compile(r"[^0-9a-z.]+")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: index + 11 for index, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = {("a", "\u0306"): "ă", ("a", "\u0302"): "â", ("e", "\u0302"): "ê"} | {
    ("o", "\u0302"): "ô",
    ("o", "\u031b"): "ơ",
    ("u", "\u031b"): "ư",
}


def search_text(text: str) -> str:
    """Lower case, without accents, words parted by one space; the same in index and query."""
    plain = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_WORDS.sub(" ", plain).strip(" .")


def vi_sort_key(text: str) -> str:
    """A key whose code-point order is Vietnamese order: letters, then tones, then case."""
    letters: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        base, marks = unicodedata.normalize("NFD", char)[0], unicodedata.normalize("NFD", char)[1:]
        low = base.lower()
        tone = 0
        for mark in marks:
            tone = _TONES.get(mark, tone)
            low = _SHAPES.get((low, mark), low)
        if low in _RANK:
            letters.append(chr(_RANK[low] + 64))
        elif low.isdigit():
            letters.append(chr(int(low) + 40))
        else:
            letters.append(" " if not low.isalnum() else low)
        tones.append(str(tone))
        cases.append("1" if base.isupper() else "0")
    return f"{''.join(letters)}\x01{''.join(tones)}\x01{''.join(cases)}"
