"""Whatever way a secret goes, its key goes: also in bulk, by a cascade, or emptied by an update."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.utils import timezone

from canvass.campaigns.comparisons import ComparisonPlan, save_comparison, start_comparison
from canvass.core.keyring.ring import HASHES
from canvass.core.models import Key
from canvass.turf.arms import forget_arms
from conversations.doorstep.keys import ensure_shift_key
from conversations.doorstep.models import ShiftKey
from conversations.insight.cards.reminders import forget_contact, remember_contact, send_due_reminders
from conversations.insight.debriefs.reflecting import allow_moments, forget_moments, look_back, moment
from conversations.insight.exporting import keeping
from conversations.insight.models import Export, Reflection, ReminderContact
from tests.factories import make_campaign, make_shift, make_user

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def keys() -> set[str]:
    return {name.split("|")[0] for name in Key.objects.exclude(pk=HASHES).values_list("pk", flat=True)}


@pytest.fixture
def campaign():
    return make_campaign()


@pytest.fixture
def export(campaign):
    made = Export.objects.create(
        campaign=campaign, kind="doors", format="csv", purpose="p", expires_at=timezone.now() + timedelta(days=3)
    )
    return keeping.begin(made.pk)


def test_of_an_export(export):
    assert keys() == {"export"}
    keeping.forget(export)
    assert keys() == set()


def test_of_an_export_with_its_campaign(export, campaign):
    Export.objects.filter(campaign=campaign).delete()
    assert keys() == set()


def test_of_a_shift():
    key = ensure_shift_key(shift=make_shift())
    ensure_shift_key(shift=make_shift())
    assert Key.objects.filter(name__startswith="shift|").count() == 2
    ShiftKey.objects.filter(pk=key.pk).update(wrapped_private_key=None)
    assert not Key.objects.filter(pk=f"shift|{key.shift_id}").exists()
    ShiftKey.objects.all().delete()
    assert keys() == set()


def remember(campaign, code, on=DAY):
    remember_contact(code=code, campaign=campaign, email="a@example.org", language="nl", on=on, today=DAY)


def test_of_a_contact_withdrawn_replaced_and_used(campaign, mailoutbox):
    remember(campaign, "AAAA-BBBB")
    remember(campaign, "AAAA-BBBB")
    remember(campaign, "CCCC-DDDD")
    assert Key.objects.filter(name__startswith="contact|").count() == 2
    assert forget_contact(code="AAAA-BBBB")
    assert send_due_reminders(today=DAY) == 1
    assert (len(mailoutbox), keys(), ReminderContact.objects.count()) == (1, set(), 0)


def test_of_moments_put_right_and_forgotten(campaign):
    shift, person = make_shift(campaign=campaign), make_user(role="volunteer", organisation=campaign.organisation)
    allow_moments(campaign=campaign, allowed=True, by=person)

    def say(fine, hard):
        words = {"mood": "good", "shifted_in_me": "no", "fine": fine, "hard": hard}
        return look_back(shift=shift, volunteer=person, now=timezone.now(), **words)

    first = say("a fine moment", "")
    second = say("another moment", "a hard one")
    assert [moment(second, "fine"), moment(second, "hard")] == ["another moment", "a hard one"]
    with pytest.raises(InvalidTag):
        moment(first, "fine")
    forget_moments(now=timezone.now() + timedelta(days=31))
    assert (Reflection.objects.count(), keys()) == (1, set())


def test_of_a_comparisons_lot(campaign):
    plan = ComparisonPlan("?", "?", guide_version=None, share_percent=50, follow_up_weeks=6, min_answers=100)
    save_comparison(campaign=campaign, plan=plan)
    start_comparison(campaign=campaign)
    assert keys() == {"comparison"}
    forget_arms(campaign=campaign, now=timezone.now())
    assert keys() == set()
