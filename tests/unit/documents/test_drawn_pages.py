"""What an officer sees of a PDF: also what stands in the fields of a form."""

from pathlib import Path

import pikepdf
from PIL import Image

from backend.documents.paperwork import drawn


def filled_form(path: Path) -> None:
    """A sheet whose only ink is the appearance of a form field, as filled-in forms and visible
    signatures have it."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200))
        look = pdf.make_stream(b"0 0 0 rg 0 0 100 50 re f")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = pikepdf.Array([0, 0, 100, 50])
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx,
                T="ho_ten", V="Nguyễn Văn Mẫu", Rect=pikepdf.Array([50, 100, 150, 150]), F=4,
                AP=pikepdf.Dictionary(N=look), P=page.obj,
            )
        )  # fmt: skip
        page.obj.Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        pdf.save(path)


def ink(image: Image.Image) -> int:
    """How many pixels are dark."""
    return sum(image.convert("L").histogram()[:128])


def test_what_stands_in_a_field_of_a_form_is_seen(tmp_path: Path) -> None:
    filled_form(path := tmp_path / "a.pdf")
    seen = drawn(path, "application/pdf", 0, 200)
    assert seen.size == (200, 200)
    assert ink(seen.crop((50, 50, 150, 100))) > 4000
    assert ink(seen) < 6000, "and nothing else"
