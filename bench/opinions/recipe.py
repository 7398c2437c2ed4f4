"""Parity, speed, order and published groups: Goen's classic recipe beside the peer's."""

import numpy as np
from numpy.typing import NDArray

from bench.opinions.data import Conversation, made, rand_index
from bench.opinions.peer import as_rows, cpu, peer, run_peer
from bench.opinions.report import say
from goen.core.opinions.analyse import analyse
from goen.core.opinions.canonical import canonical
from goen.core.opinions.classic import consensus, representative
from goen.core.opinions.pca import principal_axes
from goen.core.opinions.polis import classic
from goen.core.opinions.statistics import group_counts, statistics
from goen.core.opinions.votes import Votes, votes_from_triples

FIGURES = ("na", "nd", "ns", "pa", "pd", "pat", "pdt", "ra", "rd", "rat", "rdt")


def parity(talks: list[Conversation], *, short: bool) -> None:
    """O1: the same figures, the same picks, the same axes."""
    polis = peer()
    worst, differing, cosine = 0.0, 0, 1.0
    for talk in talks[:2] if short else talks:
        cosine = min(cosine, _cosine(talk.votes))
        if polis is None:
            continue
        theirs = run_peer(polis, as_rows(talk.votes), talk.votes.statement_ids[talk.hidden].tolist())
        labels = theirs.participants_df["cluster_id"].fillna(-1).to_numpy(np.int32)
        n_groups = int(labels.max()) + 1
        ours = statistics(group_counts(talk.votes, labels, n_groups))
        for name in FIGURES:
            expected = theirs.group_comment_stats[name].to_numpy().reshape(n_groups, -1)
            worst = max(worst, float(np.abs(getattr(ours, name) - expected).max()))
        agreed = np.array(list(theirs.group_aware_consensus["agree"].values()))
        worst = max(worst, float(np.abs(ours.consensus_agree - agreed).max()))
        differing += _differing(talk, ours, theirs, n_groups)
    baseline = "red-dwarf 0.4.0" if polis else "absent"
    say("parity.statistics", worst, "max abs difference", target="<=1e-12", baseline=baseline)
    say("parity.picks", differing, "sets that differ", target=0, baseline=baseline)
    say("parity.axes", 1.0 - cosine, "1 - |cos| to dense SVD", target="<=1e-8")


def _differing(talk: Conversation, ours: object, theirs: object, n_groups: int) -> int:
    picks = representative(ours, hidden=talk.hidden)  # type: ignore[arg-type]
    both = consensus(statistics(talk.votes.counts[None]), hidden=talk.hidden)
    ids = talk.votes.statement_ids
    wrong = sum(
        {int(ids[p.statement]) for p in picks[g]} != {p["tid"] for p in theirs.repness[g]}  # type: ignore[attr-defined]
        for g in range(n_groups)
    )
    for mine, side in zip(both, ("agree", "disagree"), strict=True):
        wrong += {int(ids[p.statement]) for p in mine} != {p["tid"] for p in theirs.consensus[side]}  # type: ignore[attr-defined]
    return wrong


def _cosine(votes: Votes) -> float:
    dense = votes.matrix()
    filled = np.where(np.isnan(dense), 0.0, dense - np.nanmean(dense, axis=0))
    true = np.linalg.svd(filled, full_matrices=False)[2][:2]
    table = canonical(votes)
    found = np.zeros((2, votes.n_statements))
    found[:, table.columns] = principal_axes(table).loadings * table.flips
    return float(np.abs(np.sum(found * true, axis=1)).min())


