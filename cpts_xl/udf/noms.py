"""What a published function, its arguments and their help may be called, so that every carrier accepts them.

A name that VBA refuses is found when the project is built, not when a coordinator imports the functions.
"""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING

from cpts_xl.errors import NomInvalide

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFIXE = "CPTS_"
FONCTION_MAX = 64  # choix de la maison : lisible dans l'assistant et dans la cellule (VBA irait jusqu'à 255)
ARGUMENTS_MAX = 60  # une procédure VBA n'en reçoit pas plus
LISTE_MAX = 254  # noms et virgules : au-delà, l'assistant d'Excel refuse la liste (xlwings #1489)
AIDE_MAX = 255  # xlwings coupe là, sans rien dire, ce qu'il donne à l'assistant

_COLONNES = 16_384  # XFD
_LIGNES = 1_048_576
_A1 = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LC = re.compile(r"(?:[RL]([0-9]{0,7}))?(?:C([0-9]{0,5}))?")  # R1C1 en anglais, L1C1 en français, R, L, C, R5, C3…
_FONCTION = re.compile(r"[A-Z0-9_]+")
_ARGUMENT = re.compile(r"[a-z][a-z0-9_]*")


def _mots(texte: str) -> frozenset[str]:
    return frozenset(texte.upper().split())


MOTS_VBA = _mots("""
    AddressOf Alias And Any Append Array As Attribute Base Binary Boolean ByRef Byte ByVal Call Case CBool
    CByte CCur CDate CDbl CDec CDecl CInt Circle CLng CLngLng CLngPtr Close Compare Const CSng CStr Currency
    CVar CVErr Date Debug Decimal Declare DefBool DefByte DefCur DefDate DefDbl DefDec DefInt DefLng
    DefLngLng DefLngPtr DefObj DefSng DefStr DefVar Dim Do DoEvents Double Each Else ElseIf Empty End EndIf
    Enum Eqv Erase Error Event Exit Explicit False Fix For Friend Function Get Global GoSub GoTo If Imp
    Implements In Input InputB Int Integer Is LBound Len LenB Let Lib Like Line LineInput Lock Long LongLong
    LongPtr Loop LSet Me Mid MidB Mod Module Name New Next Not Nothing Null Object On Open Option Optional Or
    Output ParamArray Preserve Print Private Property PSet PtrSafe Public Put RaiseEvent Random ReDim Read
    Rem Reset Resume Return RSet Scale Seek Select Set Sgn Shared Single Spc Static Step Stop String Sub Tab
    Text Then Time To True Type TypeOf UBound Unlock Until Variant Wend While Width With WithEvents Write Xor
""")
"""Words that VBA keeps, or that some statement of VBA reads before it looks for a variable."""

MOTS_DU_PORTEUR = _mots("""
    ActiveWorkbook App Application argsArray Caller Err Excel Failed k Range ThisWorkbook VBA XLPy xlwings
""")
"""Words that the module written by xlwings uses itself; ``caller`` would receive the calling cell."""

