"""Texts and spreadsheets (OOXML, OpenDocument): archives looked through without unpacking them.

Members are read only where they decide, in bounded pieces; sizes are checked by counting what
really comes out and not by what the directory says.
"""

import re
import stat
import zipfile
import zlib
from pathlib import Path

from backend.documents.inspection import refusals
from backend.documents.inspection.refusals import Refused

MAX_MEMBERS = 1000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
_SMALL = 1024 * 1024  # below it a high ratio is only white space
_ENDS = 22 + 65_536
_MAIN = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OPEN_DOCUMENT = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
)
_MACROS = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml|activex/|embeddings/|ctrlprops/|macrosheets/|"
    r"externallinks/|customui)|^(basic|scripts|object \d+|objectreplacements)/",
    re.IGNORECASE,
)
_NESTED = re.compile(r"\.(zip|7z|rar|jar|docm|xlsm|exe|dll|js|vbs|bat|cmd|ps1|hta)$", re.IGNORECASE)
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|activeX|oleObject", re.IGNORECASE)
_OUTSIDE = re.compile(
    rb'(attachedTemplate|oleObject|subDocument|frame)"[^>]*TargetMode="External"'
    rb'|TargetMode="External"[^>]*(attachedTemplate|oleObject|subDocument|frame)"',
    re.IGNORECASE,
)
_DDE = re.compile(rb"\bDDE(AUTO)?\b[^<]{0,40}(cmd|powershell|mshta)|<!ENTITY", re.IGNORECASE)
_SCRIPT = re.compile(rb"<script:event-listener|<office:script\b|<!ENTITY", re.IGNORECASE)


def kind_of(path: Path) -> str:
    """The media type of an archive that is a text or spreadsheet, else empty."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            for main, media_type in _MAIN.items():
                if main in names and "[Content_Types].xml" in names:
                    return media_type
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                found = archive.read("mimetype").decode("ascii", "replace").strip()
                return found if found in OPEN_DOCUMENT else ""
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError, NotImplementedError, zlib.error):
        return ""
    return ""


def look_through(path: Path) -> int:
    """Always 0: such a file has no pages of its own. Raises Refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            _edges(path, archive)
            members = archive.infolist()
            _directory(members)
            _content(archive, members)
    except (
        zipfile.BadZipFile, ValueError, OSError, NotImplementedError, zlib.error, EOFError,
    ) as error:  # fmt: skip
        raise Refused(refusals.DAMAGED) from error
    except RuntimeError as error:  # zipfile's word for a member that wants a password
        raise Refused(refusals.ENCRYPTED) from error
    return 0


def _edges(path: Path, archive: zipfile.ZipFile) -> None:
    """Nothing before the first member, nothing behind the directory."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _ENDS))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    comment = len(archive.comment)
    if end < 0 or len(tail) - end != 22 + comment or comment > 200:
        raise Refused(refusals.POLYGLOT)
    if min((m.header_offset for m in archive.infolist()), default=1) != 0:
        raise Refused(refusals.POLYGLOT)


def _directory(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise Refused(refusals.BOMB)
    if len(set(names)) != len(names):
        raise Refused(refusals.DAMAGED)
    for member in members:
        if member.flag_bits & 0x1:
            raise Refused(refusals.ENCRYPTED)
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/"):
            raise Refused(refusals.DAMAGED)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise Refused(refusals.DAMAGED)
        if _MACROS.search(name):
            raise Refused(refusals.MACROS)
        if _NESTED.search(name):
            raise Refused(refusals.EMBEDDED)
        if member.file_size > _SMALL and member.file_size > MAX_RATIO * max(
            1, member.compress_size
        ):
            raise Refused(refusals.BOMB)


def _content(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    total = 0
    for member in members:
        is_text = member.filename.endswith((".xml", ".rels"))
        before = b""
        with archive.open(member) as file:
            while piece := file.read(256 * 1024):
                total += len(piece)
                if total > MAX_UNPACKED:
                    raise Refused(refusals.BOMB)
                if is_text:
                    _text(member.filename, before + piece)
                    before = piece[-512:]


def _text(name: str, text: bytes) -> None:
    if name == "META-INF/manifest.xml" and b"encryption-data" in text:
        raise Refused(refusals.ENCRYPTED)
    types = name == "[Content_Types].xml" or name.endswith(".rels")
    if types and (_MACRO_TYPES.search(text) or _OUTSIDE.search(text)):
        raise Refused(refusals.MACROS)
    if _SCRIPT.search(text) or _DDE.search(text):
        raise Refused(refusals.MACROS)
