"""Columns recognised by their headers, in Dutch, English and French, and by what stands in them."""

# ruff: noqa: E501  lists of words

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.people.imports.mapping import DATE_FIELDS, FileMapping
from services.people.imports.names import fold
from shared.tabular.dates import Century, guess_formats
from shared.tabular.mapping import Source
from shared.tabular.raw import as_text
from shared.tabular.table import Table

# Folded headers (no case, accents, spaces, punctuation). Earlier words win when two columns claim one field.
_HEADERS: dict[str, str] = {
    "employee_number": "personeelsnummer personeelsnr persnr personeelnummer medewerkernummer medewerkersnummer"
    " medewerkernr werknemersnummer werknemernummer werknemersnr stamnummer employeenumber employeeno employeeid empid"
    " emplid empno staffnumber staffid personnelnumber personid workerid matricule numeromatricule numerodematricule"
    " numeroemploye numerodemploye numerodusalarie numerosalarie idemploye medewerkerid medewerker# employee# nummer"
    " number id",
    "name": "naam volledigenaam medewerker medewerkernaam naammedewerker werknemer employeename fullname name employee"
    " displayname workername staffname nomcomplet nometprenom nomprenom prenomnom nomdelemploye nomdusalarie salarie",
    "given_name": "voornaam roepnaam voornamen firstname givenname forename preferredname prenom prenoms",
    "infix": "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tussenv infix nameprefix surnameprefix middlename"
    " particule",
    "family_name": "achternaam familienaam geboortenaam lastname surname familyname nomdefamille nom",
    "email": "email emailadres zakelijkemail zakelijkemailadres werkemail werkmail emailwerk emailzakelijk mail"
    " emailaddress workemail businessemail companyemail courriel adresseemail adressemail emailprofessionnel"
    " courrielprofessionnel mailprofessionnel",
    "private_email": "priveemail privemail emailprive persoonlijkemail priveemailadres privateemail personalemail homeemail"
    " emailpersonnel courrielpersonnel mailpersonnel emailprive",
    "language": "taal taalcode voertaal correspondentietaal language languagecode preferredlanguage langue languecode",
    "time_zone": "tijdzone timezone fuseauhoraire",
    "country": "land landcode werkland country countrycode pays codepays",
    "region": "regio provincie gewest region state province departement",
    "birth_date": "geboortedatum gebdatum geboren dateofbirth dob birthdate birthday datedenaissance naissance nele",
    "department": "afdeling afdelingsnaam organisatieeenheid organisatorischeeenheid team department departmentname dept"
    " orgunit organisationalunit organizationalunit unit businessunit service nomduservice direction",
    "function": "functie functienaam functietitel functieomschrijving rol beroep position positiontitle jobtitle job title"
    " function role fonction poste intituleduposte emploi metier",
    "manager": "leidinggevende leidinggevendenummer leidinggevendenaam directleidinggevende chef manager managername"
    " managerid managernumber supervisor supervisorname reportsto linemanager responsable superieur nplus1"
    " superieurhierarchique responsablehierarchique",
    "hours": "uren urenperweek contracturen uurperweek arbeidsduur werkuren hours weeklyhours hoursperweek contracthours"
    " scheduledhours heures heuresparsemaine heureshebdomadaires",
    "part_time_days": "werkdagen deeltijddagen parttimedagen dagenperweek werkdagenperweek workdays workingdays daysperweek"
    " parttimedays joursdetravail joursparsemaine jourstravailles",
    "salary": "salaris brutosalaris maandsalaris jaarsalaris brutoloon loon salary grosssalary basesalary annualsalary"
    " monthlysalary salaire salairebrut remuneration",
    "hire_date": "datumindienst indienst indienstdatum datumindiensttreding indiensttreding startdatum begindatum"
    " datumaanvang hiredate dateofhire datehired startdate employmentstartdate joindate dateofjoining datedembauche"
    " datedentree dateentree datedebut embauche",
    "notice_date": "opzegdatum datumopzegging opzegging noticedate dateofnotice resignationdate datedepreavis preavis"
    " datededemission datenotification",
    "last_day": "datumuitdienst uitdienst uitdienstdatum datumuitdiensttreding uitdiensttreding einddatum laatstedag"
    " laatstewerkdag eindedienstverband datumeinde lastday lastworkingday terminationdate dateoftermination leavedate"
    " leavingdate enddate employmentenddate exitdate datedesortie datesortie datededepart datefin dernierjour",
    "leave_kind": "soortvertrek redenuitdienst redenuitdiensttreding vertrekreden uitdienstreden redeneinde leavekind"
    " leavingtype terminationtype typeofleaving reasonforleaving terminationreason employmentstatus motifdedepart"
    " typededepart motifdesortie motifsortie",
    "contract": "soortcontract contracttype contractsoort typecontract contractvorm soortdienstverband contract"
    " contractkind kindofcontract typedecontrat typecontrat contrat",
    "contract_end": "eindecontract einddatumcontract contracteinde contracttot contracttotenmet datumeindecontract"
    " contractend contractenddate endofcontract datefincontrat datedefindecontrat findecontrat fincontrat",
    "probation_end": "proeftijdtot proeftijdtotenmet eindeproeftijd einddatumproeftijd proeftijdeinde proeftijd"
    " probationend probationenddate endofprobation probationuntil findeperiodedessai finperiodedessai"
    " datefinperiodedessai finperiodeessai",
    "place": "vestiging vestigingsnaam standplaats werklocatie werkplek locatie kantoor place workplace worklocation"
    " location site office etablissement lieudetravail",
    "absence_kind": "soortverlof verlofsoort verloftype soortafwezigheid afwezigheidssoort verzuimsoort absencekind"
    " absencetype leavetype typeofleave typeofabsence typedeconge typedabsence typeconge typeabsence",
    "absence_from": "verlofvanaf afwezigvanaf startverlof beginverlof verzuimvanaf eersteverlofdag absencefrom"
    " absencestart absencestartdate leavefrom leavestart leavestartdate absentdepuis absencedu debutconge debutabsence"
    " debutdeconge debutdelabsence",
    "absence_until": "verloftot verloftotenmet afwezigtot afwezigtotenmet eindeverlof laatsteverlofdag verzuimtot"
    " absenceuntil absenceend absenceenddate leaveuntil leaveend leaveenddate absenceau finconge finabsence findeconge"
    " findelabsence",
}  # fmt: skip
_WORDS = {
    word: (name, rank)
    for name, words in _HEADERS.items()
    for rank, word in reversed(list(enumerate(words.split())))
}
_ENOUGH = 0.6


