"""Numbers no table can hold are no server's fault: they are read as nothing, or refused with a sentence."""

import pytest

from goen.communities.models import Community
from goen.core.errors import BadInputError
from goen.pitches import schemas

_TOO_LONG = ["9" * 20, "9" * 5000]


@pytest.mark.django_db
@pytest.mark.parametrize("number", _TOO_LONG)
def test_a_page_far_behind_the_last_is_the_last_or_the_first(client, number):
    community = Community.objects.create(name="広場", slug="square", access=Community.Access.OPEN)
    answer = client.get(f"/communities/{community.slug}/", {"page": number, "deleted": number})
    assert answer.status_code == 200


@pytest.mark.parametrize("number", _TOO_LONG)
def test_a_score_or_a_pitch_of_too_many_digits_is_refused(number):
    with pytest.raises(BadInputError):
        schemas.read_command(f"start:{number}")
    with pytest.raises(BadInputError):
        schemas.read_scores({"criterion-1": number})
    assert schemas.read_number(number, otherwise=3) == 3
