"""Reading a VBA project of anyone: which version of our wrappers it holds, if it holds any."""

from __future__ import annotations

import re


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
