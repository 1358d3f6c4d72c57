"""The chapters of the starting template, from the key figures to the checks."""

from __future__ import annotations

from cpts_xl.report.modele_pieces import Colonne, Ecrivain, chiffre

_NOTE_RENVOIS = "Les mentions [B-…] renvoient à la ligne de l'annexe B qui explique le chiffre."


def chapitres(e: Ecrivain) -> None:
    """Write the chapters, in the order of the report."""
    _essentiel(e)
    _cpts(e)
    _missions(e)
    _indicateurs(e)
    _finances(e)
    _controles(e)


def _essentiel(e: Ecrivain) -> None:
    e.titre("L'essentiel", page=True)
    e.tableau("Chiffres clés de l'année", "c in chiffres_cles", [
        Colonne("Mesure", 4.6, "{{ c.libelle }}"),
        Colonne("Périmètre", 8.2, "{{ c.perimetre }}"),
        chiffre("Montant", 4.2, "c.valeur"),
    ])  # fmt: skip
    e.paragraphe(_NOTE_RENVOIS, "Source")
    e.titre("À retenir", "Heading2")
    e.boucle("a_retenir", "Retenir")
    e.titre("Points de vigilance", "Heading2")
    e.balise("if vigilance")
    e.boucle("vigilance", "ListBullet")
    e.balise("else")
    e.paragraphe("Aucun\u00a0: tous les contrôles qui ont un objet sont conformes.")
    e.balise("endif")


def _cpts(e: Ecrivain) -> None:
    e.balise("if presidence")
    e.titre("Mot de la présidence")
    e.boucle("presidence", "Normal")
    e.balise("endif")
    e.titre("La CPTS et son territoire")
    e.tableau("Identité et contrat", "r in identite", [
        Colonne("Rubrique", 6.0, "{{ r.libelle }}"),
        Colonne("Information", 11.0, "r.valeur", renvoi=True),
    ])  # fmt: skip
    e.paragraphe("{{ taille.phrase }}", "Source")


def _missions(e: Ecrivain) -> None:
    e.titre("Les missions")
    e.balise("for m in missions")
    e.titre("{{ m.titre }}", "Heading2")
    e.paragraphe("{{ m.statut }}", "Chapeau")
    e.balise("if m.engagee")
    e.titre("Calendrier", "Heading3")
    e.tableau("Calendrier\u00a0: {{ m.titre }}", "k in m.calendrier", [
        Colonne("Étape", 5.0, "{{ k.libelle }}"),
        Colonne("Date", 4.0, "{{ k.date }}"),
        chiffre("Échéance", 4.0, "k.echeance"),
        chiffre("Retard", 4.0, "k.retard"),
    ])  # fmt: skip
    e.titre("Indicateurs", "Heading3")
    e.balise("if m.indicateurs")
    e.tableau("Indicateurs\u00a0: {{ m.titre }}", "i in m.indicateurs", [
        Colonne("N°", 1.0, "{{ i.id }}"),
        Colonne("Indicateur", 4.2, "{{ i.libelle }}"),
        Colonne("Départ", 1.4, "{{ i.depart }}", droite=True),
        Colonne("Cible", 1.3, "{{ i.cible }}", droite=True),
        Colonne("Résultat", 1.6, "{{ i.resultat }}", droite=True),
        chiffre("Taux", 1.5, "i.taux", dessous=True),
        chiffre("Acquis", 2.2, "i.acquis", dessous=True),
        Colonne("Preuve (force)", 3.8, "{{ i.preuve }} ({{ i.force }})"),
    ], total=["", "Acquis aux indicateurs", "", "", "", "", "=m.acquis", ""])  # fmt: skip
    e.paragraphe("Départ, cible et résultat sont saisis par la CPTS\u00a0; taux et montants sont calculés.", "Source")
    e.balise("else")
    e.paragraphe("Aucun indicateur n'est rattaché à cette mission cette année.")
    e.balise("endif")
    e.titre("Enveloppe", "Heading3")
    e.tableau("Enveloppe\u00a0: {{ m.titre }}", "l in m.lignes", [
        Colonne("Ligne", 5.4, "{{ l.libelle }}"),
        chiffre("Plafond", 2.9, "l.plafond"),
        chiffre("Droit ouvert", 2.9, "l.droit"),
        chiffre("Versé", 2.9, "l.verse"),
        Colonne("Dépensé", 2.9, "–", droite=True),
    ], total=["Total de la mission", "=m.plafond", "=m.droit", "=m.verse", "=m.depense"])  # fmt: skip
    e.paragraphe("La dépense est suivie par mission, non par ligne.", "Source")
    for rubrique, titre in (
        ("actions", "Actions menées"), ("difficultes", "Difficultés rencontrées"), ("perspectives", "Perspectives"),
    ):  # fmt: skip
        e.balise(f"if m.{rubrique}")
        e.titre(titre, "Heading3")
        e.boucle(f"m.{rubrique}", "Normal")
        e.balise("endif")
    e.balise("endif")
    e.balise("endfor")
    e.balise("if complements")
    e.titre("Autres éléments")
    e.balise("for x in complements")
    e.titre("{{ x.titre }}", "Heading2")
    e.boucle("x.paragraphes", "Normal")
    e.balise("endfor")
    e.balise("endif")


