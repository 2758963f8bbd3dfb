# Üben mit erfundenen Bürgerinnen und Bürgern.

area-practice = Üben
practice-strip = Übung:
practice-strip-note = Alles hier ist erfunden. Nichts erreicht echte Bürgerinnen und Bürger, nichts wird gezählt.
practice-home = Zurück zum echten Arbeitsplatz
practice-what = In der Übungsstadt schreiben erfundene Bürgerinnen und Bürger: freundliche, wütende, eilige, solche mit Foto oder in Not. Sie antworten darauf, was Sie tun, und am Ende steht, was gut lief.
practice-safe = Die Übungsstadt ist von der echten ganz getrennt: Nichts von dort erreicht echte Menschen, und nichts zählt in der Statistik.
practice-enter = Zur Übungsstadt
practice-off = Die Übungsstadt ist hier nicht eingeschaltet. Eingeschaltet wird sie in den Einstellungen des Programms (practice).
practice-how = Starten Sie jemanden; nach ein paar Sekunden wartet das Anliegen in der Liste. Übernehmen, antworten und schließen Sie es wie im Alltag.
practice-cases = Zur Liste der Anliegen
practice-scenes = Wer schreibt
practice-start = Schreiben lassen
practice-runs = Ihre Übungen
practice-none = Noch keine. Starten Sie jemanden.
practice-started = Begonnen { $at }
practice-comes = Kommt gleich …
practice-writes = Im Gespräch.
practice-open = Anliegen öffnen
practice-over = Beendet, ohne dass das Anliegen geschlossen wurde.
practice-good = Gut:
practice-next = Fehlte noch:
