"""The add-in ``cpts_xl.xlam``: the same modules, for ``=CPTS_…`` in the user's own workbooks."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path

from cpts_xl import __version__
from cpts_xl.udf.vba.projet import remplir

NOM = "cpts_xl.xlam"
_DATE = (1980, 1, 1, 0, 0, 0)  # la même entrée donne les mêmes octets
_PROPRIETES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Fonctions CPTS</dc:title>\
<dc:description>cpts_xl @VERSION@ : les fonctions CPTS_ dans tous vos classeurs.</dc:description></cp:coreProperties>"""


def complement_xlam() -> bytes:
    """Return the add-in; the same bytes each time."""
    from pyopenvba import ExcelFile  # noqa: PLC0415  (lourde, et inutile au calcul)

    with tempfile.TemporaryDirectory() as dossier:
        chemin = Path(dossier) / NOM
        with ExcelFile.create_new(chemin) as classeur:
            vba = classeur.vba_project()
            for module in [m.name for m in vba.modules if re.fullmatch(r"Module\d+", m.name)]:
                vba.delete_module(module)
            remplir(classeur)
            classeur.save()
        with zipfile.ZipFile(chemin) as archive:
            parties = {nom: archive.read(nom) for nom in archive.namelist()}
    parties["docProps/core.xml"] = _PROPRIETES.replace("@VERSION@", __version__).encode()
    return _archive(parties)


def _archive(parties: dict[str, bytes]) -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in parties.items():
            archive.writestr(zipfile.ZipInfo(nom, _DATE), contenu, zipfile.ZIP_DEFLATED)
    return tampon.getvalue()