FONCTIONS_EN = _mots("""
    ABS ACCRINT ACCRINTM ACOS ACOSH ACOT ACOTH ADDRESS AGGREGATE AMORDEGRC AMORLINC AND ARABIC AREAS
    ARRAYTOTEXT ASC ASIN ASINH ATAN ATAN2 ATANH AVEDEV AVERAGE AVERAGEA AVERAGEIF AVERAGEIFS BAHTTEXT BASE
    BESSELI BESSELJ BESSELK BESSELY BETADIST BETAINV BIN2DEC BIN2HEX BIN2OCT BINOMDIST BITAND BITLSHIFT BITOR
    BITRSHIFT BITXOR BYCOL BYROW CEILING CELL CHAR CHIDIST CHIINV CHITEST CHOOSE CHOOSECOLS CHOOSEROWS CLEAN
    CODE COLUMN COLUMNS COMBIN COMBINA COMPLEX CONCAT CONCATENATE CONFIDENCE CONVERT CORREL COS COSH COT COTH
    COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS COUPDAYBS COUPDAYS COUPDAYSNC COUPNCD COUPNUM COUPPCD COVAR
    CRITBINOM CSC CSCH CUBEKPIMEMBER CUBEMEMBER CUBEMEMBERPROPERTY CUBERANKEDMEMBER CUBESET CUBESETCOUNT
    CUBEVALUE CUMIPMT CUMPRINC DATE DATEDIF DATEVALUE DAVERAGE DAY DAYS DAYS360 DB DBCS DCOUNT DCOUNTA DDB
    DEC2BIN DEC2HEX DEC2OCT DECIMAL DEGREES DELTA DEVSQ DGET DISC DMAX DMIN DOLLAR DOLLARDE DOLLARFR DPRODUCT
    DROP DSTDEV DSTDEVP DSUM DURATION DVAR DVARP EDATE EFFECT ENCODEURL EOMONTH ERF ERFC EVEN EXACT EXP
    EXPAND EXPONDIST FACT FACTDOUBLE FALSE FDIST FILTER FILTERXML FIND FINDB FINV FISHER FISHERINV FIXED
    FLOOR FORECAST FORMULATEXT FREQUENCY FTEST FV FVSCHEDULE GAMMA GAMMADIST GAMMAINV GAMMALN GAUSS GCD
    GEOMEAN GESTEP GETPIVOTDATA GROUPBY GROWTH HARMEAN HEX2BIN HEX2DEC HEX2OCT HLOOKUP HOUR HSTACK HYPERLINK
    HYPGEOMDIST IF IFERROR IFNA IFS IMABS IMAGE IMAGINARY IMARGUMENT IMCONJUGATE IMCOS IMCOSH IMCOT IMCSC
    IMCSCH IMDIV IMEXP IMLN IMLOG10 IMLOG2 IMPOWER IMPRODUCT IMREAL IMSEC IMSECH IMSIN IMSINH IMSQRT IMSUB
    IMSUM IMTAN INDEX INDIRECT INFO INT INTERCEPT INTRATE IPMT IRR ISBLANK ISERR ISERROR ISEVEN ISFORMULA
    ISLOGICAL ISNA ISNONTEXT ISNUMBER ISODD ISOMITTED ISOWEEKNUM ISPMT ISREF ISTEXT JIS KURT LAMBDA LARGE LCM
    LEFT LEFTB LEN LENB LET LINEST LN LOG LOG10 LOGEST LOGINV LOGNORMDIST LOOKUP LOWER MAKEARRAY MAP MATCH
    MAX MAXA MAXIFS MDETERM MDURATION MEDIAN MID MIDB MIN MINA MINIFS MINUTE MINVERSE MIRR MMULT MOD MODE
    MONTH MROUND MULTINOMIAL MUNIT N NA NEGBINOMDIST NETWORKDAYS NOMINAL NORMDIST NORMINV NORMSDIST NORMSINV
    NOT NOW NPER NPV NUMBERVALUE OCT2BIN OCT2DEC OCT2HEX ODD ODDFPRICE ODDFYIELD ODDLPRICE ODDLYIELD OFFSET
    OR PDURATION PEARSON PERCENTILE PERCENTOF PERCENTRANK PERMUT PERMUTATIONA PHI PHONETIC PI PIVOTBY PMT
    POISSON POWER PPMT PRICE PRICEDISC PRICEMAT PROB PRODUCT PROPER PV PY QUARTILE QUOTIENT RADIANS RAND
    RANDARRAY RANDBETWEEN RANK RATE RECEIVED REDUCE REPLACE REPLACEB REPT RIGHT RIGHTB ROMAN ROUND ROUNDDOWN
    ROUNDUP ROW ROWS RRI RSQ RTD SCAN SEARCH SEARCHB SEC SECH SECOND SEQUENCE SERIESSUM SHEET SHEETS SIGN SIN
    SINH SKEW SLN SLOPE SMALL SORT SORTBY SQRT SQRTPI STANDARDIZE STDEV STDEVA STDEVP STDEVPA STEYX
    STOCKHISTORY SUBSTITUTE SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT SUMSQ SUMX2MY2 SUMX2PY2 SUMXMY2 SWITCH SYD T
    TAKE TAN TANH TBILLEQ TBILLPRICE TBILLYIELD TDIST TEXT TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TIME
    TIMEVALUE TINV TOCOL TODAY TOROW TRANSPOSE TREND TRIM TRIMMEAN TRUE TRUNC TTEST TYPE UNICHAR UNICODE
    UNIQUE UPPER VALUE VALUETOTEXT VAR VARA VARP VARPA VDB VLOOKUP VSTACK WEBSERVICE WEEKDAY WEEKNUM WEIBULL
    WORKDAY WRAPCOLS WRAPROWS XIRR XLOOKUP XMATCH XNPV XOR YEAR YEARFRAC YIELD YIELDDISC YIELDMAT ZTEST
""")

