"""How strangers become volunteers: a public page, links that may be passed on, and requests that somebody answers."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from volunteers.people.models.organisations import Organisation
from volunteers.people.models.users import User


class PublicPage(models.Model):
    """What a group says to strangers. Without this row, or closed, its address answers as if it did not exist."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.CASCADE, related_name="public_page"
    )
    is_open = models.BooleanField(_("people can sign up on this page"), default=False)
    asks_first = models.BooleanField(_("a coordinator accepts newcomers first"), default=False)
    about_nl = models.TextField(_("what we do, in Dutch"), max_length=1200, blank=True)
    about_en = models.TextField(_("what we do, in English"), max_length=1200, blank=True)

    def __str__(self) -> str:
        return f"public page of {self.organisation_id}"

    @property
    def about(self) -> str:
        """In the reader's language where it was written, otherwise in the other one."""
        if (get_language() or "").startswith("en"):
            return self.about_en or self.about_nl
        return self.about_nl or self.about_en


class JoinLinkQuerySet(models.QuerySet["JoinLink"]):
    def usable(self, *, now: datetime) -> JoinLinkQuerySet:
        return self.filter(
            Q(max_uses=None) | Q(uses__lt=F("max_uses")), expires_at__gt=now, closed_at=None
        ).select_related("organisation")


class JoinLink(models.Model):
    """A link or square code that anybody may pass on. It makes volunteers only: more than that goes by mail to one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.CharField(max_length=43, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="join_links")
    # Where it hangs or to whom it went, so that a coordinator knows which one to close.
    label = models.CharField(_("what is it for"), max_length=60)
    max_uses = models.PositiveIntegerField(_("for how many people at most"), null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = JoinLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(max_uses=None) | Q(uses__lte=F("max_uses")), name="join_link_uses_left"),
            models.CheckConstraint(condition=Q(max_uses=None) | Q(max_uses__gte=1), name="join_link_for_somebody"),
        ]

    def __str__(self) -> str:
        return self.label


class PendingJoin(models.Model):
    """Somebody typed an address; until the code from the mail comes back, nobody knows whose it is. Gone in an hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    link = models.ForeignKey(JoinLink, null=True, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=80)
    language = models.CharField(max_length=5, blank=True)
    code_hash = models.BinaryField(max_length=32)
    # Of the part of the internet it came from, under a key that changes by the day: for counting only.
    network_hash = models.BinaryField(max_length=32)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="pending_join_by_time")]
        constraints = [models.CheckConstraint(condition=Q(tries__lte=5), name="pending_join_few_tries")]

    def __str__(self) -> str:
        return f"pending join {self.pk}"


class JoinRequest(models.Model):
    """A person whose address is proven waits for a yes of a coordinator. A no takes the request away."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="join_requests")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="one_join_request_per_group")]

    def __str__(self) -> str:
        return f"{self.user} asks {self.organisation}"
