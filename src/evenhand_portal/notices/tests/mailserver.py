"""A mail server for tests: takes mails slowly, one line of a file for the Message-ID and subject of each."""

from __future__ import annotations

import socketserver
import sys
import time
from pathlib import Path


class Mailbox(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as one mail needs; waits before it says that it took it."""

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            if line.upper().startswith("DATA"):
                self.say("354 go on")
                self.take()
            elif line.upper().startswith("QUIT"):
                self.say("221 bye")
                return
            else:
                self.say("250 good")

    def take(self) -> None:
        said: dict[bytes, str] = {}
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            head, _, value = line.partition(b":")
            if head.lower() in (b"message-id", b"subject"):
                said.setdefault(head.lower(), value.decode().strip())
        if line:  # a worker killed within the mail has not handed it over
            with Path(sys.argv[2]).open("a", encoding="ascii") as file:
                file.write(f"{said[b'message-id']}\t{said[b'subject']}\n")
        time.sleep(float(sys.argv[1]))
        self.say("250 taken")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


if __name__ == "__main__":
    with Server(("127.0.0.1", 0), Mailbox) as server:
        sys.stdout.write(f"{server.server_address[1]}\n")
        sys.stdout.flush()
        server.serve_forever()
