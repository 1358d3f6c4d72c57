"""The ten moments of a coordinator's year, on real files saved by LibreOffice between steps: open, type, save, reread.

Each moment gives what it promises; every expected amount is worked out by hand beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from icalendar import Calendar

from cpts_xl.cli import main
from cpts_xl.engine.resultat import Resultat, calculer
from cpts_xl.workbook import sheets
from cpts_xl.workbook.layout import Layout
from cpts_xl.workbook.recu.read import lire_classeur
from cpts_xl.workbook.xlsx.lu import lire
from tests.workbook.saisie import tableur, taper

_ENTETE_FEC = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
]
_ECRITURES = (
    ("AC", "Achats", "1", "20251205", "613200", "Locations", "", "", "F-118", "Loyer de décembre", "900,00", "0,00"),
    ("AC", "Achats", "1", "20251205", "401000", "Fournisseurs", "F01", "Bailleur", "F-118", "Loyer de décembre",
     "0,00", "900,00"),
    ("BQ", "Banque", "2", "20251120", "512000", "Banque", "", "", "REL-11", "ACI fonctionnement", "50000,00", "0,00"),
    ("BQ", "Banque", "2", "20251120", "740000", "Subventions", "", "", "REL-11", "ACI fonctionnement", "0,00",
     "50000,00"),
)  # fmt: skip
FEC = "\n".join(
    ["\t".join(_ENTETE_FEC)]
    + ["\t".join([*e[:9], e[3], *e[9:], "", "", "20251231", "", ""]) for e in _ECRITURES]
) + "\n"  # fmt: skip
"""The ledger of the year as an accountant exports it: a rent, and the first ACI payment."""


class Classeur:
    """A workbook on disk, in the hands of someone who knows Excel: she types, saves, and the tool rereads."""

    def __init__(self, chemin: Path, enregistrer: Callable[[Path], None]) -> None:
        self.chemin, self.enregistrer = chemin, enregistrer
        self._lu: tuple[bytes, Resultat] | None = None

    def saisir(self, **saisies: Any) -> None:
        """Type in cells named « table__rang__champ », then save with LibreOffice."""
        self.noter(**saisies)
        self.enregistrer(self.chemin)

    def noter(self, **saisies: Any) -> None:
        """Type in the same cells without LibreOffice, which takes six seconds to open again what it saved."""
        places = Layout(self.resultat()).cases
        cases = {tuple(ident.split("__")): valeur for ident, valeur in saisies.items()}
        taper(self.chemin, {
            (places[".".join(cle)].feuille, places[".".join(cle)].adresse): valeur for cle, valeur in cases.items()
        })  # fmt: skip

    def resultat(self) -> Resultat:
        """Return what the tool reads and computes; a file that did not change is not read again."""
        octets = self.chemin.read_bytes()
        if self._lu is None or self._lu[0] != octets:
            lecture = lire_classeur(self.chemin)
            self._lu = (octets, calculer(lecture.dossier, lecture.droit))
        return self._lu[1]

    def __getitem__(self, ident: str) -> Any:
        valeur = self.resultat().valeurs[ident]
        return valeur if isinstance(valeur, Fraction | date | str) or valeur is None else str(valeur)


@pytest.mark.moteur
def test_a_year_in_ten_moments(tmp_path: Path, moteurs: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """From the signature to the notification: size 1, avenant 2, signed on 15/10/2025."""
    assert moteurs
    dossier = tmp_path / "CPTS de l'Étang & du Bois"
    dossier.mkdir()

    def commande(*arguments: str, admis: tuple[int, ...] = (0, 1)) -> str:
        capsys.readouterr()
        code = main(list(arguments))
        dit = capsys.readouterr()
        assert code in admis, dit.out + dit.err
        return dit.out

    with tableur(tmp_path / "profil") as enregistrer:
        suivi = Classeur(dossier / "suivi année 1.xlsx", enregistrer)
        commande("nouveau", "--vers", str(suivi.chemin), "--nom", "CPTS de l'Étang", "--signature", "2025-10-15",
                 "--population", "31000")  # fmt: skip
        visibles = [nom for nom, f in lire(suivi.chemin).feuilles.items() if f.visible == "visible"]
        assert set(visibles) == set(sheets.MODE_SIMPLE)
        assert len(visibles) == 6
        _1_signature(suivi, dossier, commande)
        _3_budget(suivi)
        _4_reunion(suivi)
        _5_paiement(suivi, dossier, commande)
        suivi = _6_fin_de_mois(suivi, dossier, commande)
        _7_mi_annee(suivi, dossier, commande)
        _8_dialogue(suivi)
        _9_cloture(suivi, dossier, commande)
        _10_notification(suivi)
        _2_anniversaire(suivi, dossier, commande)


Commande = Callable[..., str]


def _1_signature(suivi: Classeur, dossier: Path, commande: Commande) -> None:
    """Signature: from identity and size, the five-year plan, the deadlines, the dates in a calendar file."""
    suivi.saisir(
        identite__arrete=date(2026, 2, 1), identite__population_source="INSEE, population municipale",
        identite__plan_crise="rédaction", identite__crise_reconnue="Non", identite__unite_prorata="mois",
        identite__prorata_variable="Non", identite__exercice_debut=date(2025, 1, 1),
        identite__exercice_cloture=date(2025, 12, 31), identite__tresorerie_ouverture=1000,
        identite__scenario="prudent", identite__dialogue=date(2026, 9, 15),
        mission__acces__engagee="Oui", mission__acces__demarrage=date(2026, 4, 15),
        mission__parcours__engagee="Non", mission__prevention__engagee="Non", mission__crise__engagee="Non",
        mission__qualite__engagee="Non", mission__accompagnement__engagee="Non",
        ligne__acces_fixe__annexe=56000, ligne__acces_variable__annexe=24000,
    )  # fmt: skip
    assert suivi["identite.taille"] == 1
    # accès fixe : 56 000 × 6 mois entiers sur 12 (du 15/04/2026 au 15/10/2026) = 28 000 ; acompte 75 % = 21 000
    assert suivi["ligne.acces_fixe.droit"] == 28_000
    assert suivi["ligne.acces_fixe.acompte"] == 21_000
    assert suivi["ligne.fonctionnement.acompte"] == 50_000  # première année : payé entier
    assert [suivi[f"annee.{n}.debut"].isoformat() for n in range(1, 6)] == [
        "2025-10-15", "2026-10-15", "2027-10-15", "2028-10-15", "2029-10-15",
    ]  # fmt: skip
    # années à venir, à droit constant : 75 % de (50 000 de fonctionnement + 56 000 d'accès fixe) = 79 500
    assert suivi["annee.2.acompte_prevu"] == 79_500
    agenda = dossier / "échéances.ics"
    commande("calendrier", str(suivi.chemin), "--vers", str(agenda))
    jours = {e.decoded("DTSTART") for e in Calendar.from_ical(agenda.read_bytes()).walk("VEVENT")}
    assert {date(2026, 10, 15), date(2026, 9, 15)} <= jours
    assert date(2027, 4, 15) in jours  # déploiement de l'accès : 18 mois après la signature


def _3_budget(suivi: Classeur) -> None:
    """Budget: three scenarios, and the switch changes no right."""
    suivi.saisir(
        budget__1__sens="charge", budget__1__nature="64", budget__1__libelle="Coordination",
        budget__1__poste="fonctionnement", budget__1__prudent=36000, budget__1__central=42000,
        budget__1__complet=48000,
    )  # fmt: skip
    droit = suivi["perimetre.tout.droit"]
    prudent = suivi["scenario.prudent.droit"]
    assert prudent == 78_000  # 50 000 de fonctionnement + 28 000 d'accès fixe, aucune part variable
    assert suivi["scenario.complet.droit"] == 102_000  # et les 24 000 de part variable, sans prorata
    suivi.noter(identite__scenario="complet")
    assert suivi["perimetre.tout.droit"] == droit
    assert suivi["scenario.prudent.droit"] == prudent


def _4_reunion(suivi: Classeur) -> None:
    """After a meeting: one line, the participants, hours and indemnities computed."""
    suivi.saisir(
        tarif__1__profession="Médecin généraliste", tarif__1__taux_horaire=75, tarif__1__approuve_le=date(2025, 11, 3),
        professionnel__1__id="P01", professionnel__1__nom="Nom à garder", professionnel__1__exercice="libéral",
        professionnel__1__profession="Médecin généraliste", professionnel__1__adhesion_debut=date(2025, 10, 15),
        professionnel__1__deja_verse=0,
        reunion__1__id="R01", reunion__1__date=date(2025, 11, 20), reunion__1__type="groupe de travail",
        reunion__1__poste="acces", reunion__1__objet="Soins non programmés", reunion__1__duree=2,
        participation__1__reunion="R01", participation__1__professionnel="P01",
        participation__1__date=date(2025, 11, 20), participation__1__duree=2,
        participation__1__nature="rémunération", participation__1__poste="acces",
    )  # fmt: skip
    assert suivi["participation.1.montant"] == 150  # deux heures à 75 €
    assert suivi["participation.1.adherent"] == "Oui"
    assert suivi["reunion.1.presents"] == 1
    assert suivi["reunion.1.heures"] == 2


def _5_paiement(suivi: Classeur, dossier: Path, commande: Commande) -> None:
    """Payment run: ceiling per person and civil year, total by mission, a statement for each."""
    suivi.noter(participation__1__valide_par="bureau", participation__1__paye_le=date(2025, 12, 18))
    assert suivi["indemnite.1.total_1"] == 150
    assert suivi["indemnite.1.reste_1"] == 46_950  # plafond de 2025 : 47 100 €
    assert suivi["paiement.acces.total"] == 150
    releve = dossier / "relevé P01.xlsx"
    commande("releve", str(suivi.chemin), "P01", "--vers", str(releve))
    textes = [str(c.valeur) for c in lire(releve).feuilles["Relevé"].cellules.values()]
    assert any("P01" in texte for texte in textes)
    assert not any("Nom à garder" in texte for texte in textes)


def _6_fin_de_mois(suivi: Classeur, dossier: Path, commande: Commande) -> Classeur:
    """Month end: the ledger is imported, consumption by envelope and cash follow; importing twice doubles nothing."""
    fec = dossier / "123456789FEC20251231.txt"
    fec.write_text(FEC, encoding="cp1252")
    suite = Classeur(dossier / "suivi importé.xlsx", suivi.enregistrer)
    encore = dossier / "suivi importé deux fois.xlsx"
    dit = commande("importer", str(fec), "--dans", str(suivi.chemin), "--vers", str(suite.chemin), "--depenses")
    assert "2 comptes importés" in dit
    assert "1 écriture ajoutée" in dit
    dit = commande("importer", str(fec), "--dans", str(suite.chemin), "--vers", str(encore), "--depenses",
                   "--malgre-tout")  # fmt: skip
    assert "0 écriture ajoutée" in dit
    suite.saisir(
        depense__1__poste="fonctionnement", depense__1__paye_le=date(2025, 12, 20),
        versement__1__date=date(2025, 11, 20), versement__1__ligne="fonctionnement",
        versement__1__nature="acompte", versement__1__montant=50000,
    )  # fmt: skip
    assert suite["poste.fonctionnement.depense"] == 900
    assert suite["poste.fonctionnement.verse"] == 50_000
    assert suite["classe.61.ecart"] == 0
    # octobre 2025 : 1 000 à l'ouverture ; novembre : + 50 000 reçus ; décembre : − 900 payés
    assert suite["mois.2.cloture"] == 51_000
    assert suite["mois.3.cloture"] == 50_100
    return suite


def _7_mi_annee(suivi: Classeur, dossier: Path, commande: Commande) -> None:
    """Mid-year: what is still worth doing, and the evidence that is not there."""
    suivi.saisir(
        indicateur__1__id="A1", indicateur__1__mission="acces", indicateur__1__libelle="Annuaire en ligne",
        indicateur__1__mode="réalisé", indicateur__1__montant_en_jeu=4000, indicateur__1__realise="Oui",
        indicateur__2__id="A2", indicateur__2__mission="acces", indicateur__2__libelle="ALD sans médecin traitant",
        indicateur__2__mode="linéaire", indicateur__2__sens="baisse", indicateur__2__montant_en_jeu=20000,
        indicateur__2__depart=200, indicateur__2__cible=100, indicateur__2__constate=150,
        piece__1__numero="PJ01", piece__1__type="document signé", piece__1__intitule="Annuaire, édition 2025",
        piece__1__date=date(2025, 12, 1), piece__1__signee="Oui", piece__1__indicateur="A1",
        piece__1__fichier="acces/annuaire.pdf",
    )  # fmt: skip
    # A2 : la moitié du chemin de 200 à 100, soit 10 000 acquis et 10 000 encore en jeu ; A1 : tout est acquis
    assert suivi["priorite.1.indicateur"] == "A2"
    assert suivi["priorite.1.reste"] == 10_000
    assert suivi["indicateur.1.force"] == 3
    assert suivi["controle.enveloppe_acces"] == "Conforme"  # 4 000 + 20 000 = 24 000
    pieces = dossier / "pièces"
    (pieces / "acces").mkdir(parents=True)
    assert "introuvable" in commande("pieces", str(suivi.chemin), "--dossier", str(pieces))
    (pieces / "acces" / "annuaire.pdf").write_bytes(b"%PDF-1.4")
    assert "1 pièce sur 1 présente dans " in commande("pieces", str(suivi.chemin), "--dossier", str(pieces))


def _8_dialogue(suivi: Classeur) -> None:
    """Dialogue de gestion: CPTS and CPAM values side by side; the agreed value is the one that pays."""
    suivi.noter(indicateur__2__valeur_cpam=160)
    assert suivi["indicateur.2.ecart_cpam"] == 10
    assert suivi["indicateur.2.acquis"] == 10_000
    suivi.saisir(indicateur__2__valeur_retenue=160)
    assert suivi["indicateur.2.acquis"] == 8_000  # 40 des 100 patients du chemin


def _9_cloture(suivi: Classeur, dossier: Path, commande: Commande) -> None:
    """Closing: reconciliation, the reviewer's copy that LibreOffice finds again, the report."""
    copie, rapport = dossier / "copie.xlsx", dossier / "rapport.docx"
    commande("relecture", str(suivi.chemin), "--vers", str(copie))
    assert not any("Nom à garder" in str(c.valeur) for f in lire(copie).feuilles.values() for c in f.cellules.values())
    commande("rapport", str(suivi.chemin), "--vers", str(rapport))
    assert any("CPTS de l'Étang" in p.text.replace("\u00a0", " ") for p in Document(str(rapport)).paragraphs)
    suivi.enregistrer(copie)
    dit = commande("verifier", str(copie), "--avec-libreoffice", "--rapport", str(rapport))
    assert dit.count(" 0 écart") == 3
    assert "n'est pas le nombre" not in dit


