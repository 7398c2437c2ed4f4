"""Similarity to human judgement and topics found, beside the peers' methods on the same vectors in the same run."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.listening import data
from goen.base.wordvectors import load_word_vectors
from goen.core.listening.analysis import Listening, Settings, listen
from goen.core.listening.pairs import pair_similarity
from goen.core.listening.terms import count_readings, read_all
from goen.core.listening.texts import Text
from goen.core.listening.vectors import fit_embedding

N_RESAMPLES = 300


def similarity(_short: bool) -> Iterator[dict[str, Any]]:
    """Spearman of vector cosine and pair score with people's 0–5."""
    from scipy.stats import spearmanr

    for name, rows in data.tables("sentence1", "sentence2", "score"):
        first, second = [row["sentence1"] for row in rows], [row["sentence2"] for row in rows]
        people = [float(row["score"]) for row in rows]
        terms, _phrases = count_readings(read_all(first + second))
        length = float(np.mean([len(text) for text in first + second]))
        vectors = fit_embedding(terms, length, load_word_vectors()).transform(terms.counts)
        cosine = (vectors[: len(rows)] * vectors[len(rows) :]).sum(axis=1)
        pair = pair_similarity(first, second, load_word_vectors())
        for what, scores, target in (("clustering vector", cosine, 0.745), ("pair score", pair, 0.765)):
            yield {
                "case": name, "what": what, "figure": round(float(spearmanr(scores, people)[0]), 4), "unit": "Spearman",
                "target": target, "baseline": {"all-MiniLM-L6-v2": 0.627, "OpenAI 3-small (published)": 0.781}, "n": len(rows),
            }  # fmt: skip


def topics(short: bool) -> Iterator[dict[str, Any]]:
    """AMI and ARI at the true number of topics; the peers get our vectors."""
    from sklearn.metrics import adjusted_mutual_info_score as ami
    from sklearn.metrics import adjusted_rand_score as ari

    for name, texts, truth, rows in data.labelled():
        n_topics = int(truth.max()) + 1
        runs = [heard(texts, seed) for seed in range(1 if short else 5)]
        ours = [labels_at(found, n_topics) for found in runs]
        for method, labels in [("goen", ours), *_peers(runs[0], n_topics, len(ours))]:
            scores = [ami(truth, one) for one in labels]
            yield {
                "case": name, "what": method, "figure": round(float(np.mean(scores)), 4), "unit": "AMI", "seeds": len(scores),
                "spread": round(float(np.std(scores)), 4), "ARI": round(float(np.mean([ari(truth, one) for one in labels])), 4),
                "n": len(texts), "n_topics": n_topics, "target": _target(name),
            }  # fmt: skip
        if "published" in rows[0]:
            yield _against_published(name, truth, ours[0], [row["published"] for row in rows])


def _target(name: str) -> float | None:
    return {"jsquad_questions": 0.60, "jsquad_paragraphs": 0.73}.get(name)


def heard(texts: Sequence[str], seed: int = 0) -> Listening:
    """Listen to plain texts with the default settings."""
    settings = Settings(seed=seed)
    return listen([Text(str(n), text) for n, text in enumerate(texts)], words=load_word_vectors(), settings=settings)


def labels_at(found: Listening, n_topics: int) -> npt.NDArray[np.int64]:
    """Topic of every text (copies with their wording); what is excluded is a topic of its own."""
    cut = found.tree.cut(min(n_topics, found.n_wordings))
    return np.where(found.unit_of >= 0, cut[found.unit_of], n_topics)


def _peers(found: Listening, n_topics: int, n_seeds: int) -> Iterator[tuple[str, list[npt.NDArray[np.int64]]]]:
    """Re-create the peers' published calls on our vectors."""
    units = found.unit_of

    def on_texts(labels: Any) -> npt.NDArray[np.int64]:
        return np.where(units >= 0, np.asarray(labels)[units], n_topics)

    seeds = range(n_seeds)
    yield "kouchou-ai (re-created: UMAP-2D Euclidean + KMeans)", [on_texts(_kouchou(found, n_topics, s)) for s in seeds]
    yield "BERTopic (re-created: UMAP-5D + HDBSCAN, noise to nearest)", [on_texts(_bertopic(found, s)) for s in seeds]
    from sklearn.cluster import KMeans

    plain = KMeans(n_topics, random_state=0, n_init=3).fit_predict(found.vectors)
    yield "KMeans on our vectors", [on_texts(plain)]


def _kouchou(found: Listening, n_topics: int, seed: int) -> npt.NDArray[np.int64]:
    from sklearn.cluster import KMeans
    from umap import UMAP

    flat = UMAP(n_components=2, n_neighbors=15, random_state=seed, n_jobs=1).fit_transform(found.vectors)
    return np.asarray(KMeans(n_topics, random_state=seed, n_init=1).fit_predict(flat))


def _bertopic(found: Listening, seed: int) -> npt.NDArray[np.int64]:
    from sklearn.cluster import HDBSCAN
    from umap import UMAP

    five = UMAP(n_components=5, n_neighbors=15, min_dist=0.0, metric="cosine", random_state=seed, n_jobs=1)
    labels = HDBSCAN(min_cluster_size=10, copy=True).fit_predict(five.fit_transform(found.vectors))
    if labels.max() < 0:
        return np.zeros(len(labels), dtype=np.int64)
    centres = np.stack([found.vectors[labels == topic].mean(axis=0) for topic in range(labels.max() + 1)])
    return np.where(labels < 0, (found.vectors @ centres.T).argmax(axis=1), labels)


def _against_published(name: str, truth: Any, ours: Any, published: Sequence[str]) -> dict[str, Any]:
    """Difference of AMI to a peer's published clusters, with a bootstrap interval over texts."""
    from sklearn.metrics import adjusted_mutual_info_score as ami

    theirs = np.unique(published, return_inverse=True)[1]
    lots = np.random.default_rng(0)
    differences = []
    for _ in range(N_RESAMPLES):
        rows = lots.integers(0, len(truth), len(truth))
        differences.append(ami(truth[rows], ours[rows]) - ami(truth[rows], theirs[rows]))
    low, high = np.quantile(differences, [0.025, 0.975])
    return {
        "case": name, "what": "difference to the published clusters", "figure": round(ami(truth, ours) - ami(truth, theirs), 4),
        "unit": "AMI", "low": round(float(low), 4), "high": round(float(high), 4), "target": "interval above 0",
    }  # fmt: skip
