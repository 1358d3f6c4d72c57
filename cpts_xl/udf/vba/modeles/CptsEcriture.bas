Option Explicit
Option Private Module

' Ce projet est ecrit sans accents : l'editeur de macros les lirait selon le poste. Chaque caractere
' hors ASCII est donc ecrit par son numero, {00e9}, et remis ici.

Public Function CptsTexte(ByVal code As String) As String
    Dim clair As String
    Dim debut As Long
    Dim ou As Long
    debut = 1
    ou = InStr(1, code, "{")
    Do While ou > 0
        If Mid$(code, ou + 5, 1) = "}" Then
            clair = clair & Mid$(code, debut, ou - debut) & ChrW$(CLng("&H" & Mid$(code, ou + 1, 4)))
            debut = ou + 6
        End If
        ou = InStr(ou + 1, code, "{")
    Loop
    CptsTexte = clair & Mid$(code, debut)
End Function
