"""The front page answers."""

import pytest


@pytest.mark.django_db
def test_the_front_page_answers(client):
    assert client.get("/").status_code == 200


def test_a_monitor_or_mail_scanner_may_ask_for_the_head_of_a_page(client):
    answer = client.head("/")

    assert answer.status_code == 200
    assert answer.content == b""
