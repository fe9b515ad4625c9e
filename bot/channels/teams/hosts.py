"""Where Teams may be answered: addresses that come with what students write are used only where the college's settings trust them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class Hosts:
    """The hosts of TEAMS_SERVICE_HOSTS. What is below one of them counts as it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(name for name in (name.strip().lower() for name in names) if name)

    def trusts(self, url: str) -> bool:
        """Whether an answer with our token in it may go there: by https to one of the hosts, by http to this machine alone."""
        parts = _split(url)
        host = (parts.hostname or "") if parts else ""
        if parts is None or parts.username is not None or parts.query or parts.fragment:
            return False
        if not any(host == name or host.endswith(f".{name}") for name in self._names):
            return False
        return parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL)


def same(one: str, other: str) -> bool:
    """Whether two addresses are one, whatever their letters' case in the host and a slash at the end."""
    first, second = _split(one), _split(other)
    return first is not None and second is not None and _compared(first) == _compared(second)


def _split(url: str) -> SplitResult | None:
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _compared(parts: SplitResult) -> tuple[object, ...]:
    default = {"https": 443, "http": 80}.get(parts.scheme)
    return (
        parts.scheme,
        parts.username,
        parts.hostname,
        parts.port or default,
        parts.path.rstrip("/"),
        parts.query,
        parts.fragment,
    )
