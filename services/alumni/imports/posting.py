"""One vacancy as another system tells it, read into ours; or everything that is wrong with it, in words."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from services.alumni.imports.prose import as_markdown
from services.alumni.imports.words import folded
from services.alumni.policy import LONGEST_BODY, VACANCY_LIVES
from shared.kernel.texts import marked
from shared.tabular.dates import GUESSED, Century, NoDate, read_date

TEXTS = {
    "id_missing": marked(
        "Deze vacature heeft geen eigen nummer en geen eigen adres, dus we herkennen haar niet terug."
    ),
    "id_double": marked("Dit nummer kwam al voor bij “%(other)s”. We lazen alleen de eerste."),
    "title_missing": marked("We missen hoe dit werk heet."),
    "body_missing": marked("We missen wat het werk is."),
    "too_long": marked("Dit is te lang. Kort het in tot %(longest)s tekens."),
    "date_unknown": marked("Deze datum kennen we niet. Schrijf hem zo: 2027-02-03."),
    "dates_swapped": marked("De laatste dag ligt voor de eerste."),
    "hours_unknown": marked("Deze uren kennen we niet. Schrijf ze zo: 24-32."),
    "over": marked("De laatste dag is al voorbij; deze vacature namen we niet over."),
    "url_wrong": marked("Dit adres kunnen we niet lezen. Een adres begint met https://."),
}
# What a field is called by other systems, folded: in columns of a file and in elements of a feed.
_NAMES: Final[Mapping[str, str]] = {
    "outside_id": "id nummer vacaturenummer referentie reference referencenumber referencenr jobid identifier guid"
    " externalid numero",
    "title": "title titel functietitel functie jobtitle naam name intitule poste",
    "body": "description omschrijving beschrijving tekst body content text vacaturetekst descriptif",
    "place": "plaats standplaats place city stad location locatie addresslocality vestiging ville lieu",
    "field": "vakgebied field category categorie industry occupationalcategory domaine secteur",
    "hours": "uren hours workhours urenperweek hoursperweek heures",
    "opens_on": "openvan opentvanaf vanaf dateposted date datum publicatiedatum pubdate published opens dateouverture",
    "closes_on": "totenmet tot sluitdatum sluitingsdatum validthrough expirationdate expires closes deadline"
    " datelimite",
    "url": "url link adres jobmirrorurl vacatureurl lien",
}
NAMES: Final = {word: name for name, words in _NAMES.items() for word in words.split()}
_DAYS = ("opens_on", "closes_on")
_LONGEST = {"outside_id": 300, "title": 120, "field": 80, "place": 80, "body": LONGEST_BODY}
_HOURS = re.compile(r"\d{1,2}(?:[.,]\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MAIL_DAY = re.compile(r"(?:\w{3},\s*)?(\d{1,2} \w{3} \d{4})")


@dataclass(frozen=True, kw_only=True)
class Posting:
    """A vacancy as it would be here."""

    outside_id: str
    title: str
    body: str
    field: str
    place: str
    hours_from: int | None
    hours_to: int | None
    opens_on: date
    closes_on: date
    url: str
    # Which of the two days the other system tells; the other one is ours, and no change when it moves.
    told: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return it as the database keeps it until HR decides."""
        found = asdict(self)
        return found | {name: found[name].isoformat() for name in _DAYS}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Posting:
        """Return what was kept."""
        days = {name: date.fromisoformat(kept[name]) for name in ("opens_on", "closes_on")}
        return cls(**{**kept, **days, "told": tuple(kept["told"])})

    def values(self, *, new: bool) -> dict[str, Any]:
        """Return what a vacancy keeps of it; days that are not told stay as they are here."""
        found = asdict(self)
        found["outside_url"] = found.pop("url") or None
        told = found.pop("told")
        if not new:
            found = {name: value for name, value in found.items() if name not in _DAYS or name in told}
        return found | {"outside_mark": self.mark()}

    def mark(self) -> str:
        """Return by what one sees whether it changed."""
        plain = self.plain()
        kept = {name: value for name, value in plain.items() if name not in _DAYS or name in self.told}
        return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with one item: which, in what, why."""

    item: str
    about: str
    code: str
    value: str = ""
    params: dict[str, str] = field(default_factory=dict)


def read_posting(raw: Mapping[str, str], today: date, *, where: str) -> Posting | list[Fault]:
    """Read one; everything that is wrong with it is told at once. ``where`` names it when it has no name."""
    found = {name: _plain(raw, name) for name in _NAMES}
    outside_id = known_by(raw)
    item = found["title"][:80] or outside_id[:80] or where
    reader = _Reader(item)
    title = " ".join(as_markdown(found["title"]).replace("\\", "").split())
    body = as_markdown(found["body"])
    reader.need("outside_id", outside_id, "id_missing")
    reader.need("title", title, "title_missing")
    reader.need("body", body, "body_missing")
    for name, text in (("field", found["field"]), ("place", found["place"])):
        reader.fits(name, text)
    lowest, highest = reader.hours(found["hours"])
    opens = reader.day("opens_on", found["opens_on"], today) or today
    closes = reader.day("closes_on", found["closes_on"], today) or max(opens, today) + VACANCY_LIVES
    if closes < opens:
        reader.wrong("closes_on", "dates_swapped", found["closes_on"])
    elif closes < today:
        reader.wrong("closes_on", "over", found["closes_on"])
    if found["url"] and not found["url"].lower().startswith(("https://", "http://")):
        reader.wrong("url", "url_wrong", found["url"])
    if reader.faults:
        return reader.faults
    return Posting(
        outside_id=outside_id, title=title, body=body, field=found["field"], place=found["place"], hours_from=lowest,
        hours_to=highest, opens_on=opens, closes_on=closes, url=found["url"],
        told=tuple(name for name in _DAYS if found[name]),
    )  # fmt: skip


def known_by(raw: Mapping[str, str]) -> str:
    """Return by what an item is known again, whether or not it can be read."""
    return _plain(raw, "outside_id") or _plain(raw, "url")


def _plain(raw: Mapping[str, str], name: str) -> str:
    # Half a sign, of an emoji that was cut through, and the sign of nothing are taken by no database.
    return raw.get(name, "").encode("utf-8", "replace").decode().replace("\0", "").strip()


class _Reader:
    def __init__(self, item: str) -> None:
        self._item = item
        self.faults: list[Fault] = []

    def wrong(self, about: str, code: str, value: str = "", **params: str) -> None:
        self.faults.append(Fault(item=self._item, about=about, code=code, value=value[:80], params=params))

    def need(self, name: str, text: str, code: str) -> None:
        if not text:
            self.wrong(name, code)
        else:
            self.fits(name, text)

    def fits(self, name: str, text: str) -> None:
        if len(text) > _LONGEST[name]:
            self.wrong(name, "too_long", text, longest=str(_LONGEST[name]))

    def day(self, name: str, text: str, today: date) -> date | None:
        if not text:
            return None
        # Feeds write a time behind it, and those of news a weekday before it.
        start = _DAY.match(text)
        mailed = _MAIL_DAY.match(text)
        plain = start[0] if start else mailed[1] if mailed else text
        try:
            return read_date(plain, GUESSED, century=Century(today))
        except NoDate:
            self.wrong(name, "date_unknown", text)
            return None

    def hours(self, text: str) -> tuple[int | None, int | None]:
        numbers = [int(float(one.replace(",", "."))) for one in _HOURS.findall(text)][:2]
        if not text:
            return None, None
        if not numbers or max(numbers) > 60:
            # "Fulltime", "in overleg": words say nothing that we could count with.
            if any(letter.isdigit() for letter in text):
                self.wrong("hours", "hours_unknown", text)
            return None, None
        return min(numbers), max(numbers)


def name_of(word: str) -> str | None:
    """Return which field a column or an element means."""
    return NAMES.get(folded(word))