def speed(talks: list[Conversation], *, short: bool) -> None:
    """O2: CPU of the peer over CPU of Goen from the same triples, interleaved in this process, one thread."""
    ratios, whole = [], []
    for talk in talks:
        ratio = _against_peer(talk.votes, talk.hidden, 2 if short else 5)
        if ratio:
            ratios.append(ratio[0])
            whole.append(ratio[1])
            say(f"speed.{talk.name}", ratio[0], "x less CPU", goen_ms=ratio[2] * 1e3, analyse_ratio=ratio[1])
    if ratios:
        say("speed.real", _geometric(ratios), "x less CPU", target=">=20", spread=[min(ratios), max(ratios)])
        say("speed.real.analyse", _geometric(whole), "x less CPU, gate, stability and second look included")
    sizes = ((10_000, 500, 0.089, 70), (40_000, 1_000, 0.029, 150))
    for people, statements, density, target in sizes[:1] if short else sizes:
        votes = votes_from_triples(*made(people, statements, density))
        ratio = _against_peer(votes, np.zeros(statements, bool), 1)
        if ratio:
            say(f"speed.{people}x{statements}", ratio[0], "x less CPU", target=f">={target}", analyse_ratio=ratio[1])


def _against_peer(votes: Votes, hidden: NDArray[np.bool_], times: int) -> tuple[float, float, float] | None:
    polis = peer()
    if polis is None:
        return None
    triples = (
        np.repeat(votes.participant_ids, votes.votes_per_participant),
        votes.statement_ids[votes.columns],
        votes.values,
    )
    rows, out = as_rows(votes), votes.statement_ids[hidden].tolist()
    classic(votes_from_triples(*triples), hidden=hidden)
    ours = full = theirs = float("inf")
    for _ in range(times):
        theirs = min(theirs, cpu(lambda: run_peer(polis, rows, out), 1))
        ours = min(ours, cpu(lambda: classic(votes_from_triples(*triples), hidden=hidden), 3))
        full = min(full, cpu(lambda: analyse(votes_from_triples(*triples), dropped=hidden), 2))
    return theirs / ours, theirs / full, ours


def _geometric(values: list[float]) -> float:
    return float(np.exp(np.mean(np.log(values))))


def order(talks: list[Conversation], *, short: bool) -> None:
    """O4: labels under shuffles of participants, statements, votes and signs."""
    for mode in ("goen", "polis"):
        worst = 1.0
        for talk in talks:
            first = analyse(talk.votes, dropped=talk.hidden, mode=mode).people.groups
            for seed in range(3 if short else 20):
                worst = min(worst, _after_shuffle(talk, first, mode, seed))
        say(f"order.{mode}", worst, "least ARI", target=1.0, baseline="Polis .41-.91, red-dwarf .19-1.0")


def _after_shuffle(talk: Conversation, first: NDArray[np.int32], mode: str, seed: int) -> float:
    rng, votes = np.random.default_rng(seed), talk.votes
    rows = np.repeat(np.arange(votes.n_participants), votes.votes_per_participant)
    new_person, new_statement = rng.permutation(votes.n_participants), rng.permutation(votes.n_statements)
    signs = rng.choice([-1, 1], votes.n_statements)
    mix = rng.permutation(votes.n_votes)
    cast = (votes.values * signs[votes.columns])[mix]
    shuffled = votes_from_triples(new_person[rows][mix], new_statement[votes.columns][mix], cast)
    hidden = np.zeros_like(talk.hidden)
    hidden[new_statement] = talk.hidden
    again = analyse(shuffled, dropped=hidden, mode=mode).people.groups
    return rand_index(first + 1, again[new_person] + 1)


def published(talks: list[Conversation], *, short: bool) -> None:
    """O9: agreement of the classic mode with the groups Polis published."""
    del short
    scores = {}
    for talk in talks:
        labels = classic(talk.votes, hidden=talk.hidden).labels
        both = (labels >= 0) & (talk.published >= 0)
        scores[talk.name] = rand_index(labels[both], talk.published[both])
    known = [scores[talk.name] for talk in talks if talk.is_reproducible()]
    if known:
        say("published.mean", float(np.mean(known)), "ARI", target=">=.90", baseline=0.898, each=scores)
