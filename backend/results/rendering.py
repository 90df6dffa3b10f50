"""Printing the forms of the law as PDF/A: from the data kept when they were issued."""

import io
import threading
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import segno
import typst
from anyio import to_thread
from pypdf import PdfReader

from backend.documents.store import store
from backend.platform import clock
from backend.platform.database import execute
from backend.results.form_data import form_data
from backend.settings import settings
from storage.objects import object_key

_FOLDER = Path(__file__).parent
_LOCK = threading.Lock()


async def rendered_form(document_id: UUID) -> bytes:
    """The PDF of an issued form: printed now, and kept for the next time. Raises StorageError."""
    data = await form_data(document_id)
    content = await to_thread.run_sync(render, data)
    pages = len(PdfReader(io.BytesIO(content)).pages)
    key = object_key(settings().tenant, clock.now(), document_id)
    stored = await store().put_bytes(key, content, "application/pdf")
    await execute(
        "update document set object_key = $2, sha256 = $3, size = $4, pages = $5 "
        "where id = $1 and object_key is null",
        document_id,
        key,
        stored.sha256,
        stored.size,
        pages,
    )
    return content


def render(data: dict[str, Any]) -> bytes:
    """One form as PDF/A-2b from its data; nothing of the data is read as markup.

    `data["template"]` names its template; a form of a dossier has `look_up_url` for the QR code,
    a label `code_text`.
    """
    with _LOCK:  # one compiler a process, and it is not made for two threads
        return bytes(
            _compiler().compile(
                format="pdf",
                pdf_standards="a-2b",
                sys_inputs={
                    "data": msgspec.json.encode(data).decode(),
                    "qr": qr(shown) if (shown := _to_scan(data)) else "",
                },
            )
        )


def _to_scan(data: dict[str, Any]) -> str:
    return str(data.get("code_text") or data.get("look_up_url") or "")


@cache
def _compiler() -> Any:
    return typst.Compiler(
        str(_FOLDER / "templates" / "main.typ"),
        root=str(_FOLDER),
        font_paths=[str(_FOLDER / "fonts")],
        ignore_system_fonts=True,
    )


def qr(text: str) -> str:
    """A QR code as SVG."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", border=1, xmldecl=False)
    return out.getvalue().decode()
