"""The financial statement: rights, schedule, budget and spending, other products, professionals, unspent money."""

from __future__ import annotations

from cpts_xl.report.modele.pieces import Colonne, Ecrivain, chiffre, montant


def bilan_financier(e: Ecrivain, *, detail: bool = True) -> None:
    """Write the financial statement; without the detail, the rights, the perimeters and the use of the money."""
    e.titre("Bilan financier")
    _droits(e)
    if detail:
        _versements(e)
    _budget(e, natures=detail)
    if detail:
        _produits(e)
        _professionnels(e)
    _non_depense(e)
    _rapprochement(e)
    e.textes("textes.finances")


def _droits(e: Ecrivain) -> None:
    e.titre("Droits ACI de l'année", "Heading2")
    e.tableau("12", "Droits par ligne de financement", "l in lignes", [
        Colonne("Ligne", 3.9, "{{ l.libelle }}", mention="l.origine"),
        chiffre("Plafond", 2.6, "l.plafond", dessous=True),
        chiffre("Droit ouvert", 2.6, "l.droit", dessous=True),
        chiffre("Acompte attendu", 2.6, "l.acompte", dessous=True),
        chiffre("Versé", 2.6, "l.verse", dessous=True),
        chiffre("Reste à percevoir", 2.7, "l.reste", dessous=True),
    ], total=["Total, toutes lignes", "=totaux.plafond", "=totaux.droit", "=totaux.acompte", "=totaux.verse",
              "=totaux.reste"], taille="Petite")  # fmt: skip
    e.balise("if lignes_non_dues")
    e.paragraphe("Lignes non dues cette année, à zéro dans les totaux\u00a0: {{ lignes_non_dues }}.", "Source")
    e.balise("endif")
    e.balise("if demarrage")
    e.paragraphe("{{ demarrage }}")
    e.balise("endif")
    e.tableau("12 bis", "Les mêmes droits, par périmètre nommé", "p in perimetres", [
        Colonne("Périmètre", 7.4, "{{ p.libelle }}"),
        chiffre("Plafond", 3.2, "p.plafond"),
        chiffre("Droit ouvert", 3.2, "p.droit"),
        chiffre("Versé", 3.2, "p.verse"),
    ])  # fmt: skip
    e.paragraphe("Ces périmètres s'emboîtent\u00a0: ils ne s'additionnent pas.", "Source")


def _versements(e: Ecrivain) -> None:
    e.titre("Versements de l'assurance maladie", "Heading2")
    e.balise("if echeances")
    e.tableau("13", "Attendu et reçu, échéance par échéance", "x in echeances", [
        Colonne("Nature", 1.3, "{{ x.nature }}"),
        Colonne("Ligne", 3.9, "{{ x.ligne }}"),
        Colonne("Attendu le", 1.7, "{{ x.date }}"),
        montant("Attendu", 1.8, "x.attendu"),
        montant("Reçu", 2.1, "x.recu"),
        Colonne("Reçu le, référence", 3.2, "{{ x.recu_le }}"),
        montant("Écart", 1.7, "x.ecart"),
        montant("Retard", 1.3, "x.retard"),
    ], total=["Total", "", "", "", "=echeances_total.recu", "", "", ""], taille="Menue")  # fmt: skip
    e.paragraphe("Feuilles Échéancier et Versements. Retard à la réception, ou à la date d'arrêté si la somme est "
                 "encore due. En retard à la date d'arrêté, toutes échéances\u00a0: {{ echeances_total.en_retard }}. "
                 "Ni l'attendu ni l'écart n'ont de total, les échéances à venir n'étant pas dues.",
                 "Source")  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucune échéance n'est attendue ni reçue.")
    e.balise("endif")


def _budget(e: Ecrivain, *, natures: bool) -> None:
    e.titre("Budget et réalisé", "Heading2")
    e.tableau("14", "Budget et dépense de l'exercice, par poste", "k in cadres", [
        Colonne("Poste", 7.4, "{{ k.libelle }}"),
        montant("Budget retenu", 3.2, "k.prevu"),
        montant("Dépensé", 3.2, "k.realise"),
        montant("Reste à dépenser", 3.2, "k.ecart"),
    ], total=["Total", "=cadres_total.prevu", "=cadres_total.realise", "=cadres_total.ecart"])  # fmt: skip
    e.paragraphe("Feuille Budget par poste. Exercice comptable {{ annee.exercice }}, scénario "
                 "{{ scenario_retenu }}\u00a0: il ne se confond pas avec l'année conventionnelle.",
                 "Source")  # fmt: skip
    e.graphique("graphiques.enveloppes")
    e.tableau(
        "14 bis",
        "Droit ouvert et dépense de l'année conventionnelle, par poste",
        "p in postes",
        [
            Colonne("Poste", 7.0, "{{ p.libelle }}"),
            chiffre("Droit ouvert", 3.6, "p.droit"),
            chiffre("Dépensé", 3.6, "p.depense"),
            montant("Part consommée", 2.8, "p.consommation"),
        ],
        total=["Total", "=postes_total.droit", "=postes_total.depense", "=postes_total.consommation"],
    )
    e.paragraphe("Feuille Enveloppes. Une part se rapporte au droit de son poste\u00a0: les parts ne "
                 "s'additionnent pas.", "Source")  # fmt: skip
    if not natures:
        return
    for numero, liste, mot in (("14 ter", "charges", "Charges"), ("14 quater", "produits", "Produits")):
        e.balise(f"if {liste}")
        e.tableau(numero, f"{mot} de l'exercice par nature, et comptes clos", f"n in {liste}", [
            Colonne("Nature", 4.5, "{{ n.libelle }}"),
            montant("Budget central", 2.5, "n.central"),
            montant("Suivi", 2.5, "n.suivi"),
            montant("Comptes clos", 2.5, "n.comptes"),
            montant("Écart", 2.2, "n.ecart"),
            montant("Exercice précédent", 2.8, "n.precedent"),
        ], total=[f"Total des {liste}", *(f"={liste}_total.{m}" for m in
                                          ("central", "suivi", "comptes", "ecart", "precedent"))])  # fmt: skip
        e.balise("endif")
    # la note suit ses tableaux : sans eux, elle ne parlerait de rien
    e.balise("if charges or produits")
    e.paragraphe("Feuille Rapprochement. Le suivi est celui du classeur, les comptes sont ceux de l'expert-comptable.",
                 "Source")  # fmt: skip
    e.balise("endif")


