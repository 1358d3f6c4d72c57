#!/bin/sh
# Refait les cinq images de docs/images à partir de demo/ : LibreOffice et poppler-utils suffisent.
# Se lance de n'importe où : « sh docs/images.sh », après « make demo » ou « cpts-xl demo --vers demo ».
set -eu

racine=$(cd "$(dirname "$0")/.." && pwd)
images="$racine/docs/images"
travail=$(mktemp -d)
trap 'rm -rf "$travail"' EXIT INT TERM

for outil in soffice pdftoppm pdftotext; do
    command -v "$outil" >/dev/null || { echo "« $outil » manque : installer LibreOffice et poppler-utils." >&2; exit 2; }
done

# vers_pdf FICHIER : la copie porte un nom simple, le profil est à nous, le LibreOffice ouvert n'est pas dérangé
vers_pdf() {
    [ -f "$racine/demo/$1" ] || { echo "demo/$1 manque : lancer d'abord « make demo »." >&2; exit 2; }
    cp "$racine/demo/$1" "$travail/$1"
    soffice "-env:UserInstallation=file://$travail/profil" --headless --norestore \
        --convert-to pdf --outdir "$travail" "$travail/$1" >/dev/null 2>&1
    [ -f "$travail/${1%.*}.pdf" ] || { echo "LibreOffice n'a pas converti demo/$1." >&2; exit 2; }
}

# page PDF MOTIF [APRÈS] : numéro de la première page, au-delà de APRÈS, dont une ligne commence par MOTIF
page() {
    total=$(pdfinfo "$1" | sed -n 's/^Pages: *//p')
    numero=$((${3:-0} + 1))
    while [ "$numero" -le "$total" ]; do
        if pdftotext -f "$numero" -l "$numero" "$1" - | grep -q "^$2"; then
            echo "$numero"
            return
        fi
        numero=$((numero + 1))
    done
    echo "« $2 » n'est dans aucune page de $(basename "$1")." >&2
    exit 2
}

# image PDF PAGE NOM LARGEUR_DE_PAGE GAUCHE HAUT HAUTEUR : 900 pixels de large, dans la page mise à l'échelle
image() {
    pdftoppm -png -singlefile -f "$2" -l "$2" -scale-to-x "$4" -scale-to-y -1 -x "$5" -y "$6" -W 900 -H "$7" \
        "$1" "$travail/$3"
    mv "$travail/$3.png" "$images/$3.png"
    echo "docs/images/$3.png"
}

# un profil français : nombres et dates s'écrivent comme chez la coordinatrice
mkdir -p "$images" "$travail/profil/user"
cat > "$travail/profil/user/registrymodifications.xcu" <<'FIN'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item>
</oor:items>
FIN
vers_pdf suivi.xlsm
numero=$(page "$travail/suivi.pdf" "Tableau de bord —")
image "$travail/suivi.pdf" "$numero" suivi 1220 24 50 750

vers_pdf relecture.xlsx
numero=$(page "$travail/relecture.pdf" "Calculs : chaque nombre")
image "$travail/relecture.pdf" "$numero" relecture 1280 30 60 480

vers_pdf rapport.docx
numero=$(page "$travail/rapport.pdf" "1. L'essentiel" 2)
image "$travail/rapport.pdf" "$numero" rapport 900 0 0 970

# le fichier reçu du guide du relecteur, avec ses deux fautes, et sa revue
python=$racine/.venv/bin/python
"$python" "$racine/docs/deux_fautes.py" "$racine/demo/relecture.xlsx" "$travail/recu.xlsx"
"$python" -m cpts_xl.cli revue "$travail/recu.xlsx" --vers "$travail/revue.xlsx" >/dev/null || test $? -eq 1
soffice "-env:UserInstallation=file://$travail/profil" --headless --norestore \
    --convert-to pdf --outdir "$travail" "$travail/revue.xlsx" >/dev/null 2>&1
image "$travail/revue.pdf" 1 revue 1000 40 70 880
numero=$(page "$travail/revue.pdf" "Écarts entre")
image "$travail/revue.pdf" "$numero" ecarts 1280 30 60 620
