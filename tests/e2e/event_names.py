"""Prints every event handler of one app with the names of its arguments, as JSON."""

import importlib
import inspect
import json
import os
import sys

import reflex as rx

from backend.settings import ROOT


def main(app: str) -> None:
    """Walks the tree of states as the server does."""
    os.chdir(ROOT / app)
    importlib.import_module(f"{app}.app")
    found: list[tuple[str, list[str]]] = []
    waiting: list[type[rx.State]] = [rx.State]
    while waiting:
        state = waiting.pop()
        waiting += list(state.get_substates())
        for name, handler in state.event_handlers.items():
            if not name.startswith("_"):
                arguments = list(inspect.signature(handler.fn).parameters)[1:]
                found.append((f"{state.get_full_name()}.{name}", arguments))
    print(json.dumps(sorted(found)))


if __name__ == "__main__":
    main(sys.argv[1])
