"""The policy for templates: a link is drawn for who may follow it. The pages themselves still check."""

from __future__ import annotations

from django import template

from volunteers.people.models import Organisation
from volunteers.people.policy import Verb
from volunteers.people.policy import may as policy_may

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: template.Context, verb: str, organisation: Organisation) -> bool:
    """``{% may "see outcomes" campaign.organisation as sees_outcomes %}``; an unknown verb is an error."""
    return policy_may(context["request"].user, Verb(verb), organisation)
