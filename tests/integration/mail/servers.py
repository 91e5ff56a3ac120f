"""SMTP servers with a will of their own, on real sockets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[str, int], bytes | None]


@dataclass
class Script:
    """Answers line by line; an answer of None hangs up. Keeps what was said."""

    rcpt: Answer = lambda _line, _count: b"250 2.1.5 OK\r\n"
    data: Answer = lambda _line, _count: b"250 2.0.0 taken\r\n"
    hello: bytes = b"250-here\r\n250 8BITMIME\r\n"
    said: list[str] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)
    connections: int = 0
    reader: bool = False


@contextmanager
def scripted(script: Script) -> Iterator[int]:
    """Serve `script` on a free port."""
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def accept() -> None:
        while not done.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            script.connections += 1
            threading.Thread(target=_talk, args=(connection, script), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        done.set()
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def _talk(connection: socket.socket, script: Script) -> None:
    with connection, connection.makefile("rb") as lines, suppress(OSError):
        connection.sendall(b"220 here\r\n")
        for raw in lines:
            line = raw.decode("utf-8", "replace").rstrip()
            script.said.append(line)
            answer = _answer(line, script, lines, connection)
            if answer is None:
                connection.shutdown(socket.SHUT_RDWR)
                return
            connection.sendall(answer)
            if line.upper() == "QUIT":
                return


def _answer(line: str, script: Script, lines: Iterator[bytes], connection: socket.socket) -> bytes | None:
    verb = line.split(" ", maxsplit=1)[0].upper()
    if verb == "EHLO":
        return script.hello
    if verb == "RCPT":
        answer = script.rcpt(line, len(script.taken))
        script.reader = bool(answer and answer.startswith(b"250"))
        return answer
    if verb == "DATA":
        connection.sendall(b"354 go on\r\n")
        body = bytearray()
        for raw in lines:
            if raw == b".\r\n":
                break
            body += raw[1:] if raw.startswith(b".") else raw
        answer = script.data(line, len(script.taken)) if script.reader else b"554 5.5.1 no reader\r\n"
        if answer and answer.startswith(b"250"):
            script.taken.append(bytes(body))
        return answer
    return b"221 bye\r\n" if verb == "QUIT" else b"250 OK\r\n"
