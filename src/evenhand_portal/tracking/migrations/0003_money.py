"""Files of what concerns money are taken too: charges, claims, conditions, disagreements."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracking", "0002_work"),
    ]

    operations = [
        migrations.AlterField(
            model_name="upload",
            name="kind",
            field=models.CharField(
                choices=[
                    ("tickets", "Tickets"),
                    ("outages", "Outages"),
                    ("readings", "Readings"),
                    ("charges", "Charges"),
                    ("claims", "Claims"),
                    ("conditions", "Conditions"),
                    ("disagreements", "Disagreements"),
                ],
                max_length=16,
            ),
        ),
    ]
