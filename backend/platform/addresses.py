"""Addresses that come in from outside, which need not be addresses at all."""

from urllib.parse import SplitResult, urlsplit


def split_address(text: str) -> SplitResult:
    """The parts of an address; all of them empty for what is none, such as `http://[::1`."""
    try:
        return urlsplit(text)
    except ValueError:
        return urlsplit("")
