"""A small XZuFi message such as the catalogue of a Land sends: two services and an online service."""

NAMESPACE = "http://xoev.de/schemata/xzufi/2_2_0"


def module(code: str, **texts: str) -> str:
    inner = "".join(
        f'<xzufi:inhalt languageCode="{lang}"><![CDATA[{text}]]></xzufi:inhalt>' for lang, text in texts.items()
    )
    return (
        f"<xzufi:modulText><xzufi:positionDarstellung>1</xzufi:positionDarstellung>{inner}"
        '<xzufi:leikaTextmodul listURI="urn:de:xzufi:codeliste:leistungstextmodulleika" listVersionID="20240216">'
        f"<code>{code}</code></xzufi:leikaTextmodul></xzufi:modulText>"
    )


HUND = f"""\
    <xzufi:leistung>
      <xzufi:id schemeAgencyID="L100040" schemeID="L100040_LEISTUNG">8967205</xzufi:id>
      <xzufi:struktur xsi:type="xzufi:LeistungsstrukturObjektMitVerrichtung"/>
      <xzufi:referenzLeiKa listURI="urn:de:fim:leika:leistung" listVersionID="20260101">
        <code>99102011060000</code>
      </xzufi:referenzLeiKa>
      {module("02", de="Hundesteuer Anmeldung", en="Dog tax registration")}
      {module("03", de="Hund zur Hundesteuer anmelden")}
      {module("05", de="<p>Kurz.</p>", en="<p>In short.</p>")}
      {module("06", de="<p>Sie müssen Ihren Hund <strong>anmelden</strong>.</p><ul><li>Halter</li><li>Rasse</li></ul>")}
      {module("08", de="<ul><li>Ausweis</li></ul>", en="ID card")}
      {module("22", de="Die Stadt")}
      {module("23", de="Steueramt")}
      {module("07", de="§ 1 Satzung")}
      <xzufi:modulFrist>
        <xzufi:beschreibung languageCode="de">Innerhalb von zwei Wochen</xzufi:beschreibung>
        <xzufi:beschreibung languageCode="en">Within two weeks</xzufi:beschreibung>
      </xzufi:modulFrist>
      <xzufi:modulKosten>
        <xzufi:kosten xsi:type="xzufi:KostenFix"><xzufi:betrag waehrung="EUR">96.5</xzufi:betrag></xzufi:kosten>
      </xzufi:modulKosten>
      <xzufi:modulBearbeitungsdauer>
        <xzufi:bearbeitungsdauer>
          <xzufi:dauer>3</xzufi:dauer><xzufi:einheit><code>2</code><name>Tage</name></xzufi:einheit>
        </xzufi:bearbeitungsdauer>
      </xzufi:modulBearbeitungsdauer>
      <xzufi:modulBegriffImKontext>
        <xzufi:begriffImKontext><xzufi:begriff languageCode="de">Hundemarke</xzufi:begriff></xzufi:begriffImKontext>
      </xzufi:modulBegriffImKontext>
      <xzufi:modulUrsprungsportal><xzufi:uri>https://service.example/hund</xzufi:uri></xzufi:modulUrsprungsportal>
      <xzufi:gueltigkeitGebietID schemeID="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs"
        >053150000000</xzufi:gueltigkeitGebietID>
      <xzufi:versionsinformation>
        <xzufi:geaendertDatumZeit>2026-03-04T12:00:00.000+01:00</xzufi:geaendertDatumZeit>
      </xzufi:versionsinformation>
    </xzufi:leistung>
"""
BARE = f"""\
    <xzufi:leistung>
      <xzufi:id>1</xzufi:id>
      {module("02", de="Übermittlungssperre")}
    </xzufi:leistung>
"""
ONLINE = """\
    <xzufi:onlinedienst>
      <xzufi:id>77</xzufi:id>
      <xzufi:bezeichnung languageCode="de">Hund online</xzufi:bezeichnung>
      <xzufi:link><xzufi:link>https://service.example/hund/online?a=1&amp;b=2</xzufi:link></xzufi:link>
      <xzufi:zustaendigkeit><xzufi:leistungID>8967205</xzufi:leistungID></xzufi:zustaendigkeit>
    </xzufi:onlinedienst>
"""


def message(*objects: str) -> str:
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<xzufi:transfer.operation.040104 xmlns:xzufi="{NAMESPACE}"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xzufiVersion="2.2.0" produktbezeichnung="Redaktion">
  <xzufi:nachrichtenkopf><xzufi:nachrichtUUID>1f0d</xzufi:nachrichtUUID></xzufi:nachrichtenkopf>
  <xzufi:schreibe>
{"".join(objects)}  </xzufi:schreibe>
</xzufi:transfer.operation.040104>
"""


SAMPLE = message(HUND, BARE, ONLINE)
