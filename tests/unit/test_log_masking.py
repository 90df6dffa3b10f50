"""What reaches a log line carries nobody's number, mailbox or name."""

import logging
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.operations.log_masking import HIDDEN, MaskingFilter, mask, masked
from backend.platform.sealing import sealed


@given(
    st.from_regex(r"[0-9]{9,14}", fullmatch=True),
    st.sampled_from(["", "số ", "Key (username)=(", "id=", "tel:"]),
)
def test_a_number_of_a_person_never_stays(number: str, before: str) -> None:
    assert number not in masked(f"{before}{number}) already exists")


@pytest.mark.parametrize(
    "text",
    [
        "mau@congdan.example",
        "Kính gửi <nguyen.van-mau+1@hop.thu.example>: lỗi",
        "duplicate key value\nDETAIL:  Key (phone)=(Số 1 phố Trình Diễn) exists",
    ],
)
def test_mailboxes_and_what_a_driver_adds_to_an_error_are_hidden(text: str) -> None:
    shown = masked(text)
    assert "mau" not in shown and "Trình Diễn" not in shown and HIDDEN in shown


def test_a_sealed_value_is_hidden_too() -> None:
    value = sealed("dossier.applicant_phone", uuid.uuid4(), "0900000001")
    assert value not in masked(f"row: {value}")


@pytest.mark.parametrize(
    "text",
    [
        "01a215d7-7c3e-73a0-8e5c-53e688e5d05b",
        "01a215d7-7c3e-73a0-8e5c-536885050512",
        "H37.21-261126-0001",
        "2026-11-26T03:15:44.123456Z",
        "TN0K3M9X2P1Q",
        "GET /api/v1/dossiers/{dossier_id:uuid} 200 in 12.5 ms",
    ],
)
def test_what_an_operator_needs_stays(text: str) -> None:
    assert masked(text) == text


def test_named_values_are_hidden_however_deep_and_counts_stay() -> None:
    event: dict[str, Any] = {
        "event": "written",
        "status": 200,
        "code": 3,
        "person": {"full_name": "Nguyễn Văn Mẫu", "agency": "H37"},
        "people": [{"phone": "x"}],
        "answers": {"a": 1},
    }
    shown = mask(None, "info", event)
    assert shown["status"] == 200 and shown["code"] == 3 and shown["answers"] == HIDDEN
    assert shown["person"] == {"full_name": HIDDEN, "agency": "H37"}
    assert shown["people"] == [{"phone": HIDDEN}]


def test_what_a_library_logs_by_itself_is_masked_with_its_traceback() -> None:
    try:
        raise ValueError("no mailbox mau@congdan.example of 020099000001")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "f", 1, "failed for %s", ("0900000001",),
            (ValueError, error, error.__traceback__),
        )  # fmt: skip
    assert MaskingFilter().filter(record)
    text = logging.Formatter().format(record)
    assert "0900000001" not in text and "020099000001" not in text and "mau@" not in text
    assert "ValueError" in text and "failed for" in text
