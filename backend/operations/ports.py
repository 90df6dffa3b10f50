"""The ports of the system on one machine; each may be set by its variable."""

import os
import socket
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Ports:
    """Names are those of the variables: MOTCUA_API_PORT and so on."""

    api: int
    citizen: int
    officer: int
    sandbox: int
    pg: int
    s3: int
    smtp: int

    @classmethod
    def from_environment(cls) -> "Ports":
        """The defaults of the project unless a variable says otherwise."""
        defaults = {
            "api": 8000,
            "citizen": 3000,
            "officer": 3001,
            "sandbox": 8090,
            "pg": 54329,
            "s3": 8333,
            "smtp": 2525,
        }
        return cls(
            **{
                name: int(os.environ.get(f"MOTCUA_{name.upper()}_PORT", default))
                for name, default in defaults.items()
            }
        )

    def health(self) -> dict[str, str]:
        """What answers when a part is ready."""
        return {
            "api": f"http://127.0.0.1:{self.api}/health/ready",
            "citizen": f"http://127.0.0.1:{self.citizen}/_health",
            "officer": f"http://127.0.0.1:{self.officer}/_health",
            "sandbox": f"http://127.0.0.1:{self.sandbox}/health",
        }


def busy(ports: Ports) -> list[tuple[str, int]]:
    """Ports that another program holds."""
    found = []
    for name, port in asdict(ports).items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                found.append((name, port))
    return found
