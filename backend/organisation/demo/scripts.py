"""What may happen to a dossier of the demonstration: scripts of acts, drawn by chance. Pure.

A step's `share` is the part of the statutory term it takes, `hours` a fixed number of working
hours. Officers act in office hours only; the driver finds the moments.
"""

from dataclasses import dataclass, replace
from random import Random

from shared.vocabulary.acts import Act
from shared.vocabulary.states import State


@dataclass(frozen=True, slots=True)
class Step:
    """One act to come, after a share of the term and some working hours."""

    act: Act
    share: float = 0.0
    hours: float = 0.0


@dataclass(frozen=True, slots=True)
class Script:
    """Acts in order; `pace` below 1 keeps the deadline, above 1 misses it."""

    name: str
    steps: tuple[Step, ...]
    pace: float = 0.6
    until: State | None = None


_A = Act
_FRONT = (
    Step(_A.ACCEPT, hours=1.5),
    Step(_A.TRANSFER, hours=0.4),
    Step(_A.ASSIGN, share=0.1),
)
_BACK = (
    Step(_A.SUBMIT_FOR_APPROVAL, share=0.5),
    Step(_A.APPROVE, share=0.25),
    Step(_A.FINISH, share=0.15),
    Step(_A.HAND_OVER, hours=6),
)
_VERIFY = (Step(_A.START_VERIFICATION, share=0.1), Step(_A.RECORD_VERIFICATION, share=0.2))
_CONSULT = (Step(_A.CONSULT, share=0.1), Step(_A.ANSWER_CONSULTATION, share=0.25))
_ASK = (Step(_A.REQUEST_SUPPLEMENT, share=0.2), Step(_A.SUPPLEMENT, hours=10))
_PAY = (Step(_A.REQUIRE_PAYMENT, hours=0.3), Step(_A.RECORD_PAYMENT, hours=4))
_ASK_EARLY = (Step(_A.REQUEST_SUPPLEMENT, hours=3), Step(_A.SUPPLEMENT, hours=12))

PLAIN = Script("plain", (*_FRONT, *_BACK))
SCRIPTS: tuple[tuple[int, Script], ...] = (
    (40, PLAIN),
    (8, Script("early supplement", (*_ASK_EARLY, *_FRONT, *_BACK))),
    (7, Script("paid", (_FRONT[0], *_PAY, *_FRONT[1:], *_BACK))),
    (6, Script("verified", (*_FRONT, *_VERIFY, *_BACK))),
    (5, Script("consulted", (*_FRONT, *_CONSULT, *_BACK))),
    (6, Script("late supplement", (*_FRONT, *_ASK, Step(_A.RESUME_PROCESSING, hours=1), *_BACK))),
    (3, Script("extended", (*_FRONT, Step(_A.EXTEND, share=0.1), *_BACK), 0.9)),
    (
        3,
        Script(
            "sent back",
            (*_FRONT, _BACK[0], Step(_A.SEND_BACK, share=0.1), *_BACK),
            0.5,
        ),
    ),
    (5, Script("refused", (Step(_A.REFUSE, hours=3),))),
    (3, Script("not eligible", (*_FRONT, Step(_A.REJECT, share=0.6)))),
    (
        3,
        Script(
            "withdrawn",
            (*_FRONT, Step(_A.REQUEST_WITHDRAWAL, share=0.2), Step(_A.GRANT_WITHDRAWAL, hours=3)),
        ),
    ),
    (
        2,
        Script(
            "withdrawal denied",
            (
                *_FRONT,
                Step(_A.REQUEST_WITHDRAWAL, share=0.2),
                Step(_A.DENY_WITHDRAWAL, hours=2),
                *_BACK,
            ),
        ),
    ),
    (2, Script("stopped", (*_FRONT, Step(_A.STOP, share=0.5)))),
    (
        2,
        Script(
            "supplement never came",
            (*_FRONT, _ASK[0], Step(_A.EXPIRE_SUPPLEMENT, hours=90)),
        ),
    ),
    (
        2,
        Script(
            "corrected",
            (
                *_FRONT,
                *_BACK[:3],
                Step(_A.REOPEN_BEFORE_HAND_OVER, hours=1),
                *_BACK,
            ),
            0.5,
        ),
    ),
)

# Dossiers that wait in each open state today, so that every folder of every inbox shows some.
WAITING: tuple[Script, ...] = (
    Script("waits for acceptance", (), until=State.SUBMITTED),
    Script("waits for an early supplement", _ASK_EARLY[:1], until=State.PRE_SUPPLEMENT),
    Script("waits for transfer", _FRONT[:1], until=State.ACCEPTED),
    Script("waits for assignment", _FRONT[:2], until=State.TRANSFERRED),
    Script("in appraisal", _FRONT, until=State.APPRAISING),
    Script("in verification", (*_FRONT, _VERIFY[0]), until=State.VERIFYING),
    Script("in consultation", (*_FRONT, _CONSULT[0]), until=State.CONSULTING),
    Script("waits for a supplement", (*_FRONT, _ASK[0]), until=State.SUPPLEMENT),
    Script("supplemented", (*_FRONT, *_ASK), until=State.SUPPLEMENTED),
    Script("waits for payment", (_FRONT[0], _PAY[0]), until=State.PAYMENT_DUE),
    Script(
        "asks to withdraw",
        (*_FRONT, Step(_A.REQUEST_WITHDRAWAL, share=0.1)),
        until=State.WITHDRAW_REQUESTED,
    ),
    Script("waits for approval", (*_FRONT, _BACK[0]), until=State.SUBMITTED_FOR_APPROVAL),
    Script("approved", (*_FRONT, *_BACK[:2]), until=State.APPROVED),
    Script("result ready", (*_FRONT, *_BACK[:3]), until=State.RESULT_READY),
)


def draw(chance: Random) -> Script:
    """A script by the weights above; one in nine misses its deadline."""
    script = chance.choices([s for _w, s in SCRIPTS], [w for w, _s in SCRIPTS])[0]
    if chance.random() < 0.11:
        return replace(script, pace=chance.uniform(1.15, 2.2))
    return replace(script, pace=script.pace * chance.uniform(0.5, 1.4))
