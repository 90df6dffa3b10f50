"""An electronic receipt as XML (Nghị định 123/2020/NĐ-CP Điều 32 and 33), before it is signed.

The tax authority's published schema for receipts was not at hand: the elements follow those of its
electronic invoices (what the receipt says, then the code of the authority, then signatures), and
carry everything Điều 32.2 asks for.
"""

from dataclasses import dataclass
from datetime import date

from lxml import etree

from backend.law.receipts import CURRENCY, NAME

FORMAT = "BLDT-1"
SIGNED_ID = "DLBLai"
AUTHORITY_CODE = "MCCQT"
_PLACEHOLDER = "placeholder"
_DS = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A receipt by its form, series and number."""

    form: str
    series: str
    number: int


@dataclass(frozen=True, slots=True)
class ReceiptData:
    """Everything a receipt says; amounts in whole VND."""

    name: Numbered
    day: date
    look_up_code: str
    replaces: Numbered | None
    reason: str
    agency: str
    tax_code: str
    agency_address: str
    agency_phone: str
    payer: str
    payer_address: str
    fee: str
    kind: str
    amount_vnd: int
    in_words: str
    means: str
    dossier_code: str
    procedure: str
    collector: str


def unsigned(data: ReceiptData) -> etree._Element:
    """The receipt with an empty place for the signature of the agency."""
    root = etree.Element("BLai")
    said = etree.SubElement(root, "DLBLai", Id=SIGNED_ID)
    common = _of(
        said, "TTChung",
        PBan=FORMAT, TBLai=NAME, KHMBLai=data.name.form, KHBLai=data.name.series,
        SBLai=data.name.number, NLap=data.day.isoformat(), DVTTe=CURRENCY, HTTToan=data.means,
        MTCuu=data.look_up_code,
    )  # fmt: skip
    if data.replaces is not None:
        _of(
            common, "TTBLLQuan",
            TCBLai="Thay thế", KHMBLCLQuan=data.replaces.form, KHBLCLQuan=data.replaces.series,
            SBLCLQuan=data.replaces.number, LDo=data.reason,
        )  # fmt: skip
    body = etree.SubElement(said, "NDBLai")
    _of(
        body, "CQThu",
        Ten=data.agency, MST=data.tax_code, DChi=data.agency_address, SDThoai=data.agency_phone,
        NThu=data.collector,
    )  # fmt: skip
    _of(body, "NNop", Ten=data.payer, DChi=data.payer_address)
    _of(body, "HSo", MHSo=data.dossier_code, TTHC=data.procedure)
    fees = etree.SubElement(body, "DSKThu")
    _of(fees, "KThu", STT=1, LKThu=data.kind, Ten=data.fee, STien=data.amount_vnd)
    _of(body, "TToan", TgTTTBSo=data.amount_vnd, TgTTTBChu=data.in_words)
    etree.SubElement(root, AUTHORITY_CODE)
    place = etree.SubElement(etree.SubElement(root, "DSCKS"), "CQThu")
    etree.SubElement(place, f"{{{_DS}}}Signature", Id=_PLACEHOLDER, nsmap={"ds": _DS})
    return root


def written(root: etree._Element) -> str:
    """The XML as text of UTF-8, with its declaration."""
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content.decode()


def with_code(xml: str, authority_code: str) -> bytes:
    """The signed receipt with the code the tax authority gave it, which nobody here signed."""
    if not authority_code:
        return xml.encode()
    # nosemgrep: xml-read-with-entities (lxml told to resolve none; and our own text)
    root = etree.fromstring(xml.encode(), _parser())
    place = root.find(AUTHORITY_CODE)
    assert place is not None
    place.text = authority_code
    return written(root).encode()


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _of(parent: etree._Element, name: str, /, **values: str | int) -> etree._Element:
    made = etree.SubElement(parent, name)
    for key, value in values.items():
        etree.SubElement(made, key).text = "".join(filter(_may_stand, str(value)))
    return made


def _may_stand(char: str) -> bool:
    """Whether XML can hold a character at all: what somebody pasted may have others."""
    code = ord(char)
    return code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF)
