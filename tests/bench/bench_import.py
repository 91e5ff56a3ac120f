"""A file of 100,000 people: read, checked, applied, with all facts; beside ``csv`` and COPY into a bare table."""

from __future__ import annotations

import csv
import io
import multiprocessing
import random
import resource
from collections.abc import Iterator
from pathlib import Path

import psycopg

from services.people.actions.importing import take_in
from services.people.wiring import transaction
from shared.db.engine import dispose_all
from shared.kernel.settings import Settings, use
from tests.bench.figures import Figure, timed
from tests.bench.house import bench_house

ROWS = 100_000
COLUMNS = (
    "Personeelsnummer", "Voornaam", "Tussenvoegsel", "Achternaam", "E-mail", "Privé e-mail", "Taal", "Land",
    "Geboortedatum", "Afdeling", "Functie", "Leidinggevende", "Uren per week", "Werkdagen", "Datum in dienst",
    "Datum uit dienst", "Soort vertrek", "Salaris", "Soort contract", "Contract tot", "Proeftijd tot", "Vestiging",
    "Soort verlof", "Verlof vanaf", "Verlof tot",
)  # fmt: skip


def run(folder: Path) -> Iterator[Figure]:
    """Measure with durable servers, in a process of its own: its memory is what a worker takes."""
    path = folder / "people.csv"
    path.write_text(people(ROWS), encoding="utf-8")
    with bench_house(folder) as chosen:
        bare = _bare(chosen.database_url, path)
        for name in ("import of 100,000 new people", "the same file again"):
            seconds, megabytes = _apart(chosen, path)
            yield Figure(
                name,
                ROWS / seconds,
                ROWS / bare,
                "rows/s",
                "csv + COPY",
                "60 s, 300 MB",
                f"{seconds:.1f} s, {megabytes:.0f} MB",
            )


def people(count: int) -> str:
    """Write a list as an HR system does: 25 columns, 30 % have left, 2,000 managers, 10 % on leave."""
    rng = random.Random(1)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    for number in range(count):
        left = rng.random() < 0.3
        away = not left and rng.random() < 0.15
        writer.writerow(
            (
                100_000 + number,
                f"Jan{number % 700}",
                rng.choice(("", "", "van der", "de")),
                f"Jansen{number % 9000}",
                f"p{number}@bedrijf.example",
                f"p{number}@thuis.example",
                rng.choice(("nl", "fr", "en")),
                rng.choice(("NL", "België")),
                _day(rng, 1958, 1988),
                f"Bedrijf > Divisie {number % 7} > Team {number % 150}",
                f"Functie {number % 80}",
                100_000 + number % 2000 if number >= 2000 else "",
                "32,5",
                "ma di do",
                _day(rng, 1990, 2015),
                _day(rng, 2016, 2025) if left else "",
                "pensioen" if left else "",
                "€ 3.250,00",
                rng.choice(("vast", "bepaalde tijd", "oproep")),
                _day(rng, 2026, 2028),
                _day(rng, 2016, 2017),
                f"Vestiging {number % 40}",
                rng.choice(("ziekte", "ouderschapsverlof")) if away else "",
                _day(rng, 2016, 2025) if away else "",
                "",
            )
        )
    return out.getvalue()


def _day(rng: random.Random, first: int, last: int) -> str:
    return f"{rng.randint(1, 28)}-{rng.randint(1, 12)}-{rng.randint(first, last)}"


def _bare(url: str, path: Path) -> float:
    columns = ", ".join(f"c{number} text" for number in range(len(COLUMNS)))
    with psycopg.connect(url, autocommit=True) as conn, path.open(encoding="utf-8", newline="") as file:
        conn.execute(f"CREATE TABLE bare ({columns})")
        with timed() as watch, conn.cursor().copy("COPY bare FROM STDIN") as copy:
            for row in csv.reader(file, delimiter=";"):
                copy.write_row(row)
    return watch.seconds


def _apart(chosen: Settings, path: Path) -> tuple[float, float]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_import, (chosen, path))


def _import(chosen: Settings, path: Path) -> tuple[float, float]:
    with use(chosen), path.open("rb") as file:
        with timed() as watch, transaction() as tx:
            result = take_in(tx, file, file_name=path.name)
        dispose_all()
    assert result.rows == ROWS
    assert result.rejected == 0
    return watch.seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
