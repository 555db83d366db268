"""What a restore of older data brings back, and must not."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from canvass.campaigns.models import Campaign
from canvass.core.backup.erasures import erases, puts_right
from canvass.core.models import Key
from conversations.insight.cards.erasing import ERASED, erase_talk
from conversations.insight.exporting.keeping import forget
from conversations.insight.models import CardCode, Export, Reflection, ReminderContact
from conversations.insight.rollups.gate import keep_intake_out


@erases("card")
def erase_card_again(reference: str, _at: datetime) -> bool:
    """Its tombstone comes back too, also where the card was printed later: what still lies on a phone finds it."""
    text, _, campaign_id = reference.partition("|")
    hashed, campaign = bytes.fromhex(text), Campaign.objects.filter(pk=campaign_id).first()
    if campaign is None:
        return False
    keep_intake_out()
    CardCode.objects.update_or_create(
        hash=hashed, defaults={"state": ERASED}, create_defaults={"campaign": campaign, "state": ERASED}
    )
    return erase_talk(hashed=hashed, campaign=campaign)


@puts_right("residents' addresses for a reminder, used or withdrawn since")
def contacts_without_key(_now: datetime) -> int:
    alive = _names("contact|")
    gone = [pk for pk in ReminderContact.objects.values_list("pk", flat=True) if f"contact|{pk}" not in alive]
    return ReminderContact.objects.filter(pk__in=gone).delete()[0]


@puts_right("short texts about a shift, deleted since")
def moments_without_key(_now: datetime) -> int:
    written = Reflection.objects.filter(Q(fine_moment__isnull=False) | Q(hard_moment__isnull=False))
    alive = _names("reflection|")
    gone = [pk for pk in written.values_list("pk", flat=True) if f"reflection|{pk}" not in alive]
    return Reflection.objects.filter(pk__in=gone).update(fine_moment=None, hard_moment=None)


@puts_right("exports, whose files are in no backup")
def exports_without_file(_now: datetime) -> int:
    exports = list(Export.objects.filter(wrapped_key__isnull=False))
    for export in exports:
        forget(export)
    return len(exports)


def _names(kind: str) -> set[str]:
    return set(Key.objects.filter(pk__startswith=kind).values_list("pk", flat=True))
