from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from canvass.core.wall.scope import on_rounds
from volunteers.people import members
from volunteers.people.auditing import chain
from volunteers.people.joining import newcomers
from volunteers.people.messages import keeping, sending
from volunteers.people.signing_in import limits


@shared_task
@on_rounds()
def send_messages() -> None:
    """Until nothing is due; others may be sending at the same time."""
    while sending.send_due(clock=timezone.now):
        pass


@shared_task
@on_rounds()
def tidy_messages() -> None:
    keeping.forget_old_messages(now=timezone.now())


@shared_task
@on_rounds()
def tidy_people() -> None:
    """Every hour: memberships whose last day has passed, addresses that nobody proved, counts of codes asked for."""
    members.end_due_memberships(today=timezone.localdate())
    newcomers.forget_unproven(now=timezone.now())
    limits.forget_asked(now=timezone.now())


@shared_task
@on_rounds()
def seal_audit() -> None:
    chain.seal_waiting()
