"""How fast articles are read, what it costs and how much memory it takes, beside what one would use instead.

    python -m benchmarks.extract compare [FOLDER]      ours and its peers on the same articles
    python -m benchmarks.extract scale 10000 100000    the command `khenthuong extract` on growing corpora
    python -m benchmarks.extract generate 5000 FILE    a synthetic corpus (.jsonl, else a folder of .txt)

``compare`` reads every .txt of FOLDER (without one: a synthetic news stream) with (a) underthesea ``ner`` on every
sentence, (b) underthesea ``word_tokenize`` and ``pos_tag`` on every sentence, (c) the floor: read the file, NFC, one
regular-expression scan. Each reader lives in a process of its own and they take turns, a few articles at a time, so that
a busy machine slows all alike; speeds are articles per second of processor time, medians of the rounds. Peak memory is
that of the reader's process; start is the time from its creation to the first article read.

``scale`` runs the command itself, whole, and watches the processes: elapsed time, articles per second, processor time
of the main process (which no number of jobs shortens) and of all, and the largest resident memory of the main process
and of any worker.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.synthetic import write_folder, write_jsonl

Reader = Callable[[Path], int]
"""Reads the article in a file; gives the number of what it found."""

_CHUNK = 10
_LONGEST = 100  # syllables; underthesea's taggers are quadratic in the length of a sentence


def ours() -> Reader:
    """Everything that `khenthuong extract` does for an article, up to the rows of the tables."""
    from pipelines.inputs import Document
    from pipelines.reading import collect_seldom, read_document

    collect_seldom()
    return lambda path: len(read_document(Document(path.name, "text", path.read_bytes())).rows["awards"])


def entities() -> Reader:
    """underthesea's named entities of every sentence."""
    from underthesea import ner, sent_tokenize

    return lambda path: sum(len(ner(s)) for s in _sentences(path, sent_tokenize))


def tags() -> Reader:
    """underthesea's words and parts of speech of every sentence."""
    from underthesea import pos_tag, sent_tokenize, word_tokenize

    return lambda path: sum(len(word_tokenize(s)) + len(pos_tag(s)) for s in _sentences(path, sent_tokenize))


def floor() -> Reader:
    """Read, normalise, scan once: what no reader of text can do without."""
    pattern = re.compile(r"(?i)(\d[\d.]*) (tập thể|cá nhân)")
    return lambda path: len(pattern.findall(unicodedata.normalize("NFC", path.read_text("utf-8", "replace"))))


READERS: dict[str, Callable[[], Reader]] = {
    "khenthuong": ours,
    "(a) underthesea ner": entities,
    "(b) underthesea tokenize + pos": tags,
    "(c) floor: read, NFC, one regex": floor,
}


def _sentences(path: Path, split: Callable[[str], list[str]]) -> Iterator[str]:
    for line in path.read_text("utf-8", "replace").splitlines():
        for sentence in split(line) if line.strip() else ():
            words = sentence.split()
            for start in range(0, len(words), _LONGEST):
                yield " ".join(words[start : start + _LONGEST])


