"""An event's pages stand by the time they are needed."""

from goen.base.navigation import entries, stages


def test_every_page_of_an_organiser_stands_in_exactly_one_stage():
    flat = entries("event", role="organiser", args=["x"])

    grouped = stages("organiser", "roster", "x")

    assert [entry.url for stage in grouped for entry in stage.entries] == [entry.url for entry in flat]
    assert [stage.is_current for stage in grouped].count(True) == 1
    assert [str(stage.label) for stage in grouped if stage.is_current] == ["準備"]


def test_few_pages_stand_in_one_row():
    assert len(entries("event", role="observer", args=["x"])) <= 7
    assert stages("observer", "", "x") == []
