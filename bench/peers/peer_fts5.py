# SPDX-License-Identifier: GPL-2.0-or-later
"""SQLite FTS5, by the sqlite3 module of Python: one call a query."""

import contextlib
import os
import sqlite3

import common

TABLES = """
create virtual table article using fts5(title, body, content = '',
    detail = full, tokenize = 'porter unicode61 remove_diacritics 2');
create table name (number integer primary key, id text not null);
insert into article (article, rank) values ('hashsize', 67108864);
"""

FIND = """
select id from article join name on number = article.rowid
where article match ? order by rank limit ?
"""

COUNT = "select count(*) from article where article match ?"


def connect(folder):
    database = sqlite3.connect(os.path.join(folder, "fts5.db"))
    database.execute("pragma mmap_size = 2147418112")
    database.execute("pragma cache_size = -262144")
    return database


def rows(articles, database):
    """The rows of the FTS5 table; what they leave out goes to the other."""
    for number, (name, title, body) in enumerate(common.articles(articles), 1):
        database.execute("insert into name values (?, ?)", (number, name))
        yield number, title, body


def index(articles, folder):
    os.makedirs(folder)
    database = connect(folder)
    database.executescript(TABLES)
    for row in rows(articles, database):
        database.execute(
            "insert into article (rowid, title, body) values (?, ?, ?)", row)
    database.commit()
    database.close()


def optimize(folder):
    database = connect(folder)
    database.execute("insert into article (article) values ('optimize')")
    database.commit()
    database.execute("vacuum")
    database.close()


class Asker:
    def __init__(self, folder, mode):
        self.database = connect(folder)
        self.mode = mode

    def expression(self, text):
        if self.mode == "phrase":
            return f'"{text}"'
        words = [f'"{word}"' for word in text.split()]
        return (" OR " if self.mode == "any" else " AND ").join(words)

    def ask(self, text):
        return self.database.execute(
            FIND, (self.expression(text), common.PAGE)).fetchall()

    def total(self, text):
        return self.database.execute(
            COUNT, (self.expression(text),)).fetchone()[0]


if __name__ == "__main__":
    common.main(lambda: sqlite3.sqlite_version, index, optimize,
                lambda folder, mode: contextlib.nullcontext(
                    Asker(folder, mode)))
