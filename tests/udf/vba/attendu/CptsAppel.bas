Option Explicit
Option Private Module

' Ce que font toutes les fonctions CPTS_ : lire les cellules, appeler Python en une fois, rendre la reponse
' ou une vraie erreur d'Excel, et garder la phrase qui l'explique pour CPTS_MOTIF.

Public Const CPTS_CLASSEUR_VERSION As String = "@VERSION@"
' vbObjectError + 2019 et + 2020, ecrits en toutes lettres : LibreOffice ne connait pas cette constante
Public Const CPTS_REFUS As Long = -2147219485
Public Const CPTS_SANS_PYTHON As Long = -2147219484

Private Const MARQUE As String = vbTab & "CPTS_ECHEC" & vbTab
Private Const CELLULES_MAX As Long = 200000
Private Const MOTIFS_MAX As Long = 500
Private Const ATTENTE_SECONDES As Long = 20
Private Const DETAIL_MAX As Long = 160

Private motifs As Collection
Private reprise As Date
Private panne As String

Public Function CptsAppeler(ByVal nom As String, ByVal donnees As Variant) As Variant
    Dim appelant As Object
    Dim rang As Long
    Dim rendu As Variant
    Dim valeurs As Variant
    Set appelant = CptsAppelant()
    On Error GoTo echec
    If Now < reprise Then Err.Raise CPTS_REFUS, "CPTS", panne
    ' dans un tableau neuf : ecrire a la place d'une plage, LibreOffice l'ecrit dans la cellule
    valeurs = Array()
    If UBound(donnees) >= 0 Then ReDim valeurs(0 To UBound(donnees))
    For rang = 0 To UBound(donnees)
        valeurs(rang) = CptsValeur(nom, donnees(rang))
    Next rang
    rendu = CptsEnvoyer(nom & CptsCalendrier(appelant), valeurs)
    If VarType(rendu) = vbString Then
        If Left$(rendu, Len(MARQUE)) = MARQUE Then Err.Raise CPTS_REFUS, "CPTS", Mid$(rendu, Len(MARQUE) + 1)
    End If
    CptsOublier appelant
    CptsAppeler = rendu
    Exit Function
echec:
    CptsAppeler = CptsEchouer(appelant, Err.Number, Err.Description)
End Function

Public Function CptsMotif(Optional ByRef cellule As Variant) As Variant
    Dim phrase As String
    If IsObject(cellule) Then phrase = CptsMotifRetenu(cellule)
    If phrase = "" Then
        CptsMotif = CptsAppeler("CPTS_MOTIF", Array(cellule))
    Else
        CptsMotif = phrase
    End If
End Function

' Une plage est lue ici, en une fois : Python n'a plus rien a demander a Excel. .Value donne de vraies dates,
' dans les calendriers 1900 et 1904, et laisse vides, erreurs et arguments omis comme ils sont.
Private Function CptsValeur(ByVal nom As String, Optional ByRef donnee As Variant) As Variant
    If Not IsObject(donnee) Then
        CptsValeur = donnee
        Exit Function
    End If
    If donnee.Areas.Count > 1 Then
        Err.Raise CPTS_REFUS, "CPTS", "Refus : " & nom & CptsTexte(" : plusieurs plages s{00e9}par{00e9}es donn{00e9}es en un seul argument ; en d{00e9}signer une seule")
    End If
    If CptsCellules(donnee) > CELLULES_MAX Then
        Err.Raise CPTS_REFUS, "CPTS", "Refus : " & nom & " : plus de " & CELLULES_MAX & CptsTexte(" cellules d{00e9}sign{00e9}es ; choisir la plage utile, non des colonnes enti{00e8}res")
    End If
    CptsValeur = donnee.Value
End Function

Private Function CptsCellules(ByVal plage As Object) As Double
    CptsCellules = CDbl(plage.Rows.Count) * plage.Columns.Count
End Function

Private Function CptsAppelant() As Object
    If TypeName(Application.Caller) = "Range" Then Set CptsAppelant = Application.Caller
End Function

' Un jour tape dans une formule arrive comme un numero : Python doit savoir de quel calendrier.
Private Function CptsCalendrier(ByVal appelant As Object) As String
    If appelant Is Nothing Then Exit Function
    If appelant.Worksheet.Parent.Date1904 Then CptsCalendrier = "_1904"
End Function

Private Function CptsEchouer(ByVal appelant As Object, ByVal numero As Long, ByVal description As String) As Variant
    Dim phrase As String
    CptsEchouer = CVErr(2015)
    Select Case numero
        Case CPTS_REFUS
            phrase = description
        Case CPTS_SANS_PYTHON
            ' Python absent : ne pas faire attendre chaque cellule a son tour
            phrase = description
            panne = description
            reprise = Now + TimeSerial(0, 0, ATTENTE_SECONDES)
        Case Else
            phrase = CptsTexte("L'{00e9}change avec Python a {00e9}chou{00e9}. Recalculer (Ctrl+Alt+F9) ; si cela dure, lancer {00ab} cpts-xl diagnostic {00bb}. D{00e9}tail : ") & Left$(description, DETAIL_MAX) & " (" & numero & ")"
    End Select
    CptsRetenir appelant, phrase
End Function

Private Sub CptsRetenir(ByVal appelant As Object, ByVal phrase As String)
    On Error Resume Next
    If appelant Is Nothing Then Exit Sub
    If motifs Is Nothing Then Set motifs = New Collection
    CptsOublier appelant
    If motifs.Count >= MOTIFS_MAX Then motifs.Remove 1
    motifs.Add phrase, appelant.Address(External:=True)
End Sub

Private Sub CptsOublier(ByVal appelant As Object)
    On Error Resume Next
    If appelant Is Nothing Then Exit Sub
    If motifs Is Nothing Then Exit Sub
    If motifs.Count > 0 Then motifs.Remove appelant.Address(External:=True)
End Sub

Private Function CptsMotifRetenu(ByVal cellule As Object) As String
    Dim ou As String
    Dim phrase As String
    On Error GoTo rien
    If CptsCellules(cellule) <> 1 Then Exit Function
    If Not IsError(cellule.Value) Then Exit Function
    If cellule.HasArray Then
        ou = cellule.CurrentArray.Address(External:=True)
    Else
        ou = cellule.Address(External:=True)
    End If
    phrase = CptsMotifDe(ou)
    If phrase = "" Then
        If InStr(1, cellule.Formula, "CPTS_", vbTextCompare) > 0 Then phrase = CptsTexte("Le motif de cette erreur n'est plus en m{00e9}moire : recalculer par Ctrl+Alt+F9, il sera dit ici.")
    End If
    CptsMotifRetenu = phrase
rien:
End Function

Private Function CptsMotifDe(ByVal ou As String) As String
    On Error Resume Next
    If Not motifs Is Nothing Then CptsMotifDe = motifs(ou)
End Function
