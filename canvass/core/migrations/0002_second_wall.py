from __future__ import annotations

from django.db import migrations

from canvass.core.wall.migrating import guard

# What a statement said about itself (wall/statements.py). Nothing said, nothing seen: '' and NULL are nobody.
SAID = """
CREATE FUNCTION canvass_people() RETURNS bigint[] LANGUAGE sql STABLE AS
$$ SELECT string_to_array(coalesce(current_setting('canvass.people', true), ''), ',')::bigint[] $$;

CREATE FUNCTION canvass_cards() RETURNS bytea[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        SELECT decode(hex, 'hex') FROM unnest(string_to_array(coalesce(current_setting('canvass.cards', true), ''), ',')) hex
    )
$$;

CREATE FUNCTION canvass_looks_down() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(current_setting('canvass.looks_down', true), '') = 'on' $$;

CREATE FUNCTION canvass_rounds() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT coalesce(current_setting('canvass.rounds', true), '') = 'on' $$;

CREATE FUNCTION canvass_organisations() RETURNS bigint[] LANGUAGE sql STABLE AS
$$ SELECT string_to_array(coalesce(current_setting('canvass.organisations', true), ''), ',')::bigint[] $$;
"""

# These read memberships and the tree past the wall, and give numbers of organisations, campaigns and shifts only.
# plpgsql keeps its plans; the tables themselves come with later migrations of other apps.
REACHED = """
CREATE FUNCTION canvass_own() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF canvass_looks_down() THEN
        RETURN canvass_reach();
    END IF;
    RETURN canvass_organisations() || ARRAY(
        SELECT organisation_id FROM people_membership
        WHERE user_id = ANY (canvass_people())
        AND (ends_on IS NULL OR ends_on >= (now() AT TIME ZONE 'Europe/Amsterdam')::date)
    );
END $$;

CREATE FUNCTION canvass_reach() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN canvass_organisations() || ARRAY(
        WITH RECURSIVE below(id) AS (
            SELECT organisation_id FROM people_membership
            WHERE user_id = ANY (canvass_people())
            AND (ends_on IS NULL OR ends_on >= (now() AT TIME ZONE 'Europe/Amsterdam')::date)
            UNION
            SELECT lower.id FROM people_organisation lower JOIN below ON lower.parent_id = below.id
        ) SELECT id FROM below
    );
END $$;

CREATE FUNCTION canvass_campaigns(organisations bigint[]) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT id FROM campaigns_campaign WHERE organisation_id = ANY (organisations));
END $$;

CREATE FUNCTION canvass_own_shifts() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN ARRAY(
        SELECT shift_id FROM shifts_signup WHERE volunteer_id = ANY (canvass_people())
        UNION SELECT shift_id FROM shifts_duomember WHERE volunteer_id = ANY (canvass_people())
    );
END $$;

CREATE FUNCTION canvass_organisation_of_shift(shift bigint) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT organisation_id FROM campaigns_campaign JOIN shifts_shift ON campaign_id = campaigns_campaign.id
        WHERE shifts_shift.id = shift
    );
END $$;
"""

GONE = """
DROP FUNCTION canvass_organisation_of_shift(bigint);
DROP FUNCTION canvass_own_shifts();
DROP FUNCTION canvass_campaigns(bigint[]);
DROP FUNCTION canvass_reach();
DROP FUNCTION canvass_own();
DROP FUNCTION canvass_organisations();
DROP FUNCTION canvass_rounds();
DROP FUNCTION canvass_looks_down();
DROP FUNCTION canvass_cards();
DROP FUNCTION canvass_people();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunSQL(SAID, migrations.RunSQL.noop),
        migrations.RunSQL(REACHED, GONE),
        guard(
            "core_job",
            "organisation_id IN (SELECT unnest((SELECT canvass_reach())))"
            " OR owner_id IN (SELECT unnest((SELECT canvass_people())))",
        ),
    ]
