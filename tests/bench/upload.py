"""The upload of a large file through the API against the object store's own client."""

import io
import os
import statistics
import time
import uuid
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec
import pikepdf
from minio import Minio

from backend.settings import MIB, settings
from tests.api.conftest import PROCEDURE
from tests.bench import people
from tests.bench.load import Connection, spread
from tests.bench.result import Result
from tests.bench.system import System

SIZE = 10 * MIB
ROUNDS = 12
_PAPERS = ("to_khai", "ly_hon_tu", "giay_cu", "uy_quyen")  # at most ten files each
_BOUNDARY = "bench-7d1c"


def scan(size: int) -> bytes:
    """A PDF of one page with a picture of about so many bytes that nothing makes smaller."""
    side = int((size / 3) ** 0.5)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        picture = pdf.make_stream(os.urandom(side * side * 3))
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width = picture.Height = side
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=picture))
        page.obj.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /A Do Q")
        out = io.BytesIO()
        pdf.save(out, compress_streams=False)
        return out.getvalue()


async def upload(system: System) -> list[Result]:
    """Ten MiB."""
    content = scan(SIZE)
    raw = _raw_client()
    spent: list[tuple[float, float]] = []
    database = await system.copy("motcua", "uploads")
    room = {"MOTCUA_MAX_DOSSIER_BYTES": str(100 * SIZE)}
    with system.server("backend.operations.server", database, room) as address:
        headers = await people.citizen(address, 0)
        connection = await Connection.to(address)
        draft = await connection.ask(
            "/api/v1/drafts", method="POST",
            headers=f"{headers}Content-Type: application/json\r\n",
            body=msgspec.json.encode({"procedure_code": PROCEDURE}),
        )  # fmt: skip
        path = f"/api/v1/drafts/{msgspec.json.decode(draft)['id']}/documents"
        headers += f"Content-Type: multipart/form-data; boundary={_BOUNDARY}\r\n"
        for measured in range(ROUNDS + 1):
            body = _multipart(content, _PAPERS[measured % len(_PAPERS)])
            started = time.perf_counter()
            await connection.ask(path, method="POST", headers=headers, body=body)
            ours = time.perf_counter() - started
            started = time.perf_counter()
            raw.put_object(
                bucket_name=settings().s3_bucket,
                object_name=f"bench/{uuid.uuid4()}",
                data=io.BytesIO(content),
                length=len(content),
                content_type="application/pdf",
                part_size=SIZE,
            )
            if measured:
                spent.append((ours, time.perf_counter() - started))
        connection.close()
    ratios = [plain / ours for ours, plain in spent]
    speeds = [10 / statistics.median(side) for side in zip(*spent, strict=True)]
    return [
        Result(
            "upload", "upload of 10 MiB", statistics.median(ratios), 0.8,
            f"{speeds[0]:.0f} MiB/s", f"{speeds[1]:.0f} MiB/s",
            "A PDF sent to a draft, hashed, looked through for what may run, and stored, against "
            "the same bytes put by the client library of the store.",
            details=[f"Ratio in the rounds: {spread(ratios)}.", *_steps(content)],
        )
    ]  # fmt: skip


def _raw_client() -> Minio:
    s = settings()
    return Minio(
        endpoint=s.s3_endpoint, access_key=s.s3_access_key, secret_key=s.s3_secret_key,
        region=s.s3_region, secure=False,
    )  # fmt: skip


def _multipart(content: bytes, component: str) -> bytes:
    head = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="component_key"\r\n\r\n'
        f'{component}\r\n--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
        'filename="giay-to.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
    )
    return head.encode() + content + f"\r\n--{_BOUNDARY}--\r\n".encode()


def _steps(content: bytes) -> list[str]:
    """What the API does beside storing, each step alone."""
    import hashlib

    from backend.documents.inspection import inspect

    started = time.perf_counter()
    hashlib.sha256(content).digest()
    hashed = time.perf_counter()
    with NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        written = time.perf_counter()
        verdict = inspect(Path(file.name), "giay-to.pdf", Path(os.devnull))
        looked = time.perf_counter()
    assert not verdict.refusal, verdict
    return [
        f"Alone, the SHA-256 takes {(hashed - started) * 1000:.0f} ms, writing to disk "
        f"{(written - hashed) * 1000:.0f} ms, and the look through the file "
        f"{(looked - written) * 1000:.0f} ms."
    ]
