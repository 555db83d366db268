from __future__ import annotations

from django.db import migrations

from canvass.core.wall.migrating import guard

OWN = "campaign_id IN (SELECT unnest((SELECT canvass_campaigns(canvass_own()))))"
CARD = "ANY ((SELECT canvass_cards())::bytea[])"


# Reads past the wall, and gives counts of whole programmes only.
WALKED = """
CREATE FUNCTION canvass_programme_walked(programmes bigint[])
RETURNS TABLE (programme bigint, shifts bigint, volunteers bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY
    SELECT c.programme_id, count(DISTINCT s.id), count(DISTINCT u.volunteer_id)
    FROM campaigns_campaign c
    JOIN shifts_shift s ON s.campaign_id = c.id AND s.state = 'closed'
    LEFT JOIN shifts_signup u ON u.shift_id = s.id AND u.state = 'going'
    WHERE c.programme_id = ANY (programmes)
    GROUP BY c.programme_id;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("insight", "0010_sealed_exports"), ("doorstep", "0006_walks_behind_the_wall")]

    operations = [
        guard("insight_stagedconversation", f"{OWN} OR card_code_hash = {CARD}"),
        guard("insight_conversation", f"{OWN} OR card_code_hash = {CARD}"),
        guard("insight_export", OWN),
        guard("insight_followupanswer", f"{OWN} OR code_hash = {CARD}"),
        guard("insight_remindercontact", f"{OWN} OR code_mark = {CARD}"),
        migrations.RunSQL(WALKED, "DROP FUNCTION canvass_programme_walked(bigint[])"),
    ]
