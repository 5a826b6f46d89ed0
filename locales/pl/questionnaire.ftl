### Ankieta do czytania: części, poziomy, pytania z punktami.

questionnaire-caption = Ankieta, wersja { $version }
questionnaire-stat-questions = Pytania
questionnaire-stat-parts = Części
questionnaire-stat-levels = Poziomy
questionnaire-parts = Części ankiety
questionnaire-part = Część
questionnaire-share = Udział w wyniku
questionnaire-apart = osobno
questionnaire-levels = Poziomy dojrzałości
questionnaire-level-from = Od wyniku
questionnaire-origin = Pochodzenie i plik
questionnaire-credit = Autorzy i źródło
questionnaire-licence = Licencja
questionnaire-source = Oryginał
questionnaire-hash = Odcisk (SHA-256)
questionnaire-hash-text = Odcisk to tożsamość tej wersji: zmienia się, gdy w ankiecie zmieni się choćby jeden znak. Jest liczony z pliku JSON.
questionnaire-toml = TOML, plik autorów
questionnaire-json = JSON, postać kanoniczna
questionnaire-pages = Części ankiety
questionnaire-before = Poprzednia część
questionnaire-after = Następna część
questionnaire-confidential = poufne
questionnaire-confidential-text = Odpowiedzi z tej części są poufne: widzą je tylko gmina i eksperci sieci.

questionnaire-kind-one-of = Jedna odpowiedź
questionnaire-kind-several-of = Dowolna liczba odpowiedzi
questionnaire-kind-ladder = Skala: jeden z pięciu stopni
questionnaire-kind-yes-no = Tak albo nie
questionnaire-kind-number = Liczba
questionnaire-kind-share = Udział liczony z dwóch liczb
questionnaire-kind-date = Data
questionnaire-kind-text = Krótki tekst
questionnaire-kind-long-text = Dłuższy tekst
questionnaire-kind-reasons = Przyczyny w kolejności
questionnaire-weight = waga { $weight }
questionnaire-not-scored = bez punktów
questionnaire-always-applies = zawsze dotyczy
questionnaire-gate = wymaganie poziomu { $level }: co najmniej { $least }
questionnaire-relevant = Pytanie pojawia się, gdy:
questionnaire-bases = Do każdej przyczyny: skąd to wiadomo
questionnaire-unit = Jednostka: { $unit }
questionnaire-share-of = { $numerator } ÷ { $denominator } ({ $unit })
questionnaire-goalposts = Zero punktów: { $none }. Pełny wynik: { $full }. Pomiędzy: proporcjonalnie.

questionnaire-how-to-answer = Jak odpowiedzieć
questionnaire-definition = Co się liczy
questionnaire-where-found = Gdzie to znaleźć
questionnaire-respondent = Kto może wiedzieć
questionnaire-example = Przykład
questionnaire-evidence = Co to potwierdzi
questionnaire-steps = Następne kroki
questionnaire-step-below = Poniżej { $below }:
questionnaire-effort = { $days ->
    [one] (około { $days } dnia pracy jednej osoby)
    [few] (około { $days } dni pracy jednej osoby)
    [many] (około { $days } dni pracy jednej osoby)
   *[other] (około { $days } dnia pracy jednej osoby)
}
questionnaire-frameworks = Do czego jeszcze służy ta odpowiedź
