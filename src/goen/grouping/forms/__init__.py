"""What people send to the grouping slice."""

from goen.grouping.forms.people import AbsenceForm, AttendanceForm, EarlierFileForm, RuleForm, SeatFileForm
from goen.grouping.forms.plan import CardsForm, PlanForm
from goen.grouping.forms.tables import TableForm, table_forms

__all__ = [
    "AbsenceForm",
    "AttendanceForm",
    "CardsForm",
    "EarlierFileForm",
    "PlanForm",
    "RuleForm",
    "SeatFileForm",
    "TableForm",
    "table_forms",
]