def _produits(e: Ecrivain) -> None:
    e.titre("Toutes les sources d'argent", "Heading2")
    e.balise("if financeurs")
    e.tableau(
        "15",
        "Produits par financeur",
        "f in financeurs",
        [
            Colonne("Financeur", 5.0, "{{ f.libelle }}"),
            montant("Attribué", 3.0, "f.attribue"),
            montant("Reçu", 3.0, "f.verse"),
            montant("Reste", 3.0, "f.reste"),
            montant("Reçu dans l'exercice", 3.0, "f.recu_exercice"),
        ],
        total=["Total", *(f"=financeurs_total.{m}" for m in ("attribue", "verse", "reste", "recu_exercice"))],
    )
    e.paragraphe("Feuille Financeurs. Pour l'ACI, attribué est le droit ouvert de l'année, et reçu ce qui l'a été à "
                 "ce titre\u00a0; reçu dans l'exercice compte aussi les soldes d'années précédentes.",
                 "Source")  # fmt: skip
    e.balise("else")
    e.paragraphe("Aucun produit n'est saisi.")
    e.balise("endif")


def _professionnels(e: Ecrivain) -> None:
    e.titre("Indemnités et rémunérations des professionnels", "Heading2")
    e.balise("if indemnites")
    e.tableau("16", "Payé dans l'année conventionnelle et part du plafond annuel, par profession", "p in indemnites", [
        Colonne("Profession", 3.7, "{{ p.profession }}"),
        Colonne("Nature", 3.5, "{{ p.natures }}"),
        montant("Personnes", 1.7, "p.personnes"),
        montant("Heures", 1.8, "p.heures"),
        montant("Montant payé", 2.2, "p.montant"),
        montant("Année civile", 1.9, "p.annee"),
        montant("Plus haute part", 2.2, "p.part"),
    ])  # fmt: skip
    e.paragraphe(
        "Feuilles Tarifs et Indemnités. Part du plafond annuel d'un même professionnel, la plus élevée de sa "
        "profession, dans l'année civile indiquée. Les montants se totalisent au tableau suivant. Ni nom ni "
        "identifiant ne figurent dans ce rapport.", "Source",
    )  # fmt: skip
    e.tableau(
        "16 bis",
        "Payé aux professionnels dans l'année conventionnelle, par poste",
        "p in paiements",
        [
            Colonne("Poste", 6.2, "{{ p.libelle }}"),
            montant("Heures payées", 2.4, "p.heures"),
            montant("Indemnités", 2.8, "p.indemnites"),
            montant("Rémunérations", 2.8, "p.remunerations"),
            montant("Total", 2.8, "p.total"),
        ],
        total=["Total", *(f"=paiements_total.{m}" for m in ("heures", "indemnites", "remunerations", "total"))],
    )
    e.paragraphe("Feuille Paiements.", "Source")
    e.balise("else")
    e.paragraphe("Aucune indemnité ni rémunération n'est saisie.")
    e.balise("endif")


def _non_depense(e: Ecrivain) -> None:
    e.titre("Sommes non dépensées et usage prévu", "Heading2")
    e.tableau("17", "Non dépensé par enveloppe", "n in non_depense", [
        Colonne("Poste", 4.5, "{{ n.libelle }}"),
        montant("À l'ouverture", 2.0, "n.ouverture"),
        montant("Reçu", 2.1, "n.encaisse"),
        montant("Dépensé", 2.1, "n.depense"),
        montant("À la clôture", 2.1, "n.cloture"),
        Colonne("Usage prévu", 4.2, "{{ n.usage }}"),
    ], total=["Total", *(f"=non_depense_total.{m}" for m in ("ouverture", "encaisse", "depense", "cloture")), ""],
              taille="Petite")  # fmt: skip
    e.paragraphe("Feuille Enveloppes. À la clôture = à l'ouverture + reçu − dépensé.", "Source")


def _rapprochement(e: Ecrivain) -> None:
    e.titre("Rapprochement avec les comptes", "Heading2")
    e.boucle("rapprochement.phrases", "Retenir")
    e.paragraphe("{{ rapprochement.commissaire }}", "Retenir")
