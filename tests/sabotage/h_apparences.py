"""Honest edits of looks: colours, widths, filters, print, notes, pictures beside the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tests.sabotage.base import avec_ligne, dossier, ou
from tests.sabotage.gestes import Geste, ensemble, rien, saisie
from tests.sabotage.gestes_autour import lien, pied
from tests.sabotage.gestes_cadre import reglage, sans_protection
from tests.sabotage.gestes_couverts import controle_pose, degrade, note_montree, retrait, trame
from tests.sabotage.gestes_graphiques import DESSIN, axe, graphique, partie, recopie
from tests.sabotage.gestes_regles import alerte_coloree, regle
from tests.sabotage.gestes_textes import courses
from tests.sabotage.gestes_vue import colonne, d_office, ligne_masquee, mise_en_forme, nuances, style, zone_de_texte
from tests.sabotage.modele import Honnete
from tests.sabotage.paquet import CLASSEUR, NS, Paquet, position
from tests.sabotage.rangees import inserer_colonne, inserer_ligne


def apparences() -> Iterator[Honnete]:
    """Yield what changes the look of a workbook, and nothing of what it says."""
    montant, date_ = ou("versement.1.montant"), ou("versement.1.date")
    droit = ou("ligne.acces_fixe.droit")
    yield Honnete("cellule colorée", style(*droit, fond="FFFFE0B0"))
    yield Honnete("encre changée, lisible", style(*droit, encre="FF7A0000"))
    yield Honnete("saisie collée avec un autre format de nombre", style(*montant, code="#,##0.00"))
    yield Honnete("saisie collée avec le style d'ailleurs", Geste(lambda p: p.cellule(*montant).set("s", "0"), rien))
    yield Honnete("date affichée autrement", style(*date_, code="d\\ mmmm\\ yyyy"))
    yield from _formats()
    yield from _jours()
    yield Honnete("colonne élargie", colonne("Financement", 2, width="70", customWidth="1"))
    yield Honnete("colonne resserrée, lisible", colonne("Dépenses", 4, width="12", customWidth="1"))
    yield Honnete("ligne plus haute", ligne_masquee("Indicateurs", 7, "60"))
    yield Honnete("zoom, volets et feuille active changés", Geste(_vues, rien))
    yield Honnete("filtre appliqué", Geste(_filtre, rien))
    yield Honnete("lignes groupées, non repliées", Geste(_groupe, rien))
    yield Honnete("mise en page changée", Geste(_page, rien))
    yield Honnete(
        "mise en forme conditionnelle sur sa propre colonne", mise_en_forme("Versements", "N5:N34", encre="FFAA0000")
    )
    yield Honnete("image posée à côté d'un tableau", zone_de_texte("Versements", "N3", "P9", "Logo de la CPTS"))
    yield Honnete("feuille déprotégée pour travailler", sans_protection("Dépenses"))
    yield Honnete("commentaire récrit", Geste(_commentaire, rien))
    yield Honnete("note affichée à côté d'un tableau", note_montree("Versements", "14, 0, 2, 0, 16, 0, 6, 0"))
    yield Honnete(
        "note déplacée, qui ne se voit qu'au survol", note_montree("Versements", "3, 0, 4, 0, 4, 0, 8, 0", "")
    )
    for nom, police in (("en rouge", {"color": "FFC00000"}), ("en petit", {"sz": "7"}), ("en gras", {"b": "1"})):
        definition = ou("indicateur.1.definition")
        yield Honnete(f"mots d'une définition {nom}", courses(*definition, 2, commun=True, **police))
    yield Honnete("mots en blanc sur un fond foncé", ensemble(
        style(*ou("indicateur.1.definition"), fond="FF1F3864", encre="FFFFFFFF"),
        courses(*ou("indicateur.1.definition"), 2, color="FFFFFFFF")))  # fmt: skip
    yield Honnete("dégradé clair sous un montant", degrade(*droit, "FFFFFFFF", "FFBFD7EA"))
    yield Honnete("dégradé foncé sous une encre blanche", degrade(*droit, "FF1F3864", "FF0F5C63", encre="FFFFFFFF"))
    yield Honnete("texte mis en retrait de deux crans", retrait(*droit, 2))
    yield Honnete("trame claire sous un montant", trame(*droit, "gray125", "FFBFD7EA", encre="FF000000"))
    yield Honnete("nuances de bleu sous des montants", nuances("Versements", "D5:D34", "colorScale", "FF9BC2E6"))
    yield Honnete("barres de données sous des montants", nuances("Versements", "D5:D34", "dataBar", "FF638EC6"))
    yield Honnete("contrôles conformes mis au vert", regle("Contrôles", "C5:C60", 'LEFT(C5,8)="Conforme"', "FFC6EFCE"))
    yield Honnete("contrôles tous mis au vert, l'alerte d'abord", regle("Contrôles", "C5:C60", "TRUE", "FFC6EFCE", 2))
    yield Honnete("alertes en orange vif", alerte_coloree("FFFFC000"))
    yield Honnete("fond rouge sous condition", mise_en_forme("Versements", "D5:D34", fond="FFC00000"))
    yield Honnete("bouton posé à côté d'un tableau", controle_pose("Versements", "14, 0, 2, 0, 16, 0, 6, 0", "Button"))
    yield Honnete("couleur d'un onglet changée", Geste(_onglet, rien))
    yield Honnete("validation coupée en deux par un collage", Geste(_validation_coupee, rien))
    yield Honnete("réglages de calcul tels qu'Excel les récrit", reglage("calcPr", calcId="191029", fullCalcOnLoad="0"))
    yield Honnete("propriétés du document changées", Geste(_proprietes, rien))
    yield Honnete(
        "nom de fichier avec accents, apostrophe et esperluette", saisie("Versements", "F5", "BDX 2025-0311 bis"),
        lambda: avec_ligne("versement", 1, reference="BDX 2025-0311 bis"),
        fichier="Suivi CPTS de l'Étang & du Bois — été 2026.xlsx",
    )  # fmt: skip


def signes() -> Iterator[Honnete]:
    """Yield the signs that a web page or a PDF leaves in what one pastes."""
    reference, titre = ou("versement.1.reference"), ou("ligne.acces_fixe.droit")[1].rstrip("0123456789")
    collee = "BDX\u200b 2025-0311"
    yield Honnete(
        "référence collée d'un PDF", saisie(*reference, collee), lambda: avec_ligne("versement", 1, reference=collee)
    )
    yield Honnete("titre recollé d'un PDF", saisie("Financement", f"{titre}4", "Droit\u00a0ou\u00advert"))


def autour() -> Iterator[Honnete]:
    """Yield what one prints around the pages, and the sheets and links of one's own."""
    yield Honnete("en-tête à soi", pied("Versements", "&LCPTS de Montfleury&CDocument de travail&R&D", entete=True))
    yield Honnete("pied de page à soi", pied("Dépenses", '&C&"Arial,Gras"Validé par le bureau le 12/03/2026, p. &P/&N'))
    yield Honnete("pied de page sans nom", pied("Contrôles", "&R&8Page &P sur &N"))
    recrit = '&L&"Calibri,Regular"&8&K01+000 CPTS de Montfleury-sur-Lyre (exemple fictif)&C&8&A&R&8Page &P sur &N'
    yield Honnete("pied de page qu'Excel récrit", pied("Contrôles", recrit))
    yield Honnete("lien de la liste des feuilles mené plus bas", lien("Mode d'emploi", "F5", "'Tableau de bord'!B12"))
    yield Honnete("lien écrit à la façon de LibreOffice", lien("Mode d'emploi", "F5", "#$'Tableau de bord'.$A$1"))


