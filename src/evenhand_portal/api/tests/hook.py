"""Where webhooks go in the tests: a server on this machine."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


class Hook(HTTPServer):
    """A server on this machine that keeps what it gets; `status` is what it answers."""

    status = 200

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Hook)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.got.append((dict(self.headers), body))
        self.send_response(server.status)
        if server.status == 302:
            self.send_header("Location", server.url)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass
