"""The phone as it opens: no route, several routes, a wrong clock, and answers that came before anybody asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from conversations.doorstep.models import DoorEvent
from tests.conversations.doorstep.test_phone_app import start, until
from tests.factories import make_assignment
from tests.faults.test_late import SKEWED_CLOCK
from volunteers.people.models import Membership
from volunteers.shifts.models import Assignment, DuoMember, SignUp

pytestmark = pytest.mark.django_db(transaction=True)


def opened(page):
    page.reload()
    page.wait_for_selector("html[data-ready]")


def assert_fit_to_use(page):
    for width, colours in ((390, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=colours)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_without_a_route_one_is_told_when_it_will_show(phone_page, phone):
    page = phone_page
    Assignment.objects.update(returned_at=timezone.now())
    page.context.add_init_script("indexedDB.deleteDatabase('canvass-field');")
    opened(page)
    assert "You have no route now" in page.inner_text("h1")
    assert "twelve hours before your shift" in page.inner_text(".empty")
    page.wait_for_selector("input[name=language]", state="attached")
    assert_fit_to_use(page)


def test_with_two_routes_one_is_chosen(phone_page, phone):
    page = phone_page
    second = make_assignment()
    Membership.objects.create(user=phone.user, organisation=second.turf.plan.campaign.organisation, role="volunteer")
    SignUp.objects.create(shift=second.duo.shift, volunteer=phone.user)
    DuoMember.objects.create(duo=second.duo, shift=second.duo.shift, volunteer=phone.user)
    page.context.add_init_script("indexedDB.deleteDatabase('canvass-field');")
    opened(page)
    assert page.locator("main .card").count() == 2
    assert_fit_to_use(page)
    page.click(f".card:has-text('{second.turf.plan.campaign.name}') .btn-main")
    page.wait_for_selector("[data-go=begin]")


def test_a_wrong_clock_is_told_and_put_right(phone_page):
    page = phone_page
    page.context.add_init_script(SKEWED_CLOCK.replace("SKEW", str(-26 * 3_600_000)))
    opened(page)
    page.wait_for_selector("#trouble:has-text('The clock of this phone is wrong')")
    page.wait_for_selector("[data-check=clock][data-state=warn]")
    start(page)
    page.click("[data-outcome=not_home]")
    until(lambda: DoorEvent.objects.count() == 1)
    event = DoorEvent.objects.get()
    assert event.clock_suspect
    assert abs(timezone.now() - event.corrected_at) < timedelta(minutes=1)


def test_an_answer_fetched_while_the_page_opened_is_not_given_to_who_asks_later(phone_page, phone):
    # Without the worker, whose copy of the page asks for less.
    context = phone_page.context.browser.new_context(service_workers="block", locale="en")
    context.set_default_timeout(15_000)
    context.add_cookies(phone_page.context.cookies())
    page = context.new_page()
    page.goto(phone_page.url)
    page.wait_for_selector("html[data-ready]")
    start(page)
    # Walking: the routes are on the phone, and what the page asked for early is asked for by nobody.
    opened(page)
    ask = """async (later) => {
      if (later) performance.now = () => 3600000;
      const { ask } = await import('/static/js/request.js');
      return (await ask('/field/assignments')).data.assignments.length;
    }"""
    page.wait_for_load_state("networkidle")
    Assignment.objects.update(returned_at=timezone.now())
    assert page.evaluate(ask, True) == 0
