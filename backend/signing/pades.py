"""Signing a PDF file as PAdES B-T: signature, certificate chain, timestamp (ETSI EN 319 142-1).

Each signature is an incremental update: what was there before stays byte for byte, so that the file
a leader approved is the beginning of the file that is signed. It runs in a thread of its own,
because building the file costs the processor a tenth of a second.
"""

import asyncio
import hashlib
import io
from collections.abc import Coroutine
from dataclasses import dataclass
from functools import cache

from anyio import CapacityLimiter, to_thread
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers import Signer as PdfKey
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from backend.settings import settings
from backend.signing.checking import SignatureFacts, newest
from backend.signing.signatory import Leave, Signatory, SigningFailed
from backend.signing.signer import signer

OFFICER, SEAL, COPY = "NguoiKy", "CoQuan", "SaoY"
_AT_ONCE = 4
_WHOLE_BOX = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins(0, 0, 0, 0)
)


@dataclass(frozen=True, slots=True)
class Place:
    """A visible signature: on which page (0 is the first, -1 the last), in which box in points."""

    page: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed file, and what its newest signature says when read back."""

    content: bytes
    facts: SignatureFacts

    @property
    def sha256(self) -> bytes:
        """The digest of the signed file."""
        return hashlib.sha256(self.content).digest()


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be signed, in which field, why, and what is drawn there."""

    pdf: bytes
    field: str
    reason: str
    drawing: bytes
    place: Place | None = None


class _Drawn(ImportedPdfPage):
    """A page that is held in memory."""

    def __init__(self, content: bytes) -> None:
        super().__init__("")
        self._content = content

    def render(self) -> bytes:
        xobject = self._ensure_writer.import_page_as_xobject(
            PdfFileReader(io.BytesIO(self._content))
        )
        self.resources.xobject["/Drawn"] = xobject
        x1, y1, x2, y2 = xobject.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(x1 - x2), height=abs(y1 - y2))
        return b"/Drawn Do"


def with_fields(pdf: bytes, places: dict[str, Place]) -> bytes:
    """The file with empty signature fields: all of them before the first signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for name, place in places.items():
        append_signature_field(
            writer, SigFieldSpec(sig_field_name=name, on_page=place.page, box=place.box)
        )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


async def sign(
    pdf: bytes,
    who: Signatory,
    leave: Leave,
    *,
    field: str,
    reason: str,
    drawing: bytes,
    place: Place | None = None,
) -> Signed:
    """The file with one more signature, drawn as the one page of `drawing`.

    `place` makes the field where there is none yet. Raises SigningFailed; nothing was signed then,
    or what was signed is thrown away.
    """
    [made] = await sign_all([Job(pdf, field, reason, drawing, place)], who, leave)
    if isinstance(made, SigningFailed):
        raise made
    return made


async def sign_all(jobs: list[Job], who: Signatory, leave: Leave) -> list[Signed | SigningFailed]:
    """Each file with one more signature of the same holder, let through by one PIN and code.

    The holder of the key is handed all digests at once. What went wrong with one file afterwards
    stands in its place. Raises SigningFailed when the holder gave no signature at all.
    """
    made = await to_thread.run_sync(
        lambda: asyncio.run(_sign_all(jobs, who, leave)), limiter=_threads()
    )
    return [await _read_back(one, job.field) for one, job in zip(made, jobs, strict=True)]


async def _read_back(made: bytes | BaseException, field: str) -> Signed | SigningFailed:
    if isinstance(made, TimestampRequestError):
        return SigningFailed(
            "Dịch vụ dấu thời gian chưa trả lời. Chưa ký; bản dự thảo vẫn được giữ. Hãy ký lại sau "
            "ít phút.",
            slug="signing-unavailable",
            busy=True,
        )
    if isinstance(made, BaseException):
        raise made
    facts = await newest(made, field)
    if facts is None:
        return SigningFailed(
            "Chữ ký nhận về không đúng với nội dung hoặc chứng thư số đã bị thu hồi. Không dùng "
            "chữ ký này. Hãy ký lại; nếu vẫn vậy, báo nhà cung cấp dịch vụ ký số.",
            slug="wrong-signature",
        )
    return Signed(made, facts)


async def _sign_all(jobs: list[Job], who: Signatory, leave: Leave) -> list[bytes | BaseException]:
    async with signer().opened(who, leave, len(jobs)) as key:
        if not signer().takes_many:
            return [await _kept(_sign(job, key, who)) for job in jobs]
        tasks = [asyncio.create_task(_sign(job, key, who)) for job in jobs]
        try:
            return await _together(tasks)
        finally:
            for task in tasks:
                task.cancel()


async def _together(tasks: list[asyncio.Task[bytes]]) -> list[bytes | BaseException]:
    """Waits for all; the first that fails before its time for want of a signature ends all, so
    that nobody waits for a digest that will never come."""
    pending: set[asyncio.Task[bytes]] = set(tasks)
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        errors = [error for task in done if (error := task.exception()) is not None]
        errors = [error for error in errors if not isinstance(error, TimestampRequestError)]
        if errors:  # of these the holder's own words say most
            raise next((e for e in errors if isinstance(e, SigningFailed)), errors[0])
    return [task.exception() or task.result() for task in tasks]


async def _kept(work: Coroutine[None, None, bytes]) -> bytes | BaseException:
    try:
        return await work
    except TimestampRequestError as error:
        return error


async def _sign(job: Job, key: PdfKey, who: Signatory) -> bytes:
    made = PdfSigner(
        PdfSignatureMetadata(
            field_name=job.field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=job.reason,
            name=who.name,
            location="Việt Nam",
        ),
        key,
        timestamper=_timestamper(),
        stamp_style=StaticStampStyle(
            background=_Drawn(job.drawing), border_width=0, background_layout=_WHOLE_BOX
        ),
        new_field_spec=None
        if job.place is None
        else SigFieldSpec(sig_field_name=job.field, on_page=job.place.page, box=job.place.box),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(job.pdf))
    try:
        out = await made.async_sign_pdf(writer, existing_fields_only=job.place is None)
    except OSError as error:  # of the connection
        raise SigningError("no connection") from error
    signed: bytes = out.getvalue()
    return signed


@cache
def _timestamper() -> TimeStamper:
    # Kept, because it remembers how much room a timestamp needs.
    return HTTPTimeStamper(settings().signing_tsa_url, timeout=settings().signing_timeout)


@cache
def _threads() -> CapacityLimiter:
    return CapacityLimiter(_AT_ONCE)
