"""The mailbox of returned letters, over IMAP from a real server (pymap) and as a Maildir."""

import imaplib
import mailbox
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.notifications.bounce_mailbox import ImapBox, MailboxAway, MaildirBox
from backend.notifications.returned_letters import Fate, report_in
from backend.sandbox.returned import lay_into, report

LETTER = b"From: a@b.example\r\nSubject: Thu\r\n\r\nNoi dung\r\n"
USER, PASSWORD = "tra-lai", "mot-mat-khau"
OURS = report(LETTER, "tra-lai+abc@motcua.example", "x@y.example", "tra-ve")
ANSWER = b"From: x@y.example\r\nTo: tra-lai@motcua.example\r\nSubject: Cam on\r\n\r\nCam on\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where the server listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    server = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("pymap")),
            *("--host", "127.0.0.1", "--port", str(free), "--no-tls"),
            *("dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            imaplib.IMAP4("127.0.0.1", free, timeout=5).logout()
            break
        except OSError:
            time.sleep(0.2)
    yield free
    server.terminate()
    server.wait(timeout=15)


def _imap(port: int) -> imaplib.IMAP4:
    imap = imaplib.IMAP4("127.0.0.1", port, timeout=20)
    imap.login(USER, PASSWORD)
    imap.select("INBOX")
    return imap


@pytest.mark.criterion("II.23")
def test_over_imap_what_is_ours_goes_and_the_rest_stays_as_read(port: int) -> None:
    imap = _imap(port)
    imap.uid("STORE", "1:*", "+FLAGS", r"(\Deleted)")  # letters the server came with
    imap.expunge()
    for raw in (OURS, ANSWER):
        imap.append("INBOX", "", "", raw)
    imap.logout()
    box = ImapBox(f"imap+plain://127.0.0.1:{port}/INBOX", USER, PASSWORD)
    box.check()
    waiting = box.waiting()
    assert len(waiting) == 2
    found = [report_in(raw) for _name, raw in waiting]
    assert found[0] is not None and found[0].fate is Fate.GONE
    assert "tra-lai+abc@motcua.example" in found[0].sent_to
    assert found[1] is None
    # Looking alone marks nothing: who dies in between finds them again.
    assert len(box.waiting()) == 2
    box.settle([waiting[0][0]], [waiting[1][0]])
    assert box.waiting() == []
    imap = _imap(port)
    _, left = imap.uid("SEARCH", "ALL")
    assert left[0].decode().split() == [waiting[1][0]]
    imap.logout()


def test_a_wrong_password_a_missing_folder_and_a_dead_server_are_said_in_words(port: int) -> None:
    where = f"127.0.0.1:{port}"
    for url, password in (
        (f"imap+plain://{where}/INBOX", "sai"),
        (f"imap+plain://{where}/KhongCo", PASSWORD),
        ("imap+plain://127.0.0.1:9/INBOX", PASSWORD),
        (f"imaps://{where}/INBOX", PASSWORD),
    ):
        with pytest.raises(MailboxAway) as away:
            ImapBox(url, USER, password).waiting()
        assert str(away.value).endswith(".") and PASSWORD not in str(away.value)


def test_a_maildir_does_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "returned"
    box = MaildirBox(folder)
    with pytest.raises(MailboxAway):
        box.check()
    lay_into(folder, OURS)
    lay_into(folder, ANSWER)
    waiting = box.waiting()
    assert sum(report_in(raw) is not None for _name, raw in waiting) == 1
    assert len(box.waiting()) == 2
    taken = [name for name, raw in waiting if report_in(raw) is not None]
    left = [name for name, raw in waiting if report_in(raw) is None]
    box.settle(taken, left)
    box.settle(taken, left)  # another worker was as fast
    assert box.waiting() == []
    assert [m["subject"] for m in mailbox.Maildir(folder, create=False)] == ["Cam on"]
