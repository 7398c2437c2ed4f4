"""Masked votes, event-size conversations, and routing: what the ideal-point model is good for."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import process_time

import numpy as np
from numpy.typing import NDArray

from bench.opinions.data import Conversation
from bench.opinions.peer import cpu
from bench.opinions.reference import agreeing, fit_reference
from bench.opinions.report import say
from goen.core.opinions.analyse import analyse
from goen.core.opinions.ideal import fit_ideal
from goen.core.opinions.polis import classic
from goen.core.opinions.route import agreeing_at, information, locate
from goen.core.opinions.votes import Votes, votes_from_matrix


@dataclass(frozen=True, eq=False)
class Split:
    """A table with some votes masked: the training matrix, where the masked ones stood, and what they were."""

    train: NDArray[np.float64]
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.float64]


def split(matrix: NDArray[np.float64], seed: int) -> Split:
    """Mask a fifth of the votes of people with at least 7, leaving at least 3 in every row and column."""
    rng = np.random.default_rng(seed)
    rows, columns = np.nonzero(~np.isnan(matrix))
    per_row, per_column = np.bincount(rows), np.bincount(columns)
    fit = np.flatnonzero(per_row[rows] >= 7)
    rng.shuffle(fit)
    masked: list[int] = []
    for vote in fit:
        if len(masked) >= fit.size // 5:
            break
        if per_row[rows[vote]] > 3 and per_column[columns[vote]] > 3:
            masked.append(int(vote))
            per_row[rows[vote]] -= 1
            per_column[columns[vote]] -= 1
    hidden = (rows[masked], columns[masked])
    train = matrix.copy()
    train[hidden] = np.nan
    return Split(train, *hidden, matrix[hidden])


def judged(part: Split, chance: NDArray[np.float64]) -> tuple[float, float]:
    """Return log-loss and accuracy of agree against disagree."""
    sides = part.values != 0
    agreed = part.values[sides] > 0
    p = np.clip(chance[sides], 1e-9, 1 - 1e-9)
    return float(-np.log(np.where(agreed, p, 1 - p)).mean()), float(((p > 0.5) == agreed).mean())


def by_statement(part: Split) -> NDArray[np.float64]:
    """Predict by the statement's smoothed share."""
    agreed, against = (part.train == 1).sum(axis=0), (part.train == -1).sum(axis=0)
    return ((agreed + 1) / (agreed + against + 2))[part.columns]


def by_polis_group(part: Split) -> NDArray[np.float64]:
    """Predict by the smoothed share in the classic recipe's group, drawn to the statement's."""
    votes = votes_from_matrix(part.train)
    labels = classic(votes).labels
    everywhere = ((part.train == 1).sum(axis=0) + 1) / (
        (part.train != 0).sum(axis=0) - np.isnan(part.train).sum(axis=0) + 2
    )
    shares = np.tile(everywhere, (int(labels.max()) + 2, 1))
    for group in range(int(labels.max()) + 1):
        inside = part.train[labels == group]
        agreed, against = (inside == 1).sum(axis=0), (inside == -1).sum(axis=0)
        shares[group] = (agreed + 2 * everywhere) / (agreed + against + 2)
    return shares[labels[part.rows], part.columns]


def by_ideal_points(part: Split) -> NDArray[np.float64]:
    """Predict by Goen's model."""
    return fit_ideal(votes_from_matrix(part.train)).agreeing(part.rows, part.columns)


def by_reference(part: Split, d: int = 3) -> NDArray[np.float64]:
    """Predict by the published recipe the targets were set with."""
    return agreeing(*fit_reference(part.train, d))[part.rows, part.columns]


def masked(talks: list[Conversation], *, short: bool) -> None:
    """O5: masked votes of real conversations, three seeds, mean over conversations."""
    lines: dict[str, list[tuple[float, float]]] = {"statement": [], "polis_groups": [], "reference": [], "goen": []}
    seconds = []
    for talk in talks:
        one: dict[str, list[tuple[float, float]]] = {name: [] for name in lines}
        for seed in range(1 if short else 3):
            part = split(talk.kept_matrix(), seed)
            one["statement"].append(judged(part, by_statement(part)))
            one["polis_groups"].append(judged(part, by_polis_group(part)))
            one["reference"].append(judged(part, by_reference(part)))
            begin = process_time()
            one["goen"].append(judged(part, by_ideal_points(part)))
            seconds.append(process_time() - begin)
        for name, scores in one.items():
            lines[name].append(tuple(np.mean(scores, axis=0)))
        say(f"prediction.{talk.name}", lines["goen"][-1][0], "log-loss", accuracy=lines["goen"][-1][1])
    if not talks:
        return
    mean = {name: np.mean(scores, axis=0) for name, scores in lines.items()}
    baseline = {name: [float(x) for x in mean[name]] for name in ("statement", "polis_groups", "reference")}
    say("prediction.log_loss", float(mean["goen"][0]), "nats", target="<=.366 (stretch .360)", baseline=baseline)
    say("prediction.accuracy", float(mean["goen"][1]), "share", target=">=.839")
    say("prediction.cpu", float(np.mean(seconds)), "s", target="<=.3", most=max(seconds))


