"""Words one slip away from what was typed; pure.

Every word of the catalogue is filed under itself with each one letter left out, so that looking a
word up touches a handful of words and not all of them, however large the catalogue grows.
"""

from collections import defaultdict
from collections.abc import Iterable

LEAST_LETTERS = 3  # below that, almost any word is one slip from any other
MOST = 12


class Vocabulary:
    """The plain words of a catalogue."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._filed: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            for key in _keys(word):
                self._filed[key].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def near(self, word: str) -> list[str]:
        """The word itself, then words one letter more, less, other or swapped."""
        if len(word) < LEAST_LETTERS:
            return [word]
        found = {other for key in _keys(word) for other in self._filed.get(key, ())}
        slips = sorted(other for other in found if other != word and one_slip(word, other))
        return [word, *slips][:MOST]

    def choices(self, word: str) -> list[list[str]]:
        """What a typed word may stand for: one word by several spellings, or two run together."""
        if word in self._words:
            return [[word]]
        near = self.near(word)
        if len(near) == 1:
            for cut in sorted(range(2, len(word) - 1), key=lambda at: abs(2 * at - len(word))):
                if word[:cut] in self._words and word[cut:] in self._words:
                    return [[word[:cut]], [word[cut:]]]
        return [near]


def one_slip(one: str, other: str) -> bool:
    """Whether one letter added, left out, replaced or swapped makes one word of the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    if len(one) == len(other):
        swapped = rest[1::-1] + rest[2:]
        return rest[1:] == other_rest[1:] or swapped == other_rest
    longer, shorter = sorted((rest, other_rest), key=len, reverse=True)
    return longer[1:] == shorter


def _keys(word: str) -> set[str]:
    if len(word) < LEAST_LETTERS:
        return set()
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}
