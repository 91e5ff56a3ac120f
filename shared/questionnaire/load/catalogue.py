"""All versions of all questionnaires of one service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from shared.kernel.errors import Unavailable
from shared.questionnaire.load.definition import load
from shared.questionnaire.load.spot import BrokenQuestionnaire, Fault
from shared.questionnaire.model import Questionnaire


class UnknownQuestionnaire(Unavailable):
    """An invitation asks for a version that this house does not carry."""

    code = "unknown_questionnaire"
    text = "Deze vragen kunnen we nu niet tonen. Probeer het later opnieuw."


class Catalogue:
    """Questionnaires by key and version. Old versions stay: open invitations still ask for them."""

    def __init__(self, questionnaires: Iterable[Questionnaire]) -> None:
        self._known = {(each.key, each.version): each for each in questionnaires}

    def find(self, key: str, version: int) -> Questionnaire:
        """Return one version; raise UnknownQuestionnaire where it is not here."""
        found = self._known.get((key, version))
        if found is None:
            raise UnknownQuestionnaire
        return found

    def latest(self, key: str) -> Questionnaire:
        """Return the newest version of ``key``; raise UnknownQuestionnaire where there is none."""
        return self.find(key, max((version for name, version in self._known if name == key), default=0))

    def now(self) -> Catalogue:
        """Return all versions that there are at this moment."""
        return self

    def asked_back(self, key: str) -> frozenset[str]:
        """Return the questions of ``key`` whose answers another one comes back to, in the person's words."""
        recalls = [recall for each in self for recall in each.recalls.values()]
        return frozenset(recall.question for recall in recalls if recall.questionnaire == key)

    def __contains__(self, key: str) -> bool:
        return any(name == key for name, _version in self._known)

    def __iter__(self) -> Iterator[Questionnaire]:
        return iter(self._known.values())

    def __len__(self) -> int:
        return len(self._known)


def load_folder(folder: Path) -> Catalogue:
    """Read every ``*.yaml`` in ``folder``; raise BrokenQuestionnaire with the faults of all files."""
    faults: list[Fault] = []
    found: dict[tuple[str, int], Questionnaire] = {}
    path_of: dict[tuple[str, int], str] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            each = load(path)
        except BrokenQuestionnaire as error:
            faults.extend(error.faults)
            continue
        if (each.key, each.version) in found:
            faults.append(Fault(path.name, 1, "version", f"{each.key} {each.version} stands in two files"))
        found[each.key, each.version] = each
        path_of[each.key, each.version] = path.name
    faults.extend(_nothing_to_recall(path_of, found))
    if faults:
        raise BrokenQuestionnaire(faults)
    return Catalogue(found.values())


def _nothing_to_recall(
    path_of: Mapping[tuple[str, int], str], found: Mapping[tuple[str, int], Questionnaire]
) -> Iterator[Fault]:
    """Yield a fault for each question that asks back what no version of the other questionnaire ever asked."""
    ever = {(key, question) for (key, _version), each in found.items() for question in each.questions}
    for place, each in found.items():
        for key, recall in each.recalls.items():
            if (recall.questionnaire, recall.question) not in ever:
                wanted = f"{recall.questionnaire}.{recall.question}"
                yield Fault(path_of[place], 1, f"{key}.recall", f"no version asks {wanted!r}")
