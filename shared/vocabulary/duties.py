"""What must happen next to a dossier where time alone decides (NĐ 61/2018 Điều 17.2, 18, 19.4)."""

from enum import StrEnum

from shared.vocabulary.label import Label
from shared.vocabulary.states import State


class Duty(StrEnum):
    """The answer within 8 working hours, the transfer on the same day, the supplement."""

    ANSWER = "answer"
    PASS_ON = "pass_on"
    SUPPLEMENT = "supplement"


DUTY_LABELS: dict[Duty, Label] = {
    Duty.ANSWER: Label("Trả lời trước", "Answer by"),
    Duty.PASS_ON: Label("Chuyển trước", "Pass on by"),
    Duty.SUPPLEMENT: Label("Chờ bổ sung đến", "Supplement awaited until"),
}
DUTY_OF_STATE: dict[State, Duty] = {
    State.SUBMITTED: Duty.ANSWER,
    State.ACCEPTED: Duty.PASS_ON,
    State.PRE_SUPPLEMENT: Duty.SUPPLEMENT,
    State.SUPPLEMENT: Duty.SUPPLEMENT,
}
