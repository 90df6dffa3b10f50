"""One more page behind a PDF file, as an incremental update: what was there stays byte for byte."""

import io

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject


class NotToBeSigned(Exception):
    """The file cannot take a page and a signature: it is signed already, or oddly built."""


def with_last_page(pdf: bytes, page: bytes) -> bytes:
    """The file and behind it the one page of another. Raises NotToBeSigned."""
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        if writer.prev.embedded_signatures:
            raise NotToBeSigned("signed already")
        drawn = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(page)))
        leaf = PageObject(
            contents=writer.add_object(generic.StreamObject(stream_data=b"/Page Do")),
            media_box=tuple(drawn.get_object()["/BBox"]),
            resources=generic.DictionaryObject(
                {generic.pdf_name("/XObject"): generic.DictionaryObject(
                    {generic.pdf_name("/Page"): drawn}
                )}
            ),
        )  # fmt: skip
        writer.insert_page(leaf)
        out = io.BytesIO()
        writer.write(out)
    except (PdfError, ValueError, KeyError, IndexError, RecursionError) as error:
        raise NotToBeSigned(type(error).__name__) from error
    return out.getvalue()
