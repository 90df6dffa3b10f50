"""Why a paper or an answer has to be supplemented."""

from enum import StrEnum

from shared.vocabulary.label import Label


class SupplementReason(StrEnum):
    """`other` is for what is asked for in words."""

    MISSING = "missing"
    WRONG = "wrong"
    OUTDATED = "outdated"
    OTHER = "other"


SUPPLEMENT_REASONS: dict[SupplementReason, Label] = {
    SupplementReason.MISSING: Label("Còn thiếu", "Missing"),
    SupplementReason.WRONG: Label("Chưa đúng", "Wrong"),
    SupplementReason.OUTDATED: Label("Hết giá trị", "Out of date"),
    SupplementReason.OTHER: Label("Cần thêm", "Needed"),
}
