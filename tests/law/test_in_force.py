"""The texts folded into the law of one day: exact days, conflicts, removals, fingerprint."""

import shutil
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from cpts_xl.absence import Absent, Sorte
from cpts_xl.cli import main
from cpts_xl.errors import ParametreAbsent, ParametreConcurrent, SaisieInvalide, TexteInvalide
from cpts_xl.law.droit import normalise
from cpts_xl.law.in_force import charger, empreinte, en_vigueur, historique, textes

MAISON = Path(__file__).parents[2] / "cpts_xl" / "law" / "textes"
FICTIF = Path(__file__).parents[1] / "droit_fictif"
VEILLE_ACCORD, ACCORD = date(2019, 8, 24), date(2019, 8, 25)
VEILLE_AVENANT, AVENANT = date(2022, 9, 2), date(2022, 9, 3)


@pytest.fixture(scope="module")
def fictif():
    """Return the invented convention."""
    return charger(FICTIF)


def test_nothing_is_in_force_before_the_accord():
    """The day before the accord says so, and gives the first text and its day."""
    with pytest.raises(ParametreAbsent) as refus:
        en_vigueur(VEILLE_ACCORD)
    for mots in ("24/08/2019", "accord du 20/06/2019", "25/08/2019"):
        assert mots in str(refus.value)


def test_the_accord_applies_from_its_day():
    """On 25/08/2019 three core missions are in force, and no crisis line."""
    droit = en_vigueur(ACCORD)
    assert [mission.code for mission in droit.missions if mission.socle] == ["acces", "parcours", "prevention"]
    assert all(ligne.mission != "crise" for ligne in droit.lignes)
    assert droit.jour == ACCORD


def test_the_avenant_applies_from_its_day_and_not_before():
    """The access grid of taille 3 turns over between 02/09/2022 and 03/09/2022."""
    cle = ("montant", "acces_fixe", 3)
    assert en_vigueur(VEILLE_AVENANT).valeur(*cle) == 25_000
    assert en_vigueur(AVENANT).valeur(*cle) == 90_000
    assert "avenant 2" not in [texte.court for texte in en_vigueur(VEILLE_AVENANT).textes]
    assert "avenant 2" in [texte.court for texte in en_vigueur(AVENANT).textes]


def test_a_datetime_is_read_as_its_day():
    """A cell of a spreadsheet may carry a time: the law changes at midnight."""
    corpus = charger(MAISON)
    moment = datetime(2022, 9, 3, 18, 30)  # noqa: DTZ001
    assert corpus.en_vigueur(moment).valeur("montant", "acces_fixe", 3) == 90_000


def test_key_given_later_names_its_first_text():
    """A key unknown on that day says which text gives it, and when."""
    with pytest.raises(ParametreAbsent) as refus:
        en_vigueur(VEILLE_AVENANT).parametre("montant", "crise_variable", 2)
    for mots in ("montant|crise_variable|2", "02/09/2022", "avenant 2", "03/09/2022"):
        assert mots in str(refus.value)


def test_abrogated_key_names_what_removed_it():
    """A removed line is refused with the text that removed it, never answered by zero."""
    assert en_vigueur(VEILLE_AVENANT).valeur("montant", "acces_supplement_snp", 3) == 55_000
    with pytest.raises(ParametreAbsent, match="Abrogé par avenant 2 depuis le 03/09/2022"):
        en_vigueur(AVENANT).valeur("montant", "acces_supplement_snp", 3)


def test_unknown_key_offers_the_nearest():
    """A typing error in a key is met with the nearest key."""
    with pytest.raises(ParametreAbsent, match=r"montant\|parcours_fixe\|3"):
        en_vigueur(AVENANT).valeur("montant", "parcour_fixe", 3)


def test_absent_amount_is_an_absent_never_zero():
    """What no source confirms must be taken from the contract, and says what is missing."""
    valeur = en_vigueur(AVENANT).valeur("montant", "acces_fixe", 1)
    assert valeur == Absent(Sorte.A_REPRENDRE, "Accès aux soins, volet fixe, taille 1")


