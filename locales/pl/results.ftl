### Wyniki jednej gminy i objaśnienia liczb.

results-level = poziom { $level }
results-level-title = Poziom { $level }: { $title }
results-provisional = wstępny
results-not-applicable = nie dotyczy
results-made-with = Ankieta: { $survey }, wersja { $version }, odcisk { $hash }. Zasady liczenia: wersja { $engine }.
results-how = Jak liczymy

results-draft = Szkic
results-draft-text = Samoocena nie została jeszcze złożona. Wynik liczymy na bieżąco z odpowiedzi, które już są.
results-short = To wynik wstępny z wersji krótkiej: pozostałe pytania nie mają jeszcze odpowiedzi.
results-submitted = Złożona
results-submitted-text = Samoocena jest złożona. Wyniki edycji nie są jeszcze zamrożone.
results-frozen = Zamrożone
results-frozen-text = Wyniki zamrożono { $date } i już się nie zmienią.

results-sentence-none = { $name }: za mało odpowiedzi, żeby policzyć wynik.
results-sentence = { $name }: wynik { $score } na { $end }.
results-sentence-level = { $name }: wynik { $score } na { $end }. { $level }.
results-out-of = na { $end }
results-bounds = Zakres: { $bounds }
results-coverage = Pokrycie { $coverage }, odpowiedzi: { $answered } z { $asked }
results-median-of-group = Mediana grupy: { $median }
results-rank = Miejsce { $rank } z { $all }
results-to-others = Inni widzą { $score }: wynik bez odpowiedzi poufnych
results-to-others-median = Mediana grupy bez odpowiedzi poufnych: { $median }
results-to-others-rank = Miejsce { $rank } z { $all } bez odpowiedzi poufnych
results-explain = wyjaśnij
results-highest-level = To najwyższy poziom.
results-next-level = Czego brakuje do następnego: { $level }
results-next-score = Wynik: brakuje { $points } pkt.
results-next-score-enough = Wynik wystarcza.
results-next-gate = Wymagania poziomu { $level }: spełniono { $met }, potrzeba { $needed }. Do spełnienia:
results-next-gate-seen = Wymagania poziomu { $level }. Do spełnienia:
results-next-hidden = Część wymagań jest poufna i nie pokazujemy jej tutaj.

results-bars-title = Wymiary, w procentach pełnego wyniku
results-bars-finding = Najlepiej: { $high } ({ $high-score }). Najsłabiej: { $low } ({ $low-score }).
results-bars-finding-level = Wszystkie wymiary mają ten sam wynik.
results-bars-finding-none = Żaden wymiar nie ma jeszcze wyniku.
results-profile-table = Wymiary w liczbach
results-median = Mediana grupy
results-low = Dolna granica
results-high = Górna granica
results-strongest = Najmocniejsze strony
results-strongest-none = Na razie żadna się nie wyróżnia.
results-weakest = Najsłabsze strony
results-weakest-none = Na razie żadna się nie wyróżnia.
results-steps = Co dalej
results-steps-text = Na początku jest krok, który najbardziej podniesie wynik gminy. „Do zyskania” zakłada pełny wynik za to pytanie.
results-steps-none = Wszystkie pytania, które liczą się do wyniku, mają pełny wynik.
results-steps-no-score = Najpierw potrzebne są odpowiedzi: bez nich nie ma czego poprawiać.
results-step-gain = Teraz { $percent } · do zyskania { $gain } pkt
results-step-effort = { $days ->
    [one] około { $days } dnia pracy jednej osoby
    [few] około { $days } dni pracy jednej osoby
    [many] około { $days } dni pracy jednej osoby
   *[other] około { $days } dnia pracy jednej osoby
}
results-path = Najmniejszym nakładem pracy do następnego poziomu
results-path-text = Cel: { $level }. Razem: { $effort }. Wynik wzrośnie z { $from } do { $to }.
results-path-steps = { $count ->
    [one] Wystarczy jeden krok.
    [few] Wystarczą { $count } kroki. Pierwszy jest ten, który daje najwięcej punktów za dzień pracy.
    [many] Wystarczy { $count } kroków. Pierwszy jest ten, który daje najwięcej punktów za dzień pracy.
   *[other] Wystarczy { $count } kroku. Pierwszy jest ten, który daje najwięcej punktów za dzień pracy.
}
results-path-none = Cel: { $level }. Nie wystarczą do niego lepsze odpowiedzi na pytania, które dotyczą tej gminy.
results-path-not-available = Tej drogi tu nie wyznaczamy: brakuje zbyt wielu odpowiedzi albo nie każdy wynik w tej ankiecie jest zwykłą średnią lub sumą odpowiedzi podanych raz.
results-path-held = Liczba pytań, których odpowiedzi zostawiliśmy bez zmian, bo od nich zależy, czy zadajemy inne pytania: { $count }.
results-path-step = Krok
results-path-now = Teraz
results-path-then = Potem
results-path-effort = Dni pracy
results-path-gain = Zysk, pkt
results-path-requirement = wymaganie poziomu
results-path-estimated = * W ankiecie nie podano nakładu pracy. Na przejście do następnej lepszej odpowiedzi przyjęliśmy: { $effort }.
results-path-missing = Przy pytaniach bez odpowiedzi („–”) zakładamy najgorszą odpowiedź. Jeśli jest lepiej, pracy będzie mniej.
results-missing = { $count ->
    [one] { $count } pytanie bez odpowiedzi poszerza zakres wyniku
    [few] { $count } pytania bez odpowiedzi poszerzają zakres wyniku
    [many] { $count } pytań bez odpowiedzi poszerza zakres wyniku
   *[other] { $count } pytania bez odpowiedzi poszerza zakres wyniku
}

