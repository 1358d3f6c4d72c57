"""Our VBA, run for real by an interpreter: what it sends to Python, what it gives to Excel, what it remembers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter import EMPTY, MISSING, NOTHING, VBACurrency, VBADate, VBAErrorValue

from cpts_xl.udf import excel
from cpts_xl.udf.appel import repondre
from cpts_xl.udf.etalement import CELLULES_MAX
from cpts_xl.udf.reference import CATEGORIE, fonctions
from cpts_xl.udf.vba.ecriture import coder
from cpts_xl.udf.vba.modules import modules, ouverture
from tests.udf.faux_windows import ERREURS, OMIS
from tests.udf.vba.faux_excel import FauxClasseur, FauxRange
from tests.udf.vba.faux_hote import LIAISON, PROFIL, PYTHON, REGLAGES, FauxHote, FauxTransport, interprete
from tests.udf.vba.valeurs_vba import de_vba, tableau

SANS_PYTHON, VALEUR = -2147221504 + 2020, 2015
"""``CPTS_SANS_PYTHON`` (vbObjectError + 2020), and the number of #VALUE!."""
FIN_ANNEE = date(2026, 3, 15)


def python(_module, nom, donnees):
    """Answer as ``call_udf`` would: an omitted argument is None."""
    return com(excel.appeler(nom, [None if donnee == OMIS else donnee for donnee in donnees]))


class Poste:
    """One Excel with our modules; ``appeler`` is one formula in a cell."""

    def __init__(self, recevoir=None, *, de_1904=False):
        self.hote = FauxHote(FauxTransport(recevoir or python))
        self.vba = interprete(self.hote)
        self.classeur = FauxClasseur(de_1904=de_1904)

    def appeler(self, nom, *arguments, adresse="$B$2"):
        """Return what the cell shows: rows, or the number of an error."""
        self.hote.application.appelant = FauxRange(EMPTY, adresse, self.classeur)
        return de_vba(self.vba.run(nom, list(arguments)))

    def motif(self, adresse="$B$2", valeur=None, **options):
        """Return what CPTS_MOTIF says of a cell in error."""
        cellule = FauxRange(valeur or VBAErrorValue(VALEUR), adresse, self.classeur, **options)
        [[phrase]] = self.appeler("CPTS_MOTIF", cellule, adresse="$Z$9")
        return phrase

    @property
    def envoye(self):
        """Return the arguments of the last call."""
        return self.hote.transport.appels[-1][1]


def com(rendu):
    """Return what ``XLPython.CallUDF`` makes of one cell."""
    return rendu[0][0] if len(rendu) == 1 and len(rendu[0]) == 1 else rendu


def echo(_module, _nom, _donnees):
    """Answer anything."""
    return 1.0


def test_what_python_receives_from_cells():
    """Values read once: empty is not 0, a date is a date, an error stays one, an omitted argument stays omitted."""
    poste = Poste(echo)
    plage = FauxRange(tableau([[1.0, EMPTY], [0.0, VBAErrorValue(2042)], ["", True]]))
    jour = FauxRange(VBADate(45731.0))
    poste.appeler("CPTS_MONTANT_SCENARIO", plage, jour, FauxRange(VBACurrency("12.5")), MISSING)
    bloc, quand, argent, omis = poste.envoye
    assert bloc == ((1.0, None), (0.0, ERREURS["#N/A"]), ("", True))
    assert quand.isoformat().startswith("2025-03-15T00:00:00")
    assert argent == Decimal("12.5")
    assert omis == OMIS
    assert plage.lectures == jour.lectures == 1


@pytest.mark.parametrize("valeur", [EMPTY, 0.0, "", "douze", True, VBAErrorValue(2007)])
def test_a_value_typed_in_the_formula_goes_as_it_is(valeur):
    """No cell to read."""
    poste = Poste(echo)
    assert poste.appeler("CPTS_TAILLE", valeur, 45731.0) == [[1.0]]
    assert poste.envoye[1] == 45731.0


