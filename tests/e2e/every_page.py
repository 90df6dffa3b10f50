"""Every page of both applications, as they are written, and an address of each."""

import ast
from dataclasses import dataclass

from backend.settings import ROOT

# Pages without menu and foot: nobody is known yet, or nothing may lead away from the device.
OWN_FRAME = {
    "ui_citizen": ("/goi-so/[agency_id]", "/kiosk", "/danh-gia-tai-quay/[tablet_key]"),
    "ui_officer": ("/dang-nhap", "/man-hinh"),
}


@dataclass(frozen=True)
class Screen:
    """A page: its application, its route, its title."""

    app: str
    route: str
    title: str

    @property
    def framed(self) -> bool:
        """Whether menu, link past the menu and foot belong to it."""
        own = OWN_FRAME[self.app]
        return not any(self.route == one or self.route.startswith(one + "/") for one in own)

    @property
    def parameter(self) -> str:
        """What stands in brackets in the route, if anything."""
        return self.route.partition("[")[2].partition("]")[0]


def screens_of(app: str) -> list[Screen]:
    """Read from the decorators, so that a new page is in the walk without being told."""
    found = [
        Screen(app, *_words(call))
        for path in sorted((ROOT / app / "pages").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        for call in node.decorator_list
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "rx.page"
    ]
    return sorted(found, key=lambda screen: screen.route)


def _words(call: ast.Call) -> tuple[str, str]:
    given = {word.arg: word.value for word in call.keywords}
    return ast.literal_eval(given["route"]), ast.unparse(given["title"])
