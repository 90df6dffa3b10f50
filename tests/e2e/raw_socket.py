"""A socket to a screen server without a browser: what a stranger with a keyboard can send."""

import json
import time
import uuid
from typing import Any

from simple_websocket import Client, ConnectionClosed


class RawSocket:
    """One connection that speaks Engine.IO 4 and Socket.IO 5 by hand."""

    def __init__(
        self, port: int, origin: str | None, cookie: str = "", host: str = "127.0.0.1"
    ) -> None:
        headers = {} if origin is None else {"Origin": origin}
        if cookie:
            headers["Cookie"] = cookie
        token = uuid.uuid4()
        url = f"ws://{host}:{port}/_event/?EIO=4&transport=websocket&token={token}"
        self._socket = Client(url, headers=headers)
        self._socket.receive(timeout=5)
        self._socket.send("40/_event,")
        self.heard: list[str] = []
        self.listen(0.5)

    def emit(self, name: str, payload: dict[str, Any], path: str = "/") -> None:
        """One event, as the pages send it."""
        event = {"name": name, "payload": payload, "router_data": {"pathname": path, "query": {}}}
        self._socket.send("42/_event," + json.dumps(["event", event]))

    def send(self, text: str) -> None:
        """Anything at all."""
        self._socket.send(text)

    def listen(self, seconds: float) -> str:
        """Everything heard so far, after waiting a while for more."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            said = self._socket.receive(timeout=left)
            if said == "2":
                self._socket.send("3")
            elif said:
                self.heard.append(str(said))
        return "\n".join(self.heard)

    def close(self) -> None:
        """Hangs up."""
        self._socket.close()


__all__ = ["ConnectionClosed", "RawSocket"]