def _serve(name: str, pipe: Any) -> None:
    """A reader's process: paths in, (processor seconds, findings, peak memory in MB) out."""
    read = READERS[name]()
    while (paths := pipe.recv()) is not None:
        start = time.process_time()
        found = sum(read(path) for path in paths)
        seconds = time.process_time() - start
        pipe.send((seconds, found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


class _Process:
    def __init__(self, name: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(name, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def read(self, paths: list[Path]) -> tuple[float, int, float]:
        self.pipe.send(paths)
        seconds, found, memory = self.pipe.recv()
        return seconds, found, memory

    def end(self) -> None:
        self.pipe.send(None)
        self.process.join()


def compare(paths: list[Path], names: list[str], rounds: int, price: float) -> None:
    """Let the readers ``names`` read ``paths`` in turns, ``rounds`` times, and print a table."""
    starts: dict[str, list[float]] = {name: [] for name in names}
    speeds: dict[str, list[float]] = {name: [] for name in names}
    memory = dict.fromkeys(names, 0.0)
    found = dict.fromkeys(names, 0)
    for _ in range(rounds):
        for name in names:
            begun = time.monotonic()
            process = _Process(name)
            process.read(paths[:1])
            starts[name].append(time.monotonic() - begun)
            process.end()
    processes = {name: _Process(name) for name in names}
    for process in processes.values():
        process.read(paths[:2])  # loads the models
    for _ in range(rounds):
        spent = dict.fromkeys(names, 0.0)
        found = dict.fromkeys(names, 0)
        for at in range(0, len(paths), _CHUNK):
            for name, process in processes.items():
                seconds, number, peak = process.read(paths[at : at + _CHUNK])
                spent[name] += seconds
                found[name] += number
                memory[name] = max(memory[name], peak)
        for name in names:
            speeds[name].append(len(paths) / spent[name])
    for process in processes.values():
        process.end()
    size = statistics.fmean(path.stat().st_size for path in paths) / 1000
    print(f"{len(paths)} articles of {size:.1f} KB, {rounds} rounds, one core each, {price:g} USD a core-hour")
    print(f"{'reader':<32} {'articles/s':>10} {'× ner':>7} {'× floor':>8} {'peak MB':>8} {'start s':>8} "
          f"{'core-h/million':>14} {'USD/million':>12} {'found':>7}")
    middle = {name: statistics.median(speeds[name]) for name in names}
    peer, bare = (next((n for n in names if n.startswith(mark)), "") for mark in ("(a)", "(c)"))
    for name in names:
        hours = 1e6 / middle[name] / 3600
        ratio = f"{middle[name] / middle[peer]:7.1f}" if peer else f"{'':7}"
        share = f"{middle[name] / middle[bare]:8.3f}" if bare else f"{'':8}"
        print(f"{name:<32} {middle[name]:10.1f} {ratio} {share} {memory[name]:8.0f} "
              f"{statistics.median(starts[name]):8.2f} {hours:14.2f} {hours * price:12.2f} {found[name]:7}")


def scale(sizes: list[int], jobs: list[int], share: float, folder: Path) -> None:
    """Run the command on synthetic corpora of ``sizes`` articles with each number of ``jobs``, and print a table."""
    import psutil

    print(f"{'articles':>9} {'jobs':>5} {'seconds':>8} {'articles/s':>11} {'main CPU s':>11} {'all CPU s':>10} "
          f"{'main MB':>8} {'worker MB':>10}")
    for size in sizes:
        corpus = folder / f"stream-{size}-{share:g}.jsonl"
        if not corpus.exists():
            write_jsonl(corpus, size, share)
        for number in jobs:
            output = folder / f"out-{size}-{share:g}-{number}"
            shutil.rmtree(output, ignore_errors=True)  # results of an earlier run would be used again
            command = [sys.executable, "-c", "from pipelines.cli import main; main()",
                       "extract", str(corpus), "--output", str(output), "--jobs", str(number)]
            begun = time.monotonic()
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            main, worker, spent = 0, 0, {}
            while process.poll() is None:
                try:
                    watched = psutil.Process(process.pid)
                    main = max(main, watched.memory_info().rss)
                    children = watched.children(recursive=True)
                    worker = max([worker, *(child.memory_info().rss for child in children)])
                    spent |= {p.pid: p.cpu_times().user + p.cpu_times().system for p in (watched, *children)}
                except psutil.Error:
                    pass  # it ended between two questions
                time.sleep(0.1)
            seconds = time.monotonic() - begun
            if process.returncode:
                sys.exit(f"the command failed: {process.stderr.read().decode() if process.stderr else ''}")
            print(f"{size:9} {number:5} {seconds:8.1f} {size / seconds:11.1f} {spent.get(process.pid, 0.0):11.1f} "
                  f"{sum(spent.values()):10.1f} {main / 1e6:8.0f} {worker / 1e6:10.0f}", flush=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog="python -m benchmarks.extract"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    comparing = commands.add_parser("compare", help="ours and its peers on the same articles")
    comparing.add_argument("folder", nargs="?", type=Path, help="folder of .txt; none: a synthetic stream")
    comparing.add_argument("--articles", type=int, default=100, help="so many at most (100)")
    comparing.add_argument("--rounds", type=int, default=3, help="timed rounds (3)")
    comparing.add_argument("--price", type=float, default=0.04, help="USD for a core and hour (0.04)")
    comparing.add_argument("--fast", action="store_true", help="only ours and the floor")
    scaling = commands.add_parser("scale", help="the command on growing corpora")
    scaling.add_argument("sizes", nargs="+", type=int, help="numbers of articles")
    scaling.add_argument("--jobs", nargs="+", type=int, default=[1, 2], help="numbers of processes (1 2)")
    scaling.add_argument("--keep", type=Path, help="folder for the corpora and tables; none: a temporary one")
    generating = commands.add_parser("generate", help="write a synthetic corpus")
    generating.add_argument("number", type=int, help="number of articles")
    generating.add_argument("path", type=Path, help="file that ends in .jsonl, else a folder for .txt")
    for command in (comparing, scaling, generating):
        command.add_argument("--share", type=float, default=0.05, help="share of award articles, 0 to 1 (0.05)")
    given = parser.parse_args()
    if not 0 <= given.share <= 1:
        parser.error("--share is between 0 and 1")
    if given.command == "generate":
        (write_jsonl if given.path.suffix == ".jsonl" else write_folder)(given.path, given.number, given.share)
        return
    with tempfile.TemporaryDirectory() as temporary:
        if given.command == "scale":
            folder = given.keep or Path(temporary)
            folder.mkdir(parents=True, exist_ok=True)
            scale(given.sizes, given.jobs, given.share, folder)
            return
        folder = given.folder or Path(temporary)
        if not given.folder:
            write_folder(folder, given.articles, given.share)
        paths = sorted(folder.rglob("*.txt"))[: given.articles]
        if not paths:
            parser.error(f"{folder}: no .txt in this folder")
        names = [name for name in READERS if not given.fast or name[:3] not in ("(a)", "(b)")]
        compare(paths, names, given.rounds, given.price)


if __name__ == "__main__":
    main()
