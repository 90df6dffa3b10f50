"""The ordinary one-stop process to begin a draft with (NĐ 61/2018 Điều 17-20). Pure."""

from shared.contracts.processes import Branch, Process, Step
from shared.vocabulary.acts import Act
from shared.vocabulary.roles import Role

_ROUND = 15
# Step, name, whose, share of the term, ending act, acts besides.
_STEPS: tuple[tuple[str, str, Role, float, Act, tuple[Act, ...]], ...] = (
    ("transfer", "Chuyển hồ sơ đến phòng chuyên môn", Role.DESK_OFFICER, 0.05, Act.TRANSFER,
     (Act.ENTRUST,)),
    ("assign", "Phân công chuyên viên", Role.UNIT_HEAD, 0.05, Act.ASSIGN, ()),
    ("appraise", "Thẩm định hồ sơ", Role.SPECIALIST, 0.5, Act.SUBMIT_FOR_APPROVAL,
     (Act.START_VERIFICATION, Act.RECORD_VERIFICATION, Act.CONSULT, Act.ENTRUST,
      Act.REQUEST_SUPPLEMENT)),
    ("approve", "Lãnh đạo phê duyệt", Role.LEADER, 0.2, Act.APPROVE, ()),
    ("issue", "Văn thư phát hành kết quả", Role.CLERK, 0.1, Act.FINISH, ()),
    ("return", "Trả kết quả", Role.DESK_OFFICER, 0.1, Act.HAND_OVER, ()),
)  # fmt: skip


def standard_process(procedure_code: str, legal_minutes: int) -> Process:
    """Six steps whose times together stay within the legal term, in working minutes.

    Where the term is not known, three working days are taken for a beginning.
    """
    term = legal_minutes or 1440
    steps = []
    for number, (id_, name, role, share, done_by, acts) in enumerate(_STEPS):
        minutes = max(1, int(term * share))
        if minutes > _ROUND:
            minutes -= minutes % _ROUND
        following = [Branch(_STEPS[number + 1][0])] if number + 1 < len(_STEPS) else []
        steps.append(Step(id_, name, role, minutes, done_by, list(acts), following))
    return Process(procedure_code=procedure_code, start=_STEPS[0][0], steps=steps)


def hours(minutes: int) -> str:
    """Working time in words: "1 giờ 30 phút", or days of eight hours from one day on."""
    days, rest = divmod(minutes, 480)
    whole, left = divmod(rest, 60)
    parts = [
        f"{amount} {unit}"
        for amount, unit in ((days, "ngày"), (whole, "giờ"), (left, "phút"))
        if amount
    ]
    return " ".join(parts)