def _10_notification(suivi: Classeur) -> None:
    """Notification: what is paid against what was computed, the gap explained line by line, days late."""
    suivi.noter(
        identite__arrete=date(2026, 5, 15),
        versement__2__date=date(2026, 4, 25), versement__2__ligne="acces_fixe", versement__2__nature="acompte",
        versement__2__montant=20000,
    )  # fmt: skip
    assert suivi["echeance.acces_fixe_acompte.attendu"] == 21_000
    assert suivi["echeance.acces_fixe_acompte.ecart"] == -1_000
    assert suivi["echeance.acces_fixe_acompte.retard"] == 30  # attendu le 15/04/2026, arrêté le 15/05/2026
    assert suivi["versement.2.retard"] == 10


def _2_anniversaire(suivi: Classeur, dossier: Path, commande: Commande) -> None:
    """Anniversary: the next year opens, lists carried over, balance n-1 computed, the old file untouched."""
    avant = suivi.chemin.read_bytes()
    suivante = Classeur(dossier / "suivi année 2.xlsx", suivi.enregistrer)
    commande("ouvrir-annee", str(suivi.chemin), "--vers", str(suivante.chemin), "--malgre-tout")
    assert suivi.chemin.read_bytes() == avant
    suivi.enregistrer(suivante.chemin)
    assert suivante["identite.annee"] == 2
    assert suivante["annee.1.droit_annee"] == suivi["perimetre.tout.droit"]
    # accès fixe : 28 000 de droit, 20 000 versés ; il reste 8 000 à percevoir au titre de l'année 1
    assert suivante["ligne.acces_fixe.solde_n1"] == 8_000
    assert suivante["echeance.acces_fixe_n1.attendu"] == 8_000
    assert suivante["ligne.acces_fixe.acompte"] == 42_000  # 75 % de 56 000, mission démarrée
    assert suivante["professionnel.1.id"] == "P01"
    assert suivante["indicateur.2.constate"] is None
    assert suivante["historique.2.acquis"] == 8_000
