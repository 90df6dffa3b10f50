"""Shadow attacks and forgeries of the signature itself: nothing shown is called valid that is not.

After "Shadow Attacks: Hiding and Replacing Content in Signed PDFs" (NDSS 2021): the forger prepares
the file before it is signed, so that a small update afterwards shows something else. Each variant
is a real file, signed with good certificates by way of the portal.
"""

import io
import re
from collections.abc import Callable

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer

from backend.signing.checking import check
from backend.signing.pades import OFFICER, Place, sign, with_fields
from backend.signing.signatory import Signatory
from shared.client import results
from shared.client.base import ApiClient
from tests.api.results.conftest import Phone
from tests.api.results.test_signing import LEADER, _pdf

Named = Callable[[str], Signatory]
name = generic.NameObject


def _stream(text: bytes, **more: generic.PdfObject) -> generic.StreamObject:
    return generic.StreamObject(
        generic.DictionaryObject({name(f"/{key}"): value for key, value in more.items()}),
        stream_data=text,
    )


def _rebuilt(text: str) -> PdfFileWriter:
    return copy_into_new_writer(PdfFileReader(io.BytesIO(_pdf(text))))


def _bytes(writer: PdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _page(writer: PdfFileWriter) -> generic.DictionaryObject:
    found: generic.DictionaryObject = writer.root["/Pages"]["/Kids"][0]
    return found


def _overlaid() -> bytes:
    """What is written is covered by a form drawn over it."""
    writer = _rebuilt("Số tiền: 999.000.000 đồng")
    box = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 400, 400)])
    cover = _stream(
        b"1 1 1 rg 0 0 400 400 re f", Type=name("/XObject"), Subtype=name("/Form"), BBox=box
    )
    page = _page(writer)
    resources = page["/Resources"]
    resources[name("/XObject")] = generic.DictionaryObject(
        {name("/Cover"): writer.add_object(cover)}
    )
    old = page.raw_get("/Contents")
    drawn = writer.add_object(_stream(b"q /Cover Do Q"))
    before = list(old) if isinstance(old, generic.ArrayObject) else [old]
    page[name("/Contents")] = generic.ArrayObject([*before, drawn])
    return _bytes(writer)


def _uncovered(signed: bytes) -> IncrementalPdfFileWriter:
    """Hide: the update empties the cover."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    cover = _page(writer)["/Resources"]["/XObject"].raw_get("/Cover")
    found = cover.get_object()
    found._data, found._encoded_data = b"", None
    writer.mark_update(cover)
    return writer


def _with_a_field() -> bytes:
    """A text field that shows the amount."""
    writer = _rebuilt("Phiếu thu")
    box = generic.ArrayObject([generic.NumberObject(n) for n in (20, 200, 200, 230)])
    widget = generic.DictionaryObject(
        {
            name("/Type"): name("/Annot"),
            name("/Subtype"): name("/Widget"),
            name("/FT"): name("/Tx"),
            name("/T"): generic.TextStringObject("so_tien"),
            name("/V"): generic.TextStringObject("1.000"),
            name("/Rect"): box,
            name("/F"): generic.NumberObject(4),
        }
    )
    ref = writer.add_object(widget)
    _page(writer)[name("/Annots")] = generic.ArrayObject([ref])
    writer.root[name("/AcroForm")] = generic.DictionaryObject(
        {name("/Fields"): generic.ArrayObject([ref])}
    )
    return _bytes(writer)


def _refilled(signed: bytes) -> IncrementalPdfFileWriter:
    """Replace: the field shows another value, as filling in a form would."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    fields = [field.get_object() for field in writer.root["/AcroForm"]["/Fields"]]
    ref = next(field for field in fields if field.get("/T") == "so_tien")
    ref[name("/V")] = generic.TextStringObject("999.000.000")
    box = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 180, 30)])
    drawn = _stream(b"1 0 0 rg 0 0 180 30 re f", Subtype=name("/Form"), BBox=box)
    ref[name("/AP")] = generic.DictionaryObject({name("/N"): writer.add_object(drawn)})
    writer.update_container(ref)
    return writer


def _plain() -> bytes:
    return _bytes(_rebuilt("Số tiền: 1.000 đồng"))


