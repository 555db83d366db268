from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_assignment, make_campaign, make_shift, make_turf, make_user
from volunteers.shifts.duos import hand_out, take_another, take_back
from volunteers.shifts.errors import ShiftError, TurfTaken
from volunteers.shifts.models import Assignment, Shift
from volunteers.shifts.queries import turfs_in_hand


@pytest.fixture
def campaign(db):
    return make_campaign()


@pytest.fixture
def shift(campaign):
    return make_shift(campaign=campaign)


@pytest.fixture
def duos(campaign, shift):
    """Two duos of one shift, each out on a turf of its own."""
    return [make_assignment(shift=shift, turf=make_turf(campaign=campaign)) for _ in range(2)]


def test_the_duo_gets_the_turf_and_the_one_it_had_goes_back(campaign, duos):
    before, free, now = duos[0], make_turf(campaign=campaign), timezone.now()
    taken = take_another(assignment=before, turf=free, now=now)
    before.refresh_from_db()
    assert (taken.duo, taken.turf, before.returned_at) == (before.duo, free, now)
    assert turfs_in_hand(campaign_id=campaign.pk) == {free.pk, duos[1].turf_id}


def test_what_another_duo_has_is_taken(campaign, duos):
    with pytest.raises(TurfTaken):
        take_another(assignment=duos[0], turf=duos[1].turf, now=timezone.now())
    assert Assignment.objects.filter(returned_at=None).count() == 2


def test_a_turf_of_a_shift_that_is_over_is_free_again(campaign, duos):
    old = make_shift(campaign=campaign, starts_at=timezone.now() - timedelta(days=2))
    left = make_assignment(shift=old, turf=make_turf(campaign=campaign))
    assert left.turf_id in turfs_in_hand(campaign_id=campaign.pk)
    Shift.objects.filter(pk=old.pk).update(state=Shift.State.OPENED)
    assert take_another(assignment=duos[0], turf=left.turf, now=timezone.now()).turf == left.turf


def test_the_second_of_one_duo_is_told_that_the_duo_moved_on(campaign, duos):
    first, second = make_turf(campaign=campaign), make_turf(campaign=campaign)
    take_another(assignment=duos[0], turf=first, now=timezone.now())
    with pytest.raises(ShiftError) as refused:
        take_another(assignment=duos[0], turf=second, now=timezone.now())
    assert not isinstance(refused.value, TurfTaken)
    assert Assignment.objects.get(duo=duos[0].duo, returned_at=None).turf == first


def test_turf_of_another_campaign_or_a_shift_that_is_over_is_refused(campaign, duos, shift):
    with pytest.raises(ShiftError):
        take_another(assignment=duos[0], turf=make_turf(), now=timezone.now())
    Shift.objects.filter(pk=shift.pk).update(state=Shift.State.CANCELLED)
    over, free = Assignment.objects.select_related("duo__shift").get(pk=duos[0].pk), make_turf(campaign=campaign)
    with pytest.raises(ShiftError):
        take_another(assignment=over, turf=free, now=timezone.now())
    assert Assignment.objects.filter(returned_at=None).count() == 2, "what it had was not given back"


@pytest.mark.django_db(transaction=True)
def test_of_two_duos_at_once_exactly_one_gets_it():
    campaign = make_campaign()
    shift, free = make_shift(campaign=campaign), make_turf(campaign=campaign)
    duos = [make_assignment(shift=shift, turf=make_turf(campaign=campaign)) for _ in range(4)]
    together, outcomes = threading.Barrier(len(duos)), []

    def ask(assignment):
        try:
            together.wait()
            take_another(assignment=assignment, turf=free, now=timezone.now())
            outcomes.append("got it")
        except TurfTaken:
            outcomes.append("taken")
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(duo,)) for duo in duos]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["got it", "taken", "taken", "taken"]
    assert Assignment.objects.filter(turf=free, returned_at=None).count() == 1
    assert Assignment.objects.filter(returned_at=None).count() == len(duos)


def test_the_coordinator_sees_what_a_duo_had_earlier(client, campaign, duos, shift):
    free = make_turf(campaign=campaign)
    take_another(assignment=duos[0], turf=free, now=timezone.now())
    client.force_login(make_user(role="coordinator", organisation=campaign.organisation))
    page = client.get(reverse("shifts:detail", args=[shift.pk]), headers={"accept-language": "en"}).content.decode()
    assert page.count("Had earlier:") == 1
    assert duos[0].turf.name in page


def test_the_same_turf_handed_out_again_is_not_told_as_earlier(client, campaign, duos, shift):
    take_back(assignment=duos[0], now=timezone.now())
    hand_out(duo=duos[0].duo, turf=duos[0].turf)
    client.force_login(make_user(role="coordinator", organisation=campaign.organisation))
    page = client.get(reverse("shifts:detail", args=[shift.pk]), headers={"accept-language": "en"}).content.decode()
    assert "Had earlier:" not in page
