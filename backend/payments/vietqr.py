"""A bank transfer as a VietQR payload: EMVCo QRCPS merchant-presented, NAPAS profile. Pure."""

import binascii
import io

import segno

_NAPAS, _TO_ACCOUNT = "A000000727", "QRIBFTTA"
_VND, _COUNTRY = "704", "VN"
_LONGEST = 99


def payload(bank: str, account: str, amount_vnd: int, message: str) -> str:
    """The text of the code. `bank` is six digits, `message` plain ASCII letters and digits.

    Raises ValueError for what does not fit.
    """
    if not (len(bank) == 6 and bank.isdigit()) or amount_vnd <= 0 or not message.isascii():
        raise ValueError("bank, amount or message")
    receiver = _field("00", bank) + _field("01", account)
    merchant = _field("00", _NAPAS) + _field("01", receiver) + _field("02", _TO_ACCOUNT)
    text = (
        _field("00", "01")
        + _field("01", "12")
        + _field("38", merchant)
        + _field("53", _VND)
        + _field("54", str(amount_vnd))
        + _field("58", _COUNTRY)
        + _field("62", _field("08", message))
        + "6304"
    )
    return f"{text}{binascii.crc_hqx(text.encode('ascii'), 0xFFFF):04X}"


def picture(text: str) -> str:
    """The code as SVG."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", border=2, xmldecl=False, scale=4)
    return out.getvalue().decode()


def _field(tag: str, value: str) -> str:
    if not 1 <= len(value) <= _LONGEST:
        raise ValueError(tag)
    return f"{tag}{len(value):02d}{value}"
