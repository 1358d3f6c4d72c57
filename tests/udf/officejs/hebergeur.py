"""A host as anyone's: it serves the files of the add-in and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

NATURES = {
    "html": "text/html; charset=utf-8", "js": "text/javascript", "mjs": "text/javascript", "json": "application/json",
    "css": "text/css", "png": "image/png", "wasm": "application/wasm", "zip": "application/zip",
}  # fmt: skip


class Hebergeur(BaseHTTPRequestHandler):
    """The answers of the host."""

    def __init__(self, contenus: Mapping[str, bytes], *args: Any) -> None:
        self.contenus = contenus
        super().__init__(*args)

    def do_GET(self) -> None:
        """Serve one file, or only what is said of it."""
        chemin = urlsplit(self.path).path.lstrip("/")
        contenu = self.contenus.get(chemin)
        if contenu is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", NATURES[chemin.rpartition(".")[2]])
        self.send_header("Content-Length", str(len(contenu)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(contenu)

    do_HEAD = do_GET  # noqa: N815  (nom imposé par http.server)

    def log_message(self, *args: Any) -> None:
        """Say nothing: the browser tells what it asked."""


@contextmanager
def servir(contenus: Mapping[str, bytes]) -> Iterator[str]:
    """Serve these files, by path, and give the address."""
    serveur = ThreadingHTTPServer(("127.0.0.1", 0), partial(Hebergeur, contenus))
    fil = threading.Thread(target=serveur.serve_forever, daemon=True)
    fil.start()
    try:
        yield f"http://127.0.0.1:{serveur.server_port}"
    finally:
        serveur.shutdown()
        serveur.server_close()
        fil.join()
