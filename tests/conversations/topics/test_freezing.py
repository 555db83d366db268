"""The database itself: what it refuses, whoever asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from conversations.topics.drafting import start_draft
from conversations.topics.models import Concern, Correction, GuideStep, GuideVersion, Prejudice, SharedValue, Statement
from tests.factories import make_statement


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def record(row, subject, **after):
    texts = {"before_nl": row.text_nl, "before_en": row.text_en, "after_nl": row.text_nl, "after_en": row.text_en}
    return Correction.objects.create(subject=subject, subject_id=row.pk, alike_percent=95, **texts | after)


def test_a_statement_is_free_until_the_first_day_of_a_campaign(town):
    town.campaign(days=1)
    Statement.objects.filter(pk=town.statement.pk).update(low_nl="nee", hoped_direction=-1, text_nl="Anders")
    assert Statement.objects.get(pk=town.statement.pk).low_nl == "nee"


@pytest.mark.parametrize(
    "change",
    [
        {"text_nl": "Anders"},
        {"text_en": "Other"},
        {"low_nl": "x"},
        {"high_en": "x"},
        {"hoped_direction": -1},
        {"version": 7},
    ],
)
def test_a_used_statement_is_locked(town, change):
    town.campaign()
    refused(lambda: Statement.objects.filter(pk=town.statement.pk).update(**change))


def test_a_used_statement_is_not_moved_to_another_topic_or_deleted(town):
    campaign = town.campaign()
    elsewhere = make_statement(town.group).topic
    refused(lambda: Statement.objects.filter(pk=town.statement.pk).update(topic=elsewhere))
    campaign.planning_numbers.delete()
    campaign.delete()
    refused(lambda: Statement.objects.filter(pk=town.statement.pk).delete())


def test_only_the_recorded_spelling_passes(town):
    town.campaign()
    rows = Statement.objects.filter(pk=town.statement.pk)
    record(town.statement, "statement", after_nl="Er is plaats.")
    record(town.statement, "concern", after_nl="Er is plek")
    refused(lambda: rows.update(text_nl="Er is plek"))
    refused(lambda: rows.update(text_nl="Er is plaats.", low_nl="x"))
    refused(lambda: rows.update(text_nl="Er is plaats.", text_en="Other"))
    assert rows.update(text_nl="Er is plaats.") == 1


def test_the_lock_outlives_the_campaigns_choice(town):
    """A campaign that moves on, is put off or goes away leaves locked what people answered."""
    rows = Statement.objects.filter(pk=town.statement.pk)
    campaign = town.campaign()
    campaign.statement = Statement.objects.create(
        topic=town.topic, version=2, text_nl="Nieuw", low_nl="oneens", high_nl="eens"
    )
    campaign.save()
    assert rows.get().locked_at is not None
    refused(lambda: rows.update(text_nl="Anders"))
    refused(lambda: rows.update(locked_at=None))
    campaign.starts_on = town.today + timedelta(days=3)
    campaign.save()
    assert campaign.statement.is_locked(town.today) is False  # read before the save
    assert Statement.objects.get(pk=campaign.statement_id).locked_at is not None


def test_a_campaign_that_never_started_leaves_nothing_locked(town):
    campaign = town.campaign(days=5)
    campaign.planning_numbers.delete()
    campaign.delete()
    assert Statement.objects.get(pk=town.statement.pk).locked_at is None


@pytest.mark.parametrize(("model", "subject"), [(Concern, "concern"), (Prejudice, "prejudice"), (SharedValue, "value")])
def test_words_of_a_topic_in_use_keep_their_meaning(town, model, subject):
    row = model.objects.get()
    rows = model.objects.filter(pk=row.pk)
    rows.update(text_nl="Eerst dit")
    town.campaign()
    refused(lambda: rows.update(text_nl="Iets heel anders"))
    refused(lambda: rows.update(code="other"))
    refused(rows.delete)
    assert rows.update(position=9, retired_at=timezone.now()) == 1
    record(rows.get(), subject, after_nl="Eerst dít")
    assert rows.update(text_nl="Eerst dít") == 1


def test_a_published_guide_never_changes(town):
    version, step = GuideVersion.objects.filter(pk=town.version.pk), town.version.steps.first()
    refused(lambda: version.update(note="later"))
    refused(lambda: version.update(published_at=None))
    refused(version.delete)
    refused(lambda: GuideStep.objects.filter(pk=step.pk).update(text_nl="Anders"))
    refused(lambda: GuideStep.objects.filter(pk=step.pk).update(logged=False))
    refused(lambda: GuideStep.objects.filter(pk=step.pk).delete())
    refused(lambda: GuideStep.objects.create(version=town.version, position=9, code="late", text_nl="Laat"))
    refused(lambda: GuideStep.objects.filter(pk=step.pk).update(version=start_draft(guide=town.version.guide)))
    record(step, "step", after_nl="Permission")
    assert GuideStep.objects.filter(pk=step.pk).update(text_nl="Permission") == 1
    assert version.update(replaced_at=timezone.now()) == 1
    refused(lambda: version.update(replaced_at=None))


def test_a_guide_has_one_draft_and_one_published_version(town):
    guide = town.version.guide
    start_draft(guide=guide)
    refused(lambda: GuideVersion.objects.create(guide=guide, version=3))
    refused(lambda: GuideVersion.objects.create(guide=guide, version=3, published_at=timezone.now()))
    refused(lambda: GuideVersion.objects.create(guide=guide, version=1, published_at=None))
    refused(lambda: GuideVersion.objects.filter(guide=guide, version=2).update(replaced_at=timezone.now()))


def test_the_order_of_steps_is_checked_when_the_transaction_ends(town):
    draft = start_draft(guide=town.version.guide)
    one, two = draft.steps.all()[:2]
    GuideStep.objects.filter(pk=one.pk).update(position=two.position)
    with pytest.raises(IntegrityError), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET CONSTRAINTS guide_step_position_once IMMEDIATE")
    GuideStep.objects.filter(pk=two.pk).update(position=one.position)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS guide_step_position_once IMMEDIATE")


@pytest.mark.parametrize(
    "fields",
    [
        {"text_nl": "x" * 91, "logged": False},
        {"text_en": "x" * 91, "logged": False},
        {"text_nl": "x" * 41},
        {"kind": "chat"},
    ],
)
def test_a_step_fits_the_phone(town, fields):
    draft = start_draft(guide=town.version.guide)
    texts = {"version": draft, "position": 9, "code": "long", "text_nl": "x", "logged": True}
    refused(lambda: GuideStep.objects.create(**texts | fields))


def test_corrections_are_kept_and_are_alike(town):
    found = record(town.statement, "statement", after_nl="Er is plaats.")
    for change in ({"alike_percent": 79}, {"subject": "topic"}, {"after_nl": "Er is plaats"}):
        fields = {"subject": "statement", "after_nl": "Er is plaats!", "alike_percent": 90}
        texts = {"subject_id": 1, "before_nl": "Er is plaats", "before_en": "", "after_en": ""}
        refused(lambda fields=texts | fields | change: Correction.objects.create(**fields))
    for write in (
        lambda: Correction.objects.filter(pk=found.pk).delete(),
        lambda: Correction.objects.update(at=timezone.now()),
    ):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            write()


def test_an_offer_is_answered_at_a_time(town):
    refused(lambda: town.version.guide.offers.create(organisation=town.umbrella, state="accepted"))
    town.version.guide.offers.create(organisation=town.umbrella)
    refused(lambda: town.version.guide.offers.create(organisation=town.umbrella))
