"""A consultation opened to a community is answered by its members and nobody else."""

import pytest
from tests.communities.conftest import guest, join
from tests.factories import make_participation
from tests.opinions.conftest import make_consultation

from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.opinions.access import get_consultation_to_answer
from goen.opinions.queries import audiences_of


def test_members_answer_and_the_merely_invited_do_not(event, people, community, organiser):
    member, invited, stranger = people[0], people[1], make_participation(event)
    join(guest(member), community)
    audience = next(key for key, _words in audiences_of(event) if key.startswith("community:"))
    row = make_consultation(event, organiser, ["月に一度集まりたい"], audience=audience)

    assert get_consultation_to_answer(guest(member), row.code, "").may_answer
    for other in (guest(invited), guest(stranger), Actor()):
        with pytest.raises(RefusedError):
            get_consultation_to_answer(other, row.code, "")


def test_a_community_that_is_gone_opens_nothing(event, organiser, people):
    row = make_consultation(event, organiser, ["意見"], audience="community:999")

    with pytest.raises(RefusedError):
        get_consultation_to_answer(guest(people[0]), row.code, "")
