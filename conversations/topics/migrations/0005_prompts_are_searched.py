from __future__ import annotations

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [('topics', '0004_what_was_asked_stays')]

    operations = [
        migrations.AddIndex(
            model_name='guidestep',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('text_nl', config='dutch'), '||', django.contrib.postgres.search.SearchVector('text_en', config='english'), django.contrib.postgres.search.SearchConfig('dutch')), name='guide_step_words'),
        ),
    ]
