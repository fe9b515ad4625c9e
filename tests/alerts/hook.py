"""A real web server on this machine that takes webhooks, or does what web servers do on a bad day."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Hook:
    """What came in, and what is answered. ``stalls`` keeps the caller waiting until the test is over."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stalls: bool = False
    drips: bool = False  # one byte of the answer at a time, without end
    url: str = ""
    calls: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def hook(**behaviour: object) -> Iterator[Hook]:
    """A running server."""
    told = Hook(**behaviour)  # type: ignore[arg-type]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told.calls.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            if told.stalls:
                told.over.wait()
                return
            if told.drips:
                while not told.over.wait(0.05):
                    try:
                        self.wfile.write(b"H")
                    except OSError:
                        return
                return
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", "0")
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            """Tests tell by their asserts."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_port}/hooks/secret-token"
    try:
        yield told
    finally:
        told.over.set()
        server.shutdown()
        server.server_close()
