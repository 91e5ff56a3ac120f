"""What figures mean here, and the numbers that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# By what figures can be asked. The first is everybody together.
NONE, DEPARTMENT, FUNCTION, AGE, TENURE, HOURS, PLACE, COUNTRY, KIND, MANAGER = BYS = (
    "none",
    "department",
    "function",
    "age_band",
    "tenure_band",
    "hours",
    "place",
    "country",
    "kind",
    "manager",
)
# Reasons are asked by what a circle of leavers can say of all its people.
REASON_BYS = (NONE, DEPARTMENT, FUNCTION, AGE, TENURE, COUNTRY, KIND)
# What leavers wrote: of circles of texts, which know no ages.
THEME_BYS = (NONE, DEPARTMENT, FUNCTION, TENURE, COUNTRY, KIND)
ALL = "all"
UNKNOWN_KIND = "unknown"

# Own choice; the organisation's; neither.
VOLUNTARY, INVOLUNTARY, OTHER = CLASSES = ("voluntary", "involuntary", "other")
RESIGNATION, DEATH = "resignation", "death"
CLASS_OF: Mapping[str, str] = MappingProxyType({
    RESIGNATION: VOLUNTARY,
    "dismissal": INVOLUNTARY,
    "end_of_contract": INVOLUNTARY,
    "mutual_agreement": OTHER,
    "retirement": OTHER,
    DEATH: OTHER,
})  # fmt: skip


def class_of(kind: str | None) -> str:
    """Return whose choice a leaving of this kind is; unknown counts as other."""
    return CLASS_OF.get(kind or "", OTHER)


# A band begins at its number (years; hours a week) and ends where the next begins.
AGE_BANDS = ((0, "under_25"), (25, "25_34"), (35, "35_44"), (45, "45_54"), (55, "55_64"), (65, "65_up"))
TENURE_BANDS = ((0, "under_1"), (1, "1_2"), (2, "2_5"), (5, "5_10"), (10, "10_up"))
HOURS_BANDS = ((0, "under_16"), (16, "16_24"), (24, "24_32"), (32, "32_36"), (36, "36_up"))

# Nobody worked anywhere before; and so many years are shown at once.
FIRST_YEAR = 1900
MOST_YEARS = 60
LAST_YEAR = 9_000

# Figures of fewer people are for HR alone.
SMALLEST_GROUP = 5
# Of fewer people a rate jumps with every single leaver; such a group is never named as the highest.
MEANS_SOMETHING = 10
# A cohort is looked at after so many days.
MILESTONES = (91, 182, 365, 730, 1_095, 1_826)
COHORTS = 6