def event_draws(talks: list[Conversation], each: int) -> Iterator[NDArray[np.float64]]:
    """Draw real 30 × 30 tables: statements from the most answered, people who answered at least 70 %."""
    for talk in talks:
        matrix = talk.kept_matrix()
        popular = np.argsort(-(~np.isnan(matrix)).sum(axis=0), kind="stable")[:45]
        for seed in range(each):
            rng = np.random.default_rng(seed)
            for _ in range(20):
                part = matrix[:, np.sort(rng.choice(popular, min(30, popular.size), replace=False))]
                full = np.flatnonzero((~np.isnan(part)).mean(axis=1) >= 0.7)
                if full.size >= 30:
                    yield part[np.sort(rng.choice(full, 30, replace=False))]
                    break


def event_size(talks: list[Conversation], *, short: bool) -> None:
    """O6: thirty people, thirty statements."""
    tables = list(event_draws(talks, 2 if short else 6))
    if not tables:
        return
    parts = [split(table, seed) for seed, table in enumerate(tables)]
    scores = {
        name: np.mean([judged(part, predict(part)) for part in parts], axis=0)
        for name, predict in (
            ("statement", by_statement),
            ("polis_groups", by_polis_group),
            ("reference", lambda part: by_reference(part, 2)),
            ("goen", by_ideal_points),
        )
    }
    baseline = {name: float(scores[name][0]) for name in ("statement", "polis_groups", "reference")}
    say("event.log_loss", float(scores["goen"][0]), "nats", target="<=.417", baseline=baseline, draws=len(tables))
    ready: list[Votes] = [votes_from_matrix(table) for table in tables]
    spent = [cpu(lambda votes=votes: analyse(votes), 3) for votes in ready]  # type: ignore[misc]
    say("event.analysis", 1e3 * float(np.median(spent)), "ms CPU", target="<=100", most=1e3 * max(spent))
    found = [analyse(votes).verdict for votes in ready]
    say("event.divided", found.count("groups") / len(found), "share of real draws with groups")


def routing(talks: list[Conversation], *, short: bool) -> None:
    """O10: five answers chosen by the model, judged on a fixed half of each person's votes."""
    means = []
    for talk in talks:
        turns = [scores for seed in range(1 if short else 5) if (scores := _routed(talk, 60, seed))]
        if turns:
            means.append(np.mean(turns, axis=0))
            say(f"routing.{talk.name}", float(means[-1][0]), "nats", baseline={"random": float(means[-1][1])})
    if means:
        chosen, at_random = np.mean(means, axis=0)
        say(
            "routing.log_loss",
            float(chosen),
            "nats after 5 answers",
            target="<=.405",
            baseline={"random": float(at_random)},
        )


def _routed(talk: Conversation, people: int, seed: int) -> tuple[float, float] | None:
    rng, matrix = np.random.default_rng(seed), talk.kept_matrix()
    busy = np.flatnonzero((~np.isnan(matrix)).sum(axis=1) >= 20)
    if busy.size < 9:
        return None
    held = rng.choice(busy, min(people, busy.size // 3), replace=False)
    rest = np.setdiff1d(np.arange(len(matrix)), held)
    matrix = matrix[:, (~np.isnan(matrix[rest])).sum(axis=0) >= 3]
    model = fit_ideal(votes_from_matrix(matrix[rest]))
    scores = []
    for person in held:
        line = matrix[person]
        answered = np.flatnonzero(~np.isnan(line))
        rng.shuffle(answered)
        test, pool = answered[: answered.size // 2], answered[answered.size // 2 :]
        if not np.any(line[test] != 0):
            continue
        pair = []
        for is_chosen in (True, False):
            asked: list[int] = []
            for _ in range(min(5, pool.size)):
                left = [j for j in pool if j not in asked]
                told = information(model, locate(model, asked, line[asked])) if is_chosen else np.zeros(line.size)
                asked.append(left[int(np.argmax(told[left]))])
            chance = agreeing_at(model, locate(model, asked, line[asked]))[test]
            pair.append(judged(Split(matrix, test, test, line[test]), chance)[0])
        scores.append(pair)
    mean = np.mean(scores, axis=0)
    return float(mean[0]), float(mean[1])
