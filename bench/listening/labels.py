"""Names of topics against the titles of articles; planted paraphrases found."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from bench.listening import data
from bench.listening.campaign import CAMPAIGN, CAMPAIGN_ORIGINAL
from goen.core.listening.duplicates import crowding
from goen.core.listening.phrases import key_phrases
from goen.core.listening.terms import Reading, count_readings, read_all


def titles(_short: bool) -> Iterator[dict[str, Any]]:
    """Share of articles whose title is within one of the first three phrases; plain tokens as the baseline."""
    for name, texts, truth, rows in data.labelled():
        names = {number: row["topic"] for number, row in zip(truth, rows, strict=True)}
        if not name.startswith("jsquad"):
            continue
        readings = read_all(texts)
        plain = [Reading(reading.terms, tuple(term for term, _weight in reading.terms)) for reading in readings]
        for method, read in (("goen: compound nouns", readings), ("plain tokens", plain)):
            phrases = count_readings(read)[1]
            ranks, occurring = [], []
            for number, title in sorted(names.items()):
                members = np.flatnonzero(truth == number)
                wanted = bare(title)
                found = [bare(phrase) for phrase in key_phrases(phrases, members, 10)]
                ranks.append(next((rank for rank, phrase in enumerate(found, 1) if wanted in phrase), 99))
                occurring.append(any(wanted in bare(texts[member]) for member in members))
            yield {
                "case": name, "what": method, "figure": _share(ranks, occurring, 3), "unit": "titles in the first 3", "target": 0.80,
                "first 1": _share(ranks, occurring, 1), "first 10": _share(ranks, occurring, 10), "n": int(sum(occurring)),
                "figure over all titles, also those their texts never use": round(float(np.mean(np.array(ranks) <= 3)), 4),
                "n_all": len(ranks),
            }  # fmt: skip


def _share(ranks: Sequence[int], counted: Sequence[bool], most: int) -> float:
    return round(float(np.mean([rank <= most for rank, yes in zip(ranks, counted, strict=True) if yes])), 4)


def bare(text: str) -> str:
    """Letters and digits only, folded."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


def copies(short: bool) -> Iterator[dict[str, Any]]:
    """Average precision of planted paraphrases: 60 rewordings of one comment among real texts."""
    from sklearn.metrics import average_precision_score, roc_auc_score

    lots = np.random.default_rng(0)
    for name, texts, _truth, _rows in data.labelled():
        scores = []
        for _ in range(1 if short else 5):
            among = [texts[place] for place in lots.choice(len(texts), min(340, len(texts)), replace=False)]
            planted = np.array([0] * len(among) + [1] * len(CAMPAIGN))
            score = crowding(among + list(CAMPAIGN))
            scores.append((average_precision_score(planted, score), roc_auc_score(planted, score)))
        yield {
            "case": name, "what": f"{len(CAMPAIGN)} rewordings of one comment among {len(among)} texts",
            "figure": round(float(np.mean([ap for ap, _auc in scores])), 4), "unit": "average precision", "target": 0.92,
            "AUC": round(float(np.mean([auc for _ap, auc in scores])), 4), "original": CAMPAIGN_ORIGINAL,
            "words shared with the original": round(_shared_words(), 3),
        }  # fmt: skip


def _shared_words() -> float:
    """Mean share of the original's terms that a rewording uses."""
    wanted = Counter(term for term, _weight in read_all([CAMPAIGN_ORIGINAL])[0].terms)
    kept = [
        sum(term in wanted for term in {term for term, _weight in reading.terms}) / len(wanted)
        for reading in read_all(CAMPAIGN)
    ]
    return float(np.mean(kept))