def test_answers_keep_their_shape():
    """A cell, a row, a column, a table: a scalar or a 2-D array, ready for a spill or an array formula."""
    poste = Poste()
    taille = ("CPTS_TAILLE", FauxRange(103000.0), 45731.0)
    assert poste.appeler(*taille) == [[3.0]]
    colonne = FauxRange(tableau([[39000.0], [EMPTY], [103000.0]]))
    assert poste.appeler("CPTS_TAILLE", colonne, 45731.0) == [[1.0], [""], [3.0]]
    assert len(poste.appeler("CPTS_BAREME", 3.0, 45731.0)[0]) == 5


def test_a_failed_call_is_a_true_error_whose_reason_is_kept():
    """#VALUE!, which SUM does not skip; CPTS_MOTIF on that cell gives the sentence, and forgets it once mended."""
    poste = Poste()
    deux, trois = (FauxRange(tableau([[1.0]] * n)) for n in (2, 3))
    assert poste.appeler("CPTS_TAILLE_RETENUE", deux, trois) == VALEUR
    attendue = repondre("CPTS_TAILLE_RETENUE", [[[1.0]] * 2, [[1.0]] * 3]).echec
    assert poste.motif() == attendue
    assert poste.motif("$B$3") != attendue
    assert poste.appeler("CPTS_TAILLE_RETENUE", deux, deux) == [[1.0], [1.0]]
    assert "n'est plus en mémoire" in poste.motif(formule="=CPTS_TAILLE_RETENUE(A1:A2,C1:C2)")


def test_the_reason_of_an_array_formula_is_found_from_each_of_its_cells():
    """An old Excel fills B2:B4 with one array formula."""
    poste = Poste()
    deux, trois = (FauxRange(tableau([[1.0]] * n)) for n in (2, 3))
    assert poste.appeler("CPTS_TAILLE_RETENUE", deux, trois, adresse="$B$2:$B$4") == VALEUR
    matrice = FauxRange(EMPTY, "$B$2:$B$4", poste.classeur)
    assert poste.motif("$B$3", matrice=matrice).startswith("Refus")


def test_an_error_of_another_formula_is_left_to_python():
    """A #N/A that we did not write: the answer of CPTS_MOTIF is that of Python."""
    poste = Poste()
    assert poste.motif(valeur=VBAErrorValue(2042), formule="=RECHERCHEV(1;A:B;2;0)") == com(
        excel.appeler("CPTS_MOTIF", [ERREURS["#N/A"]])
    )
    assert poste.appeler("CPTS_MOTIF", MISSING) == [[""]]


def test_an_unknown_function_is_a_failure_with_its_reason():
    """A workbook newer than the tool installed."""
    poste = Poste()
    corps = 'CPTS_DEMAIN = CptsAppeler("CPTS_DEMAIN", Array(x))'
    poste.vba.add_module(f"Public Function CPTS_DEMAIN(x As Variant) As Variant\n{corps}\nEnd Function", name="Essai")
    assert poste.appeler("CPTS_DEMAIN", 1.0) == VALEUR
    assert "CPTS_DEMAIN" in poste.motif()


def test_ranges_that_cannot_be_sent_are_refused_before_being_read():
    """A whole column would freeze Excel; several areas have no shape. The limit and its words are those of Python."""
    poste = Poste(echo)
    colonne = FauxRange(EMPTY, cellules=1_048_576)
    assert poste.appeler("CPTS_TAILLE", colonne) == VALEUR
    assert colonne.lectures == 0
    python = repondre("CPTS_TAILLE", [[[None]] * (CELLULES_MAX + 1)]).echec
    assert poste.motif() == python.replace("Refus : ", "Refus : CPTS_TAILLE : ")
    assert poste.appeler("CPTS_TAILLE", FauxRange(1.0, zones=2)) == VALEUR
    assert "plages séparées" in poste.motif()
    assert poste.hote.transport.appels == []


def test_without_python_each_cell_is_an_error_and_only_the_first_one_waits():
    """A failure to start is not tried again for each cell; once mended, cells compute again."""
    poste = Poste()
    poste.hote.transport.panne = VBARuntimeError(SANS_PYTHON, "Les fonctions CPTS ne sont pas installées sur ce poste.")
    assert poste.appeler("CPTS_TAILLE", 103000.0, 45731.0) == VALEUR
    poste.hote.transport.panne = None
    assert poste.appeler("CPTS_TAILLE", 103000.0, 45731.0, adresse="$B$3") == VALEUR
    assert poste.motif() == poste.motif("$B$3") == "Les fonctions CPTS ne sont pas installées sur ce poste."
    assert poste.hote.transport.appels == []
    poste.vba.freeze(poste.vba.clock().replace(year=poste.vba.clock().year + 1))
    assert poste.appeler("CPTS_TAILLE", 103000.0, 45731.0) == [[3.0]]


