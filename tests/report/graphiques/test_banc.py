"""The bench of charts does the work that it times; nothing is timed here."""

from __future__ import annotations

from bench import graphiques


def test_the_three_ways_make_every_chart(monkeypatch, tmp_path, capsys):
    """Each work makes its charts, each ratio names works that exist, and without matplotlib the bench says so."""
    monkeypatch.setattr(graphiques, "LOT", 3)
    monkeypatch.setattr(graphiques, "_procurer", lambda _: False)
    faits = {nom: travail() for nom, travail in graphiques.mesures(tmp_path)}
    assert faits[graphiques.NATIF] > 3 * 5_000
    assert faits[graphiques.REMPLI] > 3 * 5_000
    assert faits[graphiques.POSE] == 3 * 3 + 2
    assert "pas de comparaison" in capsys.readouterr().out
    assert {r.dessus for r in graphiques.RAPPORTS} <= set(faits)
    assert {r.dessous for r in graphiques.RAPPORTS} == {graphiques.PNG}
