"""What the address of a desk's page says, kept on the way to another desk or to signing in."""

from urllib.parse import quote, urlencode

from ui_citizen.pages.desk.shapes import Choice


def address_of(path: str, said: dict[str, str]) -> str:
    """The page with all that is said of it."""
    given = {name: value for name, value in said.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def sign_in_for(path: str, said: dict[str, str]) -> str:
    """Signing in, and back to the page with all that is said of it."""
    return "/dang-nhap/?next=" + quote(address_of(path, said), safe="")


def kept_in_address(said: dict[str, str]) -> list[Choice]:
    """The same as hidden parts of a form; the label of each is its name."""
    return [Choice(value, name) for name, value in said.items() if value]
