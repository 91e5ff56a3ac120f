"""Survey files as LimeSurvey writes them: of today, with texts in tables of their own, and of before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def document(tables: Mapping[str, Sequence[Row]], *, languages: Sequence[str], version: int = 640) -> bytes:
    """Return a file with these tables."""
    spoken = "".join(f"<language>{code}</language>" for code in languages)
    body = "".join(_table(name, rows) for name, rows in tables.items() if rows)
    head = f"<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>{version}</DBVersion>"
    whole = f"<document>{head}<languages>{spoken}</languages>\n{body}</document>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}'.encode()


def _table(name: str, rows: Sequence[Row]) -> str:
    fields = "".join(f"<fieldname>{field}</fieldname>" for field in rows[0])
    written = "\n".join(
        "<row>" + "".join(_cell(field, value) for field, value in row.items()) + "</row>" for row in rows
    )
    return f"<{name}><fields>{fields}</fields><rows>\n{written}\n</rows></{name}>\n"


def _cell(name: str, value: Any) -> str:
    words = str(value)
    return f"<{name}/>" if not words else f"<{name}><![CDATA[{words}]]></{name}>"


class Survey:
    """A survey of today, question by question."""

    def __init__(self, *languages: str) -> None:
        self.languages = languages or ("nl", "en")
        self.tables: dict[str, list[dict[str, Any]]] = {
            "surveys": [{"sid": 12, "language": self.languages[0]}],
            "surveys_languagesettings": [
                {
                    "surveyls_survey_id": 12,
                    "surveyls_language": code,
                    "surveyls_title": f"Titel {code}",
                    "surveyls_welcometext": f"<p>Welkom {code}</p>",
                }
                for code in self.languages
            ],
            "groups": [],
            "group_l10ns": [],
            "questions": [],
            "subquestions": [],
            "question_l10ns": [],
            "answers": [],
            "answer_l10ns": [],
            "question_attributes": [],
        }
        self._ids = iter(range(100, 10_000))
        self.group()

    def group(self, name: str = "Deel", **fields: Any) -> None:
        """Begin a group."""
        self.gid = next(self._ids)
        row = {"gid": self.gid, "sid": 12, "group_order": len(self.tables["groups"]), "grelevance": "1"}
        self.tables["groups"].append(row | fields)
        for code in self.languages:
            self.tables["group_l10ns"].append(
                {"gid": self.gid, "group_name": f"{name} {code}", "description": "", "language": code}
            )

    def question(
        self,
        code: str,
        type_: str,
        *,
        rows: Sequence[str] = (),
        answers: Sequence[str] = (),
        text: str | None = None,
        attributes: Mapping[str, str] | None = None,
        **fields: Any,
    ) -> int:
        """Add a question with its rows and answers, by code; return its id."""
        qid = next(self._ids)
        row = {
            "qid": qid, "parent_qid": 0, "sid": 12, "gid": self.gid, "type": type_, "title": code, "mandatory": "N",
            "other": "N", "question_order": len(self.tables["questions"]), "relevance": "1",
        }  # fmt: skip
        self.tables["questions"].append(row | fields)
        self._said("question_l10ns", {"qid": qid, "help": ""}, "question", text or f"Vraag {code}")
        for number, each in enumerate(rows):
            below = next(self._ids)
            self.tables["subquestions"].append(
                {"qid": below, "parent_qid": qid, "title": each, "question_order": number, "scale_id": 0}
            )
            self._said("question_l10ns", {"qid": below, "help": ""}, "question", f"Rij {each}")
        for number, each in enumerate(answers):
            aid = next(self._ids)
            self.tables["answers"].append(
                {"aid": aid, "qid": qid, "code": each, "sortorder": number, "scale_id": 0}
            )
            self._said("answer_l10ns", {"aid": aid}, "answer", f"Antwoord {each}")
        for name, value in (attributes or {}).items():
            self.tables["question_attributes"].append({"qid": qid, "attribute": name, "value": value})
        return qid

    def _said(self, table: str, about: Row, name: str, words: str) -> None:
        for code in self.languages:
            self.tables[table].append({**about, name: f"{words} {code}", "language": code})

    def file(self) -> bytes:
        """Return the survey as a file."""
        return document(self.tables, languages=self.languages)


OLD = document(
    {
        "answers": [
            {"qid": 31, "code": code, "answer": f"{words} {language}", "sortorder": number, "language": language}
            for number, (code, words) in enumerate((("1", "Eens"), ("2", "Oneens")))
            for language in ("nl", "de")
        ],
        "groups": [
            {
                "gid": 21, "sid": 11, "group_name": f"Groep {language}", "group_order": 1, "description": "",
                "language": language,
            }
            for language in ("nl", "de")
        ],
        "questions": [
            {
                "qid": qid, "parent_qid": 0, "sid": 11, "gid": 21, "type": type_, "title": title, "mandatory": "Y",
                "question": f"{words} {language}", "help": "", "other": "N", "question_order": qid,
                "language": language, "relevance": relevance,
            }
            for qid, type_, title, words, relevance in (
                (31, "L", "mood", "Ben je het eens?", "1"),
                (32, "M", "why", "Waarom?", '((11X21X31.NAOK == "2"))'),
                (33, "T", "more", "Vertel.", '((11X21X32pay.NAOK == "Y"))'),
            )
            for language in ("nl", "de")
        ],
        "subquestions": [
            {
                "qid": qid, "parent_qid": 32, "sid": 11, "gid": 21, "type": "T", "title": title,
                "question": f"{title} {language}", "question_order": qid, "language": language, "scale_id": 0,
            }
            for qid, title in ((41, "pay"), (42, "boss"))
            for language in ("nl", "de")
        ],
        "surveys": [{"sid": 11, "language": "nl"}],
        "surveys_languagesettings": [
            {
                "surveyls_survey_id": 11, "surveyls_language": "nl", "surveyls_title": "Oud &amp; goed",
                "surveyls_welcometext": "",
            },
        ],
    },
    languages=("nl", "de"),
    version=178,
)  # fmt: skip
