from __future__ import annotations

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode

from volunteers.people.models.users import User

# Two moves at once could make a circle that neither sees: the lock lets them come one after the other.
NO_CIRCLES = pgtrigger.Trigger(
    name="organisation_tree_has_no_circle",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("parent_id"),  # type: ignore[no-untyped-call]
    condition=pgtrigger.Condition("OLD.parent_id IS DISTINCT FROM NEW.parent_id AND NEW.parent_id IS NOT NULL"),
    func="""
        PERFORM pg_advisory_xact_lock(hashtext('people.organisation tree'));
        IF EXISTS (
            WITH RECURSIVE above(id, parent_id) AS (
                SELECT id, parent_id FROM people_organisation WHERE id = NEW.parent_id
                UNION
                SELECT o.id, o.parent_id FROM people_organisation o JOIN above ON o.id = above.parent_id
            )
            SELECT 1 FROM above WHERE id = NEW.id
        ) THEN
            RAISE EXCEPTION 'an organisation does not lie below itself' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class Organisation(TreeNode):  # type: ignore[misc]  # the package carries no types
    class Kind(models.TextChoices):
        UMBRELLA = "umbrella", _("umbrella")
        MEMBER = "member", _("member organisation")
        LOCAL = "local", _("local group")

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    safety_phone = models.CharField(_("safety phone number"), max_length=20, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(kind__in=["umbrella", "member", "local"]), name="organisation_kind_known"
            ),
        ]
        triggers = [NO_CIRCLES]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def holding(self) -> MembershipQuerySet:
        """Without those whose last day has passed; a nightly round takes these away."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()))


class Membership(models.Model):
    class Role(models.TextChoices):
        VOLUNTEER = "volunteer", _("volunteer")
        COORDINATOR = "coordinator", _("coordinator")
        ADMIN = "admin", _("admin")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    created_at = models.DateTimeField(auto_now_add=True)
    # The last day that it holds; no day means until somebody ends it.
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_per_organisation"),
            models.CheckConstraint(
                condition=Q(role__in=["volunteer", "coordinator", "admin"]), name="membership_role_known"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "role"], name="membership_by_role")]

    def __str__(self) -> str:
        return f"{self.user} / {self.organisation} / {self.role}"


class Invitation(models.Model):
    """An offer of a role, sent by mail; accepted by signing in with that address before it expires."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=12, choices=Membership.Role)
    # From a list that an admin brought in: the name to start from, and the language of the mail.
    name = models.CharField(_("name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation", Lower("email"), condition=Q(accepted_at=None), name="one_open_invitation_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} -> {self.organisation}"

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()