def test_absent_key_or_population_is_handed_on():
    """A size that is not known yet gives an amount that is not known yet, with the same reason."""
    inconnue = Absent(Sorte.A_COMPLETER, "population")
    assert en_vigueur(AVENANT).valeur("montant", "acces_fixe", inconnue) is inconnue
    assert en_vigueur(AVENANT).palier("taille", inconnue) is inconnue
    with pytest.raises(ParametreAbsent, match="À compléter : population"):
        en_vigueur(AVENANT).parametre("montant", "acces_fixe", inconnue)


def test_keys_are_normalised():
    """A size computed as a fraction finds the same amount as a size typed."""
    droit = en_vigueur(AVENANT)
    for taille in (3, "3", Fraction(3)):
        assert droit.valeur("montant", "parcours_fixe", taille) == 45_000
    assert normalise("a", Fraction(1, 2), 7) == "a|1/2|7"


@pytest.mark.parametrize("mot", [3.0, True, None])
def test_keys_refuse_what_is_not_exact(mot):
    """A float or a truth value in a key is a fault of the program."""
    with pytest.raises(TypeError, match="ne peut entrer dans une clé"):
        normalise("montant", mot)


@pytest.mark.parametrize(
    ("population", "taille"),
    [
        (0, 1),
        (1, 1),
        (39_999, 1),
        (Fraction(79_999, 2), 1),
        (40_000, 2),
        (40_001, 2),
        (79_999, 2),
        (80_000, 3),
        (80_001, 3),
        (174_999, 3),
        (175_000, 3),
        (175_001, 4),
        (10**7, 4),
    ],
)
@pytest.mark.parametrize("jour", [ACCORD, AVENANT])
def test_size_at_and_around_each_bound(jour, population, taille):
    """40 000 and 80 000 enter the upper size, 175 000 stays in the lower one."""
    rang = en_vigueur(jour).palier("taille", population)
    assert rang == taille
    assert isinstance(rang, Fraction)


def test_first_whole_number_of_each_size():
    """A sorted look-up of whole numbers needs 175 001, not 175 000."""
    assert [seuil.a_partir_de for seuil in en_vigueur(ACCORD).seuils] == [0, 40_000, 80_000, 175_001]


def test_size_refuses_what_has_none():
    """A negative population and an unknown scale are refused, never given size 1."""
    with pytest.raises(SaisieInvalide, match="-1 habitants"):
        en_vigueur(ACCORD).palier("taille", -1)
    with pytest.raises(ParametreAbsent, match="« hauteur »"):
        en_vigueur(ACCORD).palier("hauteur", 1)


def _copie(dossier, tmp_path):
    return Path(shutil.copytree(dossier, tmp_path / "textes"))


def test_two_texts_of_one_effect_for_one_key_are_both_named(tmp_path):
    """No file order decides between two texts of the same day."""
    dossier = _copie(FICTIF, tmp_path)
    rival = (dossier / "2031-01-15_avenant-fictif.toml").read_text("utf-8")
    rival = rival.replace('"avenant-fictif"', '"rival"').replace('court = "avenant fictif"', 'court = "rival"')
    (dossier / "2031-01-15_rival.toml").write_text(rival, "utf-8")
    with pytest.raises(ParametreConcurrent) as refus:
        charger(dossier)
    for mots in ("01/02/2031", "avenant fictif", "2031-01-15_avenant-fictif.toml", "rival", "2031-01-15_rival.toml"):
        assert mots in str(refus.value)


def test_removing_what_another_text_of_the_same_day_gives_is_a_conflict(tmp_path):
    """A removal and a grant of one day cannot be put in order either."""
    dossier = _copie(FICTIF, tmp_path)
    (dossier / "abrogation.toml").write_text(
        """
[texte]
nom = "abrogation"
titre = "Abrogation"
court = "abrogation"
effet = 2031-02-01
effet_statut = "confirme"
source = "inventée"

[[abroge]]
cle = ["delai_demarrage", "crise"]
source = "inventée"
statut = "confirme"
verifie_le = 2031-01-15
""",
        "utf-8",
    )
    with pytest.raises(ParametreConcurrent, match=r"delai_demarrage\|crise"):
        charger(dossier)