def graphiques() -> Iterator[Honnete]:
    """Yield what one does to a chart without making it say anything else."""
    yield Honnete("graphique déplacé", partie(DESSIN, "<xdr:row>40</xdr:row>", "<xdr:row>44</xdr:row>"))
    yield Honnete("graphique agrandi", partie(DESSIN, "<xdr:row>56</xdr:row>", "<xdr:row>58</xdr:row>"))
    yield Honnete("graphique recopié plus bas", recopie(1))
    yield Honnete("graphique recopié sous son titre, sans une série", recopie(
        1, valeurs=('<c:ser><c:idx val="2"/>.*?</c:ser>', "")))  # fmt: skip
    tableau = "Tableau de bord"
    yield Honnete("ligne insérée au-dessus des cellules d'un graphique", inserer_ligne(tableau, 10), recalcule=True)
    yield Honnete("ligne insérée parmi les cellules d'un graphique", inserer_ligne(tableau, 14), recalcule=True)
    yield Honnete(
        "colonne insérée parmi les forces d'un graphique", inserer_colonne("Couverture", 7, "À moi"), recalcule=True
    )
    yield Honnete("graphique à soi, sur d'autres cellules", recopie(
        2, titre="Mes dépenses 2026", valeurs=(r"\$F\$12:\$F\$18", "$E$12:$E$18")))  # fmt: skip
    yield Honnete("graphique aux couleurs de la CPTS", graphique(1, "5C9AA6", "CC0066"))
    yield Honnete("graphique en colonnes", graphique(1, '<c:barDir val="bar"/>', '<c:barDir val="col"/>'))
    yield Honnete("graphique au titre précisé", graphique(1, "par poste (en euros)", "par poste (en euros), 2026"))
    yield Honnete("graphique à l'axe fixé au-dessus de ses barres", axe(1, '<c:max val="200000"/><c:min val="0"/>'))
    etiquettes = (
        '<c:dLbls><c:numFmt formatCode="#,##0\\ &quot;€&quot;" sourceLinked="0"/><c:showVal val="1"/></c:dLbls>'
    )
    yield Honnete(
        "graphique avec ses nombres au bout des barres", graphique(1, "<c:gapWidth", f"{etiquettes}<c:gapWidth")
    )
    yield Honnete("graphique dont les noms de feuille sont cités autrement", graphique(
        1, "'Tableau de bord'!$C$12:$C$18", "$'Tableau de bord'.$C$12:$C$18"))  # fmt: skip