def recognise(table: Table, *, today: date) -> FileMapping:
    """Return the mapping we would make ourselves of ``table``: to be shown and corrected."""
    chosen: dict[str, tuple[int, int]] = {}
    for place, header in enumerate(table.header):
        found = _WORDS.get(_folded(header))
        if found and (found[0] not in chosen or found[1] < chosen[found[0]][0]):
            chosen[found[0]] = (found[1], place)
    if "family_name" in chosen or "given_name" in chosen:
        chosen = _parts_or_whole(chosen)
    elif "name" not in chosen:
        chosen |= _french_nom(table)
    fields = {
        name: _source(name, table, place, today=today)
        for name, (_, place) in sorted(chosen.items(), key=lambda item: item[1][1])
    }
    key = next(
        (name for name in ("employee_number", "email", "private_email") if name in fields), "employee_number"
    )
    return FileMapping(fields=fields, key=key)


def unrecognised(mapping: FileMapping) -> list[str]:
    """Return the fields without which nobody can be taken in."""
    needed = []
    if mapping.key not in mapping.fields:
        needed.append("employee_number")
    if not {"name", "given_name", "family_name"} & set(mapping.fields):
        needed.append("name")
    return needed


def _parts_or_whole(chosen: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Names in parts are surer than a whole name beside them; a whole name is surer than one part alone."""
    if "name" in chosen and not {"family_name", "given_name"} <= set(chosen):
        return {
            name: place
            for name, place in chosen.items()
            if name not in {"family_name", "given_name", "infix"}
        }
    return {name: place for name, place in chosen.items() if name != "name"}


def _french_nom(table: Table) -> dict[str, tuple[int, int]]:
    place = next((index for index, header in enumerate(table.header) if _folded(header) == "nom"), None)
    return {} if place is None else {"name": (0, place)}


def _folded(header: str) -> str:
    return fold(header.replace("_", "").replace("/", "").replace("(", "").replace(")", ""))


def _source(name: str, table: Table, place: int, *, today: date) -> Source:
    column = table.header[place]
    texts = [as_text(raw[place]).strip() for _, raw in table.sample if place < len(raw)]
    filled = [text for text in texts if text]
    if name in DATE_FIELDS:
        past = name == "birth_date"
        cells = [raw[place] for _, raw in table.sample if place < len(raw)]
        formats = guess_formats((cell for cell in cells if isinstance(cell, str)), Century(today, past=past))
        return Source(
            column=column, formats=formats, century="past" if past and "YYYY" not in "".join(formats) else ""
        )
    if name == "name":
        return Source(column=column, order="family-first" if _share(filled, ",") > _ENOUGH else "given-first")
    if name == "manager":
        return Source(column=column, by="employee_number" if _mostly_numbers(filled) else "name")
    return Source(column=column)


def _share(texts: Sequence[str], mark: str) -> float:
    return sum(mark in text for text in texts) / max(1, len(texts))


def _mostly_numbers(texts: Sequence[str]) -> bool:
    return sum(any(letter.isdigit() for letter in text) for text in texts) > _ENOUGH * len(texts)