def _other_font(signed: bytes) -> IncrementalPdfFileWriter:
    """Replace: the letters are drawn by another font, so that they read as something else."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    fonts = _page(writer)["/Resources"]["/Font"]
    key = next(iter(fonts))
    font = fonts[key]
    font[name("/Encoding")] = name("/Identity-V")
    writer.update_container(font)
    return writer


def _two_documents() -> bytes:
    """Another document lies in the same file, and nothing leads to it."""
    writer = _rebuilt("Từ chối")
    page = _page(writer)
    shadow = generic.DictionaryObject(dict(page))
    shadow[name("/Contents")] = writer.add_object(_stream(b"0 1 0 rg 0 0 400 400 re f"))
    pages = generic.DictionaryObject(
        {name("/Type"): name("/Pages"), name("/Count"): generic.NumberObject(1)}
    )
    ref = writer.add_object(pages)
    shadow[name("/Parent")] = ref
    pages[name("/Kids")] = generic.ArrayObject([writer.add_object(shadow)])
    writer.root[name("/MotCuaSpare")] = ref
    return _bytes(writer)


def _switched(signed: bytes) -> IncrementalPdfFileWriter:
    """Hide and replace: the update makes the spare document the document."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root[name("/Pages")] = writer.root.raw_get("/MotCuaSpare")
    writer.update_root()
    return writer


@pytest.mark.criterion("III.17")
@pytest.mark.parametrize(
    ("prepare", "attack"),
    [
        (_overlaid, _uncovered),
        (_with_a_field, _refilled),
        (_plain, _other_font),
        (_two_documents, _switched),
    ],
    ids=["hide", "replace-field", "replace-font", "hide-and-replace"],
)
async def test_a_file_prepared_to_show_something_else_later_is_found_out(
    phone: Phone,
    signatory: Named,
    anonymous: ApiClient,
    prepare: Callable[[], bytes],
    attack: Callable[[bytes], IncrementalPdfFileWriter],
) -> None:
    leader = signatory(LEADER)
    ready = with_fields(prepare(), {OFFICER: Place(-1, (150, 20, 300, 70))})
    made = await sign(
        ready, leader, await phone.leave(leader), field=OFFICER, reason="Ký", drawing=_pdf("Ký")
    )
    assert (await check(made.content)).good, "before the attack"
    shadow = _bytes(attack(made.content))
    assert shadow.startswith(made.content), "the signed bytes are all there"
    assert len(shadow) > len(made.content)
    found = await check(shadow)
    assert not found.good
    assert "sửa sau khi ký" in found.signatures[-1].wrong
    told = await results.check_file(anonymous, "ket-qua.pdf", shadow)
    assert not told.valid


@pytest.mark.criterion("III.17")
@pytest.mark.parametrize("what", ["nothing-covered", "no-signature", "zeroed", "less-covered"])
async def test_a_signature_that_covers_nothing_or_is_none_proves_nothing(
    phone: Phone, signatory: Named, anonymous: ApiClient, what: str
) -> None:
    leader = signatory(LEADER)
    ready = with_fields(_plain(), {OFFICER: Place(-1, (150, 20, 300, 70))})
    made = await sign(
        ready, leader, await phone.leave(leader), field=OFFICER, reason="Ký", drawing=_pdf("Ký")
    )
    content = made.content
    covered = re.search(rb"/ByteRange\s*\[[^\]]*\]", content)
    contents = re.search(rb"/Contents\s*<([0-9a-fA-F]+)>", content)
    assert covered is not None and contents is not None
    old = covered[0]
    if what == "nothing-covered":
        forged = content.replace(old, b"/ByteRange [0 0 0 0]".ljust(len(old)))
    elif what == "no-signature":
        forged = content.replace(b"/Contents", b"/Contentz", 1)
    elif what == "zeroed":
        forged = content.replace(contents[1], b"0" * len(contents[1]))
    else:
        first = old.split(b"[")[1].split()
        less = b" ".join([first[0], first[1], first[2], b"10]"])
        forged = content.replace(old, (b"/ByteRange [" + less).ljust(len(old)))
    assert forged != content and len(forged) == len(content)
    assert not (await check(forged)).good
    assert not (await results.check_file(anonymous, "ket-qua.pdf", forged)).valid
