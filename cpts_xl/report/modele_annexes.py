"""The annexes of the starting template: wide grid, detailed computation, evidence, attestation."""

from __future__ import annotations

from cpts_xl.report.modele_pieces import Colonne, Ecrivain, chiffre


def annexes_larges(e: Ecrivain) -> None:
    """Write annexes A and B, which need the width of a landscape page."""
    e.titre("Grille complète des indicateurs", "Annexe")
    e.balise("if indicateurs")
    e.tableau("Grille des indicateurs", "i in indicateurs", [
        Colonne("N°", 1.0, "{{ i.id }}"),
        Colonne("Mission", 2.8, "{{ i.mission }}"),
        Colonne("Indicateur", 3.9, "{{ i.libelle }}"),
        Colonne("Axe", 1.5, "{{ i.axe }}"),
        Colonne("Mode", 1.4, "{{ i.mode }}"),
        Colonne("Sens", 1.3, "{{ i.sens }}"),
        Colonne("Départ", 1.3, "{{ i.depart }}", droite=True),
        Colonne("Cible", 1.3, "{{ i.cible }}", droite=True),
        Colonne("Constaté", 1.5, "{{ i.resultat }}", droite=True),
        Colonne("Paliers", 2.4, "{{ i.paliers }}"),
        Colonne("En jeu", 1.9, "{{ i.en_jeu }}", droite=True),
        chiffre("Taux", 1.3, "i.taux", dessous=True),
        chiffre("Acquis", 1.9, "i.acquis", dessous=True),
        Colonne("Cellule", 2.2, "{{ i.cellule }}"),
    ], petit=True)  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucun indicateur n'est saisi.")
    e.balise("endif")
    e.titre("Calcul détaillé du financement", "Annexe")
    e.paragraphe(
        "Chaque ligne donne une étape du calcul\u00a0: sa valeur, la phrase qui l'explique avec ses nombres, le texte "
        "qui la commande, la fiabilité de ce texte, et la cellule du classeur où la retrouver.",
    )  # fmt: skip
    e.balise("for g in annexe_b")
    e.titre("{{ g.titre }}", "Annexe2")
    e.tableau("Calcul détaillé\u00a0: {{ g.titre }}", "l in g.lignes", [
        Colonne("Réf.", 1.3, "{{ l.ref }}", style="Repere"),
        Colonne("Libellé", 4.8, "{{ l.libelle }}"),
        Colonne("Valeur", 2.6, "{{ l.valeur }}", droite=True),
        Colonne("Explication", 7.7, "{{ l.phrase }}"),
        Colonne("Texte et article", 4.9, "{{ l.texte }}"),
        Colonne("Statut", 1.9, "{{ l.statut }}"),
        Colonne("Cellule", 2.5, "{{ l.cellule }}"),
    ], petit=True)  # fmt: skip
    e.balise("endfor")


def annexes_etroites(e: Ecrivain) -> None:
    """Write annexes C and D, on portrait pages."""
    _annexe_c(e)
    _attestation(e)


def _annexe_c(e: Ecrivain) -> None:
    e.titre("Pièces justificatives", "Annexe")
    e.balise("if annexe_c")
    e.tableau("Pièces et force de preuve, par indicateur", "c in annexe_c", [
        Colonne("N°", 1.2, "{{ c.id }}"),
        Colonne("Indicateur", 5.2, "{{ c.indicateur }}"),
        Colonne("Pièce", 5.2, "{{ c.piece }}"),
        Colonne("Force de preuve", 3.2, "{{ c.force }}"),
        Colonne("Cellule", 2.2, "{{ c.cellule }}"),
    ])  # fmt: skip
    e.paragraphe(
        "Force de preuve\u00a0: 0, aucune\u00a0; 1, simple mention\u00a0; 2, document interne\u00a0; "
        "3, document daté et signé\u00a0; 4, donnée d'un tiers.", "Source",
    )  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucune pièce n'est saisie.")
    e.balise("endif")


def _attestation(e: Ecrivain) -> None:
    e.titre("Attestation", "Annexe")
    e.paragraphe(
        "Nous attestons que les informations de ce rapport sont sincères et qu'aucune donnée de patient n'y figure. "
        "Les pièces citées en annexe C sont tenues à la disposition de la CPAM et de l'ARS.",
    )  # fmt: skip
    for ligne in (
        "Fait à\u00a0:",
        "Le\u00a0:",
        "Signature de la présidence\u00a0:",
        "Signature de la trésorerie\u00a0:",
    ):
        paragraphe = e.paragraphe(ligne, "Garde")
        paragraphe.paragraph_format.space_after = 18 * 12700
    e.paragraphe("Empreinte du classeur\u00a0: {{ attestation.empreinte }}", "Source")
    e.paragraphe("Version de l'outil\u00a0: {{ attestation.version }}", "Source")
    e.paragraphe("Empreinte des textes appliqués\u00a0: {{ attestation.empreinte_textes }}", "Source")
    e.tableau("Textes appliqués", "t in textes_appliques", [
        Colonne("Texte", 9.6, "{{ t.titre }}"),
        Colonne("Signature", 2.2, "{{ t.signature }}"),
        Colonne("Date d'effet", 2.2, "{{ t.effet }}"),
        Colonne("Fiabilité de cette date", 3.0, "{{ t.statut }}"),
    ])  # fmt: skip
