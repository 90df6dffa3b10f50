"""Which ways a message takes and when, what a template may say, when a provider is left. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from shared.vocabulary.messages import Language, Medium

_HOLE = re.compile(r"\{([a-z_]+)\}")
_BRACE = re.compile(r"[{}]")
_DISTURBS = frozenset({Medium.SMS, Medium.ZALO, Medium.PUSH})
LONGEST_SHORT = 320


@dataclass(frozen=True, slots=True)
class Choice:
    """How somebody wants to hear from us; quiet hours are minutes of the day, both or none."""

    mail: bool = True
    sms: bool = True
    zalo: bool = False
    push: bool = True
    quiet_from: int | None = None
    quiet_to: int | None = None
    language: Language = Language.VI
    digest: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody can be reached at all, and which ways this installation has.

    `mail_returned`: there is a mailbox, and nothing reaches it.
    """

    mail: bool
    phone: bool
    push: bool
    sms_offered: bool
    zalo_offered: bool
    push_offered: bool
    mail_returned: bool = False


def ways(choice: Choice, reach: Reach, *, weighty: bool) -> list[Medium]:
    """The ways of a message beside the inbox, which no choice switches off.

    Text messages are for what asks the person to act or ends the dossier (`weighty`), as they cost
    money and attention, and for everything where they stand in for letters that come back. Whoever
    has switched everything off still finds it in the inbox.
    """
    wanted = {
        Medium.MAIL: choice.mail and reach.mail and not reach.mail_returned,
        Medium.SMS: choice.sms
        and reach.phone
        and reach.sms_offered
        and (weighty or (choice.mail and reach.mail_returned)),
        Medium.ZALO: choice.zalo and reach.phone and reach.zalo_offered,
        Medium.PUSH: choice.push and reach.push and reach.push_offered,
    }
    return [medium for medium, yes in wanted.items() if yes]


def not_before(now: datetime, medium: Medium, choice: Choice) -> datetime:
    """The moment from which a message may go: at once, or when the quiet hours end.

    Quiet hours hold back what makes a telephone ring; a letter disturbs nobody. A span that
    begins in the evening goes over midnight.
    """
    begin, end = choice.quiet_from, choice.quiet_to
    if begin is None or end is None or begin == end or medium not in _DISTURBS:
        return now
    minute = now.hour * 60 + now.minute
    inside = begin <= minute < end if begin < end else minute >= begin or minute < end
    if not inside:
        return now
    day = now.date() + timedelta(days=1 if minute >= end else 0)
    return datetime.combine(day, time(end // 60, end % 60), tzinfo=now.tzinfo)


def holes(text: str) -> list[str]:
    """The placeholders of a template, each once, in order."""
    return list(dict.fromkeys(_HOLE.findall(text)))


def faults(text: str, known: tuple[str, ...]) -> list[str]:
    """What a template must not say: placeholders its event does not have, and stray braces."""
    wrong = [f"Không có ô điền {{{name}}}." for name in holes(text) if name not in known]
    if _BRACE.search(_HOLE.sub("", text)):
        wrong.append("Có dấu { hoặc } không thuộc ô điền nào. Ô điền viết như {code}.")
    return wrong


def filled(text: str, facts: dict[str, str]) -> str:
    """A template with its placeholders filled in; what is filled in is never read again."""
    return _HOLE.sub(lambda found: facts.get(found.group(1), ""), text)


def shortened(text: str, longest: int = LONGEST_SHORT) -> str:
    """On one line, cut at a word with an ellipsis when it is too long for a telephone."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    return flat[: longest - 1].rsplit(" ", 1)[0].rstrip(".,;:") + "…"


@dataclass(frozen=True, slots=True)
class FailoverRule:
    """When a provider is left: so many percent late within the window, of at least so many."""

    window_minutes: int = 10
    late_minutes: int = 4
    share_percent: int = 30
    minimum: int = 10
    rest_minutes: int = 60


def late_share(tried: int, late: int) -> int:
    """Percent, rounded down; nothing tried is nothing late."""
    return 100 * late // tried if tried else 0


def should_leave(tried: int, late: int, rule: FailoverRule) -> bool:
    """Whether the provider in use is left for the other one."""
    return tried >= rule.minimum and late_share(tried, late) >= rule.share_percent


def may_return(left_at: datetime, now: datetime, rule: FailoverRule, times_left: int) -> bool:
    """Whether the first provider gets another chance: after its rest, twice as long each time it
    has failed again, at most a day."""
    rest = min(rule.rest_minutes * 2 ** max(0, times_left - 1), 24 * 60)
    return now - left_at >= timedelta(minutes=rest)
