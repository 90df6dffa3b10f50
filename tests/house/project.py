"""What the house tests look at: the files kept in the repository, and the routes of the API."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from backend.app import create_app

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that is, or would be, under version control, except links to others."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    paths = [ROOT / name for name in listed.split("\0") if name]
    return tuple(path for path in paths if path.is_file() and not path.is_symlink())


def text_of(path: Path) -> str | None:
    """The text of a file, None when it holds bytes."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def routes() -> Iterator[tuple[str, str, HTTPRouteHandler]]:
    """Method, path and handler of everything the API answers to."""
    for route in create_app().routes:
        if not isinstance(route, HTTPRoute):
            continue
        for handler in route.route_handlers:
            # Litestar itself answers OPTIONS, with the list of methods and nothing else.
            for method in sorted(handler.http_methods - {"OPTIONS"}):
                yield method, route.path, handler
