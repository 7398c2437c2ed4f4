"""What the drill says of several episodes is what it would say of one."""

from bench.drill.__main__ import added_up


def test_counts_are_summed_times_are_the_worst_and_one_broken_episode_breaks_the_case():
    first = {"faults": 15, "lost": 0, "longest_outage_s": 0.4, "p99_ms": 90, "is_whole": True, "phones": 40}
    second = {"faults": 5, "lost": 1, "longest_outage_s": 2.5, "p99_ms": 30, "is_whole": False, "phones": 40}

    assert added_up([first]) == first
    assert added_up([first, second]) == {
        "faults": 20, "lost": 1, "longest_outage_s": 2.5, "p99_ms": 90, "is_whole": False, "phones": 40,
    }  # fmt: skip