def test_a_delta_that_lost_its_base_is_refused(tmp_path):
    """Without the accord, its avenant maintains and removes nothing: refused when the folder is read."""
    dossier = _copie(FICTIF, tmp_path)
    (dossier / "2030-01-15_accord-fictif.toml").unlink()
    with pytest.raises(TexteInvalide, match="aucun texte antérieur ne la donne"):
        charger(dossier)


def test_invented_convention_folds_key_by_key(fictif):
    """A line changes in place, a line goes, a mission comes in its place, the rest stays."""
    avant, apres = fictif.en_vigueur(date(2031, 1, 31)), fictif.en_vigueur(date(2031, 2, 1))
    assert [ligne.code for ligne in avant.lignes] == [
        "fonctionnement",
        "acces_fixe",
        "acces_variable",
        "acces_supplement_snp",
        "parcours_fixe",
        "parcours_variable",
    ]
    assert [ligne.code for ligne in apres.lignes] == [
        "fonctionnement",
        "acces_fixe",
        "acces_variable",
        "crise_fixe_redaction",
        "crise_fixe_mise_a_jour",
        "crise_variable",
        "parcours_fixe",
        "parcours_variable",
    ]
    assert [mission.code for mission in apres.missions] == ["acces", "crise", "parcours"]
    assert apres.valeur("montant", "acces_fixe", 2) == 250
    assert apres.valeur("montant", "acces_variable", 2) == 600
    assert isinstance(apres.valeur("montant", "acces_fixe", 1), Absent)
    assert [abrogation.ligne for abrogation in apres.abrogations] == ["acces_supplement_snp"]


def test_a_kept_amount_keeps_its_text_and_changes_its_status(fictif):
    """A maintien touches how sure we are, not the number nor the text that gives it."""
    avant = fictif.en_vigueur(date(2031, 1, 31)).parametre("montant", "parcours_fixe", 2)
    apres = fictif.en_vigueur(date(2031, 2, 1)).parametre("montant", "parcours_fixe", 2)
    assert (avant.valeur, avant.reference) == (apres.valeur, apres.reference) == (1_200, "accord fictif, art. 3")
    assert (avant.statut, apres.statut) == ("confirme", "incertain")
    assert apres.note == "Maintenu sous l'avenant fictif (inventée)"


def test_parameters_stand_in_display_order(fictif):
    """Sizes first, then the amounts in the order of the lines, then the rest: the sheet follows it."""
    droit = fictif.en_vigueur(date(2031, 2, 1))
    codes = list(droit.parametres)
    montants = [f"montant|{ligne.code}|{taille}" for ligne in droit.lignes for taille in range(1, 5)]
    assert codes[:4] == [f"seuil_taille|{rang}" for rang in range(1, 5)]
    assert codes[4 : 4 + len(montants)] == montants
    assert all(droit.parametres[code].code == code for code in codes)


def test_history_of_a_key_is_over_all_texts(fictif):
    """Each state once, oldest first; a removed or unknown key has the states it had, or none."""
    assert [etat.valeur for _depuis, etat in fictif.historique("montant|acces_fixe|2")] == [200, 250]
    assert [etat.valeur for _depuis, etat in fictif.historique("montant|acces_supplement_snp|2")] == [20]
    assert fictif.historique("montant|rien|2") == []
    # les deux premiers états : ceux d'un avenant à venir s'y ajouteront
    premiers = historique("montant|acces_fixe|3")[:2]
    assert [etat.texte.court for _, etat in premiers] == ["accord du 20/06/2019", "avenant 2"]
    # l'avenant 2 maintient le montant de 2019 : un état de plus, dont le premier jour est le sien
    gardes = [(depuis, etat.texte.court) for depuis, etat in historique("montant|parcours_fixe|3")[:2]]
    assert gardes == [(date(2019, 8, 25), "accord du 20/06/2019"), (date(2022, 9, 3), "accord du 20/06/2019")]


