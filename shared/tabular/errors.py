"""What can be wrong with a file or with what is said about its columns, in words that say how to mend it."""

from __future__ import annotations

from shared.kernel.errors import Invalid


class FileMissing(Invalid):
    """No file came along."""

    code = "import_file_missing"
    text = "Er kwam geen bestand mee. Kies een CSV- of XLSX-bestand."


class FileEmpty(Invalid):
    """Nothing in it."""

    code = "import_file_empty"
    text = "Dit bestand is leeg."


class FileWithoutRows(Invalid):
    """Only a header."""

    code = "import_no_rows"
    text = "In dit bestand staat alleen een kopregel, en geen enkele persoon."


class FileNotATable(Invalid):
    """A picture, a PDF, a Word file."""

    code = "import_not_a_table"
    text = (
        "Dit is geen CSV of XLSX die we kunnen lezen. Bewaar de lijst als CSV of XLSX en probeer het opnieuw."
    )


class OldWorkbook(Invalid):
    """An .xls file of before 2007."""

    code = "import_old_workbook"
    text = "Dit is een oud Excel-bestand (.xls). Bewaar het als .xlsx en probeer het opnieuw."


class WorkbookLocked(Invalid):
    """A workbook with a password."""

    code = "import_workbook_locked"
    text = "Dit bestand is met een wachtwoord beveiligd. Haal het wachtwoord eraf en probeer het opnieuw."


class WorkbookTooLarge(Invalid):
    """Unpacked, it would fill the house."""

    code = "import_workbook_too_large"
    text = (
        "Dit Excel-bestand is uitgepakt te groot om te lezen. Bewaar de lijst als CSV en probeer het opnieuw."
    )


class FileTooLarge(Invalid):
    """Larger than we take."""

    code = "import_file_too_large"
    text = "Dit bestand is groter dan %(megabytes)s MB. Splits het en lees de delen na elkaar in."


class TooManyColumns(Invalid):
    """Wider than a list of people can be."""

    code = "import_too_many_columns"
    text = "Dit bestand heeft %(columns)s kolommen; we lezen er hoogstens %(limit)s."


class QuoteNotClosed(Invalid):
    """A quotation mark opens and never closes."""

    code = "import_quote_not_closed"
    text = "Rond rij %(row)s gaat een aanhalingsteken open dat nergens sluit. Verbeter die rij en probeer het opnieuw."


class MergedCells(Invalid):
    """Merged cells hide which row a value belongs to."""

    code = "import_merged_cells"
    text = "Tussen de rijen zijn cellen samengevoegd (%(cells)s). Hef dat op en vul elke rij in."


class MappingUnreadable(Invalid):
    """The mapping is no YAML that we know."""

    code = "import_mapping_unreadable"
    text = "De koppeling is geen YAML die we kunnen lezen (regel %(line)s)."


class MappingFieldUnknown(Invalid):
    """The mapping names a field that a person has not."""

    code = "import_mapping_field_unknown"
    text = "De koppeling noemt %(place)s; dat kennen we niet. Wel: %(known)s."


class MappingWrong(Invalid):
    """The mapping says something that cannot be; ``expected`` is written in no language."""

    code = "import_mapping_wrong"
    text = "De koppeling klopt niet bij %(place)s. Schrijf daar: %(expected)s."


class ColumnUnknown(Invalid):
    """The mapping names a column that the file has not."""

    code = "import_column_unknown"
    text = "De kolom “%(column)s” staat niet in dit bestand. Wel: %(known)s."


class ColumnTwice(Invalid):
    """The mapping names a column that the file has twice."""

    code = "import_column_twice"
    text = "De kolom “%(column)s” staat meer dan eens in dit bestand. Geef de kolommen elk een eigen naam."