def _formats() -> Iterator[Honnete]:
    """Yield the number formats of every day, which change nothing of what is read."""
    montant, droit, controle = ou("versement.1.montant"), ou("ligne.acces_fixe.droit"), ou("controle.preuves")
    reference = ou("versement.1.reference")
    yield Honnete("milliers séparés par une espace tapée", style(*montant, code='#\\ ##0.00\\ "€"'))
    yield Honnete("milliers séparés par une espace fine", style(*droit, code='#\u202f##0.00\u00a0"€"'))
    yield Honnete("milliers séparés par une apostrophe", style(*droit, code="#\\'##0.00"))
    yield Honnete(
        "format comptable à quatre sections", style(*droit, code="_-* #,##0.00_-;-* #,##0.00_-;_-* -_-;_-@_-")
    )
    yield Honnete("contrôle centré par son format de texte", style(*controle, code="0.00;;;_-@_-"))
    yield Honnete("contrôle en couleur par son format", style(*controle, code="General;General;General;[Red]@"))
    yield Honnete("montant en milliers d'euros, qui le dit", style(*droit, code='#,##0.0,\\ "k€"'))
    yield Honnete("montant en euros toutes taxes comprises", style(*droit, code='#,##0.00" € TTC"'))
    yield Honnete(
        "valeur d'un indicateur qui se dit une part", style(*ou("indicateur.1.constate"), code='0.0" %"', verrou="0")
    )
    yield Honnete("mot collé devant un montant par son format", style(*droit, code='"Total"#,##0.00" ou moins"'))
    for nom, code in (("une espace", '00" "00" "00" "00" "00'), ("un point", "00\\.00\\.00\\.00\\.00")):
        yield Honnete(
            f"référence tapée en chiffres, découpée par {nom}",
            ensemble(saisie(*reference, 102030405.0), style(*reference, code=code)),
            lambda: avec_ligne("versement", 1, reference="102030405"),
        )


