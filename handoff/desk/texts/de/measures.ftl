# Maßnahmen: was die Gruppe der Mitarbeitenden davon hört.

measure-group-threat = ⚠️ In einer Nachricht wurde eine Drohung erkannt. Leitung, bitte gleich ansehen.
measure-group-review = Jemand bittet um Überprüfung einer Maßnahme. Leitung, bitte entscheiden.
