"""What may happen to a dossier of the demonstration: scripts of acts, drawn by chance. Pure.

A step's `share` is the part of the statutory term it takes, `hours` a fixed number of working
hours. Officers act in office hours only; the driver finds the moments.
"""

from dataclasses import dataclass, replace
from random import Random

from shared.vocabulary.acts import Act


@dataclass(frozen=True, slots=True)
class Step:
    """One act to come, after a share of the term and some working hours."""

    act: Act
    share: float = 0.0
    hours: float = 0.0


@dataclass(frozen=True, slots=True)
class Script:
    """Acts in order; `pace` below 1 keeps the deadline, above 1 misses it.

    `slow` scripts need a term of days; they are not for what is answered the same day.
    """

    name: str
    steps: tuple[Step, ...]
    pace: float = 0.6
    slow: bool = True


SLOW_DAYS = 3
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
_JOINT = (Step(_A.ENTRUST, share=0.1), Step(_A.COMPLETE_TASK, share=0.25))
_ASK = (Step(_A.REQUEST_SUPPLEMENT, share=0.2), Step(_A.SUPPLEMENT, hours=10))
_PAY = (Step(_A.REQUIRE_PAYMENT, hours=0.3), Step(_A.RECORD_PAYMENT, hours=4))
_ASK_EARLY = (Step(_A.REQUEST_SUPPLEMENT, hours=3), Step(_A.SUPPLEMENT, hours=12))

PLAIN = Script("plain", (*_FRONT, *_BACK), slow=False)
SCRIPTS: tuple[tuple[int, Script], ...] = (
    (40, PLAIN),
    (8, Script("early supplement", (*_ASK_EARLY, *_FRONT, *_BACK), slow=False)),
    (7, Script("paid", (_FRONT[0], *_PAY, *_FRONT[1:], *_BACK))),
    (6, Script("verified", (*_FRONT, *_VERIFY, *_BACK))),
    (5, Script("consulted", (*_FRONT, *_CONSULT, *_BACK))),
    (4, Script("joint", (*_FRONT, *_JOINT, *_BACK))),
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
    (5, Script("refused", (Step(_A.REFUSE, hours=3),), slow=False)),
    (3, Script("not eligible", (*_FRONT, Step(_A.REJECT, share=0.6)))),
    (
        3,
        Script(
            "withdrawn",
            (*_FRONT, Step(_A.REQUEST_WITHDRAWAL, share=0.2), Step(_A.GRANT_WITHDRAWAL, hours=3)),
            slow=False,
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
    Script("waits for acceptance", (), slow=False),
    Script("waits for an early supplement", _ASK_EARLY[:1], slow=False),
    Script("waits for transfer", _FRONT[:1]),
    Script("waits for assignment", _FRONT[:2]),
    Script("in appraisal", _FRONT),
    Script("in verification", (*_FRONT, _VERIFY[0])),
    Script("in consultation", (*_FRONT, _CONSULT[0])),
    Script("in joint processing", (*_FRONT, _JOINT[0])),
    Script("waits for a supplement", (*_FRONT, _ASK[0])),
    Script("supplemented", (*_FRONT, *_ASK)),
    Script("waits for payment", (_FRONT[0], _PAY[0])),
    Script(
        "asks to withdraw",
        (*_FRONT, Step(_A.REQUEST_WITHDRAWAL, share=0.1)),
    ),
    Script("waits for approval", (*_FRONT, _BACK[0])),
    Script("approved", (*_FRONT, *_BACK[:2])),
    Script("result ready", (*_FRONT, *_BACK[:3])),
)


def draw(chance: Random, term_days: float) -> Script:
    """A script by the weights above that suits the term; one in eleven misses its deadline."""
    suited = [(w, s) for w, s in SCRIPTS if term_days >= SLOW_DAYS or not s.slow]
    script = chance.choices([s for _w, s in suited], [w for w, _s in suited])[0]
    if chance.random() < 0.09:
        return replace(script, pace=chance.uniform(1.15, 2.2))
    return replace(script, pace=script.pace * chance.uniform(0.3, 1.2))