def _jours() -> Iterator[Honnete]:
    """Yield the dates as Excel and LibreOffice let one show them, words of one's own beside."""
    recu, validite = ou("versement.1.date"), ou("piece.4.valable_jusqu_au")
    codes = {
        "jour et mois sans zéro": "d/m/yy", "jour de la semaine en toutes lettres": "[$-40C]dddd\\ d\\ mmmm\\ yyyy",
        "année d'abord": "yyyy\\-mm\\-dd", "langue nommée": "[$-fr-FR]d\\-mmm\\-yy;@",
        "date longue du système": "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "lettres françaises": "jj/mm/aaaa",
        "mot devant": '"le "dd/mm/yyyy', "heure à la suite": "dd/mm/yyyy\\ hh:mm", "mois et année": "mmmm\\ yyyy",
    }  # fmt: skip
    for nom, code in codes.items():
        yield Honnete(f"date affichée autrement : {nom}", style(*recu, code=code))
    yield Honnete("fin de validité affichée par son mois", style(*validite, code="d\\ mmm\\ yyyy"))
    plage = f"{recu[1]}:{recu[1].rstrip('0123456789')}34"
    yield Honnete("dates affichées par leur mois, sous condition", mise_en_forme(recu[0], plage, code="d\\ mmm\\ yyyy"))
    for numero in ("14", "15", "17", "22"):
        yield Honnete(f"date au format {numero} d'Excel", d_office(*recu, numero))


def _vues(p: Paquet) -> None:
    vue = p.feuille("Financement").find(f"{NS}sheetViews/{NS}sheetView")
    vue.set("zoomScale", "130")
    for volet in vue.findall(f"{NS}pane"):
        vue.remove(volet)
    p.arbre(CLASSEUR).find(f"{NS}bookViews/{NS}workbookView").set("activeTab", "5")


def _filtre(p: Paquet) -> None:
    """Filter Dépenses on one post, as Excel stores it: a criterion in the table, the other rows hidden."""
    partie = next(cible for sorte, cible in p.liens(p.feuilles["Dépenses"]).values() if sorte == "table")
    rang = position(ou("depense.1.poste")[1])[1]
    filtre = p.arbre(partie).find(f"{NS}autoFilter")
    choix = etree.SubElement(etree.SubElement(filtre, f"{NS}filterColumn", colId=str(rang - 1)), f"{NS}filters")
    etree.SubElement(choix, f"{NS}filter", val="acces")
    for numero, ligne in enumerate(dossier().liste("depense"), 5):
        if ligne["poste"] != "acces":
            p.ligne("Dépenses", numero).set("hidden", "1")


def _groupe(p: Paquet) -> None:
    for numero in (7, 8, 9):
        p.ligne("Dépenses", numero).set("outlineLevel", "1")


def _page(p: Paquet) -> None:
    page = p.feuille("Versements").find(f"{NS}pageSetup")
    page.set("orientation", "portrait")
    page.set("paperSize", "8")


def _commentaire(p: Paquet) -> None:
    partie = next(cible for sorte, cible in p.liens(p.feuilles["Versements"]).values() if sorte == "comments")
    note = next(p.arbre(partie).iter(f"{NS}t"))
    note.text = "Relevé vérifié avec la trésorière."


def _onglet(p: Paquet) -> None:
    p.feuille("Dépenses").find(f"{NS}sheetPr/{NS}tabColor").set("rgb", "FFCC0066")


def _validation_coupee(p: Paquet) -> None:
    lettre = ou("versement.1.montant")[1].rstrip("0123456789")
    regle = next(
        v for v in p.feuille("Versements").iter(f"{NS}dataValidation") if v.get("sqref").startswith(f"{lettre}5:")
    )
    fin = regle.get("sqref").partition(":")[2]
    regle.set("sqref", f"{lettre}5:{lettre}7 {lettre}9:{fin}")


def _proprietes(p: Paquet) -> None:
    texte = p.parties["docProps/core.xml"].decode()
    p.remplacer("docProps/core.xml", re.sub(r"<dc:title>[^<]*", "<dc:title>Classeur 2026", texte).encode())
