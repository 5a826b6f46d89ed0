### Jak liczymy.

method-title = Jak liczymy
method-intro = Każdą liczbę można rozłożyć aż do odpowiedzi: obok wyników jest odsyłacz „wyjaśnij”. Tu stoją wszystkie zasady, w tej kolejności, w jakiej działają.

method-answers = Od odpowiedzi do punktów
method-answers-text = Każda odpowiedź do wyboru ma swoje punkty. Przy wielokrotnym wyborze punkty zaznaczonych odpowiedzi dzielimy przez punkty wszystkich. Liczba ma dwie granice: przy jednej jest zero, przy drugiej pełny wynik, między nimi proporcjonalnie, a poza nimi już bez zmian. Udziały w procentach obliczamy z dwóch wpisanych liczb.
method-answers-formula = wynik = 100 × (x − granica zera) ÷ (granica pełnego wyniku − granica zera), nie mniej niż 0 i nie więcej niż 100
method-mean = Od punktów do wyniku wymiaru i gminy
method-mean-text = Wynik wymiaru jest średnią ważoną jego pytań, a wynik gminy średnią ważoną wymiarów. Niektóre ankiety zamiast średniej sumują punkty; mówi o tym objaśnienie każdej liczby. Po drodze niczego nie zaokrąglamy. Moduły dodatkowe mają własny wynik i nie wchodzą do wyniku gminy.
method-mean-formula = wynik = suma (waga × wynik części) ÷ suma wag części, które się liczą
method-missing = Brak odpowiedzi to nie „nie”
method-missing-text = Rozróżniamy cztery stany: odpowiedź, „nie dotyczy” z powodem, „nie wiem” i brak odpowiedzi. „Nie dotyczy” oraz pytania, których nie zadano, nie liczą się w żadną stronę. „Nie wiem” i brak odpowiedzi nie są zerem: wypadają ze średniej, ale obniżają pokrycie i poszerzają zakres wyniku. Ankieta może postanowić inaczej (brak liczy się jako zero albo odbiera wynik) i wtedy mówi to objaśnienie.
method-coverage = Pokrycie
method-coverage-text = Pokrycie mówi, jaką część oczekiwanych odpowiedzi mamy, licząc wagami. Wymiar ma wynik pewny od pokrycia 2/3, wynik gminy od 80%, jeśli żaden wymiar nie jest pusty, chyba że ankieta podaje inne progi. Poniżej progu wynik jest wstępny: pokazujemy go z dopiskiem i nie wchodzi do miejsc ani do median.
method-coverage-formula = pokrycie = suma wag odpowiedzi, które są ÷ suma wag odpowiedzi, które powinny być
method-bounds = Zakres
method-bounds-text = Zakres to wynik, gdyby wszystkie brakujące odpowiedzi były najgorsze, i wynik, gdyby były najlepsze. Prawdziwy wynik leży między nimi. Jeśli niczego nie brakuje, zakresu nie ma.
method-bounds-formula = dolna granica: braki = 0; górna granica: braki = 100
method-levels = Poziomy i wymagania
method-levels-text = Poziom zależy od wyniku i od wymagań. Progi są półotwarte: wynik równy progowi należy już do wyższego poziomu. Niektóre pytania są wymaganiami poziomu. Poziom osiąga gmina, której wynik sięga progu i która spełnia wymaganą część (zwykle 85%) wymagań tego poziomu i wszystkich niższych. Brak odpowiedzi nie spełnia wymagania, a „nie dotyczy” je usuwa.
method-ranks = Miejsca
method-ranks-text = Miejsca mają tylko gminy z pewnym wynikiem. Gminy o równym wyniku dzielą miejsca, na przykład 5–6. Porównujemy wyniki z dokładnością do jednej miliardowej, nigdy zaokrąglone do pokazania. Lista gmin jest domyślnie alfabetyczna, bo ma pomagać, a nie zawstydzać.
method-ranks-formula = pierwsze miejsce gminy = 1 + liczba gmin z wyższym wynikiem
method-quantiles = Mediana i kwartyle
method-quantiles-text = Połowa gmin ma wynik nie wyższy niż mediana; między dolnym a górnym kwartylem leży środkowa połowa gmin. Liczymy je tak samo jak Excel (PERCENTYL.PRZEDZ.ZAMK), R i numpy (typ 7). Gmina, której wynik oglądamy, też się liczy.
method-quantiles-formula = kwantyl p = x[k] + (h − k) × (x[k+1] − x[k]), gdzie h = (n − 1) × p, a k to część całkowita h
method-frozen = Zatwierdzone wyniki się nie zmieniają
method-frozen-text = Po zamknięciu edycji wyniki są zatwierdzane razem z odpowiedziami, z których powstały, z odciskiem ankiety i z wersją zasad. Nowa ankieta albo nowe zasady dają nowy wynik obok, nigdy zamiast.
method-disclosure = Co pokazujemy komu
method-disclosure-text = Publicznie pokazujemy tylko zatwierdzone i opublikowane wyniki. Medianę grupy pokazujemy wszystkim od { $median } gmin z wynikiem, kwartyle od { $quartiles }. Eksperci sieci i osoby, które prowadzą edycję, widzą medianę od { $median-inside } i kwartyle od { $quartiles-inside }, bo gminy i tak znają z nazwy.
method-confidential-text = Odpowiedzi i wyniki poufne widzą tylko gmina i eksperci sieci. Gdyby w sumie brakowało tylko jednej części, dałoby się ją odjąć od reszty, dlatego ukrywamy wtedy także następną najmniejszą. Uwagi, nazwiska i wolny tekst nie wychodzą poza gminę i sieć.
method-sources = Skąd te zasady
method-source-handbook = OECD i Wspólne Centrum Badawcze Komisji Europejskiej: Handbook on Constructing Composite Indicators, 2008
method-source-quantiles = R. J. Hyndman i Y. Fan: Sample Quantiles in Statistical Packages, 1996 (typ 7)
method-source-disclosure = Progi publikacji: praktyka urzędów statystycznych (zwykle 3 lub 5 jednostek); wybraliśmy ostrzejszą
