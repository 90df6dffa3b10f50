"""What takes two persons before it holds."""

from enum import StrEnum

from shared.vocabulary.label import Label


class ProposalSubject(StrEnum):
    """What a proposal is about."""

    RESULT_KIND = "result_kind"
    PAPERS = "papers"
    FORM = "form"
    CONTENT = "content"
    SURVEY = "survey"
    PROCEDURE = "procedure"
    PROCEDURE_STOP = "procedure_stop"
    INDEX = "index"
    PARTICULARS = "particulars"
    REGIME = "regime"
    COMPETENCE = "competence"


PROPOSAL_SUBJECT_LABELS: dict[ProposalSubject, Label] = {
    ProposalSubject.RESULT_KIND: Label("Mẫu kết quả", "Kind of result"),
    ProposalSubject.PAPERS: Label("Thành phần hồ sơ", "Papers of a procedure"),
    ProposalSubject.FORM: Label("Biểu mẫu", "Form"),
    ProposalSubject.CONTENT: Label("Nội dung trên Cổng", "Content of the portal"),
    ProposalSubject.SURVEY: Label("Khảo sát, lấy ý kiến", "Survey or consultation"),
    ProposalSubject.PROCEDURE: Label("Thủ tục", "Procedure"),
    ProposalSubject.PROCEDURE_STOP: Label("Ngừng tiếp nhận thủ tục", "Stop of a procedure"),
    ProposalSubject.INDEX: Label("Định nghĩa chỉ số", "Definition of the index"),
    ProposalSubject.PARTICULARS: Label("Tên, liên hệ, chức vụ", "Names, contacts, positions"),
    ProposalSubject.REGIME: Label("Chế độ pháp lý", "Legal regime"),
    ProposalSubject.COMPETENCE: Label(
        "Nơi tiếp nhận, giải quyết thủ tục", "Who receives and resolves a procedure"
    ),
}
