"""Reading a VBA project of anyone: which version of our wrappers it holds, and which modules are not ours."""

from __future__ import annotations

import re

from cpts_xl.udf.vba.modules import CLASSEUR, modules, ouverture

_MUETTE = re.compile(r"^(?:Attribute |Option |'|$)", re.IGNORECASE)


def version_des_macros(projet: bytes) -> str:
    """Return the version of our wrappers in a ``vbaProject.bin``; "" when it has none, or cannot be read."""
    from pyopenvba.cfb import CFB  # noqa: PLC0415  (lourde, et inutile au calcul)
    from pyopenvba.vba import parse_vba_project  # noqa: PLC0415

    try:
        modules = parse_vba_project(CFB.from_bytes(projet)).modules
        textes = [module.source for module in modules if module.name == "CptsAppel"]
    except Exception:  # noqa: BLE001  (un projet abîmé, de n'importe qui : il n'est pas des nôtres)
        return ""
    trouve = re.search(r'CPTS_CLASSEUR_VERSION As String = "([^"]+)"', "".join(textes))
    return trouve[1] if trouve else ""


def modules_ajoutes(projet: bytes) -> list[str]:
    """Return the names of the modules that hold code of someone else; one line that says so when it cannot be read."""
    from pyopenvba.cfb import CFB  # noqa: PLC0415  (lourde, et inutile au calcul)
    from pyopenvba.vba import parse_vba_project  # noqa: PLC0415

    try:
        lus = [(module.name, module.source) for module in parse_vba_project(CFB.from_bytes(projet)).modules]
    except Exception:  # noqa: BLE001  (un projet abîmé : on ne peut rien en dire de plus)
        return ["projet illisible"]
    notres = {*modules(), CLASSEUR}
    return [nom for nom, source in lus if nom not in notres and any(map(_de_code, source.splitlines()))]


def _de_code(ligne: str) -> bool:
    return _MUETTE.match(ligne.strip()) is None


def etrangete(projet: bytes) -> str:
    """Return what a project holds beyond our wrappers of this version, in French; "" when it is ours and ours alone."""
    from pyopenvba.cfb import CFB  # noqa: PLC0415  (lourde, et inutile au calcul)
    from pyopenvba.vba import parse_vba_project  # noqa: PLC0415

    try:
        lus = {module.name: module.source for module in parse_vba_project(CFB.from_bytes(projet)).modules}
    except Exception:  # noqa: BLE001  (un projet abîmé : on ne peut rien en dire de plus)
        return "le projet ne se lit pas"
    if ajoutes := modules_ajoutes(projet):
        return f"module {', '.join(ajoutes)}"
    notres = {**modules(), CLASSEUR: ouverture()}
    changes = [nom for nom, corps in notres.items() if _lignes(lus.get(nom, "")) != _lignes(corps)]
    return f"module {', '.join(changes)} changé, absent ou d'une autre version" if changes else ""


def _lignes(source: str) -> list[str]:
    """Return the lines of code of a module, as they are read: attributes and ends of lines are those of the editor."""
    lignes = (ligne.rstrip() for ligne in source.splitlines())
    return [ligne for ligne in lignes if ligne and not ligne.startswith("Attribute ")]
