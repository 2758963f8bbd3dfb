"""Websites that are not ours, on this machine: pages with headers of their own under several host names."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(kw_only=True)
class Site:
    """What is served at every ``<host>.localhost``; pages may be put in while it runs."""

    port: int
    pages: dict[str, tuple[Mapping[str, str], str]] = field(default_factory=dict)

    def url(self, host: str, path: str = "/") -> str:
        """An address of it."""
        return f"http://{host}.localhost:{self.port}{path}"


@contextmanager
def serving_site() -> Iterator[Site]:
    """A site on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers, body = site.pages.get(self.path.partition("?")[0], ({}, ""))
            self.send_response(200 if body else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(port=server.server_port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
