"""Whether a paper belongs to a dossier."""

from enum import StrEnum

from shared.vocabulary.label import Label


class Need(StrEnum):
    """What an applicant has to do about one paper of the procedure."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NOT_APPLICABLE = "not_applicable"


NEED_LABELS: dict[Need, Label] = {
    Need.REQUIRED: Label("Bắt buộc", "Required"),
    Need.OPTIONAL: Label("Nếu có", "If there is one"),
    Need.NOT_APPLICABLE: Label("Không thuộc trường hợp này", "Not applicable"),
}
