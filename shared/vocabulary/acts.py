"""The acts of the law: everything that can be done to a submitted dossier, by name."""

from enum import StrEnum

from shared.vocabulary.label import Label


class Act(StrEnum):
    """One act moves or annotates one dossier; the table of `backend/law/lifecycle.py` rules it."""

    SUBMIT = "submit"
    REGISTER_AT_DESK = "register_at_desk"
    ACCEPT = "accept"
    REFUSE = "refuse"
    REQUEST_SUPPLEMENT = "request_supplement"
    SUPPLEMENT = "supplement"
    EXPIRE_SUPPLEMENT = "expire_supplement"
    RESOLVE_AT_DESK = "resolve_at_desk"
    TRANSFER = "transfer"
    ASSIGN = "assign"
    START_VERIFICATION = "start_verification"
    RECORD_VERIFICATION = "record_verification"
    CONSULT = "consult"
    ANSWER_CONSULTATION = "answer_consultation"
    CLOSE_CONSULTATION = "close_consultation"
    CONTRIBUTE = "contribute"
    ENTRUST = "entrust"
    COMPLETE_TASK = "complete_task"
    CANCEL_TASK = "cancel_task"
    RESUME_PROCESSING = "resume_processing"
    REQUIRE_PAYMENT = "require_payment"
    RECORD_PAYMENT = "record_payment"
    EXTEND = "extend"
    SUBMIT_FOR_APPROVAL = "submit_for_approval"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    FINISH = "finish"
    REOPEN_BEFORE_HAND_OVER = "reopen_before_hand_over"
    HAND_OVER = "hand_over"
    REJECT = "reject"
    REQUEST_WITHDRAWAL = "request_withdrawal"
    GRANT_WITHDRAWAL = "grant_withdrawal"
    DENY_WITHDRAWAL = "deny_withdrawal"
    STOP = "stop"
    RECORD_LOSS = "record_loss"
    RECALCULATE = "recalculate"
    TAKE_OVER = "take_over"
    CHANGE_AGENCY = "change_agency"


# Who they are is asked again before these: they bind the agency and cannot be taken back.
PROVED_ACTS = frozenset({Act.APPROVE, Act.REJECT, Act.FINISH})
ACT_LABELS: dict[Act, Label] = {
    Act.SUBMIT: Label("Nộp hồ sơ", "Submit"),
    Act.REGISTER_AT_DESK: Label("Nhận hồ sơ tại quầy", "Register at the desk"),
    Act.ACCEPT: Label("Tiếp nhận", "Accept"),
    Act.REFUSE: Label("Từ chối tiếp nhận", "Refuse"),
    Act.REQUEST_SUPPLEMENT: Label("Yêu cầu bổ sung", "Request supplement"),
    Act.SUPPLEMENT: Label("Nộp bổ sung", "Send the supplement"),
    Act.EXPIRE_SUPPLEMENT: Label("Dừng do quá hạn bổ sung", "Stop: supplement not received"),
    Act.RESOLVE_AT_DESK: Label("Giải quyết ngay tại quầy", "Resolve at the desk"),
    Act.TRANSFER: Label("Chuyển xử lý", "Transfer"),
    Act.ASSIGN: Label("Phân công", "Assign"),
    Act.START_VERIFICATION: Label("Thẩm tra, xác minh", "Start verification"),
    Act.RECORD_VERIFICATION: Label("Ghi kết quả xác minh", "Record verification"),
    Act.CONSULT: Label("Lấy ý kiến", "Consult"),
    Act.ANSWER_CONSULTATION: Label("Trả lời ý kiến", "Answer consultation"),
    Act.CLOSE_CONSULTATION: Label("Kết thúc lấy ý kiến", "Close the consultation"),
    Act.CONTRIBUTE: Label("Góp ý phối hợp", "Contribute"),
    Act.ENTRUST: Label("Giao việc liên thông", "Entrust a task"),
    Act.COMPLETE_TASK: Label("Trả kết quả liên thông", "Complete a task"),
    Act.CANCEL_TASK: Label("Thu hồi việc liên thông", "Cancel a task"),
    Act.RESUME_PROCESSING: Label("Xử lý tiếp", "Resume processing"),
    Act.REQUIRE_PAYMENT: Label("Yêu cầu nộp phí, lệ phí", "Require payment"),
    Act.RECORD_PAYMENT: Label("Ghi nhận đã nộp phí", "Record payment"),
    Act.EXTEND: Label("Xin lỗi và hẹn lại", "Apologise and extend"),
    Act.SUBMIT_FOR_APPROVAL: Label("Trình lãnh đạo", "Submit for approval"),
    Act.APPROVE: Label("Phê duyệt", "Approve"),
    Act.SEND_BACK: Label("Trả lại chuyên viên", "Send back"),
    Act.FINISH: Label("Phát hành kết quả", "Issue the result"),
    Act.REOPEN_BEFORE_HAND_OVER: Label("Thu hồi để sửa kết quả", "Reopen before hand-over"),
    Act.HAND_OVER: Label("Trả kết quả", "Hand over"),
    Act.REJECT: Label("Không đủ điều kiện giải quyết", "Not eligible"),
    Act.REQUEST_WITHDRAWAL: Label("Yêu cầu rút hồ sơ", "Request withdrawal"),
    Act.GRANT_WITHDRAWAL: Label("Đồng ý rút hồ sơ", "Grant withdrawal"),
    Act.DENY_WITHDRAWAL: Label("Không đồng ý rút", "Deny withdrawal"),
    Act.STOP: Label("Dừng xử lý", "Stop processing"),
    Act.RECORD_LOSS: Label("Ghi nhận mất, hỏng giấy tờ", "Record lost papers"),
    Act.RECALCULATE: Label("Tính lại hạn trả", "Recalculate the due date"),
    Act.TAKE_OVER: Label("Nhận bàn giao", "Take over"),
    Act.CHANGE_AGENCY: Label("Chuyển sang cơ quan kế thừa", "Pass to the succeeding agency"),
}

