"""The money of a former contract when another one opens: told with its amounts, carried nowhere."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.engine.contrats import annee, avec_lignes, versement
from tests.engine.dossiers import calcul
from tests.engine.renouvellements import bloquantes, dits, exemple_renouvele, renouvele


def test_what_the_former_contract_owes_is_told_with_its_amount() -> None:
    """30 000 € still due on one line, 10 000 € paid in excess on another: nothing of it is carried."""
    v, jour = calcul(annee(5)).valeurs, date(2027, 4, 1)
    codes = [ligne.code for ligne in calcul(annee(5)).droit.lignes]
    payes = [
        versement(c, "solde", v[f"ligne.{c}.droit"], jour) for c in codes if c not in {"acces_fixe", "fonctionnement"}
    ]
    payes += [versement("acces_fixe", "solde", 60_000, jour), versement("fonctionnement", "solde", 85_000, jour)]
    ouverture = renouvele(annee(5).avec(versements=payes))
    assert dits(ouverture, "Financement")[1:] == [
        (
            "à regarder : l'ancien contrat doit encore 30 000,00 € pour son année 5 (Accès aux soins, volet fixe : "
            "30 000,00 €). Le suivre dans l'ancien classeur, et y saisir son versement ; dans le nouveau, le "
            "saisir aussi, "
            "une fois reçu, dans Produits (financeur « autre », nature 74, subvention publique) : la trésorerie et le "
            "seuil du commissaire aux comptes le comptent, les totaux de l'ACI non"
        ),
        (
            "à regarder : l'ancien contrat a versé 10 000,00 € de trop pour son année 5 (Fonctionnement : 10 "
            "000,00 €) : à "
            "voir avec la CPAM, aucune case du nouveau classeur ne le porte"
        ),
    ]


def test_what_a_former_year_still_owes_is_told_too() -> None:
    """The balance of year 4 was never received: the last workbook alone still claims it."""
    ouverture = renouvele(avec_lignes(annee(5), acces_fixe={"solde_n1": Fraction(5_000)}))
    [dit] = [t for t in dits(ouverture, "Versements") if "doit encore" in t]
    assert dit.startswith("à regarder : l'année 4 doit encore 5 000,00 € (Accès aux soins, volet fixe : 5 000,00 €)")


def test_an_amount_that_is_not_known_is_not_told_as_nothing() -> None:
    """An indicator without result: what the line still owes is unknown, and that is what is told."""
    muets = tuple({**f, "realise": None} for f in annee(5).liste("indicateur"))
    dites = dits(renouvele(annee(5).avec(indicateurs=muets)), "Financement")
    assert (
        "à regarder : ce que l'ancien contrat doit encore n'est pas connu sur 5 lignes : compléter l'ancien classeur"
        in dites
    )


def test_the_money_not_spent_is_told_and_carried_nowhere() -> None:
    """No text read says that it may be kept: what the CPAM accepts is typed by hand."""
    [dit] = dits(exemple_renouvele(), "Enveloppes")
    assert dit.startswith(
        "à regarder : le non-dépensé de l'ancien contrat est de 48 368,70 € (Fonctionnement : 996,85 €,"
    )
    assert dit.endswith(
        ") et n'est reporté nulle part. Saisir à l'ouverture ce que la CPAM accepte de reporter, 0 sinon"
    )
    [dit] = dits(renouvele(), "Enveloppes")
    assert dit.startswith(
        "à regarder : le non-dépensé de l'ancien contrat n'est pas entièrement connu et n'est reporté"
    )


def test_payments_stay_with_the_contract_that_they_paid() -> None:
    """One of the accounts to come, one received since, one paid ahead, one of old: each told, none carried."""
    jours = {date(2025, 6, 1): None, date(2026, 2, 15): None, date(2026, 4, 2): 3, date(2026, 3, 1): 4}
    payes = [versement("acces_fixe", "acompte", 10_000, jour, paye) for jour, paye in jours.items()]
    ouverture = exemple_renouvele(versements=payes)
    assert ouverture.dossier.liste("versement") == ()
    assert [t for t in dits(ouverture, "Versements") if "doit encore" not in t] == [
        "aucun repris sur 4 : ils ont payé l'ancien contrat et restent dans son classeur",
        (
            "à regarder : 1 versement, 10 000,00 €, paie une année de l'ancien contrat qui n'aura pas lieu. Ce "
            "qui paie en "
            "fait le nouveau contrat se saisit dans son classeur, année payée vide"
        ),
        (
            "à regarder : 2 de ces versements, 20 000,00 €, ont été reçus dans l'exercice comptable à venir ou "
            "depuis la "
            "signature. Ne pas les saisir dans les Versements du nouveau classeur, où ils paieraient le nouveau "
            "contrat, "
            "mais dans Produits (financeur « autre », nature 74, subvention publique)"
        ),
    ]


def test_a_balance_of_the_former_contract_typed_as_told_counts_where_it_must() -> None:
    """In Produits: cash, public money and the accounts see it; no right, no payment of the new contract does."""
    neuve = exemple_renouvele().dossier
    recu = {"date": date(2026, 6, 1), "financeur": "autre", "nature": "74", "objet": "Solde de l'ancien contrat",
            "attribue": Fraction(1_000), "verse": Fraction(1_000),
            "verse_le": date(2026, 6, 1), "public": "Oui",
            "poste": None, "convention": None}  # fmt: skip
    saisie = neuve.avec(produits=(*neuve.liste("produit"), recu))
    avant, apres = calcul(neuve).valeurs, calcul(saisie).valeurs
    gagnent = {i for i, v in apres.items() if not i.startswith("produit.") and v != avant.get(i)}
    assert gagnent == {
        "financeur.autre.attribue", "financeur.autre.recu_exercice", "financeur.autre.public_exercice",
        "financeur.autre.verse", "financeur.total.verse", "financeur.total.recu_exercice",
        "financeur.total.public_exercice", "mois.4.autres", "mois.total.autres", "classe.74.suivi",
        "classe.produits.suivi",
    }  # fmt: skip
    assert bloquantes(saisie) == bloquantes(neuve)