def test_the_end_of_a_key_is_told_with_its_text(fictif):
    """A removed key has the text that ended it; one in force has none."""
    assert [fin.texte.court for fin in fictif.abrogations("montant|acces_supplement_snp|2")] == ["avenant fictif"]
    assert fictif.abrogations("montant|acces_fixe|2") == []


@pytest.mark.parametrize(
    ("code", "le", "fin", "mort"),
    [
        ("montant|acces_supplement_snp|3", "2026-01-01", True, True),
        ("montant|acces_supplement_snp|3", "2021-01-01", True, False),
        ("montant|acces_fixe|3", "2026-01-01", False, False),
        ("montant|crise_variable|3", "2021-01-01", False, True),
        ("montant|acces_fixe|3", "2018-01-01", False, True),
    ],
)
def test_an_amount_that_a_text_ended_is_not_shown_as_current(code, le, fin, mort, capsys):
    """The command says until when an amount was due, and whether the day asked has one."""
    assert main(["droit", "--le", le, "--code", code]) == 0
    dit = capsys.readouterr().out
    assert ("Jusqu'au 03/09/2022 non compris : abrogé — avenant 2" in dit) is fin
    assert ("aucun texte en vigueur ne donne ce paramètre" in dit) is mort


def test_texts_come_by_date_of_effect():
    """The order of the texts is the order in which they apply."""
    effets = [texte.effet for texte in textes()]
    assert effets == sorted(effets)
    assert next(texte.nom for texte in textes() if texte.effet == ACCORD) == "accord-2019"


def test_fingerprint_ignores_line_endings_marks_and_comments(tmp_path):
    """A copy made on Windows is the same law."""
    dossier = _copie(MAISON, tmp_path)
    for fichier in dossier.glob("*.toml"):
        contenu = fichier.read_text("utf-8").replace("\n", "\r\n")
        fichier.write_bytes(b"\xef\xbb\xbf" + contenu.encode() + b"# un commentaire de plus\r\n")
    assert charger(dossier).empreinte == empreinte()
    assert len(empreinte()) == 64


def test_fingerprint_sees_one_euro(tmp_path):
    """Any change of what a text says is another law."""
    dossier = _copie(MAISON, tmp_path)
    fichier = dossier / "2019-06-20_accord-2019.toml"
    fichier.write_text(fichier.read_text("utf-8").replace("60_000", "60_001"), "utf-8")
    assert charger(dossier).empreinte != empreinte()


def test_law_of_a_day_is_built_once():
    """Asking twice for one day gives the same object."""
    assert en_vigueur(AVENANT) is en_vigueur(AVENANT)


def test_a_mission_goes_with_its_lines_or_not_at_all(tmp_path):
    """A text may remove a mission, provided that it removes its lines."""
    dossier = _copie(FICTIF, tmp_path)
    origine = 'source = "inventée"\nstatut = "confirme"\nverifie_le = 2032-01-01\n'
    entete = '[texte]\nnom = "fin"\ntitre = "Fin"\ncourt = "fin"\neffet = 2032-02-01\n'
    mission = f'[[abroge]]\ncle = ["mission", "parcours"]\n{origine}'
    lignes = "".join(f'[[abroge]]\nligne = "parcours_{volet}"\n{origine}' for volet in ("fixe", "variable"))
    texte = f'{entete}effet_statut = "confirme"\nsource = "inventée"\n{mission}'
    (dossier / "fin.toml").write_text(texte, "utf-8")
    with pytest.raises(TexteInvalide, match="« parcours » n'est pas une mission en vigueur"):
        charger(dossier)
    (dossier / "fin.toml").write_text(texte + lignes, "utf-8")
    droit = charger(dossier).en_vigueur(date(2032, 2, 1))
    assert [un.code for un in droit.missions] == ["acces", "crise"]
    assert {un.mission for un in droit.lignes} == {"", "acces", "crise"}