# What the citizen's timeline says once the act is done (past tense, no insider words).
TIMELINE_LABELS: dict[Act, Label] = {
    Act.SUBMIT: Label("Bạn đã nộp hồ sơ", "You submitted the dossier"),
    Act.REGISTER_AT_DESK: Label("Hồ sơ được nhận tại quầy", "Received at the desk"),
    Act.ACCEPT: Label("Hồ sơ được tiếp nhận", "The dossier was accepted"),
    Act.REFUSE: Label("Hồ sơ không được tiếp nhận", "The dossier was not accepted"),
    Act.REQUEST_SUPPLEMENT: Label("Cần bổ sung giấy tờ", "A supplement was requested"),
    Act.SUPPLEMENT: Label("Bạn đã nộp bổ sung", "You sent the supplement"),
    Act.EXPIRE_SUPPLEMENT: Label(
        "Dừng xử lý vì quá hạn bổ sung", "Stopped: the supplement did not arrive"
    ),
    Act.RESOLVE_AT_DESK: Label("Đã giải quyết ngay tại quầy", "Resolved at the desk"),
    Act.TRANSFER: Label("Đã chuyển đến cơ quan giải quyết", "Sent to the responsible unit"),
    Act.ASSIGN: Label("Đã phân công người giải quyết", "Assigned to an officer"),
    Act.START_VERIFICATION: Label("Bắt đầu thẩm tra, xác minh", "Verification started"),
    Act.RECORD_VERIFICATION: Label("Đã thẩm tra, xác minh", "Verification recorded"),
    Act.CONSULT: Label("Đang lấy ý kiến cơ quan liên quan", "Other agencies were consulted"),
    Act.ANSWER_CONSULTATION: Label("Đã có ý kiến trả lời", "The consultation was answered"),
    Act.CLOSE_CONSULTATION: Label("Đã kết thúc lấy ý kiến", "The consultation was closed"),
    Act.CONTRIBUTE: Label("Cán bộ phối hợp đã góp ý", "A coordinating officer contributed"),
    Act.ENTRUST: Label(
        "Cơ quan khác cùng giải quyết hồ sơ", "Other agencies were given a part of the work"
    ),
    Act.COMPLETE_TASK: Label(
        "Cơ quan cùng giải quyết đã làm xong phần việc", "Another agency finished its part"
    ),
    Act.CANCEL_TASK: Label("Thu hồi phần việc đã giao", "A part of the work was withdrawn"),
    Act.RESUME_PROCESSING: Label("Tiếp tục giải quyết", "Processing resumed"),
    Act.REQUIRE_PAYMENT: Label("Cần nộp phí, lệ phí", "A payment was required"),
    Act.RECORD_PAYMENT: Label("Đã ghi nhận phí, lệ phí", "The payment was recorded"),
    Act.EXTEND: Label("Cơ quan xin lỗi và hẹn lại ngày trả", "Apology and a new date"),
    Act.SUBMIT_FOR_APPROVAL: Label("Đã trình lãnh đạo", "Submitted for approval"),
    Act.APPROVE: Label("Lãnh đạo đã phê duyệt", "Approved"),
    Act.SEND_BACK: Label("Lãnh đạo yêu cầu xem lại", "Sent back for another look"),
    Act.FINISH: Label("Đã có kết quả", "The result is ready"),
    Act.REOPEN_BEFORE_HAND_OVER: Label(
        "Kết quả được thu hồi để chỉnh sửa", "The result is being corrected"
    ),
    Act.HAND_OVER: Label("Đã trả kết quả", "Result handed over"),
    Act.REJECT: Label("Không đủ điều kiện giải quyết", "Not eligible"),
    Act.REQUEST_WITHDRAWAL: Label("Bạn yêu cầu rút hồ sơ", "You asked to withdraw"),
    Act.GRANT_WITHDRAWAL: Label("Đồng ý cho rút hồ sơ", "The withdrawal was granted"),
    Act.DENY_WITHDRAWAL: Label("Không đồng ý cho rút hồ sơ", "The withdrawal was denied"),
    Act.STOP: Label("Dừng xử lý hồ sơ", "Processing was stopped"),
    Act.RECALCULATE: Label("Hạn trả được tính lại", "The due date was counted anew"),
    Act.TAKE_OVER: Label("Đã bàn giao cho nơi giải quyết mới", "Taken over by somebody else"),
    Act.CHANGE_AGENCY: Label(
        "Cơ quan sau sắp xếp tiếp tục giải quyết", "The succeeding agency goes on with it"
    ),
    Act.RECORD_LOSS: Label(
        "Cơ quan xin lỗi vì làm mất, hỏng giấy tờ", "Apology for lost or damaged papers"
    ),
}
