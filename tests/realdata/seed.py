"""A group with one coordinator and two volunteers, for a database that holds real places only."""

from __future__ import annotations

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from tests.factories import make_campaign, make_organisation, make_user

COORDINATOR = "coordinator@demo.example"
VOLUNTEERS = ("anna@demo.example", "bram@demo.example")


def seed(code: str) -> Campaign:
    """A campaign in the neighbourhood ``code``; run inside the product's own database."""
    organisation = make_organisation(name="Realdata", slug="realdata")
    make_user(email=COORDINATOR, name="Coordinator", role="admin", organisation=organisation)
    for email in VOLUNTEERS:
        make_user(email=email, name=email.split("@")[0].title(), role="volunteer", organisation=organisation)
    campaign = make_campaign(organisation=organisation, name="Real streets")
    campaign.neighbourhoods.add(Neighbourhood.objects.get(code=code))
    return campaign
