# Maßnahmen: was die Gruppe der Mitarbeitenden davon hört.

measure-group-threat = ⚠️ In einer Nachricht wurde eine Drohung erkannt. Leitung, bitte gleich ansehen.
measure-group-review = Jemand bittet um Überprüfung einer Maßnahme. Leitung, bitte entscheiden.
measure-group-mark = ⚠️ Drohung
measure-group-masked = [Drohung. Der Text steht am Arbeitsplatz, nach einem Klick.]

deed-measure-set = { $name } hat eine Maßnahme verhängt
deed-measure-proposed = { $name } hat eine lange Sperre vorgeschlagen
deed-measure-confirm = { $name } hat der langen Sperre als zweite Person zugestimmt
deed-measure-turned-down = { $name } hat die vorgeschlagene Sperre abgelehnt
deed-measure-lifted = { $name } hat die Maßnahme aufgehoben
deed-measure-auto = Der Automat hat auf einen Regelverstoß reagiert
deed-measure-ended = Die Maßnahme ist abgelaufen
deed-review-asked = Um Überprüfung gebeten
deed-review-decided = { $name } hat über die Bitte um Überprüfung entschieden
