# SPDX-License-Identifier: GPL-2.0-or-later
"""Plain Xapian: its own TermGenerator, QueryParser and matcher."""

import contextlib
import os
import shutil

import common
import xapian


def index(articles, folder):
    # How many articles go into a batch is set by XAPIAN_FLUSH_THRESHOLD.
    database = xapian.WritableDatabase(folder, xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("en"))
    # One stemmed term a word, with its positions, as the others have it; what
    # is set without this adds each word as it is written as well.
    generator.set_stemming_strategy(xapian.TermGenerator.STEM_ALL)
    for name, title, body in common.articles(articles):
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(title)
        # No phrase reaches from the title into the body.
        generator.increase_termpos()
        generator.index_text(body)
        document.set_data(name)
        database.add_document(document)
    database.commit()
    database.close()


def optimize(folder):
    compact = folder + ".compact"
    shutil.rmtree(compact, ignore_errors=True)
    database = xapian.Database(folder)
    database.compact(compact)
    database.close()
    shutil.rmtree(folder)
    os.rename(compact, folder)


class Asker:
    def __init__(self, folder, mode):
        self.database = xapian.Database(folder)
        self.enquire = xapian.Enquire(self.database)
        self.enquire.set_weighting_scheme(xapian.BM25Weight())
        self.parser = xapian.QueryParser()
        self.parser.set_stemmer(xapian.Stem("en"))
        self.parser.set_stemming_strategy(xapian.QueryParser.STEM_ALL)
        self.parser.set_database(self.database)
        self.parser.set_default_op(
            xapian.Query.OP_AND if mode == "all" else xapian.Query.OP_OR)
        self.phrase = mode == "phrase"

    def match(self, text, count, at_least=0):
        if self.phrase:
            parsed = self.parser.parse_query(f'"{text}"',
                                             xapian.QueryParser.FLAG_PHRASE)
        else:
            parsed = self.parser.parse_query(text, 0)
        self.enquire.set_query(parsed)
        return self.enquire.get_mset(0, count, at_least)

    def ask(self, text):
        return [match.document.get_data()
                for match in self.match(text, common.PAGE)]

    def total(self, text):
        every = self.database.get_doccount()
        return self.match(text, 0, every).get_matches_estimated()


if __name__ == "__main__":
    common.main(xapian.version_string, index, optimize,
                lambda folder, mode: contextlib.nullcontext(
                    Asker(folder, mode)))
