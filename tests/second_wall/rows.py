"""A row in every guarded table for one organisation, and whose each row is."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from canvass.campaigns.models import Campaign
from canvass.core.models import Job
from canvass.core.wall.table import GUARDED
from canvass.places.models import Entrance
from conversations.doorstep.models import (
    DoorEvent,
    EntranceEvent,
    HeldEntry,
    NoteEvent,
    SealedConversation,
    Walk,
)
from conversations.insight.models import (
    Conversation,
    Export,
    FollowUpAnswer,
    Intake,
    ReminderContact,
    StagedConversation,
)
from tests.factories import make_assignment, make_campaign, make_shift, make_turf
from volunteers.people.models import Organisation

MODELS: dict[str, type[Model]] = {model._meta.db_table: model for model in apps.get_models()}
GUARDED_MODELS = [MODELS[guard.table] for guard in GUARDED]
DIRECTLY = {"core_job": "organisation_id", "people_membership": "organisation"}
BY_CAMPAIGN = "campaign__organisation"
# What was said and written down stays with the organisation itself; the rest shows from above as well.
OWN_ONLY = {model._meta.db_table for model in GUARDED_MODELS if model._meta.app_label == "insight"}


def whose(model: type[Model]) -> str:
    table = model._meta.db_table
    if table in DIRECTLY:
        return DIRECTLY[table]
    return BY_CAMPAIGN if hasattr(model, "campaign") else f"shift__{BY_CAMPAIGN}"


def keys_of(model: type[Model], organisations: set[int]) -> set[Any]:
    return set(model._base_manager.filter(**{f"{whose(model)}__in": organisations}).values_list("pk", flat=True))


def one_of_each(organisation: Organisation) -> Campaign:
    campaign = make_campaign(organisation=organisation)
    turf, shift = make_turf(campaign=campaign), make_shift(campaign=campaign)
    assignment = make_assignment(shift=shift, turf=turf)
    person, now = assignment.duo.members.first().volunteer, timezone.now()
    stop = turf.stops.select_related("address").first()
    entrance = Entrance.objects.create(source_key=f"e{shift.pk}", point=stop.address.point)
    walk = Walk.objects.create(assignment=assignment, shift=shift)

    def logged(**fields: Any) -> dict[str, Any]:
        moments = dict.fromkeys(("logged_at", "sent_at", "corrected_at"), now)
        return {"id": uuid.uuid4(), "owner": person, "payload_hash": bytes(32), "shift": shift, **moments, **fields}

    DoorEvent.objects.create(**logged(walk=walk, address=stop.address, outcome="not_home"))
    EntranceEvent.objects.create(**logged(walk=walk, entrance=entrance, outcome="silent"))
    NoteEvent.objects.create(**logged(walk=walk, address=stop.address, code="dog"))
    HeldEntry.objects.create(**logged(assignment=assignment, reason="late", kind="door", stop=stop, outcome="not_home"))
    SealedConversation.objects.create(
        id=uuid.uuid4(), shift=shift, owner=person, sealed=b"sealed", payload_hash=bytes(32)
    )
    said = {
        "campaign": campaign,
        "statement": campaign.statement,
        "guide_version": campaign.guide_version,
        "area": "BU00000001",
        "area_level": "neighbourhood",
        "period": "2026-W09",
    }
    StagedConversation.objects.create(canvasser_code=uuid.uuid4(), card_code_hash=card_of(campaign, "staged"), **said)
    intake, _made = Intake.objects.get_or_create(week="2026-W10", defaults={"rows": 1})
    Conversation.objects.create(
        canvasser_code=uuid.uuid4(), card_code_hash=card_of(campaign, "kept"), intake=intake.pk, **said
    )
    Export.objects.create(
        campaign=campaign, kind="doors", format="csv", purpose="test", expires_at=now + timedelta(days=1)
    )
    FollowUpAnswer.objects.create(
        campaign=campaign, code_hash=card_of(campaign, "kept"), arm="conversation", wave=0, week="2026-W10"
    )
    today = timezone.localdate(now)
    ReminderContact.objects.create(
        campaign=campaign, code_mark=card_of(campaign, "mark"), sealed_contact=b"sealed", language="nl",
        consent_text="2026-1", consented_on=today, remind_on=today, delete_after=today,
    )  # fmt: skip
    Job.objects.create(kind="cut-turf", key=f"job {campaign.pk}", not_before=now, organisation_id=organisation.pk)
    return campaign


def card_of(campaign: Campaign, what: str) -> bytes:
    return f"{what} {campaign.pk}".encode().ljust(32, b".")