FONCTIONS_FR = _mots("""
    ABS ACOS ACOSH ACOT ACOTH ADRESSE AGREGAT ALEA AMORDEGRC AMORLIN AMORLINC ANNEE ARRONDI ASIN ASINH ATAN
    ATAN2 ATANH AUJOURDHUI BAHTTEXT BDECARTYPE BDLIRE BDMAX BDMIN BDMOYENNE BDNB BDNBVAL BDPRODUIT BDSOMME
    BDVAR BINDEC BINHEX BINOCT BYCOL BYROW CAR CELLULE CHERCHE CHOISIR CNUM CODE COLONNE COLONNES COMBIN
    COMPLEXE CONCAT CONCATENER CONVERT CORREL COS COSH COVARIANCE CROISSANCE CTXT DATE DATEDIF DATEVAL DB DDB
    DECALER DECBIN DECHEX DECOCT DEGRES DELTA DETERMAT DEVISE DROITE DROITEREG DUREE ECARTYPE ECARTYPEP ENT
    EPURAGE EQUIV EQUIVX ESTERR ESTERREUR ESTFORMULE ESTIMP ESTLOGIQUE ESTNA ESTNONTEXTE ESTNUM ESTOMIS
    ESTPAIR ESTREF ESTTEXTE ESTVIDE ET EXACT EXCLURE EXP FACT FAUX FEUILLE FEUILLES FILTRE FISHER
    FORMULETEXTE FREQUENCE GAUCHE GAUSS GRANDE HEURE IMPAIR INDEX INDIRECT INFORMATIONS INTPER INVERSEMAT
    ISPMT JOINDRETEXTE JOUR JOURS JOURS360 JOURSEM KURTOSIS LAMBDA LET LIEN_HYPERTEXTE LIGNE LIGNES LN LOG
    LOG10 LOGREG MAINTENANT MAJUSCULE MAKEARRAY MAP MAX MEDIANE MIN MINUSCULE MINUTE MOD MODE MOIS MOYENNE
    MULTINOMIALE N NA NB NBCAR NBVAL NO NOMINAL NOMPROPRE NON NPM OU OUX PAIR PEARSON PENTE PERMUTATION
    PETITE PGCD PI PLAFOND PLANCHER POISSON PPCM PRENDRE PREVISION PRINCPER PROBABILITE PRODUIT PRODUITMAT
    PUISSANCE QUARTILE QUOTIENT RACINE RADIANS RANG RECHERCHE RECHERCHEH RECHERCHEV RECHERCHEX REDUCE
    REMPLACER REMPLACERB REPT ROMAIN SCAN SECONDE SEQUENCE SI SIERREUR SIGNE SIN SINH SOMME SOMMEPROD STXT
    SUBSTITUE SUPPRESPACE SYD T TAN TANH TAUX TEMPS TEMPSVAL TENDANCE TEXTE TRANSPOSE TRI TRIER TRIERPAR
    TRONQUE TROUVE TROUVERB TYPE UNICAR UNIQUE VA VALEUR VAN VAR VC VDB VPM VRAI XOR ZONES
""")

MACROS_XLM = _mots("""
    ABSREF ACTIVATE ALERT ALERTE ALIGNMENT APPELER ARGUMENT ATTEINDRE BEEP BREAK CALCULATION CALL CALLER
    CLEAR CLOSE CONTINUE COPY CUT DEREF DIRECTORY DOCUMENTS ECHO ELSE ERROR EVALUATE EVALUER EXEC EXECUTE
    FCLOSE FILES FOPEN FOR FORMULA FORMULE FPOS FREAD FREADLN FSIZE FWRITE FWRITELN GOTO HALT HIDE INITIATE
    INPUT LINKS MESSAGE NAMES NEXT NOTE OPEN PASTE POKE PRECISION PRINT PROTECT QUIT REFTEXT REGISTER
    REGISTRE RELREF REQUEST RESTART RESULT RETOUR RETURN RUN SAVE SELECT SELECTION SERIES STEP TERMINATE
    TEXTREF UNDO UNREGISTER VOLATILE WAIT WHILE WINDOWS WORKSPACE
""")
"""Functions of the old macro language, still reserved by Excel."""

_PRIS_PAR_EXCEL = FONCTIONS_EN | FONCTIONS_FR | MACROS_XLM


def est_une_adresse(nom: str) -> bool:
    """Tell whether a spreadsheet reads ``nom`` as a reference: A1…XFD1048576, R1C1 or L1C1 (any case)."""
    if not nom or not nom.isascii():
        return False
    nom = nom.upper()
    if a1 := _A1.fullmatch(nom):
        colonne = 0
        for lettre in a1[1]:
            colonne = 26 * colonne + ord(lettre) - ord("A") + 1
        if colonne <= _COLONNES and 1 <= int(a1[2]) <= _LIGNES:
            return True
    lc = _LC.fullmatch(nom)
    if not lc:
        return False
    ligne, colonne = int(lc[1] or 1), int(lc[2] or 1)
    return 1 <= ligne <= _LIGNES and 1 <= colonne <= _COLONNES


