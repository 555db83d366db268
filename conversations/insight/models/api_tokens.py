"""Keys with which another system of the organisation reads its shifts and totals."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from volunteers.people.models import Organisation


class Scope(models.TextChoices):
    SHIFTS = "shifts", _("shifts: when, where, how many go; no names")
    TOTALS = "totals", _("totals, with small numbers hidden as on the pages")
    EXPORTS = "exports", _("exports that somebody of the organisation made")


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def valid_on(self, day: date) -> ApiTokenQuerySet:
        return self.filter(revoked_at=None, expires_on__gte=day)


class ApiToken(models.Model):
    """The token itself is shown once and kept nowhere: ``secret_hash`` only recognises it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    scopes = ArrayField(models.CharField(max_length=8, choices=Scope), verbose_name=_("may read"))
    secret_hash = models.BinaryField(max_length=32, unique=True)
    # Its last letters, so that people can tell which one it is.
    hint = models.CharField(max_length=4)
    made_by = models.ForeignKey("people.User", null=True, on_delete=models.SET_NULL, related_name="+")
    made_on = models.DateField()
    # The last day that it works.
    expires_on = models.DateField(_("last day"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)
    # What was asked in the newest minute, against too much of it.
    minute = models.DateTimeField(null=True, blank=True)
    asked = models.PositiveIntegerField(default=0)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__len__gte=1, scopes__contained_by=[scope.value for scope in Scope]),
                name="api_token_scopes_known",
            ),
            models.CheckConstraint(condition=Q(expires_on__gte=models.F("made_on")), name="api_token_ends_after_start"),
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(revoked_at=None), name="api_token_name_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} …{self.hint}"

    @property
    def may_read(self) -> list[str]:
        """In words."""
        return [str(Scope(scope).label) for scope in self.scopes]
