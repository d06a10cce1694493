# SPDX-License-Identifier: GPL-2.0-or-later
"""What the peers that are driven from Python share.

Each of them is a program with these commands:

    index ARTICLES.tsv FOLDER     make an index: id, title, body a line
    optimize FOLDER               bring it into its best form for queries
    query FOLDER QUERIES MODE REPEAT SECONDS [EACH]
                                  time the queries, one a line; the file EACH
                                  gets the milliseconds of each
    totals FOLDER QUERIES LIMIT   how many articles have all words of each
    version                       the engine's version

MODE is any, all or phrase. A pass over the queries warms up, and is cut short
after half of SECONDS: then only the queries that were reached are measured. The
time of a query is the median of REPEAT more passes, or of those that there is
time for in the other half, at least one. The work that is measured is done by
the engine's own C or C++: Python hands it a query and takes ten ids back.
"""

import argparse
import gc
import signal
import statistics
import sys
import time

MODES = ("any", "all", "phrase")
PAGE = 10
FEWEST_QUERIES = 10


def articles(path):
    """The id, title and body of each article."""
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t", 2)


def queries(path):
    with open(path, encoding="utf-8") as lines:
        return [line.strip() for line in lines if line.strip()]


def warm_up(texts, ask, seconds):
    """How many of the queries there was time for, and the time it took."""
    begin = time.perf_counter()
    spent = 0
    for count, text in enumerate(texts, 1):
        ask(text)
        spent = time.perf_counter() - begin
        if spent > seconds and count >= FEWEST_QUERIES:
            return count, spent
    return len(texts), spent


def time_queries(texts, ask, repeat, seconds):
    """Milliseconds (the median of the repeats) and hits of each query."""
    gc.disable()
    count, spent = warm_up(texts, ask, seconds / 2)
    repeat = max(1, min(repeat, int(seconds / 2 / spent)))
    runs = [[] for _ in range(count)]
    hits = 0
    for _ in range(repeat):
        hits = 0
        for number in range(count):
            begin = time.perf_counter_ns()
            ids = ask(texts[number])
            runs[number].append((time.perf_counter_ns() - begin) / 1e6)
            hits += len(ids)
    return [statistics.median(run) for run in runs], hits


def print_times(times, hits):
    """The lines that `backfile bench` prints; percentiles by nearest rank."""
    ordered = sorted(times)

    def rank(percent):
        return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]

    print(f"queries\t{len(times)}")
    print(f"hits\t{hits}")
    print(f"mean\t{statistics.fmean(times):.6f}")
    for percent in (50, 90, 99):
        print(f"p{percent}\t{rank(percent):.6f}")
    print(f"max\t{ordered[-1]:.6f}")


def query(open_asker, arguments):
    texts = queries(arguments.queries)
    if not texts:
        sys.exit(f"{arguments.queries}: no queries")
    with open_asker(arguments.folder, arguments.mode) as asker:
        times, hits = time_queries(texts, asker.ask, arguments.repeat,
                                   arguments.seconds)
    print_times(times, hits)
    if arguments.each:
        with open(arguments.each, "w", encoding="ascii") as each:
            each.writelines(f"{value:.6f}\n" for value in times)


def totals(open_asker, arguments):
    with open_asker(arguments.folder, "all") as asker:
        for text in queries(arguments.queries)[:arguments.limit]:
            print(asker.total(text))


def parse_arguments():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    index = commands.add_parser("index")
    index.add_argument("articles")
    index.add_argument("folder")
    commands.add_parser("optimize").add_argument("folder")
    ask = commands.add_parser("query")
    ask.add_argument("folder")
    ask.add_argument("queries")
    ask.add_argument("mode", choices=MODES)
    ask.add_argument("repeat", type=int)
    ask.add_argument("seconds", type=float)
    ask.add_argument("each", nargs="?")
    count = commands.add_parser("totals")
    count.add_argument("folder")
    count.add_argument("queries")
    count.add_argument("limit", type=int)
    commands.add_parser("version")
    return parser.parse_args()


def main(version, index, optimize, open_asker):
    """Run the command of the command line with an engine's functions.

    open_asker(folder, mode) gives a context manager whose value has ask(text),
    the ids of the best ten, and total(text), the number of all matches.
    """
    # A server that was started is ended by the clean-up of Python.
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda got, _frame: sys.exit(128 + got))
    arguments = parse_arguments()
    if arguments.command == "version":
        print(version())
    elif arguments.command == "index":
        index(arguments.articles, arguments.folder)
    elif arguments.command == "optimize":
        optimize(arguments.folder)
    elif arguments.command == "query":
        query(open_asker, arguments)
    else:
        totals(open_asker, arguments)
