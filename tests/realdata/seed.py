"""A group with one coordinator and two volunteers, for a database that holds real places only."""

from __future__ import annotations

from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from conversations.topics.models import SharedValue
from tests.factories import make_campaign, make_organisation, make_user

CAMPAIGN = "Real streets"
# The demo's short cut signs in this domain only.
COORDINATOR = "coordinator@demo.example"
VOLUNTEERS = ("vrijwilliger@demo.example",)


def seed(name: str) -> Campaign:
    """A campaign in the neighbourhood ``name``; run inside the product's own database."""
    organisation = make_organisation(name="Realdata", slug="realdata")
    make_user(email=COORDINATOR, name="Fatima", role="admin", organisation=organisation)
    for email in VOLUNTEERS:
        make_user(email=email, name="Samira", role="volunteer", organisation=organisation)
    for code in ("fairness", "dignity", "honesty"):
        SharedValue.objects.create(organisation=organisation, code=code, text_nl=code, text_en=code)
    campaign = make_campaign(organisation=organisation, name=CAMPAIGN)
    campaign.neighbourhoods.add(Neighbourhood.objects.get(name=name))
    return campaign
