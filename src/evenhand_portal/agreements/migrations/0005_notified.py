"""A version may be told by one side instead of being signed by both."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0004_original")]
    operations = [
        migrations.AlterField(
            model_name="version",
            name="origin",
            field=models.CharField(
                choices=[
                    ("here", "signed here"),
                    ("elsewhere", "signed elsewhere"),
                    ("notified", "told by one side"),
                ],
                default="here",
                max_length=10,
            ),
        ),
    ]
