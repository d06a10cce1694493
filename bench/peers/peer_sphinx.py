# SPDX-License-Identifier: GPL-2.0-or-later
"""Sphinx: its indexer, and its searchd asked in SphinxQL over a local socket.

The server is started for each run of queries and ended after it, however the
run ends.
"""

import contextlib
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import time

import common

CONFIG = """
source articles
{{
    type = tsvpipe
    tsvpipe_command = awk '{{ print NR "\\t" $0 }}' '{articles}'
    tsvpipe_attr_string = name
    tsvpipe_field = title
    tsvpipe_field = body
}}
index articles
{{
    source = articles
    path = {folder}/articles
    morphology = stem_en
    html_strip = 0
    index_exact_words = 0
    preopen = 1
}}
indexer
{{
    mem_limit = 1024M
}}
searchd
{{
    pid_file = {folder}/searchd.pid
    log = {folder}/searchd.log
    binlog_path =
    workers = threads
}}
"""

FIND = ("SELECT name FROM articles WHERE MATCH('{}') LIMIT {page} "
        "OPTION ranker=bm25, max_matches={page}")
START_SECONDS = 60
LOGIN = struct.pack("<IIB23x", 0x0200 | 0x8000, 1 << 24, 33) + b"peer\0\0"
COM_QUERY = b"\x03"
END_OF_ROWS = 0xFE
ERROR = 0xFF


def write_config(articles, folder):
    path = os.path.join(folder, "sphinx.conf")
    with open(path, "w", encoding="utf-8") as config:
        config.write(CONFIG.format(articles=os.path.abspath(articles),
                                   folder=os.path.abspath(folder)))
    return path


def index(articles, folder):
    os.makedirs(folder)
    config = write_config(articles, folder)
    subprocess.run(["indexer", "--quiet", "--config", config, "articles"],
                   check=True, stdin=subprocess.DEVNULL)


def optimize(_folder):
    """An index is written in one piece already."""


class Connection:
    """As much of MySQL's protocol as SphinxQL takes to answer a query."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.stream = self.socket.makefile("rb")
        self.receive()
        self.send(1, LOGIN)
        self.receive()

    def close(self):
        self.stream.close()
        self.socket.close()

    def send(self, number, payload):
        head = len(payload).to_bytes(3, "little") + bytes([number])
        self.socket.sendall(head + payload)

    def receive(self):
        head = self.stream.read(4)
        if len(head) < 4:
            raise EOFError("searchd hung up")
        payload = self.stream.read(int.from_bytes(head[:3], "little"))
        if payload[:1] == bytes([ERROR]):
            raise ValueError(payload[9:].decode("utf-8", "replace"))
        return payload

    def rows(self):
        while True:
            payload = self.receive()
            if payload[0] == END_OF_ROWS and len(payload) < 9:
                return
            yield payload

    def query(self, statement):
        """Rows of fields; each field shorter than 251 bytes."""
        self.send(0, COM_QUERY + statement.encode())
        self.receive()
        for _column in self.rows():
            pass
        return [fields(payload) for payload in self.rows()]


def fields(payload):
    found = []
    position = 0
    while position < len(payload):
        end = position + 1 + payload[position]
        found.append(payload[position + 1:end].decode())
        position = end
    return found


class Asker:
    def __init__(self, connection, mode):
        self.connection = connection
        self.mode = mode

    def statement(self, text):
        if self.mode == "phrase":
            expression = f'"{text}"'
        else:
            expression = (" | " if self.mode == "any" else " ").join(
                text.split())
        return FIND.format(expression, page=common.PAGE)

    def ask(self, text):
        return self.connection.query(self.statement(text))

    def total(self, text):
        self.ask(text)
        meta = dict(self.connection.query("SHOW META"))
        return int(meta["total_found"])


def connect(server, path):
    """The server's first connection, once it listens."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return Connection(path)
        except (OSError, EOFError):
            if server.poll() is not None or time.monotonic() > deadline:
                sys.exit("searchd does not start; see its searchd.log")
            time.sleep(0.05)


@contextlib.contextmanager
def serve(folder, mode):
    # The path of a socket has a short bound, which the folder's may exceed.
    with tempfile.TemporaryDirectory() as place:
        path = os.path.join(place, "socket")
        server = subprocess.Popen(
            ["searchd", "--nodetach", "--listen", path + ":mysql41",
             "--config", os.path.join(folder, "sphinx.conf")],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            # It would wait for clients that are still there.
            with contextlib.closing(connect(server, path)) as connection:
                yield Asker(connection, mode)
        finally:
            server.terminate()
            server.wait()


def version():
    said = subprocess.run(["searchd", "--help"], capture_output=True,
                          text=True, check=False).stdout
    return re.match(r"Sphinx (\S+)", said)[1]


if __name__ == "__main__":
    common.main(version, index, optimize, serve)
