"""Opening a shift ("everyone is back"): sealed conversations are unsealed, shuffled and staged in one transaction,

together with the counts that pages need later. Closing comes after the debrief, see closing.py.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canvass.campaigns.models import Campaign
from canvass.core.wall.scope import holding_cards, looking_down
from conversations.doorstep.keys import SealBroken, unseal
from conversations.doorstep.models import SealedConversation, ShiftKey
from conversations.doorstep.payload import ConversationEntry, PayloadError, parse
from conversations.doorstep.seen import remember_ids
from conversations.insight.canvassers import code_for
from conversations.insight.cards.erasing import without_erased
from conversations.insight.coarsening import place
from conversations.insight.doors import add_answer_hours, add_door_counts, count_doors, door_results
from conversations.insight.errors import InsightError
from conversations.insight.mixing import mix
from conversations.insight.models import Conversation, ShiftSummary, StagedConversation
from conversations.insight.rollups.changing import put_in
from conversations.insight.rollups.gate import keep_everybody_out
from conversations.insight.summary import frozen_ratings
from conversations.topics.models import GuideVersion, Statement
from volunteers.shifts.models import DuoMember, Shift

KEY_LIVES_ON = timedelta(hours=24)
OPENS_BY_ITSELF = timedelta(hours=12)


@transaction.atomic
def open_shift(*, shift: Shift, now: datetime) -> ShiftSummary:
    """Unseal and count; a second call finds the summary of the first."""
    locked = Shift.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=shift.pk)
    if locked.state in (Shift.State.OPENED, Shift.State.CLOSED):
        return ShiftSummary.objects.get(shift=locked)
    if locked.state != Shift.State.PLANNED:
        raise InsightError(_("A cancelled shift has nothing to open."))
    if locked.starts_at > now:
        raise InsightError(_("This shift has not begun yet."))
    results = door_results(locked)
    counts = count_doors(results)
    add_door_counts(locked.campaign, counts)
    add_answer_hours(locked.campaign, results)
    summary = ShiftSummary.objects.create(shift=locked, counted=_as_rows(counts))
    staged = unseal_inbox(shift=locked, summary=summary, now=now)
    summary.ratings = frozen_ratings(staged)
    summary.save(update_fields=["ratings"])
    locked.state, locked.opened_at = Shift.State.OPENED, now
    locked.save(update_fields=["state", "opened_at"])
    ShiftKey.objects.filter(shift=locked).update(destroy_after=now + KEY_LIVES_ON)
    return summary


def unseal_inbox(*, shift: Shift, summary: ShiftSummary, now: datetime) -> list[StagedConversation]:
    """Move what waits in the inbox of ``shift`` to the staging table, in random order, under new ids.

    What cannot be read stays in the inbox and is counted. Call inside a transaction.
    """
    # Whoever runs the shift from above may open it, and yet read nothing of what was said.
    with looking_down():
        return _unseal(shift, summary, now)


def _unseal(shift: Shift, summary: ShiftSummary, now: datetime) -> list[StagedConversation]:
    keep_everybody_out()
    waiting = list(SealedConversation.objects.select_for_update().filter(shift=shift))
    random.SystemRandom().shuffle(waiting)
    staged: list[StagedConversation] = []
    read: list[SealedConversation] = []
    for sealed in waiting:
        try:
            entry = parse(unseal(sealed))
        except (SealBroken, PayloadError):
            continue
        staged.append(_stage(shift, _leader(shift, sealed.owner_id, entry), entry))
        read.append(sealed)
    staged = without_erased(staged)
    _drop_card_doubles(staged)
    StagedConversation.objects.bulk_create(staged)
    put_in(ids=[row.pk for row in staged], campaign_id=shift.campaign_id)
    if staged:
        mix(shift.campaign)
    remember_ids(((str(s.pk), bytes(s.payload_hash)) for s in read), now=now)
    SealedConversation.objects.filter(pk__in=[s.pk for s in read]).delete()
    summary.conversations += len(staged)
    summary.unreadable = len(waiting) - len(read)
    summary.save(update_fields=["conversations", "unreadable"])
    return staged


def due_to_open(*, now: datetime) -> list[Shift]:
    return list(Shift.objects.filter(state=Shift.State.PLANNED, ends_at__lt=now - OPENS_BY_ITSELF))


def _stage(shift: Shift, owner_id: int, entry: ConversationEntry) -> StagedConversation:
    campaign = shift.campaign
    placing = place(campaign=campaign, area=entry.area, day=timezone.localtime(shift.starts_at).date())
    statement, guide_version_id = versions_answered(campaign, entry)
    return StagedConversation(
        id=uuid4(),
        campaign=campaign,
        statement=statement,
        guide_version_id=guide_version_id,
        area=placing.area,
        area_level=placing.level,
        period=placing.period,
        canvasser_code=code_for(campaign=campaign, volunteer_id=owner_id),
        opening=entry.opening,
        closing=entry.closing,
        opening_missing=entry.opening_missing,
        closing_missing=entry.closing_missing,
        shared_values=list(entry.values),
        concern=statement.topic.concerns.filter(code=entry.concern).first() if entry.concern else None,
        prejudice=statement.topic.prejudices.filter(code=entry.prejudice).first() if entry.prejudice else None,
        observed_shift=entry.observed_shift or "",
        steps=list(entry.steps),
        minutes_bucket=entry.minutes_bucket,
        card_code_hash=entry.card_code_hash,
        arm=entry.arm,
    )


def _leader(shift: Shift, owner_id: int, entry: ConversationEntry) -> int:
    """Who led the talk, where one phone serves a duo; only somebody of that duo, else the phone's owner."""
    if entry.led_by is None or entry.led_by == owner_id:
        return owner_id
    duo = DuoMember.objects.filter(shift=shift, volunteer=owner_id).values("duo")
    partner = DuoMember.objects.filter(duo__in=duo, volunteer=entry.led_by).exists()
    return entry.led_by if partner else owner_id


def versions_answered(campaign: Campaign, entry: ConversationEntry) -> tuple[Statement, int]:
    """What the phone carried, even if the campaign has moved on; never what the campaign could not have chosen."""
    statement, guide_version = campaign.statement, campaign.guide_version_id
    above = campaign.organisation.ancestors(include_self=True)
    if entry.statement != campaign.statement_id:
        asked = Statement.objects.filter(pk=entry.statement, topic__organisation__in=above)
        statement = asked.select_related("topic").first() or statement
    if entry.guide_version != guide_version:
        read = GuideVersion.objects.filter(pk=entry.guide_version, published_at__isnull=False)
        guide_version = entry.guide_version if read.filter(guide__topic=statement.topic_id).exists() else guide_version
    return statement, guide_version


def _drop_card_doubles(staged: list[StagedConversation]) -> None:
    """A card code that was used before must not stop the opening: the second conversation goes without."""
    hashes = [bytes(row.card_code_hash) for row in staged if row.card_code_hash]
    seen: set[bytes] = set()
    with holding_cards(*hashes):  # used at another organisation's door is used
        for model in (StagedConversation, Conversation):
            used = model.objects.filter(card_code_hash__in=hashes).values_list("card_code_hash", flat=True)
            seen.update(bytes(code) for code in used if code)
    for row in staged:
        if row.card_code_hash:
            if bytes(row.card_code_hash) in seen:
                row.card_code_hash = None
            else:
                seen.add(bytes(row.card_code_hash))


def _as_rows(counts: Counter[tuple[str, str, str]]) -> list[list[object]]:
    return [[*key, number] for key, number in sorted(counts.items())]
