"""A facts file of a town that does not exist, complete: every question has an answer."""

FACTS = """\
town.name: Bad Münsterau
town.state: by
town.phone: "0800 123"
town.counter: Rathaus, Weg 1, 99999 Bad Münsterau
town.privacy_url: https://www.bad-muensterau.example/ds
offices.rathaus.address: Weg 1, 99999 Bad Münsterau
offices.rathaus.hours: Mo-Fr 8-12, Do 14-18
offices.rathaus.email: rathaus@bad-muensterau.example
offices.buergerbuero.address: = rathaus
offices.buergerbuero.hours: Mo-Do 7:30-16, Fr 7:30-12
offices.buergerbuero.phone: 0800 124
offices.buergerbuero.email: buergerbuero@bad-muensterau.example
offices.buergerbuero.link: https://www.bad-muensterau.example/buergerbuero
federal_fees: ja
offices.buergerbuero.fees.passfoto: 8,50 €
offices.buergerbuero.fees.meldebescheinigung: 5
offices.buergerbuero.fees.beglaubigung: 5.5
offices.standesamt.address: Schlossgasse 3, 99999 Bad Münsterau
offices.standesamt.hours: Mo, Mi 9-12
offices.standesamt.phone: 0800 125
offices.standesamt.fees.urkunde: 12
offices.standesamt.fees.urkunde_weitere: 6
offices.sozialamt.address: = rathaus
offices.sozialamt.hours: Di 8-12
offices.sozialamt.phone: 0800 126
offices.jugendamt.address: Weg 2, 99999 Bad Münsterau
offices.jugendamt.hours: Di 8-12, Do 8-12 und 14-16
offices.jugendamt.phone: 0800 127
offices.bauamt.address: = rathaus
offices.bauamt.hours: Mi 9-12
offices.bauamt.phone: 0800 128
offices.ordnungsamt.phone: 0800 129
offices.abfallberatung.phone: 0800 130
offices.wertstoffhof.address: Am Werk 9, 99999 Bad Münsterau
offices.wertstoffhof.hours: Sa 9-13
offices.steueramt.phone: 0800 131
offices.steueramt.fees.hund_erster: 60
offices.steueramt.fees.hund_mehrere: 90,00 Euro
offices.gewerbeamt.fees.anmeldung: 31
offices.kfzzulassung.address: Kreisweg 4, 99998 Kreisstadt
offices.kfzzulassung.hours: Mo-Fr 7:30-12
appointment_link: https://termine.bad-muensterau.example/buchen
offices.rathaus.links.serviceportal: https://www.bad-muensterau.example/portal
owner: Eva Muster-Huber
chat_hours: Mo-Fr 9-12
rest.phone: alle
rest.email: alle
rest.address: steueramt, gewerbeamt, wahlamt
rest.hours: [steueramt, gewerbeamt]
rest.links: https://www.bad-muensterau.example/
"""
