from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


def choose_from(field: forms.Field, rows: QuerySet[Any]) -> None:
    """A form offers what its user may choose, and says so where nothing is chosen yet."""
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows
        field.empty_label = _("Choose one")