## Objaśnienie liczby

results-explain-caption = { $name }: skąd ta liczba
results-explain-score = { $score } na { $end }
results-explain-how = Jak to policzono
results-formula-mean = Wynik jest średnią ważoną części: wynik każdej części (w procentach jej pełnego wyniku) mnożymy przez jej udział i wszystko dodajemy.
results-formula-sum = Wynik jest sumą punktów wszystkich części.
results-formula-sum-part = Wynik jest sumą punktów tych części, które się liczą, przeliczoną na pełną skalę.
results-formula-geometric = Wynik jest ważoną średnią geometryczną części: słaba część obniża go bardziej niż w zwykłej średniej, a mocna nie nadrabia tego w pełni.
results-formula-harmonic = Wynik jest ważoną średnią harmoniczną części: słaba część bardzo go obniża, a mocna prawie tego nie nadrabia.
results-formula-power = Wynik jest ważoną średnią potęgową części z wykładnikiem { $power }. Im mniejszy wykładnik, tym bardziej słaba część obniża wynik; 1 oznacza zwykłą średnią.
results-formula-minimum = Wynik jest taki jak wynik najsłabszej części. Wagi nie mają tu znaczenia.
results-formula-ampi = Wynik jest średnią ważoną części, pomniejszoną o karę, która rośnie z różnicami między nimi (AMPI).
results-formula-drop = Część bez odpowiedzi nie wchodzi do średniej; jej udział przejmują pozostałe.
results-formula-zero = Część bez odpowiedzi liczy się jako zero.
results-formula-none = Jeśli brakuje choćby jednej części, wyniku nie ma.
results-explain-parts = Co się składa na wynik
results-explain-part = Część
results-explain-weight = Waga
results-explain-share = Udział
results-explain-adds = Wnosi
results-explain-could-add = Może wnieść
results-explain-sum = Razem, czyli wynik
results-explain-imbalance = Wpływ różnic między częściami
results-explain-left-out = { $count ->
    [one] { $count } części poufnej tu nie liczymy: z wyniku dałoby się odgadnąć jej odpowiedzi.
    [few] { $count } części poufnych tu nie liczymy: z wyniku dałoby się odgadnąć ich odpowiedzi.
    [many] { $count } części poufnych tu nie liczymy: z wyniku dałoby się odgadnąć ich odpowiedzi.
   *[other] { $count } części poufnych tu nie liczymy: z wyniku dałoby się odgadnąć ich odpowiedzi.
}
results-explain-rounding = Liczby są zaokrąglone dopiero na tej stronie; dodajemy niezaokrąglone.
results-explain-sure = Na ile to pewne
results-explain-coverage = Pokrycie { $coverage }: tyle oczekiwanych odpowiedzi mamy, z uwzględnieniem wag.
results-explain-published-from = Wynik przestaje być wstępny, gdy pokrycie sięga { $needed }.
results-explain-bounds = Zakres { $bounds }: tyle wyniósłby wynik, gdyby wszystkie brakujące odpowiedzi były najgorsze albo najlepsze.
results-explain-no-bounds = Nie brakuje żadnej odpowiedzi, więc wynik nie ma zakresu.
results-explain-levels = Skąd poziom
results-explain-levels-text = Poziom wynika z progu wyniku i z wymagań: trzeba spełnić wymagania tego poziomu i wszystkich niższych.
results-explain-level = { $level }: od { $from }.
results-explain-gate = Wymagania: spełniono { $met }, potrzeba { $needed }.
results-explain-worth = Wartość odpowiedzi
results-explain-adds-here = Co to daje
results-explain-adds-text = Wnosi { $adds } pkt (może wnieść { $could }) do wyniku wymiaru „{ $dimension }”.
results-explain-adds-index = Do wyniku ogólnego wnosi { $adds } pkt (może wnieść { $could }).
results-explain-most = Najwięcej brakuje w części „{ $part }”: { $points } pkt.
results-explain-next = Następna lepsza odpowiedź
results-explain-next-gain = wynik ogólny: { $gain } pkt
results-explain-next-estimated = to nasze założenie: w ankiecie nie podano nakładu pracy
results-explain-requirement = Wymaganie poziomu
results-explain-requirement-text = { $level }: za to pytanie trzeba mieć co najmniej { $percent } punktów.
results-explain-requirement-met = Spełnione.
results-explain-requirement-open = Jeszcze niespełnione.
results-explain-up = W górę: { $name }
results-explain-definition = Co się liczy
results-worth = { $points } z { $end } pkt
results-worth-unscored = To pytanie nie liczy się do wyniku.
results-worth-missing = Nie ma wartości: brak odpowiedzi obniża pokrycie i poszerza zakres.
results-worth-excluded = Nie liczy się w żadną stronę.
results-scale = Jak odpowiedzi zamieniają się w punkty
results-scale-caption = Odpowiedzi i punkty
results-scale-several = Punkty zaznaczonych odpowiedzi dzielimy przez punkty wszystkich i mnożymy przez { $end }.
results-scale-goalposts = { $worst } daje zero, { $best } daje pełny wynik, między nimi proporcjonalnie, poza nimi bez zmian.
results-points = Punkty
results-beside = Uwaga i dowody
results-author = Kto odpowiadał
results-at = Kiedy
results-not-asked = Nie zadano tego pytania: wynika to z innych odpowiedzi.
results-text-inside = Treść odpowiedzi widzą tylko gmina i jej sieć.
