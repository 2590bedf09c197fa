from django.db import models


class PlanGoal(models.Model):
    """A heading of a year's reform plan: a goal, a group of duties; tasks and goals stand in it."""

    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="plan_goals"
    )
    agency_id: int
    year = models.PositiveSmallIntegerField()
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="subordinates"
    )
    parent_id: int | None
    # As the plan has it, such as “II” or “1”.
    number = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=500)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="plan_goal_not_empty")
        ]
        indexes = [models.Index(fields=["agency", "year"], name="plan_goal_of_year")]

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()
