"""Every number that can be tuned, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """How an analysis is made. The defaults were chosen on the development data only.

    Attributes
    ----------
    seed : int
        Of every random draw; the same seed and votes give the same landscape.
    min_votes : int
        Votes a person needs to be grouped (never more than there are statements).
    min_votes_on_map : int
        Votes a person needs to be drawn at all.
    max_groups : int
        Most groups looked for.
    pca_tolerance : float
        Largest error (radians) of a principal axis.
    sample_votes : int
        Above this many votes axes are first sought in a sample of this size.
    ridge : float
        Strength of the pull to the centre, in answered statements of average weight.
    gate_permutations : int
        Most shuffles of the test "is there any structure?".
    gate_level : float
        Share of structureless conversations that may be taken for structured ones.
    agreeing_separation : float
        Mean silhouette that camps need which differ only in how readily they agree; one broad crowd reaches about .5.
    gate_votes : int
        Votes the gate looks at; larger conversations are sampled by person.
    restarts, replicates, replicate_restarts : int
        Starts of k-means; noisy repetitions per number of groups; starts in each.
    replicate_lines : int
        People the repetitions look at; larger conversations are sampled.
    stability_floor : float
        Agreement between repetitions (adjusted Rand) below which a division is not announced.
    min_group_size, min_group_share
        A group is at least this many people and this share of those grouped.
    grid : int
        Above ``grid_from`` people clustering works on a grid of this many cells a side.
    grid_from : int
        See ``grid``.
    folds : int
        Parts the statements are cut into for cross-fitting.
    crossfit_lines : int
        People the cross-fitted tests look at; larger conversations are sampled.
    false_discovery_rate : float
        Share of false ones accepted among the cells called representative.
    ideal_dimensions, ideal_sweeps : int
        Size of the ideal-point model and rounds of its fit.
    ideal_level, ideal_difficulty, ideal_slope : float
        Prior variances of how readily people agree, of how readily statements are agreed with, of their slopes.
    ideal_follows : float
        Prior variance of how much more or less than others a person goes with the general view of each statement.
    ideal_strength : float
        How many people (and statements) the prior variances of levels weigh against what is learnt; 0 learns nothing.
    ideal_pass_weight : float
        How much a pass counts, as a vote for neither side.
    ideal_stretch : float
        Factor on its logits.
    route_floor : int
        Answers below which a statement counts as a newcomer that must be shown.
    route_newcomers : float
        Share of the turns in which a newcomer is shown while there are any.
    most_findings : int
        Findings listed of each kind.
    """

    seed: int = 20250130
    min_votes: int = 7
    min_votes_on_map: int = 3
    max_groups: int = 5
    pca_tolerance: float = 1e-6
    sample_votes: int = 2_000_000
    ridge: float = 1.5
    gate_permutations: int = 199
    gate_level: float = 0.01
    agreeing_separation: float = 0.55
    gate_votes: int = 20_000
    restarts: int = 10
    replicates: int = 20
    replicate_restarts: int = 2
    replicate_lines: int = 600
    stability_floor: float = 0.45
    min_group_size: int = 3
    min_group_share: float = 0.05
    grid: int = 32
    grid_from: int = 600
    folds: int = 8
    crossfit_lines: int = 20_000
    false_discovery_rate: float = 0.10
    ideal_dimensions: int = 12
    ideal_sweeps: int = 18
    ideal_level: float = 0.25
    ideal_difficulty: float = 6.0
    ideal_slope: float = 3.0
    ideal_follows: float = 0.1
    ideal_strength: float = 3.0
    ideal_pass_weight: float = 0.1
    ideal_stretch: float = 1.2
    route_floor: int = 10
    route_newcomers: float = 0.3
    most_findings: int = 5


@dataclass(frozen=True)
class ClassicSettings:
    """The numbers of the classic recipe (`mode="polis"`).

    Attributes
    ----------
    min_votes : int
        Votes a person needs to be grouped.
    max_groups : int
        Most groups.
    margin : float
        A larger number of groups must beat a smaller one by this much silhouette: the stateless form of the recipe's rule
        that a new number must win four times in a row.
    grid : int
        Cells a side on which silhouettes are computed (the recipe's base clusters).
    most_picks : int
        Statements picked per group and for consensus.
    """

    min_votes: int = 7
    max_groups: int = 5
    margin: float = 0.05
    grid: int = 24
    most_picks: int = 5
