from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0002_address_indexes_once"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="address",
            index=models.Index(fields=["postcode", "number"], name="address_by_postcode"),
        ),
    ]