def test_any_other_failure_says_what_happened_in_french():
    """The server was lost in the middle of a call: a true error, a French reason, the number for whoever helps."""
    poste = Poste()
    poste.hote.transport.panne = VBARuntimeError(-2147023170, "The remote procedure call failed.")
    assert poste.appeler("CPTS_TAILLE", 103000.0, 45731.0) == VALEUR
    poste.hote.transport.panne = None
    assert poste.motif().startswith("L'échange avec Python a échoué. Recalculer (Ctrl+Alt+F9)")
    assert poste.motif().endswith("The remote procedure call failed. (-2147023170)")
    assert poste.appeler("CPTS_TAILLE", 103000.0, 45731.0) == [[3.0]]


def test_the_memory_of_reasons_is_bounded():
    """The oldest are forgotten; the last ones stay."""
    poste = Poste(lambda *_: excel.MARQUE + "Refus : essai")
    for rang in range(520):
        assert poste.appeler("CPTS_VERSION", adresse=f"$B${rang}") == VALEUR
    assert poste.motif("$B$519") == "Refus : essai"
    assert poste.motif("$B$20", formule="=CPTS_VERSION()") == "Refus : essai"
    assert "n'est plus en mémoire" in poste.motif("$B$19", formule="=CPTS_VERSION()")


def test_called_from_a_macro_it_computes_all_the_same():
    """No calling cell: nothing to remember, nothing that fails."""
    poste = Poste()
    assert de_vba(poste.vba.run("CPTS_TAILLE", [103000.0, 45731.0])) == [[3.0]]
    assert de_vba(poste.vba.run("CPTS_TAILLE_RETENUE", [tableau([[1.0]] * 2), tableau([[1.0]] * 3)])) == VALEUR


def test_a_day_typed_in_a_1904_book_is_the_same_day():
    """DATE(2025,3,15) is 44269 there; the explanation of a call shifts what that call would."""
    poste = Poste(de_1904=True)
    jours = (45731.0, 45000.0)
    en_1904 = [jour - 1462.0 for jour in jours]
    assert poste.appeler("CPTS_FIN_ANNEE", *en_1904) == Poste().appeler("CPTS_FIN_ANNEE", *jours) == [[FIN_ANNEE]]
    ici = Poste().appeler("CPTS_EXPLICATION", "CPTS_FIN_ANNEE", *jours)
    assert "2026" in str(ici)
    assert poste.appeler("CPTS_EXPLICATION", "CPTS_FIN_ANNEE", *en_1904) == ici
    assert "-1" in str(poste.appeler("CPTS_TAILLE", 103000.0, -1.0))


def test_the_wizard_gets_the_help_of_every_function_in_french():
    """Planned at the opening, decoded with its accents, in our category, and the book is not left to be saved."""
    poste = Poste()
    poste.hote.classeur = poste.hote.actif = FauxClasseur("suivi de l'été.xlsm")
    poste.vba.add_module(ouverture(), name="CeClasseur")
    poste.vba.run("Workbook_Open")
    assert poste.hote.application.prevus == ["'suivi de l''été.xlsm'!CptsInscrireAide"]
    poste.vba.run("CptsInscrireAide")
    lues = {aide["macro"].partition("!")[2]: aide for aide in poste.hote.application.aides}
    assert list(lues) == [f.nom for f in fonctions()]
    for fonction in fonctions():
        aide = lues[fonction.nom]
        assert aide["description"] == fonction.aide
        assert aide["arguments"] == [a.aide for a in fonction.arguments]
        assert aide["categorie"] == CATEGORIE
        assert max(map(len, [aide["description"], *aide["arguments"]])) <= 255
    assert poste.hote.classeur.sauve


