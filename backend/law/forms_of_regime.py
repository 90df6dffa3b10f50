"""Numbers and titles of the printed forms as data of a regime, with dates and legal sources.

TT 01/2018/TT-VPCP Điều 9-10 numbers six forms under NĐ 61/2018; TT 03/2025/TT-VPCP Phụ lục I
numbers seven under NĐ 118/2025. A dossier keeps the regime it was submitted under, whatever is in
force on the day a form is printed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.vocabulary.label import Label

ND61 = "ND61-2018"
ND118 = "ND118-2025"


class FormKind(StrEnum):
    """What a form is for; the values of issued forms are those of `lifecycle.Form`."""

    RECEIPT = "receipt"
    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP_NOTICE = "stop_notice"
    CONTROL_SHEET = "control_sheet"
    REGISTER = "register"


class Paper(StrEnum):
    """Sheets of TT 01/2018/TT-VPCP Điều 9.2: A5 upright, the register A4 (across)."""

    A5 = "a5"
    A4_ACROSS = "a4-across"


@dataclass(frozen=True, slots=True)
class RegimeForm:
    """One form in one regime; `number` is empty where the regime has the paper but no form."""

    kind: FormKind
    number: str
    title: Label
    paper: Paper
    source: str

    @property
    def mark(self) -> str:
        """What stands in the corner of the sheet: form number and circular, or the legal ground."""
        return f"Mẫu số {self.number} – {self.source}" if self.number else self.source


@dataclass(frozen=True, slots=True)
class FormSet:
    """The forms of a regime and when they are in force; `until` is the first day no longer."""

    regime: str
    circular: str
    since: date
    until: date | None
    forms: tuple[RegimeForm, ...]

    def form(self, kind: FormKind) -> RegimeForm:
        """One of its forms."""
        return next(form for form in self.forms if form.kind is kind)


class UnknownRegime(LookupError):
    """No form set is kept under this name or day."""


def _set(
    regime: str,
    circular: str,
    since: date,
    until: date | None,
    forms: tuple[tuple[FormKind, str, Label, str], ...],
) -> FormSet:
    return FormSet(
        regime,
        circular,
        since,
        until,
        tuple(
            RegimeForm(
                kind,
                number,
                title,
                Paper.A4_ACROSS if kind is FormKind.REGISTER else Paper.A5,
                source or circular,
            )
            for kind, number, title, source in forms
        ),
    )


_RECEIPT = Label("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt and appointment")
_SUPPLEMENT = Label("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "Supplement request")
_REFUSAL = Label("Phiếu từ chối tiếp nhận giải quyết hồ sơ", "Refusal")
_STOP = Label("Thông báo dừng giải quyết hồ sơ", "Notice of stopped processing")
_CONTROL = Label("Phiếu kiểm soát quá trình giải quyết hồ sơ", "Control sheet")
_REGISTER = Label("Sổ theo dõi hồ sơ", "Register of dossiers")

FORM_SETS: tuple[FormSet, ...] = (
    # Dated by the circular's own date of issue; its last day is that before the next circular.
    _set(
        ND61,
        "TT 01/2018/TT-VPCP",
        date(2018, 11, 23),
        date(2025, 9, 15),
        (
            (FormKind.RECEIPT, "01", _RECEIPT, ""),
            (FormKind.SUPPLEMENT_REQUEST, "02", _SUPPLEMENT, ""),
            (FormKind.REFUSAL, "03", _REFUSAL, ""),
            (
                FormKind.APOLOGY,
                "04",
                Label("Phiếu xin lỗi và hẹn lại ngày trả kết quả", "Apology and new date"),
                "",
            ),
            # Stopping is a written notice with reasons; this circular has no form for it.
            (FormKind.STOP_NOTICE, "", _STOP, "NĐ 61/2018/NĐ-CP Điều 19.8"),
            (FormKind.CONTROL_SHEET, "05", _CONTROL, ""),
            (FormKind.REGISTER, "06", _REGISTER, ""),
        ),
    ),
    _set(
        ND118,
        "TT 03/2025/TT-VPCP",
        date(2025, 9, 15),
        None,
        (
            (FormKind.RECEIPT, "01", _RECEIPT, ""),
            (FormKind.SUPPLEMENT_REQUEST, "02", _SUPPLEMENT, ""),
            (FormKind.REFUSAL, "03", _REFUSAL, ""),
            (
                FormKind.APOLOGY,
                "04",
                Label(
                    "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
                    "Apology and request for more time",
                ),
                "",
            ),
            (FormKind.STOP_NOTICE, "05", _STOP, ""),
            (FormKind.CONTROL_SHEET, "06", _CONTROL, ""),
            (FormKind.REGISTER, "07", _REGISTER, ""),
        ),
    ),
)


def form_set(regime: str) -> FormSet:
    """The forms of a regime by its name. Raises UnknownRegime."""
    for found in FORM_SETS:
        if found.regime == regime:
            return found
    raise UnknownRegime(regime)


def form_set_on(day: date) -> FormSet:
    """The forms in force on a day. Raises UnknownRegime for a day before the first circular."""
    for found in FORM_SETS:
        if found.since <= day and (found.until is None or day < found.until):
            return found
    raise UnknownRegime(day.isoformat())


def form_of(regime: str, kind: str) -> RegimeForm:
    """A form of a regime by the name it is stored under. Raises UnknownRegime, ValueError."""
    return form_set(regime).form(FormKind(kind))
