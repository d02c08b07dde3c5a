"""A small mail server on loopback, plain, with STARTTLS or with TLS, that keeps what it is given or refuses it."""

import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, field

from tests.crawler.listeners import Listeners

_ANSWERS = {"NOOP": "250 ok", "RSET": "250 ok", "QUIT": "221 bye"}


@dataclass
class MailServer:
    """`refuses` are beginnings of commands that get the answer 550; `logins` are what AUTH PLAIN sent."""

    context: ssl.SSLContext | None = None
    tls: str = "none"
    refuses: tuple[str, ...] = ()
    port: int = 0
    mails: list[bytes] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    def __enter__(self):
        self._listeners = Listeners(lambda _, connection, __: self._serve(connection))
        listener = self._listeners.listen()
        self.port = listener.getsockname()[1]
        self._listeners.__enter__()
        self._listeners.begin(listener, None)
        return self

    def __exit__(self, *error):
        self._listeners.__exit__(*error)

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError):
            if self.tls == "tls":
                connection = self.context.wrap_socket(connection, server_side=True)
            self._talk(connection)
        connection.close()

    def _talk(self, connection: socket.socket) -> None:
        lines = connection.makefile("rb")
        connection.sendall(b"220 mail.example\r\n")
        while line := lines.readline():
            verb, blank, rest = line.decode().strip().partition(" ")
            command = f"{verb.upper()}{blank}{rest}"  # smtplib writes some small
            self.commands.append(command)
            if command == "DATA":
                connection.sendall(b"354 go on\r\n")
                mail = b""
                while (part := lines.readline()) != b".\r\n":
                    mail += part
                self.mails.append(mail)
                self.encrypted.append(isinstance(connection, ssl.SSLSocket))
            connection.sendall(self._answer(command).encode() + b"\r\n")
            if command == "STARTTLS":
                lines.close()
                connection = self.context.wrap_socket(connection, server_side=True)
                lines = connection.makefile("rb")
            if command == "QUIT":
                break
        lines.close()
        connection.close()

    def _answer(self, command: str) -> str:
        if any(command.startswith(words) for words in self.refuses):
            return "550 not so: hunter2"
        if command.startswith("EHLO"):
            return "250-mail.example\r\n250-STARTTLS\r\n250-AUTH PLAIN\r\n250 8BITMIME"
        if command == "STARTTLS":
            return "220 begin"
        return "235 welcome" if command.startswith("AUTH") else _ANSWERS.get(command, "250 ok")