def verifier_fonction(nom: str) -> None:
    """Refuse a function name that VBA, Excel (in English or in French) or another carrier would refuse."""
    if not _FONCTION.fullmatch(nom):
        pourquoi = "le module VBA est écrit sans accents, et VBA ne connaît ni point ni espace"
        remede = "n'employer que des capitales de A à Z, des chiffres et le souligné"
    elif est_une_adresse(nom):
        pourquoi = "Excel y lit l'adresse d'une cellule, d'une ligne ou d'une colonne"
        remede = f"faire précéder le nom de {PREFIXE}"
    elif nom in _PRIS_PAR_EXCEL:
        pourquoi = "Excel a déjà une fonction ou une macro de ce nom, en anglais ou en français"
        remede = f"faire précéder le nom de {PREFIXE}"
    elif nom in MOTS_VBA:
        pourquoi = "c'est un mot réservé de VBA, le module importé serait refusé"
        remede = f"faire précéder le nom de {PREFIXE}"
    elif not re.match(PREFIXE + "[A-Z]", nom):
        pourquoi = f"nos fonctions se rangent ensemble sous {PREFIXE} dans l'assistant, suivi d'une lettre"
        remede = f"écrire par exemple {PREFIXE}TAILLE"
    elif len(nom) > FONCTION_MAX:
        pourquoi = f"{len(nom)} caractères, et au-delà de {FONCTION_MAX} une formule ne se lit plus"
        remede = "abréger le nom"
    else:
        return
    raise NomInvalide(f"nom de fonction « {nom} » : {pourquoi} ; {remede}")


def verifier_arguments(noms: Sequence[str]) -> None:
    """Refuse argument names that would break the VBA module or the wizard, one by one and together."""
    vus: set[str] = set()
    for nom in noms:
        _verifier_argument(nom)
        if nom in vus:
            raise NomInvalide(f"argument « {nom} » : il est donné deux fois ; donner un autre nom au second")
        vus.add(nom)
    if len(noms) > ARGUMENTS_MAX:
        raise NomInvalide(
            f"{len(noms)} arguments : une fonction VBA n'en reçoit pas plus de {ARGUMENTS_MAX} ; "
            "regrouper des cellules voisines en une plage"
        )
    longueur = sum(len(nom) for nom in noms) + len(noms)
    if longueur > LISTE_MAX:
        raise NomInvalide(
            f"noms d'arguments : {longueur} caractères en tout, virgules comprises, et l'assistant "
            f"d'Excel n'en admet que {LISTE_MAX} ; abréger les noms ou regrouper des cellules en une plage"
        )


def _verifier_argument(nom: str) -> None:
    if nom.startswith("_"):
        pourquoi = "VBA refuse un nom qui commence par un souligné"
        remede = "l'ôter"
    elif not _ARGUMENT.fullmatch(nom):
        pourquoi = "le module VBA est écrit sans accents, et VBA ne distingue pas les capitales"
        remede = "n'employer que des minuscules de a à z, des chiffres et le souligné, une lettre en tête"
    elif nom.upper() in MOTS_VBA:
        pourquoi = "c'est un mot de VBA, le module importé serait refusé"
        remede = f"le préciser d'un second mot : {nom}_…"
    elif keyword.iskeyword(nom):
        pourquoi = "c'est un mot réservé de Python"
        remede = f"le préciser d'un second mot : {nom}_…"
    elif nom.upper() in MOTS_DU_PORTEUR:
        pourquoi = "le module VBA écrit par xlwings l'emploie lui-même"
        remede = f"le préciser d'un second mot : {nom}_…"
    elif est_une_adresse(nom):
        pourquoi = "un tableur y lit une adresse et le refuse comme nom (classeur, LET, LAMBDA)"
        remede = f"le préciser d'un second mot : {nom}_…"
    elif nom.startswith(PREFIXE.lower()):
        pourquoi = "VBA, qui ne distingue pas les capitales, le confondrait avec une fonction"
        remede = f"ôter {PREFIXE.lower()}"
    else:
        return
    raise NomInvalide(f"argument « {nom} » : {pourquoi} ; {remede}")


def verifier_aide(texte: str) -> None:
    """Refuse a help text that the wizard would show cut, or replace by a path of a file of ours."""
    if not texte.strip():
        raise NomInvalide(
            "aide vide : l'assistant montrerait un texte anglais ou le chemin d'un fichier Python ; écrire une phrase"
        )
    if len(texte) > AIDE_MAX:
        raise NomInvalide(
            f"aide de {len(texte)} caractères : l'assistant n'en montre que {AIDE_MAX} et la fin serait "
            f"perdue sans avertissement ; abréger ce texte, qui commence par « {texte[:40]}… »"
        )
