"""How much memory the upload of a very large file takes, in the API and its helping processes."""

from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from backend.settings import MIB
from tests.api.conftest import PROCEDURE
from tests.bench import people
from tests.bench.load import Connection
from tests.bench.result import Result
from tests.bench.system import System
from tests.bench.upload import _BOUNDARY, _multipart, scan

SIZE = 300 * MIB
_PIECE = MIB


async def upload_memory(system: System) -> list[Result]:
    """Three hundred MiB, sent as one body and in pieces."""
    content = scan(SIZE)
    database = await system.copy("motcua", "large_uploads")
    limits = {
        "MOTCUA_MAX_UPLOAD_BYTES": str(SIZE + MIB),
        "MOTCUA_MAX_DOSSIER_BYTES": str(10 * SIZE),
    }
    with system.server("backend.operations.server", database, limits) as address:
        headers = await people.citizen(address, 0)
        connection = await Connection.to(address)
        as_json = f"{headers}Content-Type: application/json\r\n"
        draft = await connection.ask(
            "/api/v1/drafts", method="POST", headers=as_json,
            body=msgspec.json.encode({"procedure_code": PROCEDURE}),
        )  # fmt: skip
        path = f"/api/v1/drafts/{msgspec.json.decode(draft)['id']}"
        multipart = f"{headers}Content-Type: multipart/form-data; boundary={_BOUNDARY}\r\n"

        async def whole(file: bytes) -> None:
            await connection.ask(
                f"{path}/documents", method="POST", headers=multipart,
                body=_multipart(file, "to_khai"),
            )  # fmt: skip

        async def in_pieces(file: bytes) -> None:
            begun = await connection.ask(
                f"{path}/uploads", method="POST", headers=as_json,
                body=msgspec.json.encode(
                    {"name": "a.pdf", "size": len(file), "component_key": "to_khai"}
                ),
            )  # fmt: skip
            upload = f"/api/v1/uploads/{msgspec.json.decode(begun)['id']}"
            raw = f"{headers}Content-Type: application/octet-stream\r\n"
            for at in range(0, len(file), _PIECE):
                await connection.ask(
                    f"{upload}/content?at={at}", method="PUT", headers=raw,
                    body=file[at : at + _PIECE],
                )  # fmt: skip
            await connection.ask(f"{upload}/finish", method="POST", headers=as_json, body=b"{}")

        grown: dict[str, int] = {}
        small = scan(12 * MIB)  # of several parts, as the large one, so that all code is loaded
        for name, send in (("one body", whole), ("pieces", in_pieces)):
            await send(small)
            family = _family(address)
            before = sum(_peak(pid, anew=True) for pid in family)
            await send(content)
            assert _family(address) == family, "another process came or went meanwhile"
            grown[name] = sum(_peak(pid) for pid in family) - before
        connection.close()
    worst = max(grown.values())
    told = ", ".join(f"{name} {size / MIB:.1f} MiB" for name, size in grown.items())
    return [
        Result(
            "upload-memory", "memory for an upload of 300 MiB", worst / len(content), 0.05,
            f"{worst / MIB:.1f} MiB", f"{len(content) / MIB:.0f} MiB",
            "The growth of the greatest resident memory of the API and of the processes that look "
            "through files for it, against the size of the file.",
            at_least=False,
            details=[f"Growth: {told}."],
        )
    ]  # fmt: skip


def _family(address: str) -> list[int]:
    """The API that listens at an address, and its children."""
    port = f"MOTCUA_API_PORT={urlsplit(address).port}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if port in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
        except OSError:
            continue
    return sorted(found)


def _peak(pid: int, *, anew: bool = False) -> int:
    """The greatest resident memory of a process in bytes, since it was asked anew."""
    if anew:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024
