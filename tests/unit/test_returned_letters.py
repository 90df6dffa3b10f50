"""What mail servers report, and the sealed number in the envelope sender."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.notifications.bounce_address import line_of, sender_for
from backend.notifications.returned_letters import Fate, report_in
from backend.sandbox.returned import report

ADDRESS = "tra-lai@motcua.example"
LETTER = b"From: a@b.example\r\nTo: x@y.example\r\nSubject: Thu\r\n\r\nNoi dung\r\n"


@given(st.uuids())
def test_the_sender_of_a_letter_names_it_and_survives_other_cases(line_id: uuid.UUID) -> None:
    sender = sender_for(line_id, ADDRESS)
    assert len(sender.partition("@")[0]) <= 64
    assert sender.startswith("tra-lai+") and sender.endswith("@motcua.example")
    for text in (sender, sender.upper(), f"Bounces <{sender}>", f"x@y.vn {sender}"):
        assert line_of(text) == line_id


@given(st.uuids(), st.integers(min_value=8, max_value=49), st.sampled_from("abcxyz234567"))
def test_whoever_changes_a_letter_of_it_has_nothing(
    line_id: uuid.UUID, place: int, letter: str
) -> None:
    sender = sender_for(line_id, ADDRESS)
    forged = sender[:place] + letter + sender[place + 1 :]
    # The last letter of the number carries two spare bits, as base32 has it.
    expected = {line_id, None} if place == 33 else {line_id if forged == sender else None}
    assert line_of(forged) in expected


@given(st.text(max_size=200))
def test_other_addresses_name_nothing(text: str) -> None:
    assert line_of(text) is None
    assert sender_for(None, ADDRESS) == ADDRESS


@pytest.mark.parametrize(
    ("kind", "fate", "status", "words"),
    [
        ("tra-ve", Fate.GONE, "5.1.1", "Không có hộp thư này."),
        ("day", Fate.FAILED, "5.2.2", "Hộp thư đã đầy."),
        ("cham", Fate.PASSING, "4.4.1", ""),
    ],
)
def test_a_report_is_read_as_servers_write_it(
    kind: str, fate: Fate, status: str, words: str
) -> None:
    found = report_in(report(LETTER, "tra-lai+abc@motcua.example", "x@y.example", kind))
    assert found is not None
    assert (found.fate, found.status, found.words) == (fate, status, words)
    assert "tra-lai+abc@motcua.example" in found.sent_to


# What Exchange, Gmail and an old qmail-like server write, shortened.
OTHERS = [
    (
        b"Action: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR."
        b"RecipientNotFound; not found\n",
        Fate.GONE, "5.1.10",
    ),
    (
        b"Final-Recipient: rfc822; a@b.vn\nAction: failed\nStatus: 5.0.0\n"
        b"Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach\n",
        Fate.GONE, "5.1.1",
    ),
    (
        b"Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 554 rejected\n",
        Fate.FAILED, "5.0.0",
    ),
    (b"Action: Failed (expired)\nStatus: 4.4.7\n", Fate.FAILED, "4.4.7"),
    (b"Action: delivered\nStatus: 2.0.0\n", Fate.PASSING, "2.0.0"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "fate", "status"), OTHERS)
def test_reports_of_other_servers(block: bytes, fate: Fate, status: str) -> None:
    found = report_in(_around(block))
    assert found is not None
    assert (found.fate, found.status) == (fate, status)
    assert bool(found.words) is (fate is not Fate.PASSING)


def test_of_several_recipients_the_worst_counts() -> None:
    both = b"Action: delayed\nStatus: 4.4.1\n\nAction: failed\nStatus: 5.1.1\n"
    found = report_in(_around(both))
    assert found is not None and found.fate is Fate.GONE


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        LETTER,
        b"Content-Type: multipart/report\n\nnothing",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: "
        b"message/delivery-status\n\n--x--",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: "
        b"message/delivery-status\nContent-Transfer-Encoding: base64\n\n////\n--x--",
        b"To: =?broken?Q?=ff?=\nContent-Type: multipart/report; charset=\xff\n\n",
    ],
)
def test_what_is_no_report_is_left_alone(raw: bytes) -> None:
    assert report_in(raw) is None


@given(st.binary(max_size=400))
def test_nothing_that_others_write_breaks_us(junk: bytes) -> None:
    report_in(junk)
    report_in(_around(junk))


def _around(block: bytes) -> bytes:
    return (
        b"To: tra-lai@motcua.example\nContent-Type: multipart/report; "
        b"report-type=delivery-status; boundary=z\n\n--z\nContent-Type: text/plain\n\nSorry\n"
        b"--z\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.vn\n\n"
        + block
        + b"\n--z--\n"
    )