def _indicateurs(e: Ecrivain) -> None:
    e.titre("Vue d'ensemble des indicateurs")
    e.paragraphe("{{ synthese_indicateurs.phrase }}", "Retenir")
    e.balise("if indicateurs")
    e.tableau("Tous les indicateurs", "i in indicateurs", [
        Colonne("N°", 1.0, "{{ i.id }}"),
        Colonne("Indicateur", 5.6, "{{ i.libelle }}"),
        Colonne("Mission", 3.7, "{{ i.mission }}"),
        chiffre("Taux", 1.8, "i.taux", dessous=True),
        chiffre("Acquis", 2.3, "i.acquis", dessous=True),
        Colonne("Force de preuve", 2.6, "{{ i.force }}"),
    ])  # fmt: skip
    e.balise("endif")


def _finances(e: Ecrivain) -> None:
    e.titre("Bilan financier")
    e.titre("Droits par ligne de financement", "Heading2")
    e.tableau("Droits ouverts, acomptes et versements par ligne", "l in lignes", [
        Colonne("Ligne", 3.8, "{{ l.libelle }}"),
        chiffre("Montant retenu", 2.2, "l.retenu", mention="l.origine", dessous=True),
        chiffre("Plafond", 2.2, "l.plafond", dessous=True),
        chiffre("Droit ouvert", 2.2, "l.droit", dessous=True),
        chiffre("Acompte attendu", 2.2, "l.acompte", dessous=True),
        chiffre("Versé", 2.2, "l.verse", dessous=True),
        chiffre("Reste à percevoir", 2.2, "l.reste", dessous=True),
    ], total=["Total, toutes lignes", "", "=totaux.plafond", "=totaux.droit", "=totaux.acompte", "=totaux.verse",
              "=totaux.reste"])  # fmt: skip
    e.balise("if lignes_non_dues")
    e.paragraphe("Lignes non dues cette année\u00a0: {{ lignes_non_dues }}.", "Source")
    e.balise("endif")
    e.titre("Totaux par périmètre", "Heading2")
    e.tableau("Plafond, droit ouvert et versé, par périmètre nommé", "p in perimetres", [
        Colonne("Périmètre", 8.0, "{{ p.libelle }}"),
        chiffre("Plafond", 3.0, "p.plafond"),
        chiffre("Droit ouvert", 3.0, "p.droit"),
        chiffre("Versé", 3.0, "p.verse"),
    ])  # fmt: skip
    e.titre("Versements reçus", "Heading2")
    e.balise("if versements")
    e.tableau("Versements reçus de l'assurance maladie", "v in versements", [
        Colonne("Date", 2.2, "{{ v.date }}"),
        Colonne("Ligne", 5.8, "{{ v.ligne }}"),
        Colonne("Nature", 2.4, "{{ v.nature }}"),
        Colonne("Référence", 3.4, "{{ v.reference }}"),
        Colonne("Montant", 3.2, "{{ v.montant }}", droite=True),
    ], total=["Total", "", "", "", "=totaux.verse"])  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucun versement n'est saisi.")
    e.balise("endif")
    e.titre("Dépenses par poste", "Heading2")
    e.tableau("Plafond, droit, versé et dépensé, par poste", "p in postes", [
        Colonne("Poste", 5.4, "{{ p.libelle }}"),
        chiffre("Plafond", 2.9, "p.plafond"),
        chiffre("Droit ouvert", 2.9, "p.droit"),
        chiffre("Versé", 2.9, "p.verse"),
        chiffre("Dépensé", 2.9, "p.depense"),
    ], total=["Total", "=postes_total.plafond", "=postes_total.droit", "=postes_total.verse",
              "=postes_total.depense"])  # fmt: skip
    e.titre("Indemnités et rémunérations des professionnels", "Heading2")
    e.balise("if indemnites")
    e.tableau("Payé dans l'année conventionnelle et part du plafond annuel, par profession", "p in indemnites", [
        Colonne("Profession", 4.4, "{{ p.profession }}"),
        chiffre("Professionnels", 2.4, "p.personnes"),
        chiffre("Heures payées", 2.5, "p.heures"),
        chiffre("Montant payé", 3.2, "p.montant"),
        Colonne("Année civile", 1.7, "{{ p.annee }}", droite=True),
        chiffre("Part la plus élevée", 2.8, "p.part"),
    ])  # fmt: skip
    e.paragraphe(
        "Part du plafond annuel d'un même professionnel, la plus élevée de sa profession, dans l'année civile "
        "indiquée. Ni nom ni identifiant ne figurent dans ce rapport.", "Source",
    )  # fmt: skip
    e.tableau("Payé aux professionnels dans l'année conventionnelle, par poste", "p in paiements", [
        Colonne("Poste", 5.4, "{{ p.libelle }}"),
        chiffre("Heures payées", 2.6, "p.heures"),
        chiffre("Indemnités", 3.0, "p.indemnites"),
        chiffre("Rémunérations", 3.0, "p.remunerations"),
        chiffre("Total", 3.0, "p.total"),
    ], total=["Total", "=paiements_total.heures", "=paiements_total.indemnites", "=paiements_total.remunerations",
              "=paiements_total.total"])  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucune indemnité ni rémunération n'est saisie.")
    e.balise("endif")


def _controles(e: Ecrivain) -> None:
    e.titre("Contrôles de cohérence")
    e.tableau("Résultat des contrôles", "c in controles", [
        Colonne("Contrôle", 7.4, "{{ c.libelle }}"),
        Colonne("Résultat", 2.8, "c.resultat", renvoi=True),
        Colonne("Ce qui est mesuré", 6.8, "{{ c.mesure }}"),
    ])  # fmt: skip
