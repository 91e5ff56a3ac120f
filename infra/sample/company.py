"""The invented company: a maker of bicycles with houses in the Netherlands and Belgium. Data only."""

from dataclasses import dataclass
from typing import Final

DOMAIN: Final = "rijwielhuis.example"


@dataclass(frozen=True)
class Job:
    """A function and what it earns in a full year, full-time."""

    name: str
    low: int
    high: int


@dataclass(frozen=True)
class Unit:
    """A department, named by its path. `weight` is its share of the people."""

    path: tuple[str, ...]
    lead: Job
    jobs: tuple[Job, ...]
    weight: int

    @property
    def name(self) -> str:
        """The path as one writes it in a file."""
        return " > ".join(self.path)

    @property
    def parent(self) -> tuple[str, ...]:
        """The path one floor up; empty for a department directly below the director."""
        return self.path[:-1]


@dataclass(frozen=True)
class Place:
    """Where people work, and the languages spoken there with their shares."""

    town: str
    country: str
    region: str | None
    time_zone: str
    languages: tuple[tuple[str, int], ...]
    weight: int


DIRECTOR: Final = Job("Algemeen directeur", 128_000, 146_000)

PLACES: Final = (
    Place("Zwolle", "NL", None, "Europe/Amsterdam", (("nl", 94), ("en", 6)), 50),
    Place("Eindhoven", "NL", None, "Europe/Amsterdam", (("nl", 82), ("en", 18)), 22),
    Place("Gent", "BE", "VLG", "Europe/Brussels", (("nl", 96), ("fr", 4)), 16),
    Place("Namen", "BE", "WAL", "Europe/Brussels", (("fr", 95), ("nl", 5)), 12),
)

UNITS: Final = (
    Unit(
        ("Productie",), Job("Hoofd productie", 78_000, 88_000), (Job("Productieplanner", 40_000, 52_000),), 4
    ),
    Unit(
        ("Productie", "Assemblage"),
        Job("Teamleider assemblage", 52_000, 58_000),
        (Job("Fietsmonteur", 30_000, 38_000), Job("Wielbouwer", 31_000, 39_000)),
        30,
    ),
    Unit(
        ("Productie", "Lakkerij"),
        Job("Teamleider lakkerij", 51_000, 57_000),
        (Job("Lakspuiter", 31_000, 39_000), Job("Voorbewerker", 29_000, 34_000)),
        11,
    ),
    Unit(
        ("Productie", "Technische dienst"),
        Job("Teamleider technische dienst", 55_000, 61_000),
        (Job("Onderhoudsmonteur", 37_000, 48_000),),
        7,
    ),
    Unit(
        ("Logistiek",), Job("Hoofd logistiek", 68_000, 76_000), (Job("Logistiek planner", 38_000, 47_000),), 3
    ),
    Unit(
        ("Logistiek", "Magazijn"),
        Job("Teamleider magazijn", 47_000, 52_000),
        (Job("Magazijnmedewerker", 28_000, 34_000), Job("Heftruckchauffeur", 30_000, 36_000)),
        17,
    ),
    Unit(
        ("Logistiek", "Transport"),
        Job("Teamleider transport", 48_000, 53_000),
        (Job("Chauffeur", 33_000, 40_000),),
        6,
    ),
    Unit(("Verkoop",), Job("Hoofd verkoop", 82_000, 94_000), (Job("Verkoopanalist", 43_000, 55_000),), 2),
    Unit(
        ("Verkoop", "Binnendienst"),
        Job("Teamleider binnendienst", 54_000, 60_000),
        (Job("Medewerker verkoop binnendienst", 34_000, 43_000),),
        9,
    ),
    Unit(
        ("Verkoop", "Buitendienst"),
        Job("Regiomanager", 64_000, 72_000),
        (Job("Accountmanager", 45_000, 60_000),),
        8,
    ),
    Unit(
        ("Klantenservice",),
        Job("Hoofd klantenservice", 56_000, 62_000),
        (Job("Medewerker klantenservice", 29_000, 36_000), Job("Garantiespecialist", 34_000, 41_000)),
        12,
    ),
    Unit(
        ("Ontwikkeling",),
        Job("Hoofd ontwikkeling", 86_000, 96_000),
        (Job("Projectleider", 60_000, 72_000),),
        3,
    ),
    Unit(
        ("Ontwikkeling", "Ontwerp"),
        Job("Hoofdontwerper", 66_000, 74_000),
        (Job("Industrieel ontwerper", 46_000, 61_000),),
        5,
    ),
    Unit(
        ("Ontwikkeling", "Techniek"),
        Job("Hoofdingenieur", 72_000, 80_000),
        (Job("Werktuigbouwkundig ingenieur", 50_000, 67_000), Job("Testingenieur", 47_000, 60_000)),
        9,
    ),
    Unit(
        ("IT",),
        Job("Hoofd IT", 78_000, 88_000),
        (Job("Softwareontwikkelaar", 50_000, 70_000), Job("Systeembeheerder", 44_000, 57_000)),
        9,
    ),
    Unit(
        ("Financiën",),
        Job("Hoofd financiën", 84_000, 95_000),
        (Job("Medewerker administratie", 34_000, 44_000), Job("Controller", 58_000, 74_000)),
        7,
    ),
    Unit(
        ("Personeel en organisatie",),
        Job("Hoofd personeel en organisatie", 74_000, 82_000),
        (Job("HR-adviseur", 46_000, 60_000), Job("Salarisadministrateur", 40_000, 50_000)),
        5,
    ),
    Unit(
        ("Marketing",),
        Job("Hoofd marketing", 70_000, 79_000),
        (Job("Contentmaker", 38_000, 49_000), Job("Merkspecialist", 44_000, 57_000)),
        5,
    ),
    Unit(("Inkoop",), Job("Hoofd inkoop", 70_000, 78_000), (Job("Inkoper", 42_000, 56_000),), 5),
    Unit(
        ("Kwaliteit en veiligheid",),
        Job("Hoofd kwaliteit en veiligheid", 66_000, 74_000),
        (Job("Kwaliteitscontroleur", 35_000, 45_000), Job("Preventieadviseur", 48_000, 58_000)),
        5,
    ),
)
