"""The commands that write in Word, and the check of a template."""

from __future__ import annotations

import argparse
from pathlib import Path

from cpts_xl import __version__
from cpts_xl.cli.affichage import avancement, dire
from cpts_xl.cli.analyse import CONSTATS, FAIT
from cpts_xl.cli.analyse_rapport import MODELES
from cpts_xl.cli.fichiers import code, ecrire, lire, nommer_sortie
from cpts_xl.engine.empreinte import empreinte_saisies
from cpts_xl.engine.fichier import lire_dossier
from cpts_xl.engine.resultat import calculer
from cpts_xl.errors import SaisieInvalide
from cpts_xl.formats import pluriel
from cpts_xl.law.in_force import en_vigueur
from cpts_xl.report import MODELES_DU_RAPPORT
from cpts_xl.ressources import ressource
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.recu.layout_recu import LayoutRecu

EXEMPLES_DE_CHOIX = {"réunion": ("e", "R02"), "professionnel": ("", "P03")}
"""For each thing that a document asks for: the end of its article, and an identifier of the example."""
_GALERIE = dict(zip(MODELES, MODELES_DU_RAPPORT, strict=True))


def rapport(options: argparse.Namespace) -> int:
    """Write the annual report in Word from a filled workbook, and its PDF if asked."""
    from cpts_xl.report import rediger  # noqa: PLC0415  (python-docx et docxtpl ne servent qu'ici)
    from cpts_xl.report.cellules_citees import enumerer, feuilles_decalees  # noqa: PLC0415
    from cpts_xl.report.images import lire_image  # noqa: PLC0415
    from cpts_xl.report.pagination import en_pdf, trouver_soffice  # noqa: PLC0415

    lus = (options.classeur, options.modele, options.logo, options.carte)
    nommer_sortie(options.vers, ".docx", *lus, remplacer=options.remplacer)
    if options.pdf is not None:
        nommer_sortie(options.pdf, ".pdf", *lus, remplacer=options.remplacer, option="--pdf")
    if options.archive and options.pdf is None:
        raise SaisieInvalide("--archive concerne le PDF : ajouter --pdf FICHIER.")
    donnees = {"logo": options.logo, "carte": options.carte}
    images = {code_: lire_image(fichier, code_) for code_, fichier in donnees.items() if fichier is not None}
    lecture, empeche = lire(options)
    if empeche:
        return CONSTATS
    resultat = calculer(lecture.dossier, lecture.droit)
    adresses = LayoutRecu(resultat, lecture).adresses()
    paginer = not options.sans_pages and trouver_soffice() is not None
    with avancement(1 + (options.pdf is not None)) as suivant:
        suivant("rapport d'activité")
        contenu = rediger(
            resultat, modele=_modele(options), adresses=adresses, empreinte=empreinte_saisies(resultat.dossier),
            version=__version__, paginer=paginer, images=images,
        )  # fmt: skip
        pdf = b""
        if options.pdf is not None:
            suivant("PDF")
            pdf = en_pdf(contenu, archive=options.archive)
    dire(f"Rapport écrit : {ecrire(options.vers, contenu, remplacer=options.remplacer)}")
    if pdf:
        dire(f"PDF écrit : {ecrire(options.pdf, pdf, remplacer=options.remplacer)}")
    if not paginer and not options.sans_pages:
        dire("  Le sommaire n'a pas de numéros de page : il faut LibreOffice pour les connaître. Ses liens marchent.")
    if not resultat.complet:
        dire("  Il est marqué « provisoire » : la partie financière est incomplète (voir sa couverture).")
    if decalees := feuilles_decalees(contenu, adresses, Layout(resultat).adresses()):
        dire(f"  Il cite les cellules de ce classeur : dans la copie de relecture, celles de {enumerer(decalees)} sont "
             "ailleurs.")  # fmt: skip
        dire(
            "  Une ligne laissée vide en est souvent la cause. Pour que le rapport cite la copie, l'écrire depuis elle."
        )
    dire("Ensuite : le relire dans Word ; vos textes libres vivent dans la feuille Textes du classeur.")
    return code(lecture.constats)


def _modele(options: argparse.Namespace) -> Path | None:
    if options.modele is not None or options.galerie is None:
        modele: Path | None = options.modele
        return modele
    return ressource("report_templates", _GALERIE[options.galerie])


def document(options: argparse.Namespace) -> int:
    """Write one of the other documents of the year."""
    from cpts_xl.report.documents import document as sorte_de  # noqa: PLC0415  (python-docx ne sert qu'ici)
    from cpts_xl.report.documents import rediger_document, remarques  # noqa: PLC0415

    nommer_sortie(options.vers, ".docx", options.classeur, options.modele, remplacer=options.remplacer)
    sorte = sorte_de(options.sorte)
    if sorte.demande and not options.pour.strip():
        exemple = EXEMPLES_DE_CHOIX[sorte.demande]
        raise SaisieInvalide(
            f"{sorte.titre} : il manque --pour et l'identifiant d'un{exemple[0]} {sorte.demande} "
            f"(par exemple --pour {exemple[1]})."
        )
    lecture, empeche = lire(options)
    if empeche:
        return CONSTATS
    resultat = calculer(lecture.dossier, lecture.droit)
    contenu = rediger_document(
        options.sorte, resultat, modele=options.modele, choix=options.pour, nominatif=options.avec_noms,
        adresses=LayoutRecu(resultat, lecture).adresses(), empreinte=empreinte_saisies(resultat.dossier),
        version=__version__,
    )  # fmt: skip
    ecrit = ecrire(options.vers, contenu, remplacer=options.remplacer)
    dire(f"{sorte.titre} : document écrit dans {ecrit}")
    for phrase in remarques(options.sorte, resultat):
        dire(f"  {phrase}")
    return code(lecture.constats)


def gabarit(options: argparse.Namespace) -> int:
    """Tell every fault of a template, where it stands and what to do; write a copy with comments if asked."""
    from cpts_xl.report.verification import copie_annotee, verifier_gabarit  # noqa: PLC0415

    if options.vers is not None:
        nommer_sortie(options.vers, ".docx", options.modele, remplacer=options.remplacer)
    fautes = verifier_gabarit(options.modele, _champs(options.pour))
    if not fautes:
        dire(f"{options.modele.name} : aucune faute. Le modèle peut servir.")
        return FAIT
    dire(f"{options.modele.name} : {len(fautes)} faute{pluriel(len(fautes))}.")
    for faute in fautes:
        dire(f"  {faute.phrase()}")
    if options.vers is not None:
        ecrit = ecrire(options.vers, copie_annotee(options.modele, fautes), remplacer=options.remplacer)
        dire(f"Copie annotée : {ecrit}. Chaque faute y porte un commentaire ; corriger votre modèle, non cette copie.")
    return CONSTATS


def _champs(pour: str) -> dict[str, object]:
    """Return the fields that a template may use, taken from the example CPTS: their names matter, not their values."""
    from cpts_xl.report.champs.page import champs_de_demonstration  # noqa: PLC0415
    from cpts_xl.report.documents import preparer  # noqa: PLC0415

    if pour == "rapport":
        return champs_de_demonstration()
    dossier = lire_dossier(ressource("workbooks", "exemple.toml"))
    resultat = calculer(dossier, en_vigueur(dossier.debut))
    choix = {"emargement": "reunion", "releve": "professionnel"}.get(pour, "")
    premier = str(dossier.liste(choix)[0]["id"]) if choix else ""
    return preparer(pour, resultat, choix=premier)[0]
