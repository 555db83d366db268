"""What happens between a backup and the disaster; each is run inside the drill's own database."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from canvass.campaigns.do_not_ring import record_wishes
from canvass.campaigns.models import Campaign
from conversations.doorstep.models import SealedConversation, ShiftKey
from conversations.insight.cards.codes import cards_of
from conversations.insight.cards.erasing import erase
from conversations.insight.cards.reminders import forget_contact, remember_contact
from conversations.insight.closing import close_shift, destroy_old_keys
from conversations.insight.debriefs.reflecting import allow_moments, look_back
from conversations.insight.exporting.keeping import begin, delete_expired
from conversations.insight.models import Export, StagedConversation
from tests.conversations.insight.cards.world import SEED, CardEvening
from tests.conversations.sealing import put_in_inbox
from tests.drill.planted import ACCOUNT, ADDRESS, CAMPAIGN, CONTACT, MOMENT, NAME
from tests.factories import make_shift
from volunteers.people.models import User
from volunteers.shifts.people.erasing import erase_account


def plant() -> None:
    """A closed evening with a talk behind a card, one still sealed, and what is written under keys of its own."""
    now = timezone.now()
    evening = CardEvening(name=CAMPAIGN)
    card = evening.talk()
    person = evening.people[0]
    User.objects.filter(pk=person.pk).update(email=ACCOUNT, name=NAME)
    allow_moments(campaign=evening.campaign, allowed=True, by=person)
    look_back(shift=evening.shift, volunteer=person, mood="good", shifted_in_me="no", fine=MOMENT, hard="", now=now)
    evening.open()
    close_shift(shift=evening.shift, by=None, now=now)
    put_in_inbox(make_shift(campaign=evening.campaign), evening.people[1])
    today = timezone.localdate(now)
    remember_contact(code=card.code, campaign=evening.campaign, email=CONTACT, language="nl", on=today, today=today)
    export = Export.objects.create(
        campaign=evening.campaign, kind="doors", format="csv", purpose="drill", expires_at=now + timedelta(days=3)
    )
    begin(export.pk)


def erase_all() -> None:
    """On request of a resident, of a volunteer, of somebody at a door; and what time does."""
    now = timezone.now()
    campaign, card = Campaign.objects.get(name=CAMPAIGN), cards_of(SEED)[0]
    erase(code=card.code, hashed=card.hash, campaign=campaign)
    forget_contact(code=card.code)
    allow_moments(campaign=campaign, allowed=False, by=User.objects.get(email=ACCOUNT))
    erase_account(user=User.objects.get(email=ACCOUNT), now=now)
    record_wishes(address_ids=[ADDRESS], on=timezone.localdate(now))
    SealedConversation.objects.filter(shift__campaign=campaign).delete()
    ShiftKey.objects.filter(shift__campaign=campaign, destroy_after=None).update(wrapped_private_key=None)
    destroy_old_keys(now=now + timedelta(days=2))
    delete_expired(now=now + timedelta(days=4))


def talks() -> int:
    """Of the drill's campaign, that can be found by their card."""
    return StagedConversation.objects.filter(campaign__name=CAMPAIGN).exclude(card_code_hash=None).count()


def write_fingerprints(path: str) -> None:
    """A line per row of every table: its name and the MD5 of the row as text."""
    with connection.cursor() as cursor, Path(path).open("w", encoding="ascii") as file:
        cursor.execute(
            "SELECT relname FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e') ORDER BY relname"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT md5(row::text) FROM "{table}" row')
            file.writelines(f"{table} {digest}\n" for (digest,) in cursor.fetchall())
