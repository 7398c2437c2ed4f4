"""A plain form follows the Digital Agency's rules."""

import pytest
from django import forms
from django.test import Client

from goen.base.specimen import SpecimenForm


@pytest.fixture
def fresh():
    return str(SpecimenForm())


def test_every_field_says_whether_it_must_be_filled(fresh):
    assert fresh.count("※必須") == 6
    assert fresh.count("※任意") == 4


def test_support_text_stands_between_label_and_control(fresh):
    label, support, control = (fresh.index(part) for part in ('for="id_name"', 'id="id_name_helptext"', 'name="name"'))

    assert label < support < control


def test_choices_are_a_fieldset_with_a_legend(fresh):
    assert "<legend>懇親会への参加" in fresh
    assert fresh.count("<fieldset") == 2


def test_an_error_stands_under_its_control_and_is_tied_to_it():
    html = str(SpecimenForm({"name": ""}))

    assert 'aria-invalid="true" aria-describedby="id_name_helptext id_name_error"' in html
    assert html.index('name="name"') < html.index('id="id_name_error"')


def test_the_list_of_errors_leads_to_the_fields():
    html = str(SpecimenForm({"name": ""}))

    assert '<a href="#id_name">氏名</a>' in html


def test_what_a_user_wrote_is_escaped_in_errors():
    html = str(SpecimenForm({"theme": "<script>"}))

    assert "<script>" not in html


def test_a_form_without_errors_has_no_list_of_them(fresh):
    assert "error-summary" not in fresh


def test_widgets_without_a_template_of_ours_keep_djangos():
    class Hidden(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput)

    assert str(Hidden()).strip() == '<input type="hidden" name="key" id="id_key">'


@pytest.mark.django_db
def test_the_error_page_is_a_page_of_ours_in_the_readers_language(client: Client):
    answer = client.get("/nothing-here/")

    assert answer.status_code == 404
    assert "このページは見つからないか、表示する権限がありません。" in answer.content.decode()


@pytest.mark.django_db
def test_the_error_page_leads_back_to_a_page_of_ours_only(client: Client):
    ours = client.get("/nothing-here/", headers={"referer": "http://testserver/accounts/login/"})
    foreign = client.get("/nothing-here/", headers={"referer": "http://elsewhere.example/x/"})

    assert 'href="http://testserver/accounts/login/"' in ours.content.decode()
    assert "elsewhere.example" not in foreign.content.decode()
