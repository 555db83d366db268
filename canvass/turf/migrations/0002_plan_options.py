from __future__ import annotations

import django.contrib.gis.db.models.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("turf", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name='turfplan',
            name='only_again',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='turfplan',
            name='profile',
            field=models.CharField(choices=[('foot', 'on foot'), ('wheelchair', 'wheelchair or pram'), ('bike', 'by bike between streets')], default='foot', max_length=10),
        ),
        migrations.AddField(
            model_name='turfplan',
            name='start',
            field=django.contrib.gis.db.models.fields.PointField(blank=True, null=True, srid=4326),
        ),
        migrations.AddConstraint(
            model_name='turfplan',
            constraint=models.CheckConstraint(condition=models.Q(('profile__in', ['foot', 'wheelchair', 'bike'])), name='turf_plan_profile_known'),
        ),
    ]
