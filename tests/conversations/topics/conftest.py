from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone

from canvass.campaigns.models import Campaign
from conversations.topics.models import GuideVersion, Statement, Topic
from tests.factories import make_campaign, make_guide, make_organisation, make_statement, make_user
from volunteers.people.models import Organisation, User


@dataclass
class Town:
    """An umbrella with two groups; the first has a topic with a statement and a published guide."""

    umbrella: Organisation
    group: Organisation
    other: Organisation
    head: User
    admin: User
    statement: Statement
    version: GuideVersion
    today: date

    @property
    def topic(self) -> Topic:
        return self.statement.topic

    def campaign(self, *, days: int = 0, **kwargs: object) -> Campaign:
        """Of the group, beginning that many days from today."""
        starts_on = self.today + timedelta(days=days)
        ends_on = starts_on + timedelta(days=60)
        fields = {"statement": self.statement, "guide_version": self.version, "organisation": self.group}
        return make_campaign(**fields | {"starts_on": starts_on, "ends_on": ends_on} | kwargs)


@pytest.fixture
def town(db) -> Town:
    umbrella = make_organisation(kind="umbrella", name="Koepel")
    group = make_organisation(parent=umbrella, name="Groep")
    statement = make_statement(group)
    return Town(
        umbrella=umbrella,
        group=group,
        other=make_organisation(parent=umbrella, name="Buren"),
        head=make_user(role="admin", organisation=umbrella),
        admin=make_user(role="admin", organisation=group),
        statement=statement,
        version=make_guide(statement),
        today=timezone.localdate(),
    )
