"""The same answer twice, nearly the same with a twentieth less, nothing lost, quotes exact."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

from bench.listening import data
from bench.listening.quality import heard, labels_at
from goen.base.wordvectors import load_word_vectors
from goen.core.listening.analysis import listen
from goen.core.listening.texts import Text

N_SMALL, K_SMALL = 337, 49
ODD = [
    "",
    "　",
    "👍🎉",
    "\x00\x01",
    "はい。",
    "あ" * 20_000,
    "The bus is late.",
    "同じ意見です。桃が好き",
    "同じ意見です。桃が好き",
    "DX\ud800推進",
]


def repeat(short: bool) -> Iterator[dict[str, Any]]:
    """ARI of two runs on one input, and of runs on 95 % of it (pairwise, on the texts both have)."""
    from sklearn.metrics import adjusted_rand_score as ari

    for name, texts, truth, _rows in data.labelled():
        lots = np.random.default_rng(1)
        sizes = [min(N_SMALL, len(texts))] if short else sorted({min(N_SMALL, len(texts)), len(texts)})
        for n in sizes:
            chosen = lots.choice(len(texts), n, replace=False) if n < len(texts) else np.arange(n)
            n_topics = K_SMALL if n == N_SMALL else int(truth.max()) + 1
            among = [texts[place] for place in chosen]
            twice = [labels_at(heard(among), n_topics) for _ in range(2)]
            yield _row(name, n, n_topics, "same input twice", float(ari(*twice)), 1.0, [])
            parts = [np.sort(lots.choice(n, round(0.95 * n), replace=False)) for _ in range(3 if short else 5)]
            runs = [labels_at(heard([among[place] for place in part]), n_topics) for part in parts]
            pairs = []
            for one, other in combinations(range(len(parts)), 2):
                _both, left, right = np.intersect1d(parts[one], parts[other], return_indices=True)
                pairs.append(float(ari(runs[one][left], runs[other][right])))
            yield _row(name, n, n_topics, "95 % subsamples, pairwise", float(np.mean(pairs)), 0.65, pairs)


def _row(
    name: str, n: int, n_topics: int, what: str, figure: float, target: float, pairs: list[float]
) -> dict[str, Any]:
    row = {
        "case": name,
        "n": n,
        "n_topics": n_topics,
        "what": what,
        "figure": round(figure, 4),
        "unit": "ARI",
        "target": target,
    }
    baseline = {"kouchou-ai's way": "0.47-0.53 twice, 0.47 subsamples (measured before)"}
    return {**row, "baseline": baseline, **({"least": round(min(pairs), 4), "pairs": len(pairs)} if pairs else {})}


def kept(_short: bool) -> Iterator[dict[str, Any]]:
    """Texts lost without a reason, and quotes that are not exact, with odd rows mixed in."""
    for name, written, _truth, _rows in data.labelled():
        texts = [Text(str(n), text) for n, text in enumerate([*written[:2000], *ODD])]
        found = listen(texts, words=load_word_vectors())
        by_id = {text.id: text.text for text in texts}
        lost = inexact = quotes = 0
        for n_topics in found.granularities():
            cut = found.cut(n_topics)
            placed = Counter(place for topic in cut.topics for place in topic.members)
            excluded = {place for place, state in enumerate(cut.states) if state.kind == "excluded" and state.reason}
            lost += sum(placed[place] + (place in excluded) != 1 for place in range(len(texts)))
            for topic in cut.topics:
                for quote in (*topic.quotes, *([topic.headline] if topic.headline else ())):
                    quotes += 1
                    inexact += by_id[quote.text_id][quote.start : quote.end] != quote.words
        yield {"case": name, "what": "texts not in exactly one place", "figure": lost, "unit": "texts", "target": 0,
               "n": len(texts), "excluded": dict(found.cut().account.excluded), "baseline": {"tttc": "drops 3.3 %"}}  # fmt: skip
        yield {"case": name, "what": "quotes that are exact", "figure": round(1 - inexact / max(quotes, 1), 4), "unit": "share",
               "target": 1.0, "n": quotes, "baseline": {"kouchou-ai, tttc": "not checked"}}  # fmt: skip
