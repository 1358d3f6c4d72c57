"""Reading a VBA project of anyone: which version of our wrappers it holds, and which modules are not ours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cpts_xl.udf.vba.connues import connues, empreinte, lignes, porte_du_code
from cpts_xl.udf.vba.modules import CLASSEUR, modules, ouverture


@dataclass(frozen=True, slots=True)
class Projet:
    """What a project holds: the version that wrote all of it, or what is not ours, in French."""

    version: str = ""
    etrangete: str = ""


def version_des_macros(projet: bytes) -> str:
    """Return the version of our wrappers in a ``vbaProject.bin``; "" when it has none, or cannot be read."""
    texte = (_sources(projet) or {}).get("CptsAppel", "")
    trouve = re.search(r'CPTS_CLASSEUR_VERSION As String = "([^"]+)"', texte)
    return trouve[1] if trouve else ""


def modules_ajoutes(projet: bytes) -> list[str]:
    """Return the names of the modules that hold code of someone else; one line that says so when it cannot be read."""
    lus = _sources(projet)
    return ["projet illisible"] if lus is None else _ajoutes(lus)


def examiner(projet: bytes) -> Projet:
    """Return whether a project is what a version of ours wrote, and that alone: by its text, not its compiled code."""
    lus = _sources(projet)
    if lus is None:
        return Projet(etrangete="le projet ne se lit pas")
    if version := connues().get(empreinte(lus), ""):
        return Projet(version)
    if ajoutes := _ajoutes(lus):
        return Projet(etrangete=f"module {', '.join(ajoutes)}")
    notres = {**modules(), CLASSEUR: ouverture()}
    changes = [nom for nom, corps in notres.items() if lignes(lus.get(nom, "")) != lignes(corps)]
    return Projet(etrangete=f"module {', '.join(changes)} changé ou absent")


def _ajoutes(sources: dict[str, str]) -> list[str]:
    notres = {*modules(), CLASSEUR}
    return [nom for nom, source in sources.items() if nom not in notres and porte_du_code(source)]


def _sources(projet: bytes) -> dict[str, str] | None:
    """Return the text of each module by its name; None for a project that cannot be read."""
    from pyopenvba.cfb import CFB  # noqa: PLC0415  (lourde, et inutile au calcul)
    from pyopenvba.vba import parse_vba_project  # noqa: PLC0415

    try:
        return {module.name: module.source for module in parse_vba_project(CFB.from_bytes(projet)).modules}
    except Exception:  # noqa: BLE001  (un projet abîmé, de n'importe qui : on ne peut rien en dire de plus)
        return None
