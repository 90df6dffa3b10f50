"""Which dossiers a component counts and which of them meet it, as SQL over the facts `f`.

`$3` and `$4` are beginning and end of the period. The rules are those of `backend.law.index_766`;
a test recounts them one by one from the events.
"""

from dataclasses import dataclass

from shared.vocabulary.indicators import IndexComponent as C
from shared.vocabulary.indicators import Side

RECEIVED = "f.accepted_at >= $3"
HANDLED = "true"
RESOLVED = "f.end_kind = 'result' and f.ended_at >= $3"

_COUNTED_TO = """case
    when f.ended_at is not null and not (f.end_kind = 'stopped' and f.asked_at is not null
        and f.supplied_at is null) then f.ended_at
    when f.asked_at is not null and f.supplied_at is null then f.asked_at
    else coalesce(f.withdrawing_at, $4) end"""
_WAITED = """case when f.supplied_at is not null and f.asked_at is not null
    and (f.due_set_at is null or f.due_set_at < f.supplied_at)
    then f.supplied_at - f.asked_at else interval '0' end"""
IN_TIME = f"not f.asked_again and (f.due_at is null or {_COUNTED_TO} - ({_WAITED}) <= f.due_at)"
_ONLINE = "f.channel = 'online' and (f.result_file or not f.document)"


@dataclass(frozen=True, slots=True)
class Rule:
    """`counted` makes the denominator, `met` of these the numerator."""

    counted: str
    met: str


RULES: dict[C, Rule] = {
    C.SYNCED: Rule(RECEIVED, "f.synced"),
    C.IN_TIME: Rule(HANDLED, IN_TIME),
    C.AVERAGE_TIME: Rule(RESOLVED, "true"),
    C.FULLY_ONLINE: Rule(f"{RECEIVED} and f.wholly_online", _ONLINE),
    C.SENT_ONLINE: Rule(RECEIVED, _ONLINE),
    C.PAID_ONLINE: Rule(f"{RECEIVED} and f.fee and not f.free", "f.paid_online"),
    C.RESULT_FILES: Rule(f"{RESOLVED} and f.document", "f.result_file"),
    C.DIGITISED: Rule(RESOLVED, "f.attached and f.result_file"),
    C.CERTIFIED_COPIES: Rule(
        f"{RECEIVED} and f.procedure_code = any({{certifications}})", "f.certified"
    ),
    C.REUSED: Rule(RECEIVED, "f.reused"),
    C.VAULT: Rule(RECEIVED, "(f.reused or f.kept)"),
    C.CITIZEN_DATA: Rule(f"{RECEIVED} and f.person", "f.citizen_data"),
    C.DOSSIERS_CONTENT: Rule(HANDLED, f"{IN_TIME} and not f.spoiled"),
}
EXTRA: dict[Side, str] = {
    Side.LATE: f"not ({IN_TIME})",
    Side.SPOILED: "f.spoiled",
    Side.BOTH: f"f.spoiled and not ({IN_TIME})",
}
"""What is taken off in 5.4; a dossier that is both is taken off twice, as its formula says."""


def condition(component: C, side: Side, certifications: list[str]) -> str:
    """SQL of the dossiers on one side of a component. `certifications` are codes of procedures
    from the definition, checked when it was published."""
    rule = RULES[component]
    # Codes of the definition hold digits and dots alone.
    codes = "array[{}]::text[]".format(", ".join(f"'{code}'" for code in certifications))
    counted = rule.counted.format(certifications=codes)
    if side is Side.ALL:
        return counted
    if side in EXTRA:
        return f"{counted} and {EXTRA[side]}"
    met = f"({rule.met})" if side is Side.MET else f"not ({rule.met})"
    return f"{counted} and {met}"
