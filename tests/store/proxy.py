"""A TCP proxy before the database that can withhold the answers and cut the connections."""

import socket
import threading
from contextlib import suppress
from typing import Self

from psycopg.conninfo import conninfo_to_dict, make_conninfo

BYTES = 65_536
POLL_SECONDS = 0.02


class Proxy:
    """`url` leads through it to the same database."""

    def __init__(self, database_url: str) -> None:
        words = conninfo_to_dict(database_url)
        self._server = (str(words["host"]), int(words["port"] or 5432))
        self._listening = socket.create_server(("127.0.0.1", 0))
        port = self._listening.getsockname()[1]
        self.url = make_conninfo(database_url, host="127.0.0.1", port=port)
        self._silent: set[socket.socket] = set()
        """servers whose answers nobody hears"""
        self._pairs: list[tuple[socket.socket, socket.socket]] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self._listening.close()

    def withhold(self) -> None:
        """From now on the client hears nothing of what the server answers on the connections that there are."""
        self._silent.update(server for _, server in self._pairs)

    def cut(self) -> None:
        """End every connection; those made later get through."""
        pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for end in pair:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.create_connection(self._server)
                self._pairs.append((client, server))
                threading.Thread(target=self._pass, args=(client, server), daemon=True).start()
                threading.Thread(target=self._answer, args=(server, client), daemon=True).start()

    def _pass(self, giver: socket.socket, taker: socket.socket) -> None:
        with suppress(OSError):
            while said := giver.recv(BYTES):
                taker.sendall(said)
            taker.shutdown(socket.SHUT_WR)

    def _answer(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while said := server.recv(BYTES):
                if server not in self._silent:
                    client.sendall(said)
            client.shutdown(socket.SHUT_WR)
