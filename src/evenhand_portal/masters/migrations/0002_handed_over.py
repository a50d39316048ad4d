"""An agreement may stand under a text of each organisation that was its party, once under each."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("masters", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="schedule",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="schedules",
                to="agreements.agreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.UniqueConstraint(fields=("master", "agreement"), name="scheduled_once"),
        ),
    ]
