"""What a notice of a browser says: read on a locked screen by whoever holds it, so nobody's name,
number or paper is in it. Pure.
"""

from backend.notifications.rules import filled, holes, shortened
from shared.vocabulary.messages import Language

# Facts that say nothing of a person to who does not know them already.
HARMLESS = frozenset({"code", "agency", "due", "number", "before", "minutes", "time"})
LONGEST = 160
TITLES = {Language.VI: "Cổng Dịch vụ công", Language.EN: "Public-service portal"}
_NEWS = {
    Language.VI: "Ông/Bà có thông báo mới. Mở Cổng để xem.",
    Language.EN: "There is a new message for you. Open the portal to read it.",
}


def alert(subject: str, facts: dict[str, str], language: Language) -> str:
    """The subject of a template where it names harmless things alone, or that there is news."""
    if subject and HARMLESS.issuperset(holes(subject)):
        return shortened(filled(subject, facts), LONGEST)
    return _NEWS[language]


def news(language: Language) -> str:
    """That there is something to read."""
    return _NEWS[language]


def is_allowed(host: str, allowed: str) -> bool:
    """Whether a push service may be called: it is, or lies under, one of the named hosts; `*` are
    all."""
    names = allowed.split()
    return "*" in names or any(host == name or host.endswith(f".{name}") for name in names)
