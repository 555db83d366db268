"""The only door to people, organisations and rights; what one may not see answers like what is not there."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from canvass.core.models import Job
from volunteers.people.models import Invitation, Membership, Organisation, User
from volunteers.people.policy import Verb, organisations_where


def get_organisation_to_manage(user: User, slug: str) -> Organisation:
    return get_object_or_404(organisations_where(user, Verb.MANAGE_MEMBERS), slug=slug)


def get_membership_to_manage(user: User, membership_id: int) -> Membership:
    allowed = organisations_where(user, Verb.MANAGE_MEMBERS)
    return get_object_or_404(
        Membership.objects.select_related("user", "organisation"), pk=membership_id, organisation__in=allowed
    )


def get_invitation_to_manage(user: User, invitation_id: int) -> Invitation:
    allowed = organisations_where(user, Verb.MANAGE_MEMBERS)
    return get_object_or_404(Invitation, pk=invitation_id, organisation__in=allowed, accepted_at=None)


def require_anywhere(user: User, verb: Verb) -> Organisation:
    """The first organisation in which ``user`` may do ``verb``; 404 when there is none."""
    organisation = organisations_where(user, verb).first()
    if organisation is None:
        raise Http404
    return organisation


def get_job(user: User, job_id: UUID) -> Job:
    """A job of one's own, or of an organisation in which one coordinates."""
    job = get_object_or_404(Job, pk=job_id)
    if job.owner_id == user.pk:
        return job
    if not organisations_where(user, Verb.PLAN_TURF).filter(pk=job.organisation_id).exists():
        raise Http404
    return job
