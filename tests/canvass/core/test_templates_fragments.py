from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from canvass.core.models import Job
from canvass.core.templatetags.canvass_ui import asset, icon, plate, signed


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


class PlanForm(forms.Form):
    name = forms.CharField(label="Name", help_text="Volunteers see this.")
    doors = forms.IntegerField(label="Doors", max_value=80)
    role = forms.ChoiceField(label="Role", choices=[("a", "One"), ("b", "Two")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Agreed")
    code = forms.CharField(
        label="Code", widget=forms.TextInput(attrs={"placeholder": "Code", "autocomplete": "one-time-code"})
    )

    def clean(self) -> None:
        raise forms.ValidationError("These do not go together.")


def visit(**cookies: str) -> HttpRequest:
    request = RequestFactory().get("/list/", {"q": "kerk", "page": "2"})
    request.COOKIES.update(cookies)
    return request


def test_form_says_every_error_on_top_and_at_its_field() -> None:
    html = render_to_string("core/_form.html", {"form": PlanForm({"doors": "800", "name": ""})})
    assert html.count('role="alert"') == 1
    assert "autofocus" in html
    assert html.count("Ensure this value is less than or equal to 80.") == 2
    assert "These do not go together." in html
    for target in ("id_name", "id_doors", "id_role_0", "id_agreed", "id_code"):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html


def test_field_ties_help_and_error_to_its_input() -> None:
    html = render_to_string("core/_field.html", {"field": PlanForm({"name": ""})["name"]})
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_mailed_code_has_a_big_input_and_no_placeholder() -> None:
    html = render_to_string("core/_field.html", {"field": PlanForm()["code"]})
    assert 'class="code"' in html
    assert "placeholder" not in html


def test_unbound_form_has_no_summary() -> None:
    assert "summary" not in render_to_string("core/_form.html", {"form": PlanForm()})


def test_texts_from_people_are_escaped() -> None:
    evil = "<script>alert(1)</script>"
    assert evil not in plate(evil)
    assert evil not in icon("door", evil)
    assert evil not in render_to_string("core/_empty.html", {"title": evil, "text": evil, "url": "/", "action": evil})
    assert evil not in render_to_string("core/_tag.html", {"text": evil})
    house = SimpleNamespace(number=evil, status="st-new", words=evil, current=True)
    assert evil not in render_to_string("core/_gevel.html", {"houses": [house], "label": evil})


def test_pagination_keeps_the_search() -> None:
    page = Paginator(range(100), 10).page(2)
    html = render_to_string("core/_pagination.html", {"page": page}, request=visit())
    assert "?q=kerk&amp;page=3" in html
    assert "Page 2 of 10" in html
    assert "<nav" not in render_to_string("core/_pagination.html", {"page": Paginator([1], 10).page(1)}, visit())


@pytest.mark.parametrize("state", Job.State.values)
def test_progress_asks_again_until_the_job_is_final(state: str) -> None:
    job = Job(pk=UUID(int=7), kind="cut", state=state, done_units=842, total_units=1284, error="No doors here.")
    job.result = {"explained": True}
    html = render_to_string("core/_progress.html", {"job": job}, request=visit())
    assert ("hx-get" in html) == (state in {"new", "running"})
    assert ("hx-post" in html) == (state in {"new", "running"})
    assert ("<progress" in html) == (state == "running")
    assert ("No doors here." in html) == (state == "failed")
    assert f'data-job-state="{state}"' in html


def test_progress_of_unknown_length_has_no_value() -> None:
    job = Job(pk=UUID(int=7), kind="cut", state="running")
    assert "<progress id" in (html := render_to_string("core/_progress.html", {"job": job}, request=visit()))
    assert "value=" not in html.split("<progress")[1].split(">")[0]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_page_needs_no_context_and_tells_nothing(name: str) -> None:
    html = render_to_string(f"{name}.html", {"exception": "SECRET", "request_path": "/secret/", "reason": "SECRET"})
    assert "SECRET" not in html
    assert "/secret/" not in html
    assert "<h1>" in html


def test_asset_answers_without_a_manifest() -> None:
    assert asset("css/tokens.css").startswith("/static/css/tokens")
    assert asset("no/such.css") == "/static/no/such.css"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.25, "+0.3"), (-0.4, "−0.4"), (0.04, "0.0"), (-0.04, "0.0"), (Decimal("12.35"), "+12.4"), (None, "")],
)
def test_signed_number(value: float | Decimal | None, shown: str) -> None:
    assert signed(value) == shown


def test_signed_number_in_dutch() -> None:
    with translation.override("nl"):
        assert signed(-1.25) == "−1,3"


@pytest.mark.parametrize(
    ("cookies", "shown"),
    [
        ({}, ""),
        ({"theme": "bright"}, ' data-theme="bright"'),
        ({"theme": "bright", "text": "large"}, ' data-theme="bright" data-text="large"'),
        ({"theme": '"><script>'}, ""),
    ],
)
def test_display_choice_is_drawn_at_once(cookies: dict[str, str], shown: str) -> None:
    template = engines["django"].from_string("{% load canvass_ui %}{% display_attributes %}")
    assert template.render({}, visit(**cookies)) == shown
