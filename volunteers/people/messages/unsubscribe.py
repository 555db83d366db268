"""The link in a mail that ends a kind of mail without signing in: signed, for one person and one kind."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from volunteers.people.messages.kinds import KINDS, Kind
from volunteers.people.models import User

PURPOSE = "unsubscribe"


def unsubscribe_path(user: User, kind: Kind) -> str:
    signed = signing.dumps([user.pk, kind.code], salt=PURPOSE)
    return reverse("messages:unsubscribe", kwargs={"signed": signed})


def read_token(signed: str) -> tuple[User, Kind] | None:
    """Whom and what a link is about; it has no end, since a mail may be years old when somebody has had enough."""
    try:
        user_id, code = signing.loads(signed, salt=PURPOSE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user, kind = User.objects.filter(pk=user_id).first(), KINDS.get(code)
    return (user, kind) if user and kind else None
