"""Changes to texts that people may have answered: freely before, spelling only once a campaign has started."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.topics.errors import TopicError
from conversations.topics.models import Bilingual, Concern, Correction, GuideStep, Prejudice, SharedValue, Statement
from conversations.topics.spelling import Verdict, judge
from volunteers.people import audit
from volunteers.people.models import Organisation, User

SUBJECTS: dict[type[Any], str] = {
    Statement: Correction.Subject.STATEMENT,
    GuideStep: Correction.Subject.STEP,
    SharedValue: Correction.Subject.VALUE,
    Concern: Correction.Subject.CONCERN,
    Prejudice: Correction.Subject.PREJUDICE,
}


def verdict(row: Bilingual, *, text_nl: str, text_en: str) -> Verdict:
    """How the new texts compare with all they ever were: many small steps would be one large one.

    An English text may be added where there was none.
    """
    earlier = Correction.objects.filter(subject=SUBJECTS[type(row)], subject_id=row.pk)
    known = [(row.text_nl, row.text_en), *earlier.values_list("before_nl", "before_en")]
    found = [judge(dutch, text_nl) for dutch, _english in known]
    found += [judge(english, text_en) for _dutch, english in known if english]
    return Verdict(min(one.percent for one in found), all(one.same for one in found))


@transaction.atomic
def correct_spelling(
    *, row: Bilingual, organisation: Organisation, text_nl: str, text_en: str, same_meaning: bool, by: User
) -> Correction:
    """Write the correction down, then the text; the database compares the two."""
    locked: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if (locked.text_nl, locked.text_en) == (text_nl, text_en):
        raise TopicError(_("Nothing was changed."))
    if not same_meaning:
        raise TopicError(_("Mark that the meaning is the same, or make a new version."))
    found = verdict(locked, text_nl=text_nl, text_en=text_en)
    if not found.same or found.percent < Correction.LEAST_ALIKE:
        raise TopicError(_("This is more than spelling: people would be asked something else. Make a new version."))
    correction = Correction.objects.create(
        subject=SUBJECTS[type(row)], subject_id=row.pk, before_nl=locked.text_nl, before_en=locked.text_en,
        after_nl=text_nl, after_en=text_en, alike_percent=found.percent,
    )  # fmt: skip
    row.text_nl = locked.text_nl = text_nl
    row.text_en = locked.text_en = text_en
    locked.save(update_fields=["text_nl", "text_en"])
    subject = f"{correction.subject} {row.pk}"
    audit.note(actor=by, organisation=organisation, verb="corrected spelling", subject=subject)
    return correction
