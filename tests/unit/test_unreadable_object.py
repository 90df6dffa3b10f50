"""A store that lists an object and cannot give it: everything else is kept all the same."""

import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from backend.backups import objects
from backend.backups.folder import BackupFolder
from storage.objects import StorageUnavailable
from storage.whole_bucket import WholeBucket

_LISTING = (
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name>'
    "<IsTruncated>false</IsTruncated>{}</ListBucketResult>"
)
_LYING = (
    "<Contents><Key>{}</Key><LastModified>2026-11-26T00:00:00.000Z</LastModified>"
    '<ETag>"{}"</ETag><Size>4</Size></Contents>'
)
_REFUSED = "<Error><Code>InternalError</Code><Message>again</Message></Error>"
KEYS = ("first", "never", "once", "gone")


class _Store(BaseHTTPRequestHandler):
    """Speaks as much S3 as a reader needs. `never` is refused each time, `once` the first time."""

    asked: Counter[str]

    def do_HEAD(self) -> None:
        self._answer(200, "")

    def do_GET(self) -> None:
        key = self.path.partition("?")[0].removeprefix("/bucket").strip("/")
        if not key:
            lines = (_LYING.format(key, key) for key in KEYS)
            self._answer(200, _LISTING.format("".join(lines)))
            return
        self.asked[key] += 1
        if key == "gone":
            self._answer(404, _REFUSED.replace("InternalError", "NoSuchKey"))
        elif key == "never" or (key == "once" and self.asked[key] == 1):
            self._answer(500, _REFUSED)
        else:
            self._answer(200, "tệp")

    def _answer(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def store() -> Iterator[ThreadingHTTPServer]:
    """One on a port of its own."""
    _Store.asked = Counter()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Store) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.criterion("V.24")
def test_an_object_that_cannot_be_read_keeps_no_other_from_the_backup(
    store: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = _bucket(store.server_address[1])
    monkeypatch.setattr(objects, "buckets", lambda: {"documents": bucket})
    monkeypatch.setattr(objects, "_PAUSES", (0.01, 0.01))
    folder = BackupFolder(tmp_path, bytes(32))
    unreadable: list[str] = []
    kept = list(objects.copied(folder, {}, unreadable))
    assert {entry.key for entry in kept} == {"first", "once"}
    assert unreadable == ["documents/never"]
    assert objects.checked(folder, kept) == 2


def test_a_store_that_does_not_answer_ends_the_backup(
    store: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = _bucket(store.server_address[1])
    monkeypatch.setattr(objects, "buckets", lambda: {"documents": bucket})
    store.shutdown()
    store.server_close()
    with pytest.raises(StorageUnavailable):
        list(objects.copied(BackupFolder(tmp_path, bytes(32)), {}, []))


def _bucket(port: int) -> WholeBucket:
    return WholeBucket(
        f"127.0.0.1:{port}", "key", "secret", "bucket",
        region="us-east-1", secure=False, authorities="", locked=False,
    )  # fmt: skip
