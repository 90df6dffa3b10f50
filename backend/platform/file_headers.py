"""The headers under which a file leaves the API: never cached, never run."""

from urllib.parse import quote


def file_headers(name: str, disposition: str) -> dict[str, str]:
    """For a file called `name`; `inline` shows it in the browser, anything else saves it."""
    kind = "inline" if disposition == "inline" else "attachment"
    return {
        "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(name)}",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox; "
        "frame-ancestors 'self'",
    }
