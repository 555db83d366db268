"""What the planner says about a next pass, wherever its fragment is included."""

from __future__ import annotations

from django import template

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from canvass.turf.passes import NextPass, next_pass

register = template.Library()


@register.simple_tag
def next_pass_of(campaign: Campaign, neighbourhood: Neighbourhood) -> NextPass:
    return next_pass(campaign=campaign, neighbourhood=neighbourhood)
