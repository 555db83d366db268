from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from canvass.demo import campaigns, federation, people, places
from canvass.demo.calendar import plan_calendar
from canvass.demo.history import walk_history
from canvass.demo.knowledge import make_knowledge
from canvass.demo.tonight import plan_coming, plan_tonight
from canvass.demo.topics import make_topics
from canvass.places.models import Address, Neighbourhood
from conversations.insight.models import Conversation
from volunteers.people.demo import DOMAIN
from volunteers.people.models import Organisation, User
from volunteers.shifts.models import Shift


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # runs beside a server that has passed them
    help = "Make the demo: a made-up Dutch town, a movement, eight weeks of history and a shift tonight. Again is fast."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="empty the database first (only if all of it is demo)")
        parser.add_argument("--seed", type=int, default=places.SEED, help="another seed is another town")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo: set CANVASS_DEMO=1 to load made-up people and history.")
        began = time.monotonic()
        if options["reset"]:
            self._reset()
        # Names of turf are stored as they are made.
        with translation.override("nl"):
            self._load(options["seed"])
        self._say(f"ready in {time.monotonic() - began:.0f} s; everything in it is made up")

    def _load(self, seed: int) -> None:
        loaded = places.load_town(folder=Path(settings.VAR_DIR) / "demo", seed=seed)
        areas = Neighbourhood.objects.filter(source=places.SOURCE).count()
        doors = Address.objects.filter(source=places.SOURCE, retired_at=None).count()
        self._say(f"town: {doors} addresses in {areas} neighbourhoods" + ("" if loaded else ", as before"))
        movement = people.make_movement()
        talk = make_topics(organisation=movement.umbrella)
        make_knowledge(movement=movement)
        self._say(f"people: {len(movement.volunteers)} volunteers in {movement.group}; {len(talk)} topics")
        today = timezone.localdate()
        running, fresh = (
            campaigns.make_campaign(name=name, movement=movement, talk=talk, today=today)
            for name in (campaigns.RUNNING, campaigns.FRESH)
        )
        campaigns.publish_turf(campaign=running)
        self._say(f"turf of {running}")
        federation.walk_neighbours(movement=movement, talk=talk, today=today, seed=seed)
        added = walk_history(campaign=running, movement=movement, seed=seed)
        walked = Shift.objects.filter(campaign=running, state=Shift.State.CLOSED).count()
        talks = Conversation.objects.filter(campaign=running).count()
        self._say(f"history: {walked} shifts walked, {talks} conversations" + ("" if added else ", as before"))
        federation.make_programme(movement=movement)
        campaigns.publish_turf(campaign=fresh)
        now = timezone.now()
        tonight = plan_tonight(campaign=running, movement=movement, now=now)
        plan_coming(campaigns=(running, fresh), movement=movement, now=now)
        plan_calendar(campaign=fresh, movement=movement, now=now)
        self._say(f"next shift: {timezone.localtime(tonight.starts_at):%Y-%m-%d %H:%M}")

    def _say(self, text: str) -> None:
        self.stdout.write(f"demo: {text}")
        self.stdout.flush()

    def _reset(self) -> None:
        strangers = User.objects.exclude(email__endswith=f"@{DOMAIN}").count()
        slugs = [slug for slug, *_ in people.ORGANISATIONS]
        strangers += Organisation.objects.exclude(slug__in=slugs).count()
        if strangers:
            raise CommandError(f"{strangers} people or organisations here are not of the demo: nothing was deleted.")
        call_command("flush", interactive=False, verbosity=0)
        self._say("emptied")
