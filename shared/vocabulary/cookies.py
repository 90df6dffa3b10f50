"""Names of cookies: over TLS with the prefix by which a browser keeps others from setting them.

`__Host-` is taken by a browser only with Secure, Path=/ and no Domain, so that neither a page on a
neighbouring host nor one without TLS can put its own session in place of ours (RFC 6265bis §4.1.3;
OWASP ASVS V3.3.3).
"""


def session_cookie(face: str, *, secure: bool) -> str:
    """The session cookie of a face; two names, so that one browser can hold both."""
    return _host(f"motcua_{face}", secure=secure)


def mark_cookie(face: str, *, secure: bool) -> str:
    """The mark by which a browser that has signed in before is known again."""
    return _host(f"motcua_known_{face}", secure=secure)


def kiosk_cookie(*, secure: bool) -> str:
    """The key of an enrolled kiosk."""
    return _host("motcua_kiosk", secure=secure)


def wall_cookie(*, secure: bool) -> str:
    """The key of a screen on a wall."""
    return _host("motcua_wall", secure=secure)


def short_cookie_name(name: str, *, secure: bool) -> str:
    """A cookie for the steps of one sign-in, which has a path of its own."""
    return f"__Secure-{name}" if secure else name


def _host(name: str, *, secure: bool) -> str:
    return f"__Host-{name}" if secure else name


LANGUAGE = "motcua_lang"
"""The language a reader chose, `vi` or `en`; read and set by a script, so open to it."""
