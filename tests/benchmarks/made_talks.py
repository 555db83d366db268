"""Any number of conversations straight into the tables by SQL, with the campaigns, doors and hours around them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from canvass.campaigns.models import Campaign
from conversations.topics.models import Concern, GuideStep, Prejudice, SharedValue, Statement
from tests.factories import make_campaign, make_organisation, make_statement, make_user
from volunteers.people.models import Organisation, User

WEEKS = 26
VALUES = ("care", "loyalty", "fairness", "dignity", "nature", "safety", "order", "freedom", "tradition", "belonging")
# A campaign of half a year; more conversations are more campaigns, and larger ones.
CAMPAIGNS = {10_000: 4, 100_000: 12, 1_000_000: 40}


@dataclass(frozen=True)
class Made:
    umbrella: Organisation
    campaign: Campaign
    coordinator: User
    admin: User
    campaigns: int
    areas: int
    canvassers: int


def make_talks(talks: int, *, campaigns: int = 0) -> Made:
    campaigns = campaigns or CAMPAIGNS.get(talks, max(4, round((talks / 1000) ** 0.5)))
    each = talks // campaigns
    areas, canvassers = 20 + each // 1000, max(10, each // 60)
    umbrella = make_organisation(kind="umbrella")
    statement = _words(umbrella)
    made = [
        make_campaign(organisation=make_organisation(parent=umbrella), statement=statement) for _ in range(campaigns)
    ]
    guide = made[0].guide_version
    for campaign in made[1:]:
        Campaign.objects.filter(pk=campaign.pk).update(guide_version=guide)
    with connection.cursor() as cursor:
        # A year of closings in one transaction is nobody's evening: row by row the sums of weeks would take an hour.
        cursor.execute("ALTER TABLE insight_doorcount DISABLE TRIGGER USER")
        _neighbourhoods(cursor, areas)
        for campaign in made:
            _talks(cursor, campaign, guide.pk, each, areas, canvassers)
            _doors(cursor, campaign, areas)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE insight_doorcount ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")
    own = made[0].organisation
    coordinator = make_user(role="coordinator", organisation=own)
    admin = make_user(role="admin", organisation=umbrella)
    return Made(umbrella, made[0], coordinator, admin, campaigns, areas, canvassers)


def _words(umbrella: Organisation) -> Statement:
    """A topic with the lists that phones offer."""
    statement = make_statement(umbrella)
    for place, code in enumerate(VALUES):
        SharedValue.objects.get_or_create(
            organisation=umbrella, code=code, defaults={"text_nl": code, "text_en": code, "position": place}
        )
    for place in range(7):
        Concern.objects.create(topic=statement.topic, code=f"c{place}", text_nl=f"Zorg {place}", position=place)
    for place in range(3):
        Prejudice.objects.create(topic=statement.topic, code=f"p{place}", text_nl=f"Oordeel {place}", position=place)
    return statement


def _neighbourhoods(cursor: object, areas: int) -> None:
    cursor.execute(  # type: ignore[attr-defined]
        """
        INSERT INTO places_neighbourhood (code, name, district_code, municipality_code, municipality_name, source,
                                          geometry, address_count)
        SELECT 'BU' || lpad(n::text, 6, '0'), 'Buurt ' || n, 'WK' || lpad((n / 5)::text, 4, '0'), 'GM0001',
               'Lindenhaven', 'bench', ST_Multi(ST_MakeEnvelope(5 + n * 0.001, 52, 5.001 + n * 0.001, 52.001, 4326)),
               1500
        FROM generate_series(1, %s) AS n""",
        [areas],
    )


def _talks(cursor: object, campaign: Campaign, guide: int, talks: int, areas: int, canvassers: int) -> None:
    """Seeded by the number of the row, so that the same size is the same town."""
    topic = campaign.statement.topic_id
    concerns = list(Concern.objects.filter(topic=topic).values_list("pk", flat=True))
    prejudices = list(Prejudice.objects.filter(topic=topic).values_list("pk", flat=True))
    steps = list(GuideStep.objects.filter(version=guide, logged=True).values_list("code", flat=True))
    cursor.execute(  # type: ignore[attr-defined]
        """
        INSERT INTO insight_conversation (id, campaign_id, statement_id, guide_version_id, area, area_level, period,
            canvasser_code, opening, closing, opening_missing, closing_missing, shared_values, concern_id, prejudice_id,
            observed_shift, steps, minutes_bucket, arm, intake)
        SELECT gen_random_uuid(), %(campaign)s, %(statement)s, %(guide)s,
               'BU' || lpad((1 + h %% %(areas)s)::text, 6, '0'), 'neighbourhood',
               '2026-W' || lpad((1 + (h / 7) %% %(weeks)s)::text, 2, '0'),
               md5(%(campaign)s || '-' || (h / 11) %% %(canvassers)s)::uuid,
               opening, CASE WHEN h %% 9 = 0 THEN NULL ELSE least(10, greatest(0, opening + (h / 13) %% 4 - 1)) END,
               CASE WHEN opening IS NULL THEN 'refused' ELSE '' END, CASE WHEN h %% 9 = 0 THEN 'not_asked' ELSE '' END,
               ARRAY[(%(values)s::text[])[1 + h %% 10], (%(values)s::text[])[1 + (h + 3 + h / 17 %% 5) %% 10]],
               CASE WHEN h %% 3 = 0 THEN NULL ELSE (%(concerns)s::bigint[])[1 + h / 5 %% %(concern_count)s] END,
               CASE WHEN h %% 4 = 0 THEN (%(prejudices)s::bigint[])[1 + h / 3 %% %(prejudice_count)s] END,
               CASE WHEN h %% 4 = 0 THEN (ARRAY['no', 'little', 'clear', 'unknown'])[1 + h / 19 %% 4] ELSE '' END,
               (%(steps)s::text[])[1:1 + h / 23 %% %(step_count)s],
               (ARRAY['0-5', '5-10', '10-20', '20-40'])[1 + h / 29 %% 4], '', 1
        FROM (SELECT h, CASE WHEN h %% 13 = 0 THEN NULL ELSE (h / 3) %% 11 END AS opening
              FROM (SELECT abs(hashint8(n)::bigint) AS h FROM generate_series(1, %(talks)s) AS n) AS drawn) AS talk
        """,
        {
            "campaign": campaign.pk, "statement": campaign.statement_id, "guide": guide, "areas": areas,
            "weeks": WEEKS, "canvassers": canvassers, "values": list(VALUES), "concerns": concerns,
            "concern_count": len(concerns), "prejudices": prejudices, "prejudice_count": len(prejudices),
            "steps": steps, "step_count": len(steps), "talks": talks,
        },
    )  # fmt: skip


def _doors(cursor: object, campaign: Campaign, areas: int) -> None:
    """What the talks were found among: ten outcomes a neighbourhood and week, and the hours."""
    cursor.execute(  # type: ignore[attr-defined]
        """
        INSERT INTO insight_doorcount (campaign_id, area, period, outcome, count)
        SELECT %s, 'BU' || lpad(a::text, 6, '0'), '2026-W' || lpad(w::text, 2, '0'), outcome, 3 + (a * w) %% 20
        FROM generate_series(1, %s) AS a, generate_series(1, %s) AS w, unnest(ARRAY['not_home', 'conversation',
             'come_back', 'not_interested', 'no_shared_language', 'do_not_ring', 'sticker', 'no_address', 'no_access',
             'unsafe']) AS outcome""",
        [campaign.pk, areas, WEEKS],
    )
    cursor.execute(  # type: ignore[attr-defined]
        """
        INSERT INTO insight_doorweek (campaign_id, period, outcome, count)
        SELECT campaign_id, period, outcome, sum(count) FROM insight_doorcount
        WHERE campaign_id = %s GROUP BY 1, 2, 3""",
        [campaign.pk],
    )
    cursor.execute(  # type: ignore[attr-defined]
        """
        INSERT INTO insight_answerhour (campaign_id, weekday, hour, tried, answered)
        SELECT %s, d, h, 100 + d * h, 30 + d FROM generate_series(0, 6) AS d, generate_series(10, 20) AS h""",
        [campaign.pk],
    )
