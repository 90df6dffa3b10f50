"""What may become of a result, and of a proposal to change it."""

from enum import StrEnum

from shared.vocabulary.label import Label


class ResultState(StrEnum):
    """Whether a result still counts."""

    IN_FORCE = "in_force"
    REOPENED = "reopened"
    REVOKED = "revoked"
    REPLACED = "replaced"


RESULT_STATE_LABELS: dict[ResultState, Label] = {
    ResultState.IN_FORCE: Label("Còn hiệu lực", "In force"),
    ResultState.REOPENED: Label("Đã lấy lại trước khi trả", "Taken back before hand-over"),
    ResultState.REVOKED: Label("Đã thu hồi", "Revoked"),
    ResultState.REPLACED: Label("Đã được thay thế", "Replaced"),
}


class ChangeKind(StrEnum):
    """What is proposed."""

    REVOKE = "revoke"
    REPLACE = "replace"


CHANGE_KIND_LABELS: dict[ChangeKind, Label] = {
    ChangeKind.REVOKE: Label("Thu hồi kết quả", "Revoke the result"),
    ChangeKind.REPLACE: Label("Đính chính, thay thế kết quả", "Correct and replace the result"),
}


class ChangeState(StrEnum):
    """How far a proposal has come."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DENIED = "denied"
    DONE = "done"


CHANGE_STATE_LABELS: dict[ChangeState, Label] = {
    ChangeState.PROPOSED: Label("Chờ duyệt", "Waiting for approval"),
    ChangeState.APPROVED: Label("Đã duyệt, đang lập kết quả mới", "Approved, being redone"),
    ChangeState.DENIED: Label("Không được duyệt", "Denied"),
    ChangeState.DONE: Label("Đã thực hiện", "Done"),
}


class ResultTurn(StrEnum):
    """One line of the trace of a result."""

    ISSUED = "issued"
    REOPENED = "reopened"
    REVOKE_PROPOSED = "revoke_proposed"
    REPLACE_PROPOSED = "replace_proposed"
    APPROVED = "approved"
    DENIED = "denied"
    REVOKED = "revoked"
    REPLACED = "replaced"


RESULT_TURN_LABELS: dict[ResultTurn, Label] = {
    ResultTurn.ISSUED: Label("Phát hành", "Issued"),
    ResultTurn.REOPENED: Label("Lấy lại trước khi trả", "Taken back before hand-over"),
    ResultTurn.REVOKE_PROPOSED: Label("Đề nghị thu hồi", "Revocation proposed"),
    ResultTurn.REPLACE_PROPOSED: Label("Đề nghị đính chính, thay thế", "Replacement proposed"),
    ResultTurn.APPROVED: Label("Duyệt đề nghị", "Proposal approved"),
    ResultTurn.DENIED: Label("Không duyệt đề nghị", "Proposal denied"),
    ResultTurn.REVOKED: Label("Thu hồi", "Revoked"),
    ResultTurn.REPLACED: Label("Thay thế bằng kết quả mới", "Replaced"),
}
