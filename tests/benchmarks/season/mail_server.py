"""A tiny mail server that has moods: it may refuse, or die before or after it has taken a mail."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from enum import StrEnum


class Mood(StrEnum):
    FINE = "takes it"
    BUSY = "says not now"
    UNKNOWN_BOX = "knows nobody of that name"
    GONE_EARLY = "hangs up before the content"
    GONE_BEFORE = "dies before it has taken it"
    GONE_AFTER = "dies after it has taken it"


@dataclass(frozen=True)
class Taken:
    to: str
    mail: Message


Take = Callable[[Taken], None]
Feel = Callable[[], Mood]


class _Session(socketserver.StreamRequestHandler):
    server: MailServer
    mood = Mood.FINE
    to = ""

    def handle(self) -> None:
        try:
            self._say("220 season ready")
            while line := self.rfile.readline():
                if not self._answer(line.decode().strip()):
                    return
        except OSError:  # the other side was killed
            return

    def _answer(self, line: str) -> bool:
        """One command; False hangs up."""
        verb = line[:4].upper()
        if verb == "MAIL":
            self.mood = self.server.feel()
            if self.mood == Mood.GONE_EARLY:
                return False
        elif verb == "RCPT":
            self.to = line.partition("<")[2].partition(">")[0]
            if self.mood == Mood.UNKNOWN_BOX:
                return self._say("550 no such box")
        elif verb == "DATA":
            return self._take()
        elif verb == "QUIT":
            self._say("221 bye")
            return False
        return self._say("250 fine")

    def _take(self) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:  # killed half-way: nothing was taken
                return False
            lines.append(line)
        if self.mood == Mood.GONE_BEFORE:
            return False
        if self.mood == Mood.BUSY:
            return self._say("451 not now")
        self.server.take(Taken(self.to, message_from_bytes(b"".join(lines))))
        return self.mood != Mood.GONE_AFTER and self._say("250 taken")

    def _say(self, line: str) -> bool:
        self.wfile.write(line.encode() + b"\r\n")
        return True


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *, feel: Feel, take: Take) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.feel, self._take, self._lock = feel, take, threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def take(self, taken: Taken) -> None:
        with self._lock:
            self._take(taken)


@contextmanager
def mail_server(*, feel: Feel, take: Take) -> Iterator[MailServer]:
    with MailServer(feel=feel, take=take) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
