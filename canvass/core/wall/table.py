"""The second wall: which rows the database itself shows to whom, whatever the code above it asks for.

The first wall is each app's ``access.py``. Names of tables are only names here: core lies below their apps. Each
app's migration holds the policy as it was made; a test compares this table with what the database has.
Not here: tables with geometry, or that lead to it. PostGIS's operators are not leakproof, so that a policy would
take their index away.
"""

from __future__ import annotations

from dataclasses import dataclass

ROUNDS = "(SELECT canvass_rounds())"
ONESELF = "IN (SELECT unnest((SELECT canvass_people())))"
CARD = "ANY ((SELECT canvass_cards())::bytea[])"
# In a hashed list, for whoever reaches many; the inner SELECT keeps the planner from asking the function as well.
# Where the person has a role; and besides those all that lie below them, as rights go down the tree.
OWN_CAMPAIGN = "campaign_id IN (SELECT unnest((SELECT canvass_campaigns(canvass_own()))))"
CAMPAIGN = "campaign_id IN (SELECT unnest((SELECT canvass_campaigns(canvass_reach()))))"
ORGANISATION = "organisation_id IN (SELECT unnest((SELECT canvass_reach())))"
# What belongs to a shift is seen by who sees the shift: its own policy holds within.
SHIFT = "EXISTS (SELECT FROM shifts_shift WHERE shifts_shift.id = shift_id)"
OWN_SHIFT = "id IN (SELECT unnest((SELECT canvass_own_shifts())))"
SAME_CARD = f"card_code_hash = {CARD}"


@dataclass(frozen=True)
class Guard:
    """``sees``: rows that may be read, changed and removed. ``writes``: what a row may be or become."""

    table: str
    sees: str
    writes: str = ""

    @property
    def name(self) -> str:
        return f"{self.table}_wall"

    @property
    def statements(self) -> tuple[str, ...]:
        using, check = f"{ROUNDS} OR {self.sees}", f"{ROUNDS} OR {self.writes or self.sees}"
        return (
            f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
            f"DROP POLICY IF EXISTS {self.name} ON {self.table}",
            f"CREATE POLICY {self.name} ON {self.table} USING ({using}) WITH CHECK ({check})",
        )


GUARDED = (
    Guard("core_job", f"{ORGANISATION} OR owner_id {ONESELF}"),
    # Nobody makes oneself a member: whoever lets somebody in acts for the organisation.
    Guard("people_membership", f"{ORGANISATION} OR user_id {ONESELF}", writes=ORGANISATION),
    # Those that one signed up for stay one's own, also after leaving the organisation.
    Guard("shifts_shift", f"{CAMPAIGN} OR {OWN_SHIFT}", writes=CAMPAIGN),
    Guard("doorstep_walk", SHIFT),
    Guard("doorstep_doorevent", SHIFT),
    Guard("doorstep_entranceevent", SHIFT),
    Guard("doorstep_noteevent", SHIFT),
    Guard("doorstep_heldentry", SHIFT),
    Guard("doorstep_sealedconversation", SHIFT),
    # What was said stays with the organisation itself; an umbrella reads its suppressed totals.
    Guard("insight_stagedconversation", f"{OWN_CAMPAIGN} OR {SAME_CARD}"),
    Guard("insight_conversation", f"{OWN_CAMPAIGN} OR {SAME_CARD}"),
    Guard("insight_export", OWN_CAMPAIGN),
    Guard("insight_followupanswer", f"{OWN_CAMPAIGN} OR code_hash = {CARD}"),
    # Marked by another hash of the code than the conversation's, so that the two do not meet.
    Guard("insight_remindercontact", f"{OWN_CAMPAIGN} OR code_mark = {CARD}"),
)

# Open themselves, but their triggers read a guarded table: statements about them say for whom they ask as well.
LEANING = ("shifts_signup",)
