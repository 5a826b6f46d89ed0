### Porównanie gmin: strona edycji z macierzą i wykresami.

compare-caption = Wyniki edycji
compare-finding = Połowa gmin ma wynik między { $low } a { $high } (na { $end }).
compare-finding-median = Połowa gmin ma wynik co najmniej { $median } (na { $end }).
compare-finding-few = Wyników jest za mało, żeby mówić o całej grupie.
compare-weakest = { $count ->
    [one] Najsłabszy wymiar w sieci: { $names } (mediana { $median }).
    [few] Najsłabsze wymiary w sieci: { $names } (mediana { $median }).
    [many] Najsłabsze wymiary w sieci: { $names } (mediana { $median }).
   *[other] Najsłabsze wymiary w sieci: { $names } (mediana { $median }).
}
compare-weakest-none = Wymiarów nie da się jeszcze porównać.
compare-nothing-yet = Żadna gmina nie ma jeszcze wyniku.
compare-not-frozen = Edycja trwa albo jej wyniki nie zostały jeszcze zamrożone. Te liczby mogą się zmienić; widzą je tylko eksperci i osoby, które prowadzą edycję.
compare-submitted = Złożone samooceny
compare-of = { $count } z { $all }
compare-in-view = Gminy w tym widoku
compare-median-of = Mediana wyniku (na { $end })
compare-frozen = Wyniki zamrożone
compare-distribution-title = Jak rozkładają się wyniki
compare-distribution-finding = { $count ->
    [one] Wynik ma { $count } gmina: { $low }.
    [few] Wynik mają { $count } gminy: od { $low } do { $high }.
    [many] Wynik ma { $count } gmin: od { $low } do { $high }.
   *[other] Wynik ma { $count } gminy: od { $low } do { $high }.
}
compare-strips-title = Wymiary, w procentach pełnego wyniku
compare-others = inne gminy
compare-count = Liczba gmin
compare-middle-half = środkowa połowa gmin
compare-low-quartile = Dolny kwartyl
compare-high-quartile = Górny kwartyl
compare-contributing = Gminy z wynikiem
compare-chart-source = Miernik · { $campaign } · ankieta { $survey } ({ $hash })
compare-in-figures = Te same dane w liczbach
compare-figures-below = Te same liczby są w tabeli poniżej.
compare-region = Region
compare-kind = Rodzaj gminy
compare-all-regions = wszystkie regiony
compare-all-kinds = wszystkie rodzaje
compare-all = Pokaż wszystkie gminy
compare-matrix-title = Gminy i wymiary
compare-scale = na { $end }
compare-not-submitted = samoocena niezłożona
compare-legend-none = brak danych lub nie dotyczy
compare-legend-provisional = wynik wstępny: za mało odpowiedzi
compare-hidden = Odpowiedzi poufnych tu nie pokazujemy i nie liczymy: wyniki z nimi widzą tylko sama gmina i eksperci sieci. Gdyby je liczyć, dałoby się je odgadnąć z pozostałych liczb.
compare-confidential-counted = To konto widzi odpowiedzi poufne i te liczby je obejmują. Wszyscy inni widzą wyniki bez nich, więc ich liczby i miejsca mogą być inne.
compare-view-unknown = Nie ma takiego widoku
