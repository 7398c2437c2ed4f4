"""`goen listen_many FILE`: more texts than one machine likes: learn topics from a sample, place every text part by part."""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import django

from goen.cli.progress import Bar
from goen.cli.workers import load_dask, local_client
from goen.core.errors import BadInputError

PART = 5_000
# Rows of one file; at about 1.5 KB each, what a server holds in memory.
MOST_ROWS = 10_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, the size of the sample, and how many workers place the rest."""
    parser.add_argument("file", type=Path, help="CSV・Excel ファイル / CSV or Excel file")
    parser.add_argument("--text-column", default="", help="本文の列（省くと推定）/ column of the texts (guessed)")
    parser.add_argument("--encoding", default="", help="文字コード（省くと判定）/ encoding (found out)")
    parser.add_argument("--sample", type=int, default=20_000, help="話題を見つける標本の件数 / texts to learn from")
    parser.add_argument("--topics", type=int, default=None, help="話題の数（省くと自動）/ number of topics")
    parser.add_argument(
        "--workers", type=int, default=0, help="Dask の作業者の数（0: この場で）/ Dask workers (0: here)"
    )
    parser.add_argument("--seed", type=int, default=0, help="乱数の種 / seed")
    parser.add_argument("--out", type=Path, help="1 行 1 件の JSON を書く先 / where to write one JSON line a text")


def run(arguments: argparse.Namespace) -> int:
    """Learn, place, write; print the sum of where every text went."""
    django.setup()
    from goen.core.listening.partitions import joined, learn, place_all

    texts = _texts(arguments)
    sample = _sample(texts, arguments)
    if not sample.n_wordings:
        raise BadInputError("listening.no_texts")
    n_topics = min(arguments.topics or sample.granularities()[0], sample.n_wordings)
    model = learn(sample, n_topics)
    written = [text.text for text in texts]
    parts = [written[at : at + PART] for at in range(0, len(written), PART)]
    if arguments.workers:
        with local_client(load_dask(), arguments.workers) as client:
            placed = joined(place_all(model, parts, Workers(client)))
    else:
        placed = joined(place_all(model, parts))
    labels = [topic.label for topic in sample.cut(n_topics).topics]
    if arguments.out is not None:
        _write(arguments.out, texts, placed, labels)
    _say(placed, labels)
    return 0


def _texts(arguments: argparse.Namespace) -> Sequence[Any]:
    from dataclasses import replace

    from goen.core.listening.tables import guess_columns, read_table, texts_of

    try:
        data = arguments.file.read_bytes()
    except OSError as error:
        raise BadInputError("listening.no_such_file", path=str(arguments.file)) from error
    table = read_table(data, encoding=arguments.encoding, most_rows=MOST_ROWS)
    columns = guess_columns(table)
    return texts_of(table, replace(columns, text=arguments.text_column or columns.text))


def _sample(texts: Sequence[Any], arguments: argparse.Namespace) -> Any:
    """Listen to a sample drawn by the seed; the whole set when it is no larger."""
    import numpy as np

    from goen.base.wordvectors import load_word_vectors
    from goen.core.listening import Settings, listen

    n = min(max(arguments.sample, 1), len(texts))
    places: Any = np.sort(np.random.default_rng(arguments.seed).choice(len(texts), n, replace=False)) if texts else []
    chosen = [texts[place] for place in places]
    return listen(chosen, words=load_word_vectors(), settings=Settings(seed=arguments.seed))


def _write(path: Path, texts: Sequence[Any], placed: Any, labels: Sequence[str]) -> None:
    try:
        with path.open("w", encoding="utf-8", errors="replace") as file:
            for place, text in enumerate(texts):
                topic = int(placed.coarse[place])
                line = {
                    "id": text.id,
                    "topic": topic if topic >= 0 else None,
                    "label": labels[topic] if topic >= 0 else None,
                    "borderline": bool(placed.borderline[place]),
                    "nearness": round(float(placed.nearness[place]), 4),
                    "excluded": placed.reasons[place] or None,
                }
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise BadInputError("listening.no_such_file", path=str(path)) from error


def _say(placed: Any, labels: Sequence[str]) -> None:
    import numpy as np

    n_excluded = int((placed.coarse < 0).sum())
    counts = np.bincount(placed.coarse[placed.coarse >= 0], minlength=len(labels))
    for topic in np.argsort(-counts, kind="stable"):
        print(f"{counts[topic]:8,d}  {labels[topic]}")
    n_edge = int(placed.borderline.sum())
    total = len(placed.coarse)
    print(f"話題に入った文 {total - n_excluded - n_edge:,}、境目 {n_edge:,}、除いた文 {n_excluded:,}、合計 {total:,}")


class Workers:
    """What places texts on the workers of a Dask client: each gets the model, once, and parts of texts."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def map(self, work: Callable[[Sequence[str]], Any], parts: Iterable[Sequence[str]]) -> Iterator[Any]:
        """Apply ``work`` to every part; results in the order of the parts."""
        sent = self._client.scatter(work, broadcast=True)
        futures = [self._client.submit(_apply, sent, list(part), pure=False) for part in parts]
        bar = Bar("振り分け / placing")
        for number, future in enumerate(futures, 1):
            yield future.result()
            future.release()
            bar.update(number, len(futures))


def _apply(work: Callable[[Sequence[str]], Any], part: Sequence[str]) -> Any:
    return work(part)