def test_help_that_excel_refuses_breaks_nothing():
    """Each refusal is passed over; the add-in is shown the time of it, then hidden again."""
    poste = Poste()
    poste.hote.classeur = FauxClasseur("cpts_xl.xlam", complement=True)
    poste.hote.actif = FauxClasseur()
    poste.hote.application.refuse_aide = True
    poste.vba.run("CptsInscrireAide")
    assert poste.hote.classeur.bascules == [False, True]
    assert poste.hote.application.aides == []


def test_an_add_in_opened_before_any_book_registers_its_help_later():
    """Excel refuses until a book is there: planned again, a few times only."""
    poste = Poste()
    poste.hote.actif = NOTHING
    for _ in range(9):
        poste.vba.run("CptsInscrireAide")
    assert 1 <= len(poste.hote.application.prevus) <= 5


def test_accents_are_put_back_whatever_the_text():
    """The decoder of VBA reads what Python wrote, braces and surrogates included."""
    poste = Poste()
    for texte in ("", "Éloïse D'Orgeval", "a{b}c {00e9}", "€ — œ\u202f12", "{", "{{}}", "C:\\users\\u00e9"):
        assert poste.vba.run("CptsTexte", [coder(texte)]) == texte
    assert set(modules()) == {
        "CptsEcriture", "CptsAppel", "CptsTransport", "CptsWindows", "CptsFonctions", "CptsAide",
    }  # fmt: skip


def test_python_is_started_once_by_its_own_interpreter():
    """The line that starts it: the interpreter of the settings, set apart from what the machine may have."""
    poste = Poste()
    for _ in range(3):
        assert poste.appeler("CPTS_TAILLE", 103000.0, 45731.0) == [[3.0]]
    [ligne] = set(poste.hote.transport.commandes)
    code = "from cpts_xl.udf.excel import servir; servir('$(CLSID)')"
    assert ligne == f'"{PYTHON}" -I -B -c "{code}"'
    assert callable(excel.servir)


REGLAGES_ABIMES = {
    "no settings": (lambda t: t.fichiers.pop(REGLAGES), "ne sont pas installées sur ce poste"),
    "empty settings": (
        lambda t: t.fichiers.update({REGLAGES: "# rien\n\n=\nINTERPRETER_WIN\n"}),
        "ne sont pas installées",
    ),
    "no interpreter": (lambda t: t.fichiers.pop(PYTHON), "Python n'est plus où l'installation l'avait mis"),
    "no library": (lambda t: t.fichiers.pop(LIAISON), "La bibliothèque de liaison est absente"),
    "a 32-bit Excel": (lambda t: setattr(t, "bits", 32), "La bibliothèque de liaison est absente"),
    "a refusal": (
        lambda t: setattr(t, "refus", "xlwings : Could not create Python process."),
        "Python n'a pas pu démarrer",
    ),
}


@pytest.mark.parametrize("cas", REGLAGES_ABIMES)
def test_what_is_missing_on_the_machine_is_said_in_french(cas):
    """A true error in the cell, the reason beside it; once mended, the next try computes, with no restart of Excel."""
    poste = Poste()
    transport = poste.hote.transport
    avant = dict(transport.fichiers)
    abimer, mots = REGLAGES_ABIMES[cas]
    abimer(transport)
    assert poste.appeler("CPTS_TAILLE", 103000.0, 45731.0) == VALEUR
    assert mots in poste.motif()
    assert "cpts-xl" in poste.motif()
    transport.fichiers, transport.bits, transport.refus = avant, 64, ""
    poste.vba.freeze(poste.vba.clock().replace(year=poste.vba.clock().year + 1))
    assert poste.appeler("CPTS_TAILLE", 103000.0, 45731.0) == [[3.0]]


def test_a_sheet_of_the_workbook_may_say_otherwise():
    """Its settings come before those of the machine; what it leaves out is read there."""
    poste = Poste()
    poste.hote.classeur.reglages = [("autre", "x"), ("interpreter_win", "%LOCALAPPDATA%\\essai\\pythonw.exe")]
    poste.hote.transport.fichiers[f"{PROFIL}\\essai\\pythonw.exe"] = ""
    assert poste.appeler("CPTS_TAILLE", 103000.0, 45731.0) == [[3.0]]
    assert poste.hote.transport.commandes[0].startswith(f'"{PROFIL}\\essai\\pythonw.exe" -I')
