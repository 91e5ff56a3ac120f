"""What stays behind when a survey comes over, in words: what of it, and why."""

from __future__ import annotations

from shared.kernel.texts import marked

CONDITION = marked(
    "Wanneer de vraag gesteld wordt, kunnen onze voorwaarden niet zeggen: %(what)s. Hij wordt nu altijd gesteld."
)
GROUP_CONDITION = marked("Wanneer dit deel gesteld wordt, kunnen onze voorwaarden niet zeggen: %(what)s.")
SETTINGS = marked("Deze instellingen zijn niet meegekomen: %(names)s.")
END_TEXT = marked("De tekst aan het eind is niet meegekomen: wat wij na het antwoorden zeggen, ligt vast.")
DISPLAY = marked("Een tekst zonder vraag is niet meegekomen: “%(words)s”")
PATTERN = marked("De controle van het antwoord op een patroon is niet meegekomen.")
SOFT = marked("Een antwoord was gewenst maar niet verplicht; hier mag de vraag worden overgeslagen.")
NOT_ANONYMOUS = marked("Bij LimeSurvey was deze lijst anoniem. Kijk na of je hier hetzelfde belooft.")
ALWAYS = marked(
    "Brieven, meldingen, uiterlijk en deelnemers van LimeSurvey komen nooit mee; daarvoor heeft het huis zijn eigen."
)
ROW_CONDITION = marked("Eén regel van deze vraag had een eigen voorwaarde; die is niet meegekomen: %(what)s.")
TABLES = {
    "quota": marked("Quota zijn niet meegekomen."),
    "assessments": marked("Beoordelingen op punten zijn niet meegekomen."),
    "defaultvalues": marked("Antwoorden die vooraf zijn ingevuld, zijn niet meegekomen."),
    "survey_url_parameters": marked("Gegevens uit het adres zijn niet meegekomen."),
}
# What LimeSurvey writes of every question, also where nobody chose anything.
USUAL = {
    "assessment_value": "1", "statistics_showgraph": "1", "time_limit_action": "1", "question_template": "core",
    "other_position": "end", "show_comment": "1", "show_title": "1", "public_statistics": "1",
    "time_limit_disable_next": "1", "time_limit_disable_prev": "1", "scale_export": "1",
}  # fmt: skip
