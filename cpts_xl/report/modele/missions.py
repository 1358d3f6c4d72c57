"""The chapters of the missions, all with the same rhythm, and the overview of the indicators."""

from __future__ import annotations

from cpts_xl.report.modele.pieces import Colonne, Ecrivain, chiffre, montant


def les_missions(e: Ecrivain, *, detail: bool = True) -> None:
    """Write one chapter per mission, one line for one not engaged; without detail, neither series nor actions."""
    e.titre("Les missions")
    e.balise("for m in missions")
    e.titre("{{ m.titre }}", "Heading2")
    e.balise("if m.engagee")
    e.paragraphe("{{ m.promesse }}", "Chapeau")
    e.paragraphe("{{ m.statut }} {{ m.delais }}")
    _indicateurs(e, detail=detail)
    if detail:
        _actions(e)
    _enveloppe(e)
    e.textes("m.difficultes", "Difficultés et solutions", "Heading3")
    e.textes("m.perspectives", "Perspectives", "Heading3")
    e.balise("else")
    e.paragraphe("{{ m.non_engagee }}", "Chapeau")
    e.balise("endif")
    e.balise("endfor")


def _indicateurs(e: Ecrivain, *, detail: bool) -> None:
    e.titre("Indicateurs", "Heading3")
    e.balise("if m.indicateurs")
    e.tableau("8.{{ m.rang }}", "Indicateurs\u00a0: {{ m.titre }}", "i in m.indicateurs", [
        Colonne("N°", 0.9, "{{ i.id }}"),
        Colonne("Indicateur", 3.9, "{{ i.libelle }}"),
        montant("Départ", 1.2, "i.depart"),
        montant("Cible", 1.2, "i.cible"),
        montant("Résultat", 2.0, "i.resultat"),
        montant("Taux", 1.9, "i.taux"),
        chiffre("Acquis", 2.8, "i.acquis"),
        Colonne("Statut", 1.8, "{{ i.statut }}"),
        montant("Preuve", 1.3, "i.rang_de_force"),
    ], total=["", "Acquis aux indicateurs", "", "", "", "", "=m.acquis", "", ""])  # fmt: skip
    e.paragraphe("Preuve\u00a0: de 0, aucune pièce valable, à 4, donnée d'un tiers."
                 f"{' Pièces en annexe C.' if detail else ''}", "Source")  # fmt: skip
    if detail:
        _serie(e)
    e.balise("else")
    e.paragraphe("Aucun indicateur n'est rattaché à cette mission cette année.")
    e.balise("endif")


def _serie(e: Ecrivain) -> None:
    e.balise("if m.serie.lignes")
    e.graphique("m.graphique")
    e.tableau("8.{{ m.rang }} bis", "Indicateur {{ m.serie.id }} sur quatre ans\u00a0: {{ m.serie.libelle }}",
              "s in m.serie.lignes", [
        Colonne("Année", 1.8, "{{ s.annee }}"),
        montant("Départ", 2.0, "s.depart"),
        montant("Cible", 2.0, "s.cible"),
        montant("Résultat", 2.2, "s.valeur"),
        Colonne("Statut", 2.6, "{{ s.statut }}"),
        Colonne("Source", 6.4, "{{ s.source }}"),
    ])  # fmt: skip
    e.balise("endif")


def _actions(e: Ecrivain) -> None:
    e.titre("Actions menées", "Heading3")
    e.boucle("m.actions", "Normal")
    e.balise("if m.actions_menees")
    e.tableau("9.{{ m.rang }}", "Actions\u00a0: {{ m.titre }}", "a in m.actions_menees", [
        Colonne("N°", 1.0, "{{ a.numero }}"),
        Colonne("Action et objectif", 5.2, "{{ a.action }}"),
        Colonne("Public", 3.2, "{{ a.public }}"),
        Colonne("Dates", 2.3, "{{ a.dates }}"),
        montant("Participants", 1.9, "a.participants"),
        Colonne("État", 1.4, "{{ a.etat }}"),
        montant("Dépensé", 2.0, "a.depense"),
    ])  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucune action n'est saisie pour cette mission.")
    e.balise("endif")


def _enveloppe(e: Ecrivain) -> None:
    e.titre("Enveloppe", "Heading3")
    e.balise("if m.lignes")
    e.tableau("10.{{ m.rang }}", "Enveloppe\u00a0: {{ m.titre }}", "l in m.lignes", [
        Colonne("Part", 5.0, "{{ l.libelle }}"),
        chiffre("Plafond", 3.0, "l.plafond"),
        chiffre("Droit ouvert", 3.0, "l.droit"),
        chiffre("Versé", 3.0, "l.verse"),
        chiffre("Reste à percevoir", 3.0, "l.reste"),
    ], total=["Total de la mission", "=m.plafond", "=m.droit", "=m.verse", "=m.reste"])  # fmt: skip
    suite = (
        "\u00a0; part du droit ouvert\u00a0: {{ m.consommation }}\u00a0; non dépensé à la clôture\u00a0: "
        "{{ m.cloture }} (feuille Enveloppes). La dépense est suivie par mission, non par part."
    )
    e.phrase(["Dépensé dans l'année conventionnelle\u00a0: ", "=m.depense", suite], "Source")  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucune ligne de financement n'est due pour cette mission cette année.")
    e.balise("endif")


def vue_d_ensemble(e: Ecrivain) -> None:
    """Write all the indicators on one page."""
    e.titre("Atteinte des indicateurs\u00a0: vue d'ensemble")
    e.paragraphe("{{ synthese_indicateurs.phrase }}", "Retenir")
    e.balise("if indicateurs")
    e.tableau("11", "Tous les indicateurs", "i in indicateurs", [
        Colonne("N°", 0.9, "{{ i.id }}"),
        Colonne("Indicateur", 5.1, "{{ i.libelle }}"),
        montant("Cible", 1.2, "i.cible"),
        montant("Résultat", 2.0, "i.resultat"),
        montant("Taux", 1.9, "i.taux"),
        chiffre("Acquis", 2.8, "i.acquis"),
        Colonne("Statut", 1.8, "{{ i.statut }}"),
        montant("Preuve", 1.3, "i.rang_de_force"),
    ])  # fmt: skip
    e.paragraphe("Ces montants sont acquis avant prorata\u00a0: ils se totalisent par mission (tableaux 8), et le "
                 "droit ouvert qui en vient est au tableau 12.", "Source")  # fmt: skip
    e.graphique("graphiques.statuts")
    e.balise("if couverture")
    e.graphique("graphiques.preuves")
    e.tableau("11 bis", "Indicateurs par mission et par force de leur meilleure preuve", "c in couverture", [
        Colonne("Mission", 6.0, "{{ c.libelle }}"),
        montant("Indicateurs", 2.0, "c.indicateurs"),
        montant("Force 0", 1.3, "c.force_0"),
        montant("Force 1", 1.3, "c.force_1"),
        montant("Force 2", 1.3, "c.force_2"),
        montant("Force 3", 1.3, "c.force_3"),
        montant("Force 4", 1.3, "c.force_4"),
        montant("Acquis sans pièce valable", 2.5, "c.sans_piece"),
    ], total=["Total", "=couverture_total.indicateurs", *(f"=couverture_total.force_{n}" for n in range(5)),
              "=couverture_total.sans_piece"])  # fmt: skip
    e.paragraphe("Feuille Couverture.", "Source")
    e.balise("endif")
    e.balise("endif")
    e.textes("textes.indicateurs")
