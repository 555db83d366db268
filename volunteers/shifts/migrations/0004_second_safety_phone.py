from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shifts", "0003_shift_pass")]

    operations = [
        migrations.AddField(
            model_name="shift",
            name="safety_phone_2",
            field=models.CharField(blank=True, max_length=20, verbose_name="second safety phone number"),
        ),
    ]
