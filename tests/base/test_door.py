"""Who knocked lately is remembered, but never past the news that change their place."""

import asyncio

import pytest

from goen.base.live import news
from goen.base.live.door import Known
from goen.core.errors import RefusedError


@pytest.fixture
def known():
    return Known(forget_on=("roster.",))


def looks(known, *during):
    """Knock twice; returns how often somebody looked. What happens during a look is called by it."""
    seen = []

    def look():
        seen.append(1)
        for happening in during:
            happening()
        return len(seen)

    async def knock_twice():
        await known.get("key", look)
        await known.get("key", look)

    asyncio.run(knock_twice())
    return len(seen)


def test_who_knocks_again_is_not_looked_at_again(known):
    assert looks(known) == 1


@pytest.mark.parametrize("kind", [news.EXPELLED, "roster.changed"])
def test_a_look_that_news_overtake_is_not_remembered(known, kind):
    assert looks(known, lambda: news.hear("event:1", kind, {})) == 2


def test_other_news_forget_nobody(known):
    assert looks(known, lambda: news.hear("event:1", "questions.poll_counted", {})) == 1


def test_who_is_refused_at_a_second_look_is_not_known_by_the_first(known):
    def refuse():
        raise RefusedError("base.refused")

    async def knock():
        await known.get("key", lambda: "member")
        with pytest.raises(RefusedError):
            await known.look_again("key", refuse)
        with pytest.raises(RefusedError):
            await known.get("key", refuse)

    asyncio.run(knock())
